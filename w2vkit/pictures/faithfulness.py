"""How much of the neighborhoods of vectors a map keeps."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from w2vkit.base.system.parallel import deterministic_threads
from w2vkit.model.embeddings import normalized_rows
from w2vkit.pictures.projection import (
    MIN_WORDS_FOR_NEIGHBORS,
    Points,
)
from w2vkit.query.grouping import MAX_SAMPLE

QUERIES_PER_BLOCK = 256
"""Rows whose distances to all others are in memory at a time."""


@dataclass(frozen=True, slots=True)
class Faithfulness:
    """How much of the neighborhoods of the vectors a map keeps.

    Attributes:
        trustworthiness: 1 if the map has no false neighbors (Venna & Kaski 2001).
        kept: the mean fraction of the nearest neighbors of a word that are nearest on the map too.
        neighbors: the number of neighbors compared, ten if there are enough words.

    """

    trustworthiness: float
    kept: float
    neighbors: int


def faithfulness(
    vectors: NDArray[Any], points: Points, max_sample: int = MAX_SAMPLE
) -> Faithfulness | None:
    """Compare the neighborhoods of `vectors` (n, D) and `points` (n, 2).

    Of more than `max_sample` words, only as many evenly spaced ones are compared. Return None for
    fewer than five words.
    """
    if len(points) < MIN_WORDS_FOR_NEIGHBORS:
        return None
    size, count = len(points), min(10, (len(points) - 1) // 2)
    sample = np.unique(np.linspace(0, size - 1, min(size, max_sample)).astype(int))
    rows = normalized_rows(np.asarray(vectors, np.float64))
    with deterministic_threads(len(points)):
        ranks = np.concatenate(
            [
                _ranks_of_nearest(rows, points, part, count)
                for part in np.array_split(sample, -(-len(sample) // QUERIES_PER_BLOCK))
            ]
        )
    worst = len(sample) * count * (2 * size - 3 * count - 1) / 2
    false = np.maximum(ranks - count, 0).sum()
    return Faithfulness(float(1 - false / worst), float((ranks <= count).mean()), count)


def _ranks_of_nearest(
    rows: Points, points: Points, chosen: NDArray[np.int64], count: int
) -> NDArray[np.int64]:
    """Return the ranks in `rows` of the nearest neighbors in `points`, int64 (m, count).

    Rank 1 is the nearest of all rows.
    """
    there = np.argsort(_distances(points, chosen), axis=1)[:, :count]
    distances = _distances(rows, chosen)
    neighbor_distances = np.take_along_axis(distances, there, axis=1)
    nearer = [(distances < neighbor_distances[:, [place]]).sum(axis=1) for place in range(count)]
    return np.column_stack(nearer) + 1


def _distances(rows: Points, chosen: NDArray[np.int64]) -> Points:
    """Return squared distances of `chosen` to all rows, minus a constant; infinite to itself."""
    distances = np.einsum("ij,ij->i", rows, rows) - 2 * rows[chosen] @ rows.T
    distances[np.arange(len(chosen)), chosen] = np.inf
    return np.asarray(distances, np.float64)
