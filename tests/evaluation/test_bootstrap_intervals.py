import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from w2vkit.evaluation.bootstrap_intervals import (
    ConfidenceInterval,
    RankScore,
    RatioScore,
    draws,
    interval,
    mean_interval,
    paired_intervals,
    shares,
)


def test_draws_are_reproducible_and_of_the_same_size():
    first, again, other = ([*draws(7, 5, seed)] for seed in (1, 1, 2))
    assert np.array_equal(first, again)
    assert not np.array_equal(first, other)
    assert [counts.sum() for counts in first] == [7] * 5


@given(st.lists(st.booleans(), min_size=1, max_size=30), st.data())
def test_a_share_is_the_mean_of_the_drawn_values(values, data):
    drawn = data.draw(st.lists(st.sampled_from(range(len(values))), min_size=1))
    counts = np.bincount(drawn, minlength=len(values))
    found = shares(np.array(values, float)).score(counts)
    if len(drawn) == len(values):  # a resample has the size of the set
        assert found == pytest.approx(np.mean([values[one] for one in drawn]))


def test_a_rank_correlation_of_repeated_pairs():
    score = RankScore(np.array([1.0, 2.0, 3.0]), np.array([1.0, 3.0, 2.0]))
    assert score.score(np.array([1, 1, 1])) == pytest.approx(0.5)
    assert score.score(np.array([2, 1, 0])) == pytest.approx(1)
    assert np.isnan(score.score(np.array([3, 0, 0])))


def test_units_of_a_ratio_that_no_answer_is_left_of():
    score = RatioScore(1.0, 2.0, np.array([1.0, 0.0]), np.array([2.0, 2.0]))
    assert score.score(np.array([1, 1])) == 0.5
    assert np.isnan(score.score(np.array([0, 0])))


def test_intervals():
    assert interval([np.nan]) is None
    assert interval([*range(101), np.nan]) == ConfidenceInterval(2.5, 97.5)
    assert mean_interval(np.ones(9)) is None
    assert mean_interval(np.ones(10)) == ConfidenceInterval(1.0, 1.0)


def test_the_interval_of_a_mean_is_that_of_the_normal_distribution():
    values = np.random.default_rng(3).normal(2.0, 1.0, size=400)
    low, high = mean_interval(values, resamples=4_000)
    error = values.std() / 20
    assert low == pytest.approx(values.mean() - 1.96 * error, abs=0.15 * error)
    assert high == pytest.approx(values.mean() + 1.96 * error, abs=0.15 * error)


def test_pairing_removes_what_both_scores_share():
    numbers = np.random.default_rng(1)
    hard = numbers.random(300) < 0.5
    first, second = hard.astype(float), hard.astype(float)
    second[:6] = 1 - second[:6]
    (found,) = paired_intervals(shares(first), [shares(second)])
    assert found.high - found.low < 0.05
    assert paired_intervals(shares(first), [shares(first)]) == [ConfidenceInterval(0.0, 0.0)]
    assert paired_intervals(shares(first[:9]), [shares(second[:9])]) == [None]
