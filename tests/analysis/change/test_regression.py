"""Regression of contexts on several covariates: none, planted and confounded effects."""

import numpy as np
import pytest

from w2vkit.analysis.change.difference import WordContexts, difference
from w2vkit.analysis.change.regression import Regression

DIM, BLOCKS = 6, 60


def planted(seed, slope, other_slope):
    """Return a regression and a covariate, which the other one resembles."""
    rng = np.random.default_rng(seed)
    other = rng.random(BLOCKS)
    covariate = (rng.random(BLOCKS) < 0.2 + 0.6 * other).astype(float)
    counts = rng.integers(1, 5, BLOCKS).astype(np.float32)
    means = np.zeros((BLOCKS, DIM))
    means[:, 0] = 1
    means[:, 1] = other_slope * other
    means[:, 2] = slope * covariate
    noise = rng.normal(0, 0.6, (BLOCKS, DIM)) * np.sqrt(counts)[:, None]
    sums = (means * counts[:, None] + noise).astype(np.float32)
    return counts, sums, other[:, None], covariate


def depends(counts, sums, others, covariate, permutations=100, seed=1):
    return Regression.of(counts, sums, others).depends_on(covariate, permutations, (seed,))


def test_what_another_covariate_does_is_not_ascribed_to_this_one():
    from scipy.stats import kstest

    found = [depends(*planted(n, 0.0, 1.5), seed=n) for n in range(120)]
    assert kstest([one.p_value for one in found], "uniform").pvalue > 0.01
    assert np.median([one.change for one in found]) == pytest.approx(0, abs=0.03)
    assert np.mean([one.low <= 0 <= one.high for one in found]) > 0.88
    alone = [depends(c, s, np.zeros((BLOCKS, 0)), x) for c, s, _, x in [planted(3, 0.0, 1.5)] * 2]
    assert alone[0].p_value < 0.05  # without the other one, it would seem to matter


def test_an_effect_is_found_without_bias():
    found = [depends(*planted(n, 1.0, 0.0)) for n in range(60)]
    # (1, 0) and (1, 1): the mean squared length is 1.5, the product 1.
    assert np.median([one.change for one in found]) == pytest.approx(1 / 3, abs=0.04)
    assert np.mean([one.low <= 1 / 3 <= one.high for one in found]) > 0.85
    assert max(one.p_value for one in found) < 0.05
    assert found[0].permutations == 1_000


def test_two_values_have_the_change_of_two_parts():
    counts, sums, _, covariate = planted(5, 1.0, 0.0)
    labels = covariate.astype(int)
    parts = difference(WordContexts(sums, counts, labels, 2), 100, (1,))
    both = depends(counts, sums, np.zeros((BLOCKS, 0)), covariate)
    assert both.change == pytest.approx(parts.change, abs=0.05)


def test_a_covariate_that_the_others_determine_has_no_effect_of_its_own():
    counts, sums, others, _ = planted(1, 1.0, 1.0)
    found = depends(counts, sums, others, 0.5 * others[:, 0] + 0.2)
    assert (found.change, found.permutations) == (None, 0)


def test_coefficients_are_those_of_weighted_least_squares():
    counts, sums, others, covariate = planted(2, 1.0, 1.0)
    design = np.column_stack([np.ones(BLOCKS), others, covariate])
    root = np.sqrt(counts)[:, None]
    expected = np.linalg.lstsq(design * root, sums / counts[:, None] * root, rcond=None)[0][2]
    found = Regression.of(counts, sums, others).coefficient(covariate)
    assert found == pytest.approx(expected, abs=1e-5)
