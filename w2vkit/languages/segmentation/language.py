"""The language of a vocabulary, judged by how often its words occur."""

from __future__ import annotations

from itertools import islice

import numpy as np

from w2vkit.model.vocabulary import Vocabulary
from w2vkit.text.links import is_link
from w2vkit.text.script import is_han

JUDGED_WORDS = 20_000
"""The most frequent words, which make up almost all of a text."""
EVEN_SHARE = 0.5


def mostly_chinese(vocabulary: Vocabulary) -> bool:
    """Return whether most words of the text are Chinese."""
    return chinese_share(vocabulary) > EVEN_SHARE


def chinese_share(vocabulary: Vocabulary) -> float:
    """Return the share of Chinese tokens among the words of a text; 0 if it has none.

    A word is Chinese if it contains a Chinese character. Links, numbers, and other tokens with
    digits, such as the ids of users and messages, do not count. Words whose counts are unknown
    count once each.
    """
    words = [*islice(vocabulary, JUDGED_WORDS)]
    counts = np.array([max(1, vocabulary.count(row)) for row in range(len(words))], np.int64)
    chinese = np.array([has_chinese(word) and not is_link(word) for word in words], bool)
    others = np.array([is_plain_word(word) for word in words], bool) & ~chinese
    return float(counts[chinese].sum() / max(1, counts[chinese | others].sum()))


def has_chinese(word: str) -> bool:
    """Return whether a word contains a Chinese character.

    >>> has_chinese("孙悟空"), has_chinese("king")
    (True, False)
    """
    return any(map(is_han, word))


def is_plain_word(word: str) -> bool:
    """Return whether a token is a word: with a letter, without digits, and not a link.

    >>> [*map(is_plain_word, ["don't", "naïve", "3.14", "x7Ab", "@jack", "http://t.cn/Abc"])]
    [True, True, False, False, False, False]
    """
    letters = any(map(str.isalpha, word))
    return letters and not any(map(str.isdigit, word)) and not is_link(word)
