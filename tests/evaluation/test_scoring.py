"""The parts of judging: words in their forms, ranks, correlation, the mean."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from scipy.stats import rankdata

from tests.toys import toy_embeddings
from w2vkit.base.config import EvalConfig
from w2vkit.evaluation.scoring import correlation, evaluated_words, mean, ranks

numbers = hnp.arrays(np.float64, st.integers(1, 30), elements=st.integers(-5, 5).map(float))


@given(numbers)
def test_ranks_share_ties_as_in_scipy(values):
    assert ranks(values).tolist() == rankdata(values).tolist()


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ([1.0, 2.0, 3.0], [2.0, 4.0, 6.0], 1.0),
        ([1.0, 2.0, 3.0], [3.0, 2.0, 1.0], -1.0),
        ([1.0], [2.0], None),
        ([1.0, 1.0], [2.0, 3.0], None),
        ([], [], None),
    ],
)
def test_a_correlation_needs_two_values_and_variation(one, other, expected):
    found = correlation(np.array(one), np.array(other))
    assert found == (None if expected is None else pytest.approx(expected))


def test_the_mean_passes_over_what_is_no_number():
    assert mean(np.array([1.0, np.nan, 3.0])) == 2.0
    assert mean(np.array([np.nan])) is None


@pytest.mark.parametrize(("keep_case", "row"), [(False, 5), (True, None)])
def test_words_are_found_in_whatever_case_unless_it_counts(keep_case, row):
    known = evaluated_words(toy_embeddings(), EvalConfig(keep_case=keep_case))
    assert known.find(["KING", "king", "唐僧"]) == [row, 5, None]


def test_only_the_most_frequent_words_take_part():
    known = evaluated_words(toy_embeddings(), EvalConfig(words=5))
    assert known.find(["馒头", "king"]) == [4, None]
