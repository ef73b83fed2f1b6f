"""Intervals of scores over members."""

import numpy as np
import pytest

from tests.toys import toy_embeddings
from w2vkit.base.errors import UsageError
from w2vkit.query.formula import word_formula
from w2vkit.query.intervals import prediction_intervals, stabilities
from w2vkit.query.operations import SearchRequest, similar


def test_a_worked_example():
    """Scores 0.1, 0.2, 0.3: mean 0.2, s = 0.1, t = 4.3027 with two degrees of freedom."""
    (one,) = prediction_intervals(np.array([[0.1], [0.2], [0.3]]))
    assert one.mean == pytest.approx(0.2)
    assert one.high - one.mean == pytest.approx(4.302653 * 0.1 * (7 / 3) ** 0.5, rel=1e-6)
    assert one.mean - one.low == pytest.approx(one.high - one.mean)
    (limited,) = prediction_intervals(np.array([[0.1], [0.9]]), -1.0, 1.0)
    assert (limited.low, limited.high) == (-1.0, 1.0)


def test_intervals_cover_the_scores_of_other_texts_as_often_as_they_say():
    """A text deviates from its kind as far as its samples deviate from the text."""
    numbers = np.random.default_rng(1)
    text, other = numbers.normal(0.4, 0.1, (2, 4000))
    found = prediction_intervals(text + numbers.normal(0, 0.1, (10, 4000)))
    covered = np.mean([one.low <= x <= one.high for one, x in zip(found, other, strict=True)])
    assert 0.94 < covered < 0.96


def test_equal_members_have_every_neighbor_in_every_run():
    toy, formula = toy_embeddings(), word_formula("king")
    request = SearchRequest(3)
    near = similar(toy, [formula], request)[0]
    found = stabilities([toy, toy], formula, near, request)
    for one, stable in zip(near, found, strict=True):
        assert stable.interval.mean == pytest.approx(one.score)
        assert (stable.runs, stable.members) == (2, 2)
        assert stable.interval.high - stable.interval.low == pytest.approx(0)


def test_without_members_there_is_advice():
    formula = word_formula("king")
    near = similar(toy_embeddings(), [formula])[0]
    with pytest.raises(UsageError) as raised:
        stabilities([], formula, near, SearchRequest())
    assert "--stability" in raised.value.hint
