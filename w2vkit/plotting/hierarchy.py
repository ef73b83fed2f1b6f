"""Words in the order of a tree: the most similar ones joined first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from w2vkit.plotting.projection import unit_rows

Array = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Branches:
    """A tree that lies on its side, ready to be drawn.

    Attributes:
        lines: for each join x and y: the distance at which it is made, the places of leaves.
        line_groups: the group of each line, -1 for none.
        leaves: row numbers, from the bottom up; the first is at place 0.
        leaf_groups: the group of each leaf, -1 for none.

    """

    lines: tuple[tuple[Array, Array], ...]
    line_groups: tuple[int, ...]
    leaves: tuple[int, ...]
    leaf_groups: tuple[int, ...]


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


def branches(joins: Array) -> Branches:
    """Return the lines of a tree that lies on its side.

    Joins closer than seven tenths of the furthest make groups; others belong to none.
    """
    from scipy.cluster.hierarchy import dendrogram

    drawn = dendrogram(joins, no_plot=True)
    # scipy names its colours C0 (no group), C1, C2 …; it uses C1 to C9 over and over.
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
