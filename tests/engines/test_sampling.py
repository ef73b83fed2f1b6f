"""The tables that words are drawn from, and the random numbers behind them."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from w2vkit.engines import sampling

COUNTS = np.array([5000, 1200, 700, 300, 90, 30, 9, 1])


def test_the_hash_is_splitmix64():
    assert sampling.following(0) == 0xE220A8397B1DCDAF
    assert sampling.following(sampling.GOLDEN) == 0x6E789E6AA1B965F4


def test_negative_samples_follow_the_counts_to_three_quarters():
    table = sampling.alias_table(sampling.noise_weights(COUNTS))
    drawn = [sampling.sample_word(sampling.draw(i, key=3), table) for i in range(40_000)]
    frequencies = np.bincount(drawn, minlength=len(COUNTS)) / len(drawn)
    assert frequencies == pytest.approx(COUNTS**0.75 / (COUNTS**0.75).sum(), abs=0.01)


@given(st.lists(st.floats(1e-3, 1e6), min_size=1, max_size=50))
def test_an_alias_table_holds_exactly_the_weights(weights):
    table = sampling.alias_table(np.array(weights))
    rows = np.arange(len(weights))
    own = (table >> np.uint64(32)).astype(float) / 2**32
    share = own / len(weights)
    np.add.at(share, (table & np.uint64(2**32 - 1)).astype(int), (1 - own) / len(weights))
    assert share[rows] == pytest.approx(np.array(weights) / sum(weights), abs=1e-6)


@pytest.mark.parametrize(
    ("counts", "sample", "expected"),
    [
        # f = 0.5, t / f = 0.02: sqrt(0.02) + 0.02
        ([50, 50], 0.01, [0.16142, 0.16142]),
        # f = 0.9: sqrt(1/90) + 1/90; f = 0.1: sqrt(0.1) + 0.1
        ([90, 10], 0.01, [0.11652, 0.41623]),
        ([90, 10], 0, [1, 1]),
        ([999_999, 1], 1e-3, [0.03262, 1]),
    ],
)
def test_the_probability_to_stay_by_hand(counts, sample, expected):
    found = sampling.keep_probabilities(np.array(counts), sample)
    assert found == pytest.approx(expected, abs=1e-5)


def test_words_stay_as_often_as_the_probability_says():
    thresholds = sampling.keep_thresholds(COUNTS, 1e-2)
    numbers = np.array([sampling.draw(i, key=7) >> 32 for i in range(40_000)])
    shares = [(numbers < threshold).mean() for threshold in thresholds]
    assert shares == pytest.approx(sampling.keep_probabilities(COUNTS, 1e-2), abs=0.01)


def test_epochs_and_seeds_have_their_own_numbers():
    keys = {sampling.epoch_key(seed, epoch) for seed in range(50) for epoch in range(50)}
    assert len(keys) == 2500


def test_of_each_32_tokens_those_that_are_eight_apart_share_their_samples():
    numbers = [sampling.draw_for_group(position, key=7) for position in range(64)]
    for position, number in enumerate(numbers):
        shared = [other for other in range(64) if numbers[other] == number]
        start = position // 32 * 32
        assert shared == [start + position % 8 + distance for distance in (0, 8, 16, 24)]
    assert not {*numbers} & {sampling.draw(position, key=7) for position in range(64)}


def test_initial_vectors_are_small_and_fixed_by_the_seed():
    vectors = sampling.initial_vectors(100, 20, seed=5)
    assert vectors.dtype == np.float32
    assert 0.9 / 20 < np.abs(vectors).max() <= 1 / 20
    assert np.array_equal(vectors, sampling.initial_vectors(100, 20, seed=5))
    assert not np.array_equal(vectors, sampling.initial_vectors(100, 20, seed=6))
