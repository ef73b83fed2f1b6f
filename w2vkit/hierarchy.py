"""Words in the order of a tree: the most similar ones joined first."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from w2vkit.projection import unit_rows

Array = NDArray[np.float64]


def similarities(vectors: NDArray[Any]) -> Array:
    """Return the cosines between all rows of `vectors`, float64 (n, n)."""
    rows = unit_rows(vectors)
    return np.asarray(np.clip(rows @ rows.T, -1, 1), np.float64)


def tree(vectors: NDArray[Any]) -> Array:
    """Return the joins of average linkage on 1 - cosine, as scipy writes them, (n - 1, 4).

    Leaves are in the order that puts similar neighbours side by side (Bar-Joseph et al. 2001).
    """
    from scipy.cluster.hierarchy import linkage, optimal_leaf_ordering

    cosines = similarities(vectors)
    above = np.triu_indices(len(cosines), 1)
    distances = np.clip(1 - cosines[above], 0, 2)
    joins = linkage(distances, "average")
    return np.asarray(optimal_leaf_ordering(joins, distances), np.float64)


def order(vectors: NDArray[Any]) -> list[int]:
    """Return the row numbers from the top of the tree to its bottom."""
    if len(vectors) < 3:
        return [*range(len(vectors))]
    from scipy.cluster.hierarchy import leaves_list

    return [int(row) for row in leaves_list(tree(vectors))]


def branches(joins: Array) -> tuple[list[tuple[Array, Array]], list[int]]:
    """Return the lines of a tree that lies on its side, and its leaves from bottom to top.

    Each line is (x, y): x the distance at which words are joined, y the place of a leaf, from 0.
    """
    from scipy.cluster.hierarchy import dendrogram

    drawn = dendrogram(joins, no_plot=True)
    lines = [
        (np.array(depth), (np.array(place) - 5) / 10)
        for place, depth in zip(drawn["icoord"], drawn["dcoord"], strict=True)
    ]
    return lines, [int(row) for row in drawn["leaves"]]
