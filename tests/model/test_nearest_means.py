"""Columns that a word lacks are those of the words nearest to it."""

import numpy as np
import pytest

from w2vkit.model import nearest_means as module
from w2vkit.model.embeddings import normalized_rows
from w2vkit.model.nearest_means import NEAREST, nearest_means


def units(rows, dim, seed=0):
    return normalized_rows(np.random.default_rng(seed).normal(size=(rows, dim)).astype(np.float32))


def test_the_mean_of_the_ten_nearest_is_weighted_by_their_cosines():
    asked, known, columns = units(7, 5), units(40, 5, 1), units(40, 3, 2)
    found = nearest_means(asked, known, columns)
    for word, mean in zip(asked, found, strict=True):
        cosines = known.astype(float) @ word
        best = np.argsort(-cosines)[:NEAREST]
        weights = np.maximum(cosines[best], 0)
        expected = weights @ columns[best] / weights.sum()
        assert mean == pytest.approx(expected, abs=1e-5)


def test_words_that_point_away_have_no_weight():
    known, columns = np.array([[-1.0], [-1.0]], np.float32), np.ones((2, 2), np.float32)
    assert nearest_means(np.ones((1, 1), np.float32), known, columns).tolist() == [[0, 0]]


def test_without_known_words_there_are_no_columns():
    found = nearest_means(units(2, 5), np.empty((0, 5), np.float32), np.empty((0, 3), np.float32))
    assert found.tolist() == [[0, 0, 0]] * 2


def test_parts_give_what_the_whole_gives_and_rare_words_are_not_asked(monkeypatch):
    asked, known, columns = units(30, 5), units(40, 5, 1), units(40, 3, 2)
    whole = nearest_means(asked, known, columns)
    first = nearest_means(asked, known[:20], columns[:20])
    monkeypatch.setattr(module, "ROWS_AT_ONCE", 7)
    assert nearest_means(asked, known, columns) == pytest.approx(whole, abs=1e-6)
    monkeypatch.setattr(module, "AMONG", 20)
    assert nearest_means(asked, known, columns) == pytest.approx(first, abs=1e-6)
