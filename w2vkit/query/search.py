"""The rows with the best scores, found in one pass over the matrix, block by block."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from w2vkit.model.embeddings import Embeddings

Rows = NDArray[np.int64]
Vectors = NDArray[Any]
Metric = Callable[[Vectors, Vectors, Vectors], Vectors]
"""Takes targets (Q, …), vectors (B, D) and their norms (B,); returns scores (Q, B), best high."""

BLOCK = 16_384
"""Rows scored at once for 16 queries or more; for fewer, more rows with as many scores."""
SLACK = 1e-5
"""How far a float32 score may be from the true one, relative to its size."""
TIES = 1_000
"""Candidates kept beyond the number wanted; if more are tied, those with low rows stay."""


class Found(NamedTuple):
    """The best rows of one query, the best first; of equals, the lower row first."""

    rows: Rows
    scores: NDArray[np.float64]


def cosine(targets: Vectors, vectors: Vectors, norms: Vectors) -> Vectors:
    """Score by the cosine with each of `targets` (Q, D), which have length 1."""
    scores = dot(targets, vectors, norms)
    scores /= norms
    return scores


def dot(targets: Vectors, vectors: Vectors, norms: Vectors) -> Vectors:
    """Score by the dot product with each of `targets` (Q, D)."""
    if len(targets) == 1:  # four times faster than the product of two matrices
        single: Vectors = (vectors @ targets[0])[None]
        return single
    scores: Vectors = targets @ vectors.T
    return scores


def euclidean(targets: Vectors, vectors: Vectors, norms: Vectors) -> Vectors:
    """Score by minus the Euclidean distance to each of `targets` (Q, D)."""
    # Differences, not |t|² + |v|² - 2 t·v, which loses all digits between near vectors.
    distances = np.empty((len(targets), len(vectors)), vectors.dtype)
    for line, target in zip(distances, targets, strict=True):
        gap = vectors - target
        np.sqrt(np.einsum("ij,ij->i", gap, gap), out=line)
    return -distances


METRICS: Mapping[str, Metric] = {"cosine": cosine, "dot": dot, "euclidean": euclidean}
"""By the names of `--metric`."""


def cosmul(weights: Sequence[float]) -> Metric:
    """Return 3CosMul for targets (Q, T, D) of length 1 with T weights.

    Equation 4 of Levy & Goldberg 2014, with each shifted cosine raised to the size of its weight;
    those of negative weights divide.
    """

    def metric(targets: Vectors, vectors: Vectors, norms: Vectors) -> Vectors:
        above = np.ones((len(targets), len(vectors)), vectors.dtype)
        below = np.ones_like(above)
        for place, weight in enumerate(weights):
            shifted = (1 + cosine(targets[:, place], vectors, norms)) / 2
            side = above if weight > 0 else below
            side *= shifted ** abs(weight)
        scores: Vectors = above / (below + vectors.dtype.type(1e-6))
        return scores

    return metric


def best(
    embeddings: Embeddings, metric: Metric, targets: Vectors, size: int, rows: Rows | None = None
) -> list[Found]:
    """Return the `size` best rows for each of Q targets, among `rows` (ascending) or among all.

    Scores that are no numbers, such as the cosine with a zero vector, are left out. The pass is
    made in float32; what it finds is scored again in float64, so that a batch, a block or a
    duplicate never changes an order.
    """
    leaders = [_Leaders(size) for _ in targets]
    single = targets.astype(np.float32)
    with np.errstate(invalid="ignore", divide="ignore", over="ignore"):
        for numbers, vectors, norms in _blocks(embeddings, rows, len(targets)):
            for leader, scores in zip(leaders, metric(single, vectors, norms), strict=True):
                leader.offer(numbers, scores)
        return [
            _exact(embeddings, metric, targets[place : place + 1], leader.finish(), size)
            for place, leader in enumerate(leaders)
        ]


def _blocks(
    embeddings: Embeddings, rows: Rows | None, queries: int
) -> Iterator[tuple[Rows, Vectors, Vectors]]:
    if rows is not None:  # these rows are copied: never many
        for start in range(0, len(rows), BLOCK):
            part = rows[start : start + BLOCK]
            yield part, embeddings.vectors[part], embeddings.norms[part]
        return
    size = max(BLOCK, 16 * BLOCK // max(queries, 1))
    for start in range(0, len(embeddings), size):
        end = min(start + size, len(embeddings))
        yield np.arange(start, end), embeddings.vectors[start:end], embeddings.norms[start:end]


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


def _exact(embeddings: Embeddings, metric: Metric, target: Vectors, rows: Rows, size: int) -> Found:
    """Score `rows` again in float64 and put them in order."""
    vectors = np.asarray(embeddings.vectors[rows], np.float64)
    norms = np.sqrt(np.einsum("ij,ij->i", vectors, vectors))
    scores = metric(target, vectors, norms)[0]
    finite = np.isfinite(scores)
    rows, scores = rows[finite], scores[finite]
    order = np.lexsort((rows, -np.round(scores, 12)))[:size]
    return Found(rows[order], scores[order])
