"""The words that occur near a word: in its sentence and the sentences around it."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from w2vkit.analysis.keyword_in_context import positions
from w2vkit.corpus.encoded import EncodedCorpus

SENTENCES = 2
"""Sentences on each side that are near."""
DISCOUNT = 1.0
"""Each association is lowered by the factor n / (n + 1) for n occurrences near the word."""


def neighborhood(corpus: EncodedCorpus, row: int, sentences: int = SENTENCES) -> NDArray[np.int64]:
    """Return the positions of the tokens near a type, ascending, int64 (n,).

    Args:
        corpus: the corpus.
        row: the id of the type.
        sentences: how many sentences on each side are near.

    """
    starts = np.asarray(corpus.starts)
    own = np.searchsorted(starts, positions(corpus, [row]), side="right") - 1
    change = np.zeros(len(starts) + 1, np.int64)
    np.add.at(change, np.maximum(own - sentences, 0), 1)
    np.add.at(change, np.minimum(own + sentences + 1, len(starts) - 1), -1)
    is_near = np.cumsum(change)[: len(starts) - 1] > 0
    return np.flatnonzero(np.repeat(is_near, np.diff(starts)))


def associations_near(
    corpus: EncodedCorpus, row: int, sentences: int = SENTENCES
) -> NDArray[np.float64]:
    """Return the association of each type with a type, float64 (T,).

    The association of a type x that occurs n times near the other is the positive part of
    log(P(x | near) / P(x)), times n / (n + 1): pointwise mutual information, discounted for rare
    types (Pantel & Lin 2002). A type is near itself.
    """
    size = len(corpus.vocabulary)
    near = neighborhood(corpus, row, sentences)
    together = np.bincount(np.asarray(corpus.ids())[near], minlength=size)
    expected = corpus.occurrences(size) * (len(near) / max(corpus.tokens, 1))
    ratio = np.divide(together, expected, out=np.ones(size), where=together > 0)
    found: NDArray[np.float64] = np.maximum(np.log(ratio), 0.0) * together / (together + DISCOUNT)
    return found
