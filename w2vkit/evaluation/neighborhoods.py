"""The nearest words of the same words in several models, and how many of them are the same."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from w2vkit.base.messages import msg
from w2vkit.base.progress import SILENT, Listener, Progress
from w2vkit.evaluation.scoring import EvaluatedWords
from w2vkit.query import search
from w2vkit.query.metrics import cosine

WORDS_PER_BATCH = 512
ABSENT = -1
"""In place of a row, where a word has fewer neighbors than wanted."""
Rows = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class NeighborOverlap:
    """The neighbors that a model shares with the first one, among their common words.

    Attributes:
        model: its name.
        overlap: the mean share of the nearest words that are the same, 0 … 1.
        jaccard: the mean Jaccard index of the two sets of nearest words, 0 … 1.

    """

    model: str
    overlap: float
    jaccard: float


@dataclass(frozen=True, slots=True)
class ChangedWord:
    """A word with other neighbors in another model.

    Attributes:
        word: the word.
        overlap: the mean share of its nearest words that other models share with the first.
        neighbors: its nearest common words in each model, by the name of the model, best first.

    """

    word: str
    overlap: float
    neighbors: Mapping[str, tuple[str, ...]]


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
    nearest = np.full((words, topn), ABSENT, np.int64)
    for start in range(0, words, WORDS_PER_BATCH):
        listener.progress(Progress(msg("Neighbors"), start, words, "words"))
        rows = np.arange(start, min(start + WORDS_PER_BATCH, words))
        answers = search.best(known.embeddings, cosine, known.units(rows), topn + 1)
        for row, answer in zip(rows.tolist(), answers, strict=True):
            others = answer.rows[answer.rows != row][:topn]
            nearest[row, : len(others)] = others
    return nearest


def shared(first: Rows, second: Rows) -> NDArray[np.int64]:
    """Return how many neighbors (N, K) two models share for each word, int64 (N,).

    >>> shared(np.array([[1, 2], [0, 2]]), np.array([[2, 1], [2, -1]])).tolist()
    [2, 1]
    """
    equal = (first[:, :, np.newaxis] == second[:, np.newaxis, :]) & (first >= 0)[:, :, np.newaxis]
    counts: NDArray[np.int64] = equal.sum(axis=(1, 2))
    return counts


def overlaps_of(neighbors: Mapping[str, Rows], topn: int) -> tuple[NeighborOverlap, ...]:
    """Return the neighbors that each other model shares with the first one, of `topn` each."""
    first, *others = neighbors.values()
    counts = [shared(first, other) for other in others]
    return tuple(
        NeighborOverlap(name, float((same / topn).mean()), float((same / (2 * topn - same)).mean()))
        for name, same in zip([*neighbors][1:], counts, strict=True)
    )


def changed_words(
    known: Mapping[str, EvaluatedWords], neighbors: Mapping[str, Rows], topn: int, size: int
) -> tuple[ChangedWord, ...]:
    """Return the words that share the fewest neighbors; ties are ordered by frequency."""
    first, *others = neighbors.values()
    overlap = np.mean([shared(first, other) for other in others], axis=0) / topn
    order = np.argsort(overlap, kind="stable")[:size]
    vocabulary = next(iter(known.values())).embeddings.vocabulary
    return tuple(
        ChangedWord(
            vocabulary.word(row),
            float(overlap[row]),
            {
                name: tuple(vocabulary.word(near) for near in rows[row].tolist() if near >= 0)
                for name, rows in neighbors.items()
            },
        )
        for row in order.tolist()
        if overlap[row] < 1
    )
