"""Words that a text concentrates in some of its parts: names and things, but few function words.

Function words are spread evenly over a text; what it tells of comes and goes. So in a language for
whose nouns there are no rules, these words are the characteristic ones.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from w2vkit.corpus.encoded import EncodedCorpus
from w2vkit.languages.chinese.language import CHINESE
from w2vkit.languages.english import ENGLISH
from w2vkit.languages.recognition import is_plain_word, language_of
from w2vkit.languages.spaced import frequent_words
from w2vkit.model.vocabulary import Vocabulary

MAX_TOKENS = 20_000_000
"""The beginning of a text of this many tokens is examined."""
MAX_RANKED = 20_000
MIN_COUNT = 5
PARTS = 50
"""Equal parts of the text in which words are counted."""
LEAST_VARIANCE = 0.5
"""Of the counts of a word in the parts, relative to their mean, beyond that of chance. In novels,
it is below 0.1 for function words and mostly above 0.5 for names and things."""
LEAST_CONCENTRATION = 1.4
"""Two standard deviations above chance."""
SHORTEST = {True: 3, False: 2}
"""Characters of a word, in languages with spaces between words and without."""
Numbers = NDArray[np.float64]


def concentrated_words(corpus: EncodedCorpus, vocabulary: Vocabulary) -> list[str]:
    """Return the words of a vocabulary that the text concentrates in parts, the clearest first.

    The score is √count · log concentration. Chinese and English, whose nouns are known otherwise,
    have none, and so has a text whose language is unknown.
    """
    types = corpus.vocabulary
    language = language_of(types, corpus.language)
    ids = np.asarray(corpus.ids()[:MAX_TOKENS], np.int64)
    size = min(MAX_RANKED, types.kept(MIN_COUNT))
    if language in (CHINESE, ENGLISH) or not len(ids):
        return []
    counts, concentration = concentrations(ids, size)
    variance = (concentration - 1) * PARTS / counts
    rows = np.flatnonzero((variance > LEAST_VARIANCE) & (concentration > LEAST_CONCENTRATION))
    scores = np.sqrt(counts[rows]) * np.log(concentration[rows])
    ranked = rows[np.lexsort((rows, -scores.round(9)))].tolist()
    shortest = SHORTEST[language.segmenters[:1] == ENGLISH.segmenters]
    usual = frequent_words().get(language.code, frozenset())
    return [
        word
        for word in map(types.word, ranked)
        if len(word) >= shortest
        and word.lower() not in usual
        and is_plain_word(word)
        and word in vocabulary
    ]


def concentrations(ids: NDArray[np.int64], size: int) -> tuple[Numbers, Numbers]:
    """Return the counts of the first R types of a text, and how concentrated they are in its parts.

    Args:
        ids: int64 (n,), the text.
        size: R.

    Returns:
        float64 (R,), at least 1; and float64 (R,), the variance of the counts of `PARTS` equal
        parts divided by their mean: 1 if a word is as likely everywhere.

    """
    places = np.flatnonzero(ids < size)
    cells = ids[places] * PARTS + (places * PARTS) // len(ids)
    table = np.bincount(cells, minlength=size * PARTS).reshape(size, PARTS).astype(np.float64)
    counts = np.maximum(table.sum(axis=1), 1).astype(np.float64)
    expected = counts / PARTS
    return counts, np.square(table - expected[:, np.newaxis]).mean(axis=1) / expected
