"""Labels beside their dots."""

from itertools import combinations

import numpy as np

from w2vkit.base.config import PlotConfig
from w2vkit.base.progress import SILENT
from w2vkit.pictures.canvas import captioned_sheet
from w2vkit.pictures.label_drawing import draw_labels

WORDS = ["悟空", "八戒", "沙僧", "king", "queen"]


def drawn(points):
    """Return the boxes of the labels that fit, in pixels."""
    with captioned_sheet(PlotConfig(), WORDS, "a", SILENT, 4.0) as sheet:
        sheet.axes.set_xlim(0, 1)
        sheet.axes.set_ylim(0, 1)
        radii, sizes = np.full(len(WORDS), 3.0), np.full(len(WORDS), 9.0)
        labels = draw_labels(sheet, WORDS, np.array(points), radii, sizes, ["black"] * len(WORDS))
        return [label.get_window_extent() for label in labels]


def test_labels_of_near_dots_do_not_overlap():
    boxes = drawn([(0.5 + 0.01 * number, 0.5) for number in range(len(WORDS))])
    assert len(boxes) == len(WORDS)
    assert not any(a.overlaps(b) for a, b in combinations(boxes, 2))


def test_labels_that_do_not_fit_are_left_out():
    boxes = drawn([(-5.0, 0.5)] + [(0.2 * number, 0.5) for number in range(1, len(WORDS))])
    assert len(boxes) == len(WORDS) - 1
