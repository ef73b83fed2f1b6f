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
COLUMNS_PER_GROUP = 32
"""Maximum number of scores of which only the highest is compared first."""
EXACT_QUERIES = 16
"""Queries whose candidates are scored in float64 at once."""
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
    single = targets.astype(np.float32)
    with np.errstate(invalid="ignore", divide="ignore", over="ignore"):
        if len(targets) == 1 and rows is None and 0 < len(embeddings) <= 16 * block:
            scores = score(single, embeddings.vectors, embeddings.norms)[0]
            if (near := _nearest(scores, size, spare)) is not None:
                return [_exact_rows(embeddings, score, targets, near, size)]
        candidates = _Candidates(len(targets), size, spare)
        for numbers, vectors, norms in _blocks(embeddings, rows, len(targets), block):
            candidates.offer(numbers, score(single, vectors, norms))
        return _exact(embeddings, score, targets, candidates.finish(), size)


def _nearest(scores: Vectors, size: int, spare: int) -> Rows | None:
    """Return the rows that may have the best of the scores (V,) of one target, ascending.

    It is what `_Candidates` finds, with a few operations; None where that has to decide: a best
    score that is not finite, or more equal ones than are kept.
    """
    groups = len(scores) // COLUMNS_PER_GROUP
    if groups <= 4 * size:
        peaks = scores
    else:
        whole = groups * COLUMNS_PER_GROUP
        peaks = scores[:whole].reshape(COLUMNS_PER_GROUP, groups).max(axis=0)
    if not np.isfinite(peaks.max()):  # NaN is passed on by a maximum
        return None
    count = min(size, len(peaks))
    floor = float(np.partition(peaks, -count)[-count])
    near = np.flatnonzero(scores >= floor - SLACK * max(abs(floor), 1.0))
    return near if len(near) <= 4 * size + spare else None


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


class _Candidates:
    """The rows that may still be among the best of Q queries.

    Blocks of scores are examined as a whole. The columns of a block are divided into groups; only
    the groups with a maximum above the floor of a query are examined column by column.
    """

    def __init__(self, queries: int, size: int, spare: int) -> None:
        self.size, self.spare = size, spare
        self.floors = np.full(queries, -np.inf, np.float32)
        none = np.empty(0, np.int64)
        self.parts: list[tuple[Rows, Rows, Vectors]] = [(none, none, np.empty(0, np.float32))]
        self.held = 0

    def offer(self, rows: Rows, scores: Vectors) -> None:
        """Take over the scores (Q, B) of B rows."""
        width = max(1, min(COLUMNS_PER_GROUP, len(rows) // (4 * self.size)))
        whole = len(rows) - len(rows) % width
        self._take(rows[:whole], scores[:, :whole], width)
        self._take(rows[whole:], scores[:, whole:], 1)
        if self.held > len(self.floors) * (4 * self.size + self.spare):
            self._prune()

    def _take(self, rows: Rows, scores: Vectors, width: int) -> None:
        groups = len(rows) // width
        parts = scores.reshape(len(scores), width, groups)  # group g: columns g, g + groups, …
        peaks = parts.max(axis=1)
        if not np.isfinite(peaks).all():  # also NaN, which a maximum passes on
            parts = np.where(np.isfinite(parts), parts, -np.inf)
            peaks = parts.max(axis=1)
        if groups >= self.size and np.isneginf(self.floors).any():
            floors = _below(np.partition(peaks, -self.size, axis=1)[:, -self.size])
            self.floors = np.maximum(self.floors, floors)
        queries, group = np.nonzero(peaks >= self.floors[:, np.newaxis])
        group_scores = parts[queries, :, group]
        place, member = np.nonzero(group_scores >= self.floors[queries, np.newaxis])
        new = queries[place], rows[member * groups + group[place]], group_scores[place, member]
        self.parts.append(new)
        self.held += len(place)

    def finish(self) -> tuple[Rows, Rows]:
        """Return queries, ascending, and candidates of each."""
        queries, rows, _ = self._prune()
        return queries, rows

    def _prune(self) -> tuple[Rows, Rows, Vectors]:
        """Omit candidates below the best of each query, and equals beyond the spare ones."""
        queries, rows, scores = map(np.concatenate, zip(*self.parts, strict=True))
        order = np.lexsort((-scores, queries))
        queries, rows, scores = queries[order], rows[order], scores[order]
        starts = np.searchsorted(queries, np.arange(len(self.floors) + 1))
        counts = np.diff(starts)
        full = counts >= self.size
        last = scores[starts[:-1][full] + self.size - 1]
        self.floors[full] = np.maximum(self.floors[full], _below(last))
        slack = SLACK * np.maximum(np.abs(self.floors), 1)[queries]
        rounded = np.where(np.isfinite(slack), np.round(scores / slack), scores)
        order = np.lexsort((rows, -rounded, queries))
        kept = scores >= self.floors[queries]
        kept[order[np.arange(len(rows)) - starts[queries] >= self.size + self.spare]] = False
        self.parts = [(queries[kept], rows[kept], scores[kept])]
        self.held = len(self.parts[0][0])
        return self.parts[0]


def _below(scores: Vectors) -> Vectors:
    """Return the lowest scores that may equal `scores` (n,) but for rounding."""
    slack = SLACK * np.maximum(np.abs(scores), 1)
    return np.where(np.isfinite(scores), scores - slack, -np.inf).astype(np.float32)


def _exact_rows(
    embeddings: Embeddings, score: ScoreFunction, targets: Vectors, rows: Rows, size: int
) -> BestRows:
    """Score candidates of one target again in float64; return the best of them, best first."""
    vectors = np.asarray(embeddings.vectors[rows], np.float64)
    norms = np.sqrt(np.einsum("ij,ij->i", vectors, vectors))
    scores = score(targets, vectors, norms)[0]
    best = np.lexsort((rows, -np.round(scores, 12)))
    best = best[np.isfinite(scores[best])][:size]
    return BestRows(rows[best], scores[best])


def _exact(
    embeddings: Embeddings,
    score: ScoreFunction,
    targets: Vectors,
    candidates: tuple[Rows, Rows],
    size: int,
) -> list[BestRows]:
    """Score the candidates again in float64 and sort them, best first."""
    queries, rows = candidates
    starts = np.searchsorted(queries, np.arange(len(targets) + 1))
    results: list[BestRows] = []
    for first in range(0, len(targets), EXACT_QUERIES):
        end = min(first + EXACT_QUERIES, len(targets))
        own = slice(starts[first], starts[end])
        different, places = np.unique(rows[own], return_inverse=True)
        vectors = np.asarray(embeddings.vectors[different], np.float64)
        norms = np.sqrt(np.einsum("ij,ij->i", vectors, vectors))
        scores = score(targets[first:end], vectors, norms)[queries[own] - first, places]
        order = np.lexsort((rows[own], -np.round(scores, 12), queries[own]))
        for place in range(first, end):
            best = order[starts[place] - own.start : starts[place + 1] - own.start]
            best = best[np.isfinite(scores[best])][:size]
            results.append(BestRows(rows[own][best], scores[best]))
    return results
