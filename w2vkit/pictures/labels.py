"""Labels beside their points, placed without overlap, with lines to points that are apart.

The placement is greedy, in order of importance: each label takes the best free position among a
fixed number around its point, or is left out. This bounds the work, is deterministic, and keeps the
most important labels; libraries that push labels apart iteratively guarantee none of the three.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from w2vkit.pictures.canvas import POINTS_PER_INCH, Sheet
from w2vkit.pictures.fonts import visible
from w2vkit.pictures.projection import Points

if TYPE_CHECKING:
    from matplotlib.text import Text

GAP = 1.2
"""Space around each label in points (1/72 inch)."""
MARGIN = 0.05
"""Inches between a label and the side of the figure."""
MAX_GAP_WITHOUT_LINE = 3.0
"""A line connects a label to its dot if the gap is larger than this, in points."""


Array = NDArray[np.float64]

MAX_LABELS = 1_500
"""More labels are unreadable and take longer than a second to place."""
DIRECTIONS = np.array(
    [(1, 0), (-1, 0), (0, 1), (0, -1), (1, 1), (-1, 1), (1, -1), (-1, -1)], np.float64
)
"""Positions of a label, the best first: right, left, above, below, corners."""
DOT_COST = 1.1
"""Cost of covering the dot of another word; moving out by one step costs 1."""
DISTANCES = (0.0, 0.45, 0.9, 1.4)
"""Distances of a label from its point, in label heights."""


def place(
    points: Array,
    radii: Array,
    sizes: Array,
    frame: tuple[float, float, float, float],
    obstacles: Array | None = None,
) -> Array:
    """Return the lower left corner of each label, float64 (n, 2); NaN for labels left out.

    Args:
        points: centres of the dots (n, 2), the most important first, in any unit.
        radii: of the dots (n,), same unit.
        sizes: width and height of each label (n, 2), same unit.
        frame: left, bottom, right and top of the area in which all labels stay.
        obstacles: boxes (m, 4) that labels avoid if possible.

    """
    corners = np.full((len(points), 2), np.nan)
    dots = np.column_stack((points - radii[:, None], points + radii[:, None]))
    soft = np.empty((0, 4)) if obstacles is None else obstacles
    taken = np.full((len(points), 4), np.nan)
    for row in range(min(len(points), MAX_LABELS)):
        boxes, cost = candidate_boxes(points[row], radii[row], sizes[row])
        inside = (boxes[:, :2] >= frame[:2]).all(1) & (boxes[:, 2:] <= frame[2:]).all(1)
        free = inside & (count_overlaps(boxes, taken[:row]) == 0)
        if not free.any():
            continue
        others = np.concatenate((dots[:row], dots[row + 1 :], soft))
        cost = cost + DOT_COST * count_overlaps(boxes, others)
        best = int(np.argmin(np.where(free, cost, np.inf)))
        taken[row] = boxes[best]
        corners[row] = boxes[best, :2]
    return corners


def candidate_boxes(point: Array, radius: float, size: Array) -> tuple[Array, Array]:
    """Return the candidate boxes (k, 4) of a label as left, bottom, right, top, and their costs."""
    boxes, cost = [], []
    for far, distance in enumerate(DISTANCES):
        for rank, direction in enumerate(DIRECTIONS):
            reach = radius + distance * size[1]
            # On the diagonals, a label can be closer because its corner points at the dot.
            if direction.all():
                reach *= 0.7
            corner = point + direction * (size / 2 + reach) - size / 2
            boxes.append((*corner, *(corner + size)))
            cost.append(0.05 * rank + far)
    return np.array(boxes), np.array(cost)


def count_overlaps(boxes: Array, others: Array) -> NDArray[np.int64]:
    """Count for each of `boxes` (k, 4) the overlapping `others` (m, 4), int64 (k,)."""
    reach = np.concatenate((boxes[:, :2].min(0), boxes[:, 2:].max(0)))
    near = others[overlaps(reach[None], others)[0]]
    return np.asarray(overlaps(boxes, near).sum(1), np.int64)


def overlaps(boxes: Array, others: Array) -> NDArray[np.bool_]:
    """Return which of `boxes` (k, 4) overlap which of `others` (m, 4), bool (k, m)."""
    left, bottom, right, top = boxes.T[:, :, None]
    horizontal = (left < others[:, 2]) & (others[:, 0] < right)
    return np.asarray(horizontal & (bottom < others[:, 3]) & (others[:, 1] < top), np.bool_)


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
