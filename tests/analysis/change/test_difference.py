"""Differences that are known by construction: none, and planted ones."""

import numpy as np
import pytest

from w2vkit.analysis.change.difference import WordContexts, adjusted, difference

DIM = 8


def word(apart, seed, blocks=(14, 14), spread=1.0, counts=(1, 6)):
    """Return a word whose mean contexts have length 1 and the squared distance 2 · `apart`."""
    rng = np.random.default_rng(seed)
    labels = np.repeat(np.arange(len(blocks)), blocks)
    means = np.zeros((len(blocks), DIM))
    cosine = 1 - apart
    means[0, 0] = 1
    means[1:, 0], means[1:, 1] = cosine, np.sqrt(1 - cosine**2)
    sizes = rng.integers(*counts, len(labels)).astype(np.float32)
    chapters = rng.normal(0, spread / 2, (len(labels), DIM))
    noise = rng.normal(0, spread, (len(labels), DIM)) * np.sqrt(sizes)[:, None]
    sums = (means[labels] + chapters) * sizes[:, None] + noise
    return WordContexts(sums.astype(np.float32), sizes, labels, len(blocks))


def p_values(blocks, number=150, **options):
    words = [word(0.0, seed, blocks, **options) for seed in range(number)]
    return np.array([difference(one, 60, (1, n)).p_value for n, one in enumerate(words)])


@pytest.mark.parametrize(
    ("blocks", "options"),
    [((14, 14), {}), ((8, 24), {}), ((10, 10, 10), {}), ((14, 14), {"counts": (1, 2)})],
)
def test_without_a_difference_p_values_are_uniform(blocks, options):
    from scipy.stats import kstest

    assert kstest(p_values(blocks, **options), "uniform").pvalue > 0.01


def test_a_word_that_is_only_more_frequent_in_a_part_does_not_differ():
    def thinned(seed):
        found = word(0.0, seed, counts=(8, 9))
        rng = np.random.default_rng(seed + 1_000)
        kept = found.labels == 0
        sizes = np.where(kept, found.counts, 1).astype(np.float32)
        sums = found.sums / found.counts[:, None] * sizes[:, None]
        # A mean of one occurrence has eight times the variance of a mean of eight.
        extra = rng.normal(0, np.sqrt(1 - 1 / 8), sums.shape) * ~kept[:, None]
        return WordContexts((sums + extra).astype(np.float32), sizes, found.labels, 2)

    values = np.array([difference(thinned(n), 60, (1, n)).p_value for n in range(150)])
    assert 0.01 <= (values < 0.05).mean() <= 0.11


@pytest.mark.parametrize("apart", [0.0, 0.4, 1.0])
def test_changes_are_unbiased_and_intervals_contain_them(apart):
    found = [difference(word(apart, n), 200, (1, n)) for n in range(150)]
    numerators = np.array([one.change for one in found])
    assert np.median(numerators) == pytest.approx(apart, abs=0.12)
    covered = np.mean([one.low <= apart <= one.high for one in found])
    assert 0.89 <= covered <= 1.0
    assert all(one.low <= one.change <= one.high for one in found)


@pytest.mark.parametrize("spread", [0.5, 1.0])
def test_a_detectable_change_is_found_in_four_of_five_cases(spread):
    """It is estimated from a word that does not differ, and checked on words that do."""
    estimates = [difference(word(0.0, n, spread=spread), 200, (1, n)) for n in range(60)]
    apart = float(np.median([one.detectable for one in estimates]))
    values = [
        difference(word(apart, n, spread=spread), 60, (1, n)).p_value for n in range(100, 220)
    ]
    assert 0.68 <= np.mean(np.array(values) < 0.05) <= 0.97


def test_planted_differences_are_found_and_rest_on_more_shufflings():
    found = difference(word(1.0, 3, spread=0.3), 100, (1,))
    assert found.permutations == 1_000
    assert found.p_value == pytest.approx(1 / 1_001)
    assert found.low > 0
    assert difference(word(0.0, 3), 100, (1,)).permutations == 100


def test_equal_seeds_give_equal_results_and_parts_can_be_compared_two_at_a_time():
    three = word(0.7, 5, (12, 12, 12))
    assert difference(three, 100, (1, 2)) == difference(three, 100, (1, 2))
    pair = three.of_parts(1, 2)
    assert (pair.parts, {*pair.labels.tolist()}) == (2, {0, 1})
    assert difference(pair, 100, (1,)).p_value > 0.01  # the second and the third are alike
    assert np.allclose(three.means[1], pair.means[0], atol=1e-5)


def test_contexts_with_nothing_in_common_have_no_size_of_change():
    vectors = np.eye(2, dtype=np.float32)
    sums = np.concatenate([vectors, -vectors])
    one_each = WordContexts(sums, np.ones(4, np.float32), np.array([0, 1, 0, 1]), 2)
    found = difference(one_each, 20, (1,))
    assert (found.change, found.low, found.high, found.detectable) == (None,) * 4


def test_q_values_grow_with_the_number_of_words_and_keep_the_order():
    values = np.array([0.001, 0.5, 0.02, 0.02])
    assert adjusted(values).round(4).tolist() == [0.004, 0.5, 0.0267, 0.0267]
    assert adjusted(np.zeros(0)).tolist() == []
    assert adjusted(np.array([0.9, 1.0])).tolist() == [1.0, 1.0]
