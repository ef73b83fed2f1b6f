"""Drawing a map of words: dots, arrows, labels, legend, caption."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from w2vkit.config import PlotConfig
from w2vkit.plotting.canvas import (
    POINTS_PER_INCH,
    Sheet,
    check_figure_path,
    save,
    sheet,
    write_frame,
)
from w2vkit.plotting.fonts import visible
from w2vkit.plotting.labels import place
from w2vkit.plotting.projection import Points
from w2vkit.plotting.word_map import WordMap
from w2vkit.progress import SILENT, Listener

if TYPE_CHECKING:
    from matplotlib.text import Text

SMALLEST_TEXT, TEXT_SPAN = 7.0, 5.0
SMALLEST_DOT, DOT_SPAN = 1.3, 2.9
WORDS_PER_SQUARE_INCH = 5
MARGIN = 0.04
"""Free space around the outermost dots, as a share of the map."""
GAP = 1.2
"""Clear space around each label, in points (1/72 inch)."""
LEGEND_COLUMNS, LEGEND_ROW = 6, 0.2
"""Entries in a row of the legend; the height of a row in inches."""
LEADER = 3.0
"""A label further than this from its dot, in points, is tied to it by a line."""


def draw_map(words: WordMap, path: Path, config: PlotConfig, listener: Listener = SILENT) -> Path:
    """Draw a map of words into the file `path` and return that.

    Raises:
        UsageError: the file ending is not that of a picture.
        W2vError: the file cannot be written.

    """
    check_figure_path(path)
    written = [*words.words, *words.caption, *words.colouring.names, config.title or ""]
    with sheet(config, written, listener) as page:
        labels = draw_labelled_map(page, words, config.title)
        left_out = len(words.words) - len(labels)
        if left_out:
            listener.note(
                f"There was no room for {left_out:,} of {len(words.words):,} labels; "
                "a larger --width and --height show more."
            )
        return save(page.figure, path)


def draw_labelled_map(page: Sheet, words: WordMap, title: str | None = None) -> list[Text]:
    """Draw a map onto the sheet; return the labels that found room."""
    legend = _legend(page, words)
    write_frame(page, words.caption, title, above=LEGEND_ROW * -(-len(legend) // LEGEND_COLUMNS))
    _draw_axes(page, words)
    weights = importance(words.counts)
    colours = colours_of(page, words, weights)
    shrunk = shrinking(page, len(words.words))
    radii = (SMALLEST_DOT + DOT_SPAN * weights) * shrunk
    # Half points: matplotlib looks for the font of every size anew.
    sizes = np.rint((SMALLEST_TEXT + TEXT_SPAN * weights) * shrunk * 2) / 2
    page.axes.scatter(
        words.points[:, 0],
        words.points[:, 1],
        s=(2 * radii) ** 2,
        c=colours,
        linewidths=0,
        alpha=0.8,
    )
    _draw_legend(page, legend)
    _draw_arrows(page, words)
    return _draw_labels(page, words, radii, sizes, colours)


def importance(counts: NDArray[np.int64]) -> NDArray[np.float64]:
    """Return for each count a weight between 0 (the rarest) and 1 (the most frequent), by log."""
    logs = np.log1p(counts.astype(np.float64))
    span = np.ptp(logs)
    weights = (logs - logs.min()) / span if span else np.full(len(logs), 0.5)
    return np.asarray(weights, np.float64)


def shrinking(page: Sheet, words: int) -> float:
    """Return by how much dots and labels shrink where words are dense, 1 where they are not."""
    area = float(np.prod(page.figure.get_size_inches()))
    return float(np.clip((area * WORDS_PER_SQUARE_INCH / words) ** 0.3, 0.7, 1))


def colours_of(page: Sheet, words: WordMap, weights: NDArray[np.float64]) -> list[str]:
    """Return the colour of each word."""
    colouring = words.colouring
    if colouring.kind == "frequency":
        return [page.palette.shade(weight) for weight in weights]
    if colouring.kind == "none":
        return [page.palette.text] * len(weights)
    return [page.palette.group(group) for group in colouring.groups]


def _draw_axes(page: Sheet, words: WordMap) -> None:
    """Set the limits; only the axes of PCA have a scale that means something."""
    axes = page.axes
    low, high = words.points.min(axis=0), words.points.max(axis=0)
    room = np.where(high > low, (high - low) * MARGIN, 1.0)
    axes.set_xlim(low[0] - room[0], high[0] + room[0])
    axes.set_ylim(low[1] - room[1], high[1] + room[1])
    for side in axes.spines.values():
        side.set_visible(False)
    if not words.projection.shares:
        axes.set_xticks([])
        axes.set_yticks([])
        return
    axes.tick_params(labelsize=7, length=0, colors=page.palette.faint)
    axes.grid(color=page.palette.faint, alpha=0.18, linewidth=0.6)
    axes.set_axisbelow(True)
    names = [
        f"Component {number} ({share:.0%} of the variance)"
        for number, share in enumerate(words.projection.shares, 1)
    ]
    axes.set_xlabel(names[0], fontsize=8, color=page.palette.faint)
    axes.set_ylabel(names[1] if len(names) > 1 else "", fontsize=8, color=page.palette.faint)


def _draw_legend(page: Sheet, entries: list[tuple[str, str]]) -> None:
    for colour, name in entries:
        page.axes.scatter([], [], s=30, c=colour, linewidths=0, label=name)
    if entries:
        page.figure.legend(
            loc="upper right",
            bbox_to_anchor=(0.985, 0.995),
            ncols=min(LEGEND_COLUMNS, len(entries)),
            frameon=False,
            fontsize=8,
            handletextpad=0.1,
            columnspacing=1.0,
        )


def _legend(page: Sheet, words: WordMap) -> list[tuple[str, str]]:
    """Return colours and what they stand for, where they have names."""
    colouring = words.colouring
    if colouring.kind == "category":
        return [
            (page.palette.group(group), visible(name)) for group, name in enumerate(colouring.names)
        ]
    if colouring.kind != "frequency":
        return []
    low, high = int(words.counts.min()), int(words.counts.max())
    steps = np.unique(np.geomspace(max(low, 1), max(high, 1), 4).round().astype(int))
    shades = importance(np.array([low, high, *steps]))[2:]
    return [
        (page.palette.shade(shade), f"{step:,}×") for step, shade in zip(steps, shades, strict=True)
    ]


def _draw_arrows(page: Sheet, words: WordMap) -> None:
    for start, end in words.pairs:
        page.axes.annotate(
            "",
            xy=(words.points[end, 0], words.points[end, 1]),
            xytext=(words.points[start, 0], words.points[start, 1]),
            arrowprops={
                "arrowstyle": "-|>",
                "color": page.palette.groups[0],
                "linewidth": 1.1,
                "shrinkA": 6,
                "shrinkB": 6,
            },
        )


def _draw_labels(
    page: Sheet,
    words: WordMap,
    radii: NDArray[np.float64],
    sizes: NDArray[np.float64],
    colours: list[str],
) -> list[Text]:
    texts = [
        page.write(visible(word), size, colour)
        for word, size, colour in zip(words.words, sizes, colours, strict=True)
    ]
    dots = page.inches(words.points)
    gap = GAP / POINTS_PER_INCH
    boxes = page.sizes(texts)
    frame = (page.figure.get_figwidth(), page.figure.get_figheight())
    arrows = _arrow_boxes(dots, words.pairs)
    corners = place(dots, radii / POINTS_PER_INCH, boxes + 2 * gap, frame, arrows) + gap
    for text, corner in zip(texts, corners, strict=True):
        text.set_position((corner[0], corner[1]))
        text.set_visible(bool(np.isfinite(corner).all()))
    _draw_leaders(page, dots, radii / POINTS_PER_INCH, corners, boxes, colours)
    return [text for text in texts if text.get_visible()]


def _arrow_boxes(dots: Points, pairs: Sequence[tuple[int, int]]) -> Points:
    """Return small boxes along each arrow, for labels to keep away from, float64 (m, 4)."""
    steps = np.linspace(0, 1, 60)[:, None]
    centres = [dots[start] + (dots[end] - dots[start]) * steps for start, end in pairs]
    along = np.concatenate([*centres, np.empty((0, 2))])
    return np.hstack((along - 0.01, along + 0.01))


def _draw_leaders(
    page: Sheet, dots: Points, radii: Points, corners: Points, boxes: Points, colours: list[str]
) -> None:
    """Tie labels that had to move away to their dots."""
    nearest = np.clip(dots, corners, corners + boxes)
    for dot, radius, end, colour in zip(dots, radii, nearest, colours, strict=True):
        distance = float(np.hypot(*(end - dot)))
        if not distance - radius > LEADER / POINTS_PER_INCH:
            continue
        start = dot + (end - dot) * radius / distance
        page.line((start[0], end[0]), (start[1], end[1]), colour)
