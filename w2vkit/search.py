"""The rows with the best scores, found in one pass over the matrix, block by block."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from w2vkit.embeddings import Embeddings

Rows = NDArray[np.int64]
Vectors = NDArray[Any]
Scorer = Callable[[Vectors, Vectors], Vectors]
"""Takes vectors (B, D) and their norms (B,); returns their scores (Q, B) for Q queries."""

BLOCK = 16_384
SLACK = 1e-5
"""How far a float32 score may be from the true one, relative to its size."""
TIES = 1_000
"""Candidates kept beyond the number wanted; if more are tied, those with low rows stay."""


class Found(NamedTuple):
    """The best rows of one query, the best first; of equals, the lower row first."""

    rows: Rows
    scores: NDArray[np.float64]


def cosine(targets: Vectors) -> Scorer:
    """Score by the cosine with each of `targets` (Q, D), which have length 1."""

    def score(vectors: Vectors, norms: Vectors) -> Vectors:
        scores: Vectors = (targets.astype(vectors.dtype) @ vectors.T) / norms
        return scores

    return score


def dot(targets: Vectors) -> Scorer:
    """Score by the dot product with each of `targets` (Q, D)."""

    def score(vectors: Vectors, norms: Vectors) -> Vectors:
        scores: Vectors = targets.astype(vectors.dtype) @ vectors.T
        return scores

    return score


def euclidean(targets: Vectors) -> Scorer:
    """Score by minus the Euclidean distance to each of `targets` (Q, D)."""

    def score(vectors: Vectors, norms: Vectors) -> Vectors:
        # Differences, not |t|² + |v|² - 2 t·v, which loses all digits between near vectors.
        distances = np.empty((len(targets), len(vectors)), vectors.dtype)
        for line, target in zip(distances, targets.astype(vectors.dtype), strict=True):
            gap = vectors - target
            np.sqrt(np.einsum("ij,ij->i", gap, gap), out=line)
        return -distances

    return score


def cosmul(targets: Vectors, weights: Sequence[float]) -> Scorer:
    """Score by 3CosMul with `targets` (T, D) of length 1: one query.

    Equation 4 of Levy & Goldberg 2014, with each shifted cosine raised to the size of its weight;
    those of negative weights divide.
    """

    def score(vectors: Vectors, norms: Vectors) -> Vectors:
        shifted = (1 + cosine(targets)(vectors, norms)) / 2
        above, below = np.ones_like(norms), np.ones_like(norms)
        for line, weight in zip(shifted, weights, strict=True):
            if weight > 0:
                above *= line**weight
            else:
                below *= line**-weight
        scores: Vectors = (above / (below + vectors.dtype.type(1e-6)))[None]
        return scores

    return score


def best(
    embeddings: Embeddings, scorer: Scorer, queries: int, size: int, rows: Rows | None = None
) -> list[Found]:
    """Return the `size` best rows for each query, among `rows` (ascending) or among all.

    Scores that are no numbers, such as the cosine with a zero vector, are left out. The pass is
    made in float32; what it finds is scored again in float64, so that a batch, a block or a
    duplicate never changes an order.
    """
    leaders = [_Leaders(size) for _ in range(queries)]
    with np.errstate(invalid="ignore", divide="ignore", over="ignore"):
        for numbers, vectors, norms in _blocks(embeddings, rows):
            for leader, scores in zip(leaders, scorer(vectors, norms), strict=True):
                leader.offer(numbers, scores)
        return [
            _exact(embeddings, scorer, query, leader.finish(), size)
            for query, leader in enumerate(leaders)
        ]


def _blocks(embeddings: Embeddings, rows: Rows | None) -> Iterator[tuple[Rows, Vectors, Vectors]]:
    total = len(embeddings) if rows is None else len(rows)
    for start in range(0, total, BLOCK):
        end = min(start + BLOCK, total)
        if rows is None:
            part: Any = slice(start, end)
            numbers = np.arange(start, end)
        else:
            part = numbers = rows[start:end]
        yield numbers, embeddings.vectors[part], embeddings.norms[part]


class _Leaders:
    """The rows that may still be among the best of one query."""

    def __init__(self, size: int) -> None:
        self.size = size
        self.floor = -np.inf
        self.rows: list[Rows] = []
        self.scores: list[Vectors] = []
        self.held = 0

    def offer(self, rows: Rows, scores: Vectors) -> None:
        hits = np.flatnonzero(scores >= self.floor)
        if len(hits) == 0:
            return
        self.rows.append(rows[hits])
        self.scores.append(scores[hits])
        self.held += len(hits)
        if self.held > 2 * self.size + TIES:
            self._prune()

    def finish(self) -> Rows:
        self._prune()
        return self.rows[0]

    def _prune(self) -> None:
        rows = np.concatenate([np.empty(0, np.int64), *self.rows])
        scores = np.concatenate([np.empty(0, np.float32), *self.scores])
        if len(scores) > self.size:
            floor = float(np.partition(scores, -self.size)[-self.size])
            slack = SLACK * max(abs(floor), 1.0) if np.isfinite(floor) else 0.0
            self.floor = floor - slack
            kept = np.flatnonzero(scores >= self.floor)
            if len(kept) > self.size + TIES:
                order = np.argsort(-np.round(scores[kept] / (slack or 1)), kind="stable")
                kept = np.sort(kept[order[: self.size]])
            rows, scores = rows[kept], scores[kept]
        self.rows, self.scores, self.held = [rows], [scores], len(rows)


def _exact(embeddings: Embeddings, scorer: Scorer, query: int, rows: Rows, size: int) -> Found:
    """Score `rows` again in float64 and put them in order."""
    vectors = np.asarray(embeddings.vectors[rows], np.float64)
    norms = np.sqrt(np.einsum("ij,ij->i", vectors, vectors))
    scores = scorer(vectors, norms)[query]
    finite = np.isfinite(scores)
    rows, scores = rows[finite], scores[finite]
    order = np.lexsort((rows, -np.round(scores, 12)))[:size]
    return Found(rows[order], scores[order])
