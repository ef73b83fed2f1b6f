"""The quality of an index: the share of true neighbors that it proposes, and its speed."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from w2vkit.base.config import MetricName
from w2vkit.model.embeddings import Embeddings, normalized_rows
from w2vkit.query import search
from w2vkit.query.metrics import METRICS

QUERIES, NEIGHBORS = 400, 10
TIMED = 100
MIN_RECALL = 0.98
"""Recall that is high enough: the smallest effort that reaches it is chosen."""
EFFORTS = (8, 12, 16, 24, 32, 48, 64, 96, 128, 192, 256, 384, 512, 768, 1_024)


class RowIndex(Protocol):
    """Proposes rows near a vector."""

    def rows(self, target: NDArray[np.float64], size: int) -> NDArray[np.int64]:
        """Return at least `size` rows near `target` (D,), ascending."""


@dataclass(frozen=True, eq=False)
class Sample:
    """Words spread over a model, and their true neighbors.

    Attributes:
        rows: Q words.
        targets: their vectors as queries, float64 (Q, D).
        nearest: the rows of the ten nearest words of each.

    """

    rows: NDArray[np.int64]
    targets: NDArray[np.float64]
    nearest: list[NDArray[np.int64]]


class Measurement(NamedTuple):
    """Recall, and the milliseconds of a query with and without the index."""

    recall: float
    ms: float
    exact_ms: float


def sample_queries(embeddings: Embeddings, metric: MetricName) -> Sample:
    """Return words and their neighbors found by exact search."""
    rows = np.unique(np.linspace(0, len(embeddings) - 1, QUERIES).astype(np.int64))
    targets = np.asarray(embeddings.vectors[rows], np.float64)
    if METRICS[metric].unit_vectors:
        targets = normalized_rows(targets)
    results = search.best(embeddings, METRICS[metric].score, targets, NEIGHBORS + 1)
    nearest = [_without(best.rows, row) for best, row in zip(results, rows, strict=True)]
    return Sample(rows, targets, nearest)


def recall(index: RowIndex, asked: Sample) -> float:
    """Return the share of the true neighbors that an index proposes, 0 … 1."""
    shares = [
        np.isin(nearest, index.rows(target, NEIGHBORS + 1)).mean()
        for target, nearest in zip(asked.targets, asked.nearest, strict=True)
        if len(nearest)
    ]
    return float(np.mean(shares)) if shares else 1.0


def least_effort(
    index: RowIndex, asked: Sample, set_effort: Callable[[int], None], most: int
) -> int:
    """Set and return the smallest effort, at most `most`, that reaches `MIN_RECALL`."""
    for effort in (*(effort for effort in EFFORTS if effort < most), most):
        set_effort(effort)
        if recall(index, asked) >= MIN_RECALL:
            break
    return effort


def measure(
    embeddings: Embeddings, index: RowIndex, metric: MetricName, asked: Sample
) -> Measurement:
    """Measure the recall and the speed of an index."""
    score = METRICS[metric].score
    with_index, without = [], []
    for target in asked.targets[:: -(-len(asked.targets) // TIMED)]:
        start = time.perf_counter()
        candidates = index.rows(target, NEIGHBORS + 1)
        search.best(embeddings, score, target[np.newaxis], NEIGHBORS, candidates)
        middle = time.perf_counter()
        search.best(embeddings, score, target[np.newaxis], NEIGHBORS)
        with_index.append(middle - start)
        without.append(time.perf_counter() - middle)
    times = (1e3 * float(np.median(with_index)), 1e3 * float(np.median(without)))
    return Measurement(recall(index, asked), *times)


def _without(rows: NDArray[np.int64], row: np.int64) -> NDArray[np.int64]:
    """Return at most ten rows, without the word itself."""
    others: NDArray[np.int64] = rows[rows != row][:NEIGHBORS]
    return others
