"""The taste model that made the sessions, as a recommender."""

from itertools import combinations

import numpy as np
import pytest

from tests.taste import SHARE_OF_TASTE, shop, taste_scores


@pytest.mark.parametrize("others", [[], [0], [0, 5, 7], [29, 3, 11, 4, 8]])
def test_scores_are_the_sum_over_all_tastes(others):
    _, genre, weights = shop(items=30, genres=4)
    expected = np.zeros(30)
    for size in (1, 2):
        tastes = [*combinations(range(4), size)]
        for liked in tastes:
            taste = np.where(np.isin(genre, liked), weights, 0)
            shares = SHARE_OF_TASTE * taste / taste.sum()
            shares = shares + (1 - SHARE_OF_TASTE) * weights / weights.sum()
            expected += shares[others].prod() * shares / len(tastes)
    expected /= expected.sum()
    assert taste_scores(genre, weights, others) == pytest.approx(expected)
