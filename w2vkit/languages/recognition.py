"""The languages that w2vkit knows, and which of them a text is in, judged by its words."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice

import numpy as np

from w2vkit.languages.chinese.language import CHINESE
from w2vkit.languages.english import ENGLISH
from w2vkit.languages.language import Language
from w2vkit.model.vocabulary import Vocabulary
from w2vkit.text.links import is_link

LANGUAGES = (CHINESE, ENGLISH)
"""All languages; the last one is that of the words that no other one owns."""
JUDGED_WORDS = 20_000
"""The most frequent words, which make up almost all of a text."""
EVEN_SHARE = 0.5


def language_of(vocabulary: Vocabulary, languages: Sequence[Language] = LANGUAGES) -> Language:
    """Return the language of most of the words of a text.

    Args:
        vocabulary: the words and their counts.
        languages: those in question; the last is the answer if no other one has the majority.

    """
    for language in languages:
        if language.owns is not None and share_of(language, vocabulary) > EVEN_SHARE:
            return language
    return languages[-1]


def share_of(language: Language, vocabulary: Vocabulary) -> float:
    """Return the share of a language among the words of a text; 0 if it has none.

    Links, numbers, and other tokens with digits, such as the ids of users and messages, do not
    count. Words whose counts are unknown count once each.
    """
    owns = language.owns or is_plain_word
    words = [*islice(vocabulary, JUDGED_WORDS)]
    counts = np.array([max(1, vocabulary.count(row)) for row in range(len(words))], np.int64)
    own = np.array([owns(word) and not is_link(word) for word in words], bool)
    others = np.array([is_plain_word(word) for word in words], bool) & ~own
    return float(counts[own].sum() / max(1, counts[own | others].sum()))


def is_plain_word(word: str) -> bool:
    """Return whether a token is a word: with a letter, without digits, and not a link.

    >>> [*map(is_plain_word, ["don't", "naïve", "3.14", "x7Ab", "@jack", "http://t.cn/Abc"])]
    [True, True, False, False, False, False]
    """
    letters = any(map(str.isalpha, word))
    return letters and not any(map(str.isdigit, word)) and not is_link(word)
