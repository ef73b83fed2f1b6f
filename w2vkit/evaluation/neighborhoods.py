"""The nearest words of the same words in several models."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from w2vkit.base.progress import SILENT, Listener, Progress
from w2vkit.evaluation.scoring import EvaluatedWords
from w2vkit.query import search
from w2vkit.query.metrics import cosine

WORDS_PER_BATCH = 512
ABSENT = -1
"""In place of a row, where a word has fewer neighbors than wanted."""
Rows = NDArray[np.int64]


def nearest_rows(known: EvaluatedWords, words: int, topn: int, listener: Listener = SILENT) -> Rows:
    """Return the rows of the nearest words of the first `words` words, best first.

    Args:
        known: V words.
        words: the number of words N.
        topn: the number of neighbors K.
        listener: receives progress.

    Returns:
        int64 (N, K); `ABSENT` where a word has fewer neighbors.

    """
    found = np.full((words, topn), ABSENT, np.int64)
    for start in range(0, words, WORDS_PER_BATCH):
        listener.progress(Progress("Neighbors", start, words, "words"))
        rows = np.arange(start, min(start + WORDS_PER_BATCH, words))
        answers = search.best(known.embeddings, cosine, known.units(rows), topn + 1)
        for row, answer in zip(rows.tolist(), answers, strict=True):
            others = answer.rows[answer.rows != row][:topn]
            found[row, : len(others)] = others
    return found


def shared(first: Rows, second: Rows) -> NDArray[np.int64]:
    """Return how many neighbors (N, K) two models share for each word, int64 (N,).

    >>> shared(np.array([[1, 2], [0, 2]]), np.array([[2, 1], [2, -1]])).tolist()
    [2, 1]
    """
    equal = (first[:, :, np.newaxis] == second[:, np.newaxis, :]) & (first >= 0)[:, :, np.newaxis]
    counts: NDArray[np.int64] = equal.sum(axis=(1, 2))
    return counts
