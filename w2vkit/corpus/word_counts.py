"""Counts of words in the sections of an encoded corpus."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from w2vkit.corpus.encoded import EncodedCorpus

IDS_PER_BLOCK = 1 << 20
Counts = NDArray[np.int64]
Phrases = Mapping[str, NDArray[np.int64]]
"""The first and the last token of each occurrence of a phrase, (n, 2)."""
NO_PHRASES: Phrases = MappingProxyType({})
PER = 10_000
"""Frequencies are given per this many tokens."""


def counts_by_section(
    corpus: EncodedCorpus,
    words: Sequence[str],
    starts: NDArray[np.int64],
    phrases: Phrases = NO_PHRASES,
) -> Counts:
    """Return how often each word occurs in each section, int64 (sections, words).

    Args:
        corpus: the corpus.
        words: the words; one that does not occur has counts of 0.
        starts: int64 (sections + 1,), the first token of each section and the end of the last;
            tokens before the first section are ignored.
        phrases: the places of those of the words that are no tokens.

    """
    columns = np.full(len(corpus.vocabulary) + 1, -1, np.int64)
    for place, word in enumerate(words):
        row = corpus.vocabulary.find(word)
        if row is not None:
            columns[row] = place
    counts = np.zeros((len(starts) - 1, len(words)), np.int64)
    ids = corpus.ids()
    for begin in range(int(starts[0]), int(starts[-1]), IDS_PER_BLOCK):
        block = columns[ids[begin : min(begin + IDS_PER_BLOCK, int(starts[-1]))]]
        hits = np.flatnonzero(block >= 0)
        sections = np.searchsorted(starts, hits + begin, side="right") - 1
        np.add.at(counts, (sections, block[hits]), 1)
    for place, word in enumerate(words):
        if word in phrases:
            sections = np.searchsorted(starts, phrases[word][:, 0], side="right") - 1
            inside = sections[(sections >= 0) & (sections < len(counts))]
            counts[:, place] = np.bincount(inside, minlength=len(counts))
    return counts
