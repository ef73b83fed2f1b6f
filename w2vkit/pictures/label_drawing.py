"""The labels of dots: written where `labels` places them, with lines to dots that are apart."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from w2vkit.pictures.canvas import POINTS_PER_INCH, Sheet
from w2vkit.pictures.fonts import visible
from w2vkit.pictures.labels import place
from w2vkit.pictures.projection import Points

if TYPE_CHECKING:
    from matplotlib.text import Text

GAP = 1.2
"""Space around each label in points (1/72 inch)."""
MARGIN = 0.05
"""Inches between a label and the side of the figure."""
MAX_GAP_WITHOUT_LINE = 3.0
"""A line connects a label to its dot if the gap is larger than this, in points."""


def draw_labels(
    sheet: Sheet,
    words: Sequence[str],
    points: Points,
    radii: NDArray[np.float64],
    sizes: NDArray[np.float64],
    colors: Sequence[str],
    obstacles: Points | None = None,
) -> list[Text]:
    """Write words beside their dots without overlap; return the labels that fit.

    Args:
        sheet: has its final limits.
        words: n words, the most important first.
        points: the dots in the coordinates of the axes, float64 (n, 2).
        radii: of the dots in points (1/72 inch), float64 (n,).
        sizes: of the text in points, float64 (n,).
        colors: n colors.
        obstacles: boxes in inches (m, 4) that labels avoid if possible.

    """
    texts = [
        sheet.write(visible(word), size, color)
        for word, size, color in zip(words, sizes, colors, strict=True)
    ]
    dots = sheet.inches(points)
    gap = GAP / POINTS_PER_INCH
    boxes = sheet.sizes(texts)
    corners = (
        place(dots, radii / POINTS_PER_INCH, boxes + 2 * gap, label_area(sheet), obstacles) + gap
    )
    for text, corner in zip(texts, corners, strict=True):
        text.set_position((corner[0], corner[1]))
        text.set_visible(bool(np.isfinite(corner).all()))
    _draw_leaders(sheet, dots, radii / POINTS_PER_INCH, corners, boxes, colors)
    return [text for text in texts if text.get_visible()]


def label_area(sheet: Sheet) -> tuple[float, float, float, float]:
    """Return left, bottom, right and top, in inches, of the area in which labels may stand.

    Beside axes with numbers it is the axes alone; otherwise it extends to the sides of the figure,
    but not over the title, the legend and the caption.
    """
    box, dpi = sheet.axes.get_window_extent(), sheet.figure.dpi
    left, right = MARGIN, sheet.figure.get_figwidth() - MARGIN
    if sheet.axes.axison and len(sheet.axes.get_xticks()):
        left, right = box.x0 / dpi, box.x1 / dpi
    return left, box.y0 / dpi, right, box.y1 / dpi


def _draw_leaders(
    sheet: Sheet,
    dots: Points,
    radii: Points,
    corners: Points,
    boxes: Points,
    colors: Sequence[str],
) -> None:
    """Connect labels to their dots where they are apart."""
    nearest = np.clip(dots, corners, corners + boxes)
    for dot, radius, end, color in zip(dots, radii, nearest, colors, strict=True):
        distance = float(np.hypot(*(end - dot)))
        if not distance - radius > MAX_GAP_WITHOUT_LINE / POINTS_PER_INCH:
            continue
        start = dot + (end - dot) * radius / distance
        sheet.line((start[0], end[0]), (start[1], end[1]), color)
