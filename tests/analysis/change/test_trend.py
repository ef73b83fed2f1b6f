"""Trends that are steady, none, and up and down."""

import numpy as np
import pytest

from w2vkit.analysis.change.difference import WordContexts
from w2vkit.analysis.change.trend import numbers_of, trend

YEARS = np.array([1900.0, 1910.0, 1920.0, 1930.0, 1940.0])
DIM = 6


def word(steps, seed, blocks=8):
    """Return a word that moves by `steps` along one direction in each part."""
    rng = np.random.default_rng(seed)
    labels = np.repeat(np.arange(5), blocks)
    means = np.zeros((5, DIM))
    means[:, 0] = 1
    means[:, 1] = steps
    counts = rng.integers(1, 5, len(labels)).astype(np.float32)
    noise = rng.normal(0, 0.8, (len(labels), DIM)) * np.sqrt(counts)[:, None]
    sums = means[labels] * counts[:, None] + noise
    return WordContexts(sums.astype(np.float32), counts, labels, 5)


def test_without_a_trend_p_values_are_uniform():
    from scipy.stats import kstest

    values = [trend(word(np.zeros(5), n), YEARS, 60, (n,)).p_value for n in range(150)]
    assert kstest(values, "uniform").pvalue > 0.01


def test_a_steady_trend_is_found_and_has_its_size():
    found = [trend(word(np.linspace(-0.5, 0.5, 5), n), YEARS, 100, (n,)) for n in range(30)]
    # The ends (1, -0.5) and (1, 0.5) have the squared length 1.25 and the product 0.75.
    assert np.median([one.change for one in found]) == pytest.approx(0.4, abs=0.08)
    assert np.mean([one.p_value < 0.05 for one in found]) > 0.9


def test_what_goes_up_and_down_is_no_trend():
    values = [trend(word([0, 1, 2, 1, 0], n), YEARS, 60, (n,)).p_value for n in range(60)]
    assert np.mean(np.array(values) < 0.05) < 0.2


def test_the_numbers_of_parts():
    assert numbers_of(["1923-01", "1924-07"]).tolist() == [1923, 1924.5]
    assert numbers_of(["1", "2.5"]).tolist() == [1, 2.5]
    assert numbers_of(["1901", "undated"]).tolist() == [0, 1]


def test_contexts_with_nothing_in_common_have_no_size():
    vectors = np.eye(2, dtype=np.float32)
    sums = np.concatenate([vectors[:1], -vectors[:1]] * 2)
    found = trend(WordContexts(sums, np.ones(4, np.float32), np.arange(4), 4), YEARS[:4], 20, (1,))
    assert found.change is None
