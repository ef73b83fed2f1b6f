"""The rows with the best scores, found in one pass over the matrix, block by block."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from w2vkit.model.embeddings import Embeddings
from w2vkit.query.metrics import ScoreFunction, Vectors

Rows = NDArray[np.int64]

ROWS_PER_BLOCK = 16_384
"""Rows scored at once for 16 queries or more; fewer queries score more rows at once."""
SLACK = 1e-5
"""Maximum error of a float32 score, relative to its size."""
SPARE_CANDIDATES = 1_000
"""Candidates kept beyond the number wanted; if more are tied, those with the lowest rows stay."""


class BestRows(NamedTuple):
    """The best rows of one query, best first; of equal scores, the lower row first."""

    rows: Rows
    scores: NDArray[np.float64]


def best(
    embeddings: Embeddings,
    score: ScoreFunction,
    targets: Vectors,
    size: int,
    rows: Rows | None = None,
    *,
    block: int = ROWS_PER_BLOCK,
    spare: int = SPARE_CANDIDATES,
) -> list[BestRows]:
    """Return the `size` best rows for each of Q targets, among `rows` (ascending) or among all.

    Scores that are NaN or infinite, such as the cosine with a zero vector, are omitted. The pass
    runs in float32; its candidates are scored again in float64, so that neither batches nor blocks
    nor duplicates change the order.

    Args:
        embeddings: V words.
        score: the score function of a metric, or `cosmul`.
        targets: float64 (Q, …), as `score` expects them.
        size: the number of rows to return for each target.
        rows: int64, the rows to score; all if None.
        block: rows scored at once.
        spare: candidates kept beyond `size`.

    """
    leaders = [_BestRows(size, spare) for _ in targets]
    single = targets.astype(np.float32)
    with np.errstate(invalid="ignore", divide="ignore", over="ignore"):
        for numbers, vectors, norms in _blocks(embeddings, rows, len(targets), block):
            for leader, scores in zip(leaders, score(single, vectors, norms), strict=True):
                leader.offer(numbers, scores)
        return [
            _exact(embeddings, score, targets[place : place + 1], leader.finish(), size)
            for place, leader in enumerate(leaders)
        ]


def _blocks(
    embeddings: Embeddings, rows: Rows | None, queries: int, block: int
) -> Iterator[tuple[Rows, Vectors, Vectors]]:
    """Yield row numbers, vectors and norms, block by block."""
    if rows is not None:  # these rows are copied: never many
        for start in range(0, len(rows), block):
            part = rows[start : start + block]
            yield part, embeddings.vectors[part], embeddings.norms[part]
        return
    size = max(block, 16 * block // max(queries, 1))
    for start in range(0, len(embeddings), size):
        end = min(start + size, len(embeddings))
        yield np.arange(start, end), embeddings.vectors[start:end], embeddings.norms[start:end]


class _BestRows:
    """The rows that may still be among the best of one query."""

    def __init__(self, size: int, spare: int) -> None:
        self.size = size
        self.spare = spare
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
        if self.held > 2 * self.size + self.spare:
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
            if len(kept) > self.size + self.spare:
                order = np.argsort(-np.round(scores[kept] / (slack or 1)), kind="stable")
                kept = np.sort(kept[order[: self.size]])
            rows, scores = rows[kept], scores[kept]
        self.rows, self.scores, self.held = [rows], [scores], len(rows)


def _exact(
    embeddings: Embeddings, score: ScoreFunction, target: Vectors, rows: Rows, size: int
) -> BestRows:
    """Score `rows` again in float64 and sort them, best first."""
    vectors = np.asarray(embeddings.vectors[rows], np.float64)
    norms = np.sqrt(np.einsum("ij,ij->i", vectors, vectors))
    scores = score(target, vectors, norms)[0]
    finite = np.isfinite(scores)
    rows, scores = rows[finite], scores[finite]
    order = np.lexsort((rows, -np.round(scores, 12)))[:size]
    return BestRows(rows[order], scores[order])
