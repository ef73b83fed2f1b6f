import numpy as np
import pytest
from scipy.optimize import linear_sum_assignment

from w2vkit.query.movers_distance import movers_distance

RANDOM = np.random.default_rng(1)
VECTORS = {f"w{number}": RANDOM.normal(size=5) for number in range(12)}


def between(first, second):
    parts = [{word: VECTORS[word] for word in dict.fromkeys(words)} for words in (first, second)]
    return movers_distance(first, second, *parts)


def test_as_many_different_words_are_assigned_to_one_another():
    first, second = [f"w{number}" for number in range(6)], [f"w{number}" for number in range(6, 12)]
    costs = np.array([[np.linalg.norm(VECTORS[a] - VECTORS[b]) for b in second] for a in first])
    rows, columns = linear_sum_assignment(costs)
    assert between(first, second) == pytest.approx(costs[rows, columns].mean())


def test_a_single_word_moves_to_the_shares_of_the_others():
    first, second = ["w0"], ["w1", "w1", "w2"]
    away = [np.linalg.norm(VECTORS["w0"] - VECTORS[word]) for word in ("w1", "w2")]
    assert between(first, second) == pytest.approx(away[0] * 2 / 3 + away[1] / 3)
    assert between(second, first) == pytest.approx(between(first, second))


def test_the_same_words_in_another_order_are_no_distance_apart():
    assert between(["w0", "w1", "w2"], ["w2", "w0", "w1"]) == pytest.approx(0)
