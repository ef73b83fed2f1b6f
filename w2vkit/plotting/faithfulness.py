"""How faithful a map is: how much of the vectors' neighbourhoods it shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from w2vkit.plotting.projection import (
    MAX_SAMPLE,
    MIN_WORDS_FOR_NEIGHBORS,
    Points,
    steady,
    unit_rows,
)

BLOCK = 256
"""Rows whose distances to all others are held at a time."""


@dataclass(frozen=True, slots=True)
class Faithfulness:
    """How much of the vectors' neighbourhoods a map shows.

    Attributes:
        trustworthiness: 1 if no neighbour on the map is false (Venna & Kaski 2001).
        kept: the share of each word's nearest neighbours that are nearest on the map too.
        neighbours: how many nearest neighbours were looked at, ten if there are enough words.

    """

    trustworthiness: float
    kept: float
    neighbours: int


def faithfulness(vectors: NDArray[Any], points: Points) -> Faithfulness | None:
    """Compare the neighbourhoods of `vectors` (n, D) and of `points` (n, 2).

    Of more than 2,000 words, the neighbourhoods of 2,000 evenly spread ones are looked at. None if
    there are fewer than five words.
    """
    if len(points) < MIN_WORDS_FOR_NEIGHBORS:
        return None
    size, count = len(points), min(10, (len(points) - 1) // 2)
    sample = np.unique(np.linspace(0, size - 1, min(size, MAX_SAMPLE)).astype(int))
    rows = unit_rows(vectors)
    with steady(points):
        ranks = np.concatenate(
            [
                _ranks_of_nearest(rows, points, part, count)
                for part in np.array_split(sample, -(-len(sample) // BLOCK))
            ]
        )
    worst = len(sample) * count * (2 * size - 3 * count - 1) / 2
    false = np.maximum(ranks - count, 0).sum()
    return Faithfulness(float(1 - false / worst), float((ranks <= count).mean()), count)


def _ranks_of_nearest(
    rows: Points, points: Points, chosen: NDArray[np.int64], count: int
) -> NDArray[np.int64]:
    """Return how near in `rows` those are that are nearest in `points`, int64 (m, count).

    1 is the nearest of all, 2 the next.
    """
    there = np.argsort(_distances(points, chosen), axis=1)[:, :count]
    distances = _distances(rows, chosen)
    found = np.take_along_axis(distances, there, axis=1)
    nearer = [(distances < found[:, [place]]).sum(axis=1) for place in range(count)]
    return np.column_stack(nearer) + 1


def _distances(rows: Points, chosen: NDArray[np.int64]) -> Points:
    """Return squared distances of `chosen` to all rows, less a constant; infinite to itself."""
    distances = np.einsum("ij,ij->i", rows, rows) - 2 * rows[chosen] @ rows.T
    distances[np.arange(len(chosen)), chosen] = np.inf
    return np.asarray(distances, np.float64)
