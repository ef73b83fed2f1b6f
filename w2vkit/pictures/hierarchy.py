"""Hierarchical clustering of words: similarities, the tree, and the order of its leaves."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from w2vkit.model.embeddings import normalized_rows


@dataclass(frozen=True, eq=False)
class Branches:
    """A tree with its root on the left, ready to be drawn.

    Attributes:
        lines: x and y of each join: its distance, and the positions of the leaves.
        line_groups: the group of each line, or -1.
        leaves: row numbers from the bottom up; the first is at position 0.
        leaf_groups: the group of each leaf, or -1.

    """

    lines: tuple[tuple[NDArray[np.float64], NDArray[np.float64]], ...]
    line_groups: tuple[int, ...]
    leaves: tuple[int, ...]
    leaf_groups: tuple[int, ...]


def cosine_matrix(vectors: NDArray[Any]) -> NDArray[np.float64]:
    """Return the cosine similarities of all rows of `vectors`, float64 (n, n)."""
    rows = normalized_rows(np.asarray(vectors, np.float64))
    return np.asarray(np.clip(rows @ rows.T, -1, 1), np.float64)


def tree(vectors: NDArray[Any]) -> NDArray[np.float64]:
    """Return the linkage matrix (n - 1, 4) of average linkage with distance 1 - cosine.

    The leaf order places similar leaves side by side (Bar-Joseph et al. 2001).
    """
    from scipy.cluster.hierarchy import linkage, optimal_leaf_ordering

    cosines = cosine_matrix(vectors)
    above = np.triu_indices(len(cosines), 1)
    distances = np.clip(1 - cosines[above], 0, 2)
    joins = linkage(distances, "average")
    return np.asarray(optimal_leaf_ordering(joins, distances), np.float64)


def order(vectors: NDArray[Any]) -> list[int]:
    """Return the row numbers in the order of the leaves."""
    if len(vectors) < 3:
        return [*range(len(vectors))]
    from scipy.cluster.hierarchy import leaves_list

    return [int(row) for row in leaves_list(tree(vectors))]


def branches(joins: NDArray[np.float64]) -> Branches:
    """Return the lines of a tree with its root on the left.

    Joins below 0.7 times the largest distance form groups; the others belong to no group.
    """
    from scipy.cluster.hierarchy import dendrogram

    drawn = dendrogram(joins, no_plot=True)
    # scipy names its colors C0 (no group), C1, C2 …, and repeats C1 to C9.
    names: list[str] = [*drawn["color_list"], *drawn["leaves_color_list"]]
    groups = [int(name[1:]) - 1 for name in names]
    return Branches(
        tuple(
            (np.array(depth, np.float64), (np.array(place, np.float64) - 5) / 10)
            for place, depth in zip(drawn["icoord"], drawn["dcoord"], strict=True)
        ),
        tuple(groups[: len(joins)]),
        tuple(int(row) for row in drawn["leaves"]),
        tuple(groups[len(joins) :]),
    )
