"""Drawing a map of words."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from w2vkit.canvas import Sheet, check_target, save, sheet
from w2vkit.config import PlotConfig
from w2vkit.fonts import advice, visible
from w2vkit.labels import place
from w2vkit.progress import SILENT, Listener
from w2vkit.projection import Points
from w2vkit.wordmap import WordMap

if TYPE_CHECKING:
    from matplotlib.text import Text

SMALLEST_TEXT, LARGEST_TEXT = 7.0, 11.5
SMALLEST_DOT, LARGEST_DOT = 1.3, 4.2
POINTS_PER_INCH = 72
MARGIN = 0.04
"""Free space around the outermost dots, as a share of the map."""
GAP = 1.5
"""Clear space around each label, in points (1/72 inch)."""


def draw(words: WordMap, path: Path, config: PlotConfig, listener: Listener = SILENT) -> Path:
    """Draw a map of words into the file `path` and return that.

    Raises:
        UsageError: the file ending is not that of a picture.
        W2vError: the file cannot be written.

    """
    check_target(path)
    with sheet(config, [*words.words, words.caption, config.title or ""]) as page:
        for sentence in advice(page.fonts.missing):
            listener.note(sentence)
        draw_map(page, words, config.title)
        return save(page.figure, path)


def draw_map(page: Sheet, words: WordMap, title: str | None = None) -> list[Text]:
    """Draw dots, labels and caption onto the sheet; return the labels that found room."""
    _frame(page, words, title)
    weights = importance(words.counts)
    radii = SMALLEST_DOT + (LARGEST_DOT - SMALLEST_DOT) * weights
    page.axes.scatter(
        words.points[:, 0],
        words.points[:, 1],
        s=(2 * radii) ** 2,
        c=[page.group_colour(group) for group in words.groups],
        linewidths=0,
        alpha=0.75,
    )
    return _draw_labels(page, words, radii)


def importance(counts: NDArray[np.int64]) -> NDArray[np.float64]:
    """Return for each count between 0 (the rarest) and 1 (the most frequent) its weight, by log."""
    logs = np.log1p(counts.astype(np.float64))
    span = np.ptp(logs)
    weights = (logs - logs.min()) / span if span else np.full(len(logs), 0.5)
    return np.asarray(weights, np.float64)


def _frame(page: Sheet, words: WordMap, title: str | None) -> None:
    axes = page.axes
    for side in axes.spines.values():
        side.set_visible(False)
    axes.set_xticks([])
    axes.set_yticks([])
    low, high = words.points.min(axis=0), words.points.max(axis=0)
    room = np.where(high > low, (high - low) * MARGIN, 1.0)
    axes.set_xlim(low[0] - room[0], high[0] + room[0])
    axes.set_ylim(low[1] - room[1], high[1] + room[1])
    page.figure.text(0.03, 0.022, words.caption, fontsize=7.5, color=page.palette.faint)
    if title:
        page.figure.text(0.03, 0.955, title, fontsize=14)


def _draw_labels(page: Sheet, words: WordMap, radii: NDArray[np.float64]) -> list[Text]:
    weights = importance(words.counts)
    sizes = SMALLEST_TEXT + (LARGEST_TEXT - SMALLEST_TEXT) * weights
    texts = [
        page.figure.text(
            0,
            0,
            visible(word),
            fontsize=size,
            color=page.group_colour(group),
            va="bottom",
            transform=page.figure.dpi_scale_trans,
        )
        for word, size, group in zip(words.words, sizes, words.groups, strict=True)
    ]
    dots = _inches(page, words.points)
    boxes = _text_sizes(page, texts) + 2 * GAP / POINTS_PER_INCH
    frame = (page.figure.get_figwidth(), page.figure.get_figheight())
    corners = place(dots, radii / POINTS_PER_INCH, boxes, frame)
    for text, corner in zip(texts, corners + GAP / POINTS_PER_INCH, strict=True):
        text.set_position((corner[0], corner[1]))
        text.set_visible(bool(np.isfinite(corner).all()))
    return [text for text in texts if text.get_visible()]


def _inches(page: Sheet, points: Points) -> Points:
    """Return places on the map as inches from the lower left corner of the sheet."""
    return np.asarray(page.axes.transData.transform(points)) / page.figure.dpi


def _text_sizes(page: Sheet, texts: list[Text]) -> Points:
    """Return the width and height of each text in inches, float64 (n, 2)."""
    boxes = [text.get_window_extent(page.figure.canvas.get_renderer()) for text in texts]  # type: ignore[attr-defined]
    return np.array([(box.width, box.height) for box in boxes]) / page.figure.dpi
