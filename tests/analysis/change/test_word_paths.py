"""A map in which the neighbors stand still."""

import numpy as np
import pytest

from w2vkit.analysis.change.word_paths import word_path


def test_a_word_moves_from_its_neighbors_to_others():
    directions = np.array([[1, 0, 0], [0.9, 0.1, 0], [0, 1, 0]], np.float32)
    directions /= np.linalg.norm(directions, axis=1, keepdims=True)
    path = word_path(["a", "b", "c"], directions, np.array([[5, 0, 0], [0, 7, 0.1]], np.float32))
    assert np.allclose(path.path[0], path.points[0], atol=1e-5)
    assert np.linalg.norm(path.path[1] - path.points[2]) < 0.1
    assert path.share == pytest.approx(1, abs=0.01)
    again = word_path(["a", "b", "c"], directions, np.array([[5, 0, 0], [0, 7, 0.1]], np.float32))
    assert np.array_equal(again.points, path.points)


def test_few_neighbors_have_a_map_too():
    path = word_path([], np.zeros((0, 3), np.float32), np.eye(3, dtype=np.float32)[:2])
    assert path.path.shape == (2, 2)
    assert path.points.shape == (0, 2)
