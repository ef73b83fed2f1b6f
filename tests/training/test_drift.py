"""How far words moved."""

import numpy as np
import pytest

from w2vkit.model.vocabulary import Vocabulary
from w2vkit.training.drift import drift_between

WORDS = Vocabulary.from_counts([(f"w{row}", 9 - row) for row in range(8)])


def turned(angles):
    return np.array([[np.cos(angle), np.sin(angle)] for angle in angles], np.float32)


def test_the_median_and_the_farthest_words():
    angles = np.array([0.1, 1.2, 0.2, 0.6, 0.3, 0.0, 0.7])
    after = 3 * turned([*angles[::-1], 0.0])
    rows = np.arange(7)[::-1].copy()
    found = drift_between(turned(np.zeros(7)), after, rows, WORDS)
    assert found.median == pytest.approx(np.cos(0.3), abs=1e-4)
    assert [word for word, _ in found.farthest] == ["w5", "w0", "w3", "w2", "w4"]
    assert found.farthest[0][1] == pytest.approx(np.cos(1.2), abs=1e-4)
    assert "w5 0.362, w0 0.765" in found.message()


def test_zero_vectors_have_no_direction():
    before = turned([0.0, 0.0])
    before[0] = 0
    found = drift_between(before, turned([1.0, 0.5]), np.array([0, 1]), WORDS)
    assert [word for word, _ in found.farthest] == ["w1"]
    assert drift_between(0 * before, before, np.array([0, 1]), WORDS) is None
