"""Log-likelihood ratios, against published figures and scipy."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import chi2_contingency

from w2vkit.analysis.log_likelihood import association, keyness


def numbers(*values):
    return np.array(values, float)


def test_keyness_of_a_worked_example():
    """12 ln(12 / 8) + 4 ln(4 / 8), doubled: equal corpora, counts 12 and 4."""
    expected = 2 * (12 * np.log(1.5) + 4 * np.log(0.5))
    assert keyness(numbers(12), numbers(4), 100, 100) == pytest.approx(expected)


@pytest.mark.parametrize(("count", "other"), [(0, 0), (10, 20)])
def test_equal_rates_are_not_remarkable(count, other):
    assert keyness(numbers(count), numbers(other), 1000, 2000) == pytest.approx(0)


@given(st.integers(1, 50), st.integers(1, 50), st.integers(1, 50), st.integers(1, 50))
def test_association_is_that_of_the_contingency_table(a, b, c, d):
    table = [[a, b], [c, d]]
    expected = chi2_contingency(table, correction=False, lambda_="log-likelihood")[0]
    found = association(numbers(a), numbers(a + b), numbers(a + c), a + b + c + d)
    assert found == pytest.approx(expected, abs=1e-6)


def test_a_word_in_every_unit_is_associated_with_none():
    assert association(numbers(5), numbers(10), numbers(5), 10) == pytest.approx(0)
