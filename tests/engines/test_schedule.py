"""The learning rate falls from the first token to the last, the same for one and for many."""

import numpy as np
import pytest

from w2vkit.base.config import TrainConfig
from w2vkit.engines.schedule import learning_rate

CONFIG = TrainConfig(alpha=0.05, min_alpha=0.01)


@pytest.mark.parametrize(("done", "rate"), [(0, 0.05), (500, 0.03), (1000, 0.01)])
def test_the_rate_falls_in_a_line(done, rate):
    assert learning_rate(CONFIG, 1000, done, 0) == pytest.approx(rate)
    assert learning_rate(CONFIG, 1000, 0, done) == pytest.approx(rate)


def test_many_rates_are_those_of_each_token():
    ahead = np.arange(0, 1000, 7)
    rates = learning_rate(CONFIG, 3000, 1500, ahead)
    assert rates.dtype == np.float64
    assert rates.tolist() == [learning_rate(CONFIG, 3000, 1500, int(place)) for place in ahead]


def test_the_rate_never_rises():
    config = TrainConfig(alpha=0.001, min_alpha=0.01)
    assert learning_rate(config, 1000, 700, 0) == 0.001
