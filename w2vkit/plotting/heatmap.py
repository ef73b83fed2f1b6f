"""Drawing similarities between words: a heat map, and a tree."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from w2vkit.config import PlotConfig
from w2vkit.model.embeddings import Embeddings
from w2vkit.plotting.canvas import Sheet, check_figure_path, save, sheet, write_frame
from w2vkit.plotting.fonts import visible
from w2vkit.plotting.hierarchy import Branches, branches, order, similarities, tree
from w2vkit.plotting.selection import Selection, check_words
from w2vkit.plotting.word_map import bounded, vectors_of
from w2vkit.progress import SILENT, Listener

MAX_HEATMAP_WORDS, MAX_DENDROGRAM_WORDS = 120, 400
MAX_WORDS_WITH_NUMBERS = 24
"""In larger heat maps the cells are too small to write in."""
ROW_HEIGHT = 0.2
"""Inches for each word of a tree."""


def draw_heatmap(
    embeddings: Embeddings,
    name: str,
    selection: Selection,
    path: Path,
    config: PlotConfig,
    listener: Listener = SILENT,
) -> Path:
    """Draw the cosine of each word with each, similar words side by side.

    Raises:
        UsageError: there are not two words, or the file ending is not that of a picture.
        W2vError: the file cannot be written.

    """
    check_figure_path(path)
    rows = [*bounded(selection, listener, MAX_HEATMAP_WORDS).rows]
    check_words(len(rows), "A heat map")
    rows = [rows[place] for place in order(vectors_of(embeddings, rows))]
    words = [visible(embeddings.vocabulary.word(row)) for row in rows]
    caption = f"{name} · {len(words)} words · cosine similarity, ordered by average linkage"
    with sheet(
        config, [*words, caption, config.title or ""], listener, 0.88 * config.width
    ) as page:
        write_frame(page, [caption], config.title)
        _draw_cells(page, words, similarities(vectors_of(embeddings, rows)))
        return save(page.figure, path)


def draw_dendrogram(
    embeddings: Embeddings,
    name: str,
    selection: Selection,
    path: Path,
    config: PlotConfig,
    listener: Listener = SILENT,
) -> Path:
    """Draw how words join into groups, the most similar first.

    Raises:
        UsageError: there are not two words, or the file ending is not that of a picture.
        W2vError: the file cannot be written.

    """
    check_figure_path(path)
    rows = bounded(selection, listener, MAX_DENDROGRAM_WORDS).rows
    check_words(len(rows), "A dendrogram")
    drawn = branches(tree(vectors_of(embeddings, rows)))
    words = [visible(embeddings.vocabulary.word(rows[place])) for place in drawn.leaves]
    caption = f"{name} · {len(words)} words · average linkage on 1 − cosine"
    height = 1.2 + ROW_HEIGHT * len(words)
    with sheet(config, [*words, caption, config.title or ""], listener, height) as page:
        write_frame(page, [caption], config.title)
        _draw_branches(page, words, drawn)
        return save(page.figure, path)


def _draw_cells(page: Sheet, words: Sequence[str], cosines: NDArray[np.float64]) -> None:
    axes = page.axes
    apart = ~np.eye(len(words), dtype=bool)
    strongest = float(np.abs(cosines[apart]).max()) if apart.any() else 1.0
    blank = np.where(apart, cosines, np.nan)
    shown = axes.imshow(blank, cmap=page.palette.diverging, vmin=-strongest, vmax=strongest)
    size = float(np.clip(260 / len(words), 4, 11))
    axes.set_xticks(range(len(words)), words, rotation=90, fontsize=size)
    axes.set_yticks(range(len(words)), words, fontsize=size)
    axes.tick_params(length=0)
    for side in axes.spines.values():
        side.set_visible(False)
    if len(words) <= MAX_WORDS_WITH_NUMBERS:
        _write_numbers(page, cosines, size * 0.75)
    bar = page.figure.colorbar(shown, ax=axes, shrink=0.6, pad=0.02)
    bar.outline.set_visible(False)
    bar.ax.tick_params(labelsize=7, length=0)


def _write_numbers(page: Sheet, cosines: NDArray[np.float64], size: float) -> None:
    strongest = np.abs(cosines - np.eye(len(cosines))).max() or 1
    for (row, column), cosine in np.ndenumerate(cosines):
        if row == column:
            continue
        strong = abs(cosine) > 0.6 * strongest
        page.axes.text(
            column,
            row,
            f"{cosine:.2f}".replace("-", "−"),
            ha="center",
            va="center",
            fontsize=size,
            color=page.palette.background if strong else page.palette.text,
        )


def _draw_branches(page: Sheet, words: Sequence[str], drawn: Branches) -> None:
    axes = page.axes
    for (depth, place), group in zip(drawn.lines, drawn.line_groups, strict=True):
        axes.plot(depth, place, color=_branch_colour(page, group), linewidth=1.0)
    furthest = max(float(depth.max()) for depth, _ in drawn.lines)
    axes.set_xlim(furthest * 1.03 or 1, 0)
    axes.set_ylim(-0.7, len(words) - 0.3)
    axes.yaxis.tick_right()
    axes.set_yticks(range(len(words)), words, fontsize=10)
    axes.tick_params(length=0)
    axes.tick_params(axis="x", labelsize=7, colors=page.palette.faint)
    axes.grid(axis="x", color=page.palette.faint, alpha=0.18, linewidth=0.6)
    for side in axes.spines.values():
        side.set_visible(False)
    for label, group in zip(axes.get_yticklabels(), drawn.leaf_groups, strict=True):
        label.set_color(_branch_colour(page, group))


def _branch_colour(page: Sheet, group: int) -> str:
    return page.palette.faint if group < 0 else page.palette.group(group)
