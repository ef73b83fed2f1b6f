from itertools import combinations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from w2vkit.base.config import PlotConfig
from w2vkit.base.progress import SILENT
from w2vkit.pictures.canvas import captioned_sheet
from w2vkit.pictures.labels import MAX_LABELS, draw_labels, overlaps, place

WORDS = ["悟空", "八戒", "沙僧", "king", "queen"]

FRAME = (0.0, 0.0, 10.0, 7.5)


def boxes_of(corners, sizes):
    shown = np.isfinite(corners).all(1)
    return np.hstack((corners[shown], corners[shown] + sizes[shown]))


def crowd(count, seed, width):
    random = np.random.default_rng(seed)
    points = random.uniform(FRAME[:2], FRAME[2:], (count, 2))
    return points, np.full(count, 0.03), np.tile((width, 0.15), (count, 1))


@settings(max_examples=40, deadline=None)
@given(st.integers(1, 150), st.integers(0, 99), st.floats(0.05, 2))
def test_no_label_covers_another_or_leaves_the_frame(count, seed, width):
    points, radii, sizes = crowd(count, seed, width)
    boxes = boxes_of(place(points, radii, sizes, FRAME), sizes)
    assert not np.triu(overlaps(boxes, boxes), 1).any()
    assert (boxes[:, :2] >= 0).all()
    assert (boxes[:, 2:] <= FRAME[2:]).all()


def test_the_most_important_are_kept():
    points = np.full((50, 2), 5.0)
    corners = place(points, np.full(50, 0.03), np.tile((1.0, 0.2), (50, 1)), FRAME)
    shown = np.isfinite(corners).all(1)
    assert shown[0]
    assert shown[: shown.sum()].all()
    assert 4 <= shown.sum() < 50


def test_a_lone_label_sits_right_of_its_dot():
    corners = place(np.array([[5.0, 5.0]]), np.array([0.1]), np.array([[1.0, 0.2]]), FRAME)
    assert corners.tolist() == [[5.1, 4.9]]


def test_labels_move_off_the_dots_of_others():
    points = np.array([[5.0, 5.0], [5.3, 5.0]])
    corners = place(points, np.full(2, 0.05), np.tile((1.0, 0.2), (2, 1)), FRAME)
    assert corners[0, 0] + 1.0 <= 5.0


def test_a_label_wider_than_the_picture_is_left_out():
    corners = place(np.array([[5.0, 5.0]]), np.array([0.1]), np.array([[11.0, 0.2]]), FRAME)
    assert np.isnan(corners).all()


def test_labels_stay_off_the_margin():
    frame = (1.0, 2.0, 9.0, 7.0)
    corners = place(
        np.array([[1.2, 2.1], [8.9, 6.9]]), np.full(2, 0.05), np.tile((1.0, 0.2), (2, 1)), frame
    )
    assert (corners >= frame[:2]).all()
    assert (corners + np.array((1.0, 0.2)) <= frame[2:]).all()


def test_work_is_bounded():
    points, radii, sizes = crowd(MAX_LABELS + 100, 1, 0.01)
    corners = place(points, radii, sizes / 20, FRAME)
    assert np.isnan(corners[MAX_LABELS:]).all()


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
