"""The dendrogram: how words join into clusters, the most similar first; and the tree behind it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from w2vkit.base.config import PlotConfig
from w2vkit.base.messages import msg
from w2vkit.base.progress import SILENT, Listener
from w2vkit.model.embeddings import Embeddings, normalized_rows
from w2vkit.model.shown_names import shown
from w2vkit.pictures.canvas import Sheet, captioned_sheet, save_figure
from w2vkit.pictures.fonts import visible
from w2vkit.pictures.selection import Selection
from w2vkit.pictures.word_map import drawable_rows, vectors_of

MAX_DENDROGRAM_WORDS = 400
ROW_HEIGHT = 0.2
"""Inches per word."""


def draw_dendrogram(
    embeddings: Embeddings,
    name: str,
    selection: Selection,
    path: Path,
    config: PlotConfig,
    listener: Listener = SILENT,
) -> Path:
    """Draw how words join into clusters, the most similar first.

    Raises:
        UsageError: there are fewer than two words.
        W2vError: the file cannot be written.

    """
    rows = drawable_rows(selection, listener, MAX_DENDROGRAM_WORDS, msg("A dendrogram"))
    drawn = branches(tree(vectors_of(embeddings, rows)))
    leaves = [embeddings.vocabulary.word(rows[place]) for place in drawn.leaves]
    words = [visible(shown(word, selection.names)) for word in leaves]
    caption = msg(
        "{name} · {words} words · average linkage, distance = 1 − cosine similarity",
        name=name,
        words=len(words),
    )
    height = 1.2 + ROW_HEIGHT * len(words)
    with captioned_sheet(config, words, caption, listener, height) as sheet:
        _draw_branches(sheet, words, drawn)
        return save_figure(sheet.figure, path)


def _draw_branches(sheet: Sheet, words: Sequence[str], drawn: Branches) -> None:
    axes = sheet.axes
    for (depth, place), group in zip(drawn.lines, drawn.line_groups, strict=True):
        axes.plot(depth, place, color=_branch_color(sheet, group), linewidth=1.0)
    furthest = max(float(depth.max()) for depth, _ in drawn.lines)
    axes.set_xlim(furthest * 1.03 or 1, 0)
    axes.set_ylim(-0.7, len(words) - 0.3)
    axes.yaxis.tick_right()
    axes.set_yticks(range(len(words)), words, fontsize=10)
    axes.tick_params(length=0)
    axes.tick_params(axis="x", labelsize=7, colors=sheet.palette.faint)
    axes.grid(axis="x", color=sheet.palette.faint, alpha=0.18, linewidth=0.6)
    sheet.hide_sides()
    for label, group in zip(axes.get_yticklabels(), drawn.leaf_groups, strict=True):
        label.set_color(_branch_color(sheet, group))


def _branch_color(sheet: Sheet, group: int) -> str:
    return sheet.palette.faint if group < 0 else sheet.palette.group(group)


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
