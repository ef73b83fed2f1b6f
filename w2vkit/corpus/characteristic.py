"""The words that are characteristic of a text: shown or related if no words are given.

The most frequent words of a novel are function words. More interesting are nouns that are more
frequent in the text than in general: names and things. Chinese words are compared with the
frequencies in jieba's dictionary. Those of English text are stored with a model that was trained
on it (`noun_contexts`), and so are those of other languages (`concentrated_words`); of other
words, the stop words of scikit-learn are left out.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator

from w2vkit.languages.chinese.name_heuristics import SURNAMES
from w2vkit.languages.segmentation.segmenters import familiarity, general_share, parts_of_speech
from w2vkit.model.vocabulary import Vocabulary
from w2vkit.text.script import HAN

MAX_RANKED = 20_000
"""Number of the most frequent words that are ranked; names among the others are rare."""
SHORTEST_LATIN = 3
NOUN = "n"
NEVER_FIRST = frozenset("vrdpcumaf")
"""Tags of first characters of words that are no nouns: verbs, pronouns, adverbs, numbers, …"""
_HAN_WORD = re.compile(f"[{HAN}]+")


def characteristic_rows(vocabulary: Vocabulary, count: int) -> list[int]:
    """Return the ids of the `count` most characteristic words, the most characteristic first.

    If there are fewer, the most frequent of the other words follow.
    """
    known_rows = map(vocabulary.find, vocabulary.read_characteristic())
    stored = [row for row in known_rows if row is not None][:count]
    if len(stored) == count:
        return stored
    ranked = range(min(len(vocabulary), max(count, MAX_RANKED)))
    total = sum(map(vocabulary.count, ranked))
    chinese = [row for row in ranked if _HAN_WORD.fullmatch(vocabulary.word(row))]
    # Unlike in `language_of`, numbers and links count, too.
    if 2 * sum(map(vocabulary.count, chinese)) > total:
        rows = _chinese_rows(vocabulary, chinese, total)
    else:
        rows = [*_content_rows(vocabulary, ranked)]
    return [*dict.fromkeys([*stored, *rows, *ranked])][:count]


def _chinese_rows(vocabulary: Vocabulary, rows: list[int], total: int) -> list[int]:
    """Return the nouns that are more frequent than in general, by the evidence for it.

    The score, √count · log(share in the text / share in general), is close to the signed root of
    the log-likelihood ratio (Dunning 1993), but rare words need no correction.
    """
    scores: dict[int, float] = {}
    for row in rows:
        word, count = vocabulary.word(row), vocabulary.count(row)
        if len(word) == 1 or not _is_noun(word):
            continue
        ratio = count / total / general_share(word)
        if ratio > 1:
            scores[row] = math.sqrt(count) * math.log(ratio)
    return sorted(scores, key=lambda row: (-scores[row], row))


def _is_noun(word: str) -> bool:
    """Return whether a word is a noun: by the dictionary, or else by its first character."""
    letters = parts_of_speech(word)
    if len(letters) == 1 and (letters != NOUN or familiarity(word)):
        return letters == NOUN
    return word[0] in SURNAMES or parts_of_speech(word[0]) not in NEVER_FIRST


def _content_rows(vocabulary: Vocabulary, rows: range) -> Iterator[int]:
    """Yield the words that are neither stop words nor very short, the most frequent first."""
    from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS

    for row in rows:
        word = vocabulary.word(row)
        is_short = len(word) < SHORTEST_LATIN and not _HAN_WORD.fullmatch(word)
        if not is_short and word.isalpha() and word.lower() not in ENGLISH_STOP_WORDS:
            yield row
