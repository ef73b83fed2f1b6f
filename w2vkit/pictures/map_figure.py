"""The map of words: dots, arrows, labels, legend and caption."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from w2vkit.base.config import PlotConfig
from w2vkit.base.messages import msg
from w2vkit.base.progress import SILENT, Listener
from w2vkit.base.translation.translate import translated
from w2vkit.model.shown_names import shown
from w2vkit.pictures.canvas import (
    SIDE,
    TITLE_HEIGHT,
    TOP,
    Sheet,
    check_figure_path,
    new_sheet,
    save_figure,
    write_frame,
)
from w2vkit.pictures.fonts import visible
from w2vkit.pictures.labels import draw_labels
from w2vkit.pictures.projection import Points
from w2vkit.pictures.word_map import WordMap

if TYPE_CHECKING:
    from matplotlib.text import Text

SMALLEST_TEXT, TEXT_SPAN = 7.0, 5.0
SMALLEST_DOT, DOT_SPAN = 1.3, 2.9
ASKED_SPAN, ASKED_RING = 6.0, 1.2
"""How much larger the words are that were asked for, and the ring around their dots, in points."""
WORDS_PER_SQUARE_INCH, FEW_PER_SQUARE_INCH = 5, 0.7
"""More words than the first are drawn smaller, fewer than the second larger."""
SMALLEST_SCALE, LARGEST_SCALE = 0.7, 1.25
MAP_MARGIN = 0.04
"""Margin around the outermost dots, as a fraction of the map."""
PCA_MARGIN = 0.08
"""That of a map whose labels stay inside axes with numbers."""
LEGEND_COLUMNS, LEGEND_ROW = 6, 0.2
"""Entries per row of the legend; the height of a row in inches."""


def draw_map(words: WordMap, path: Path, config: PlotConfig, listener: Listener = SILENT) -> Path:
    """Draw a map of words into the file `path` and return the path.

    Raises:
        UsageError: the suffix is not one of a figure.
        W2vError: the file cannot be written.

    """
    check_figure_path(path)
    legend = _group_names(words)
    written = [*words.labels, *words.caption, *legend, config.title or "", *_axis_names(words)]
    with new_sheet(config, written, listener) as sheet:
        labels = draw_labeled_map(sheet, words, config.title)
        left_out = len(words.words) - len(labels)
        if left_out:
            listener.note(
                msg(
                    "{left_out:,} of {words:,} labels do not fit. Increase --width and "
                    "--height to show more.",
                    left_out=left_out,
                    words=len(words.words),
                )
            )
        return save_figure(sheet.figure, path)


def draw_labeled_map(sheet: Sheet, words: WordMap, title: str | None = None) -> list[Text]:
    """Draw a map onto the sheet and return the labels that fit."""
    legend = _legend(sheet, words)
    rows = -(-len(legend) // LEGEND_COLUMNS)
    write_frame(sheet, words.caption, title, above=LEGEND_ROW * rows)
    _draw_axes(sheet, words)
    weights = importance(words.counts)
    colors = colors_of(sheet, words, weights)
    scale = density_scale(sheet, len(words.words))
    radii = (SMALLEST_DOT + DOT_SPAN * weights) * scale
    # Half points: matplotlib searches the font again for every size.
    sizes = np.rint((SMALLEST_TEXT + TEXT_SPAN * weights) * scale * 2) / 2
    sizes[: words.asked] = (SMALLEST_TEXT + ASKED_SPAN) * max(scale, 1)
    radii[: words.asked] = SMALLEST_DOT + ASKED_SPAN
    sheet.axes.scatter(
        words.points[:, 0],
        words.points[:, 1],
        s=(2 * radii) ** 2,
        c=colors,
        linewidths=[ASKED_RING] * words.asked + [0.0] * (len(words.words) - words.asked),
        edgecolors=sheet.palette.text,
        alpha=0.8,
    )
    _draw_legend(sheet, legend, has_title=bool(title))
    _draw_arrows(sheet, words)
    arrows = arrow_boxes(sheet.inches(words.points), words.pairs)
    return draw_labels(sheet, words.labels, words.points, radii, sizes, colors, arrows)


def importance(counts: NDArray[np.int64]) -> NDArray[np.float64]:
    """Return a weight from 0 (rarest) to 1 (most frequent) for each count, on a log scale."""
    logs = np.log1p(counts.astype(np.float64))
    span = np.ptp(logs)
    weights = (logs - logs.min()) / span if span else np.full(len(logs), 0.5)
    return np.asarray(weights, np.float64)


def density_scale(sheet: Sheet, words: int) -> float:
    """Return the scale of dots and labels: less than 1 for dense words, more for few words."""
    area = float(np.prod(sheet.figure.get_size_inches()))
    dense = min(area * WORDS_PER_SQUARE_INCH / words, 1.0)
    sparse = max(area * FEW_PER_SQUARE_INCH / words, 1.0)
    return float(np.clip((dense * sparse) ** 0.3, SMALLEST_SCALE, LARGEST_SCALE))


def colors_of(sheet: Sheet, words: WordMap, weights: NDArray[np.float64]) -> list[str]:
    """Return the color of each word."""
    coloring = words.coloring
    if coloring.kind == "frequency":
        return [sheet.palette.shade(weight) for weight in weights]
    if coloring.kind == "none":
        return [sheet.palette.text] * len(weights)
    return [sheet.palette.group(group) for group in coloring.groups]


def _draw_axes(sheet: Sheet, words: WordMap) -> None:
    """Set the limits and draw the axes of PCA, the only ones with a meaningful scale."""
    axes = sheet.axes
    low, high = words.points.min(axis=0), words.points.max(axis=0)
    margin = PCA_MARGIN if words.projection.shares else MAP_MARGIN
    room = np.where(high > low, (high - low) * margin, 1.0)
    axes.set_xlim(low[0] - room[0], high[0] + room[0])
    axes.set_ylim(low[1] - room[1], high[1] + room[1])
    sheet.hide_sides()
    if not words.projection.shares:
        axes.set_xticks([])
        axes.set_yticks([])
        return
    axes.tick_params(labelsize=7, length=0, colors=sheet.palette.faint)
    axes.grid(color=sheet.palette.faint, alpha=0.18, linewidth=0.6)
    axes.set_axisbelow(True)
    names = _axis_names(words)
    axes.set_xlabel(names[0], fontsize=8, color=sheet.palette.faint)
    axes.set_ylabel(names[1] if len(names) > 1 else "", fontsize=8, color=sheet.palette.faint)


def _axis_names(words: WordMap) -> list[str]:
    """Return the names of the axes of PCA, in the language of the reader."""
    return [
        translated(
            msg("Component {number} ({share:.0%} of the variance)", number=number, share=share)
        )
        for number, share in enumerate(words.projection.shares, 1)
    ]


def _draw_legend(sheet: Sheet, entries: list[tuple[str, str]], *, has_title: bool) -> None:
    """Draw the legend below the title."""
    width, height = sheet.figure.get_size_inches()
    for color, name in entries:
        sheet.axes.scatter([], [], s=30, c=color, linewidths=0, label=name)
    if entries:
        sheet.figure.legend(
            loc="upper left",
            bbox_to_anchor=(SIDE / width, 1 - (TITLE_HEIGHT if has_title else TOP) / height),
            borderaxespad=0.0,
            borderpad=0.0,
            ncols=min(LEGEND_COLUMNS, len(entries)),
            frameon=False,
            fontsize=8,
            handletextpad=0.1,
            columnspacing=1.0,
        )


def _group_names(words: WordMap) -> Sequence[str]:
    """Return the names of the colors; the groups of neighbors are named after a word."""
    names = words.coloring.names
    return [shown(name, words.names) for name in names] if words.asked else names


def _legend(sheet: Sheet, words: WordMap) -> list[tuple[str, str]]:
    """Return the named colors of the map: categories, or steps of the frequency."""
    coloring = words.coloring
    if coloring.kind == "category":
        if words.asked and len(coloring.names) == 1:
            return []
        names = enumerate(_group_names(words))
        return [(sheet.palette.group(group), visible(name)) for group, name in names]
    if coloring.kind != "frequency":
        return []
    low, high = int(words.counts.min()), int(words.counts.max())
    steps = np.unique(np.geomspace(max(low, 1), max(high, 1), 4).round().astype(int))
    shades = importance(np.array([low, high, *steps]))[2:]
    return [
        (sheet.palette.shade(shade), f"{step:,}×")
        for step, shade in zip(steps, shades, strict=True)
    ]


def _draw_arrows(sheet: Sheet, words: WordMap) -> None:
    for start, end in words.pairs:
        sheet.axes.annotate(
            "",
            xy=(words.points[end, 0], words.points[end, 1]),
            xytext=(words.points[start, 0], words.points[start, 1]),
            arrowprops={
                "arrowstyle": "-|>",
                "color": sheet.palette.groups[0],
                "linewidth": 1.1,
                "shrinkA": 6,
                "shrinkB": 6,
            },
        )


def arrow_boxes(dots: Points, pairs: Sequence[tuple[int, int]]) -> Points:
    """Return small boxes along each arrow, which labels avoid, float64 (m, 4)."""
    steps = np.linspace(0, 1, 60)[:, None]
    centres = [dots[start] + (dots[end] - dots[start]) * steps for start, end in pairs]
    along = np.concatenate([*centres, np.empty((0, 2))])
    return np.hstack((along - 0.01, along + 0.01))
