from itertools import permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from w2vkit.base.config import EvalConfig
from w2vkit.evaluation.bootstrap_intervals import (
    ConfidenceInterval,
    RankScore,
    RatioScore,
    draws,
    interval,
    mean_interval,
    paired_intervals,
    resampled_score,
    shares,
)
from w2vkit.evaluation.evaluate import answerable_questions, evaluate
from w2vkit.evaluation.scoring import evaluated_words
from w2vkit.evaluation.test_sets import Question, TestSet
from w2vkit.model.embeddings import Embeddings

CONFIG = EvalConfig()
WORDS = [f"w{place}" for place in range(24)]


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


@pytest.fixture(scope="module")
def known():
    vectors = np.random.default_rng(4).normal(size=(24, 5)).astype(np.float32)
    vectors[12:] += vectors[:12] * 1.5
    return evaluated_words(Embeddings.from_vectors([(word, 1) for word in WORDS], vectors), CONFIG)


def analogies(pairs):
    """Return the analogies of each pair with each other."""
    questions = [Question((*one, *other)) for one, other in permutations(pairs, 2)]
    return TestSet("a", "analogies", tuple(questions), ())


PAIRS = [*zip(WORDS[:12], WORDS[12:], strict=True)]
SETS = {
    "shared pairs": analogies(PAIRS),
    "separate pairs": TestSet(
        "s", "analogies", tuple(Question((*PAIRS[n], *PAIRS[n + 1])) for n in range(0, 12, 2)), ()
    ),
    "pairs": TestSet(
        "p", "pairs", tuple(Question(pair, value=n % 5) for n, pair in enumerate(PAIRS)), ()
    ),
    "categories": TestSet(
        "c", "categories", tuple(Question((w,), f"{n % 3}") for n, w in enumerate(WORDS)), ()
    ),
    "odd": TestSet("o", "odd", tuple(Question(tuple(WORDS[n : n + 3])) for n in range(20)), ()),
}


@pytest.mark.parametrize("name", SETS)
def test_the_set_itself_has_the_score_of_eval(known, name):
    test_set = SETS[name]
    score = resampled_score(test_set.kind, answerable_questions(known, test_set, CONFIG))
    found = score.score(np.ones(score.units, np.int64))
    assert found == pytest.approx(evaluate(known, test_set, CONFIG).score)


def test_word_pairs_are_drawn_where_analogies_share_them(known):
    def units(name):
        asked = answerable_questions(known, SETS[name], CONFIG)
        return resampled_score("analogies", asked).units

    assert (units("shared pairs"), units("separate pairs")) == (12, 6)


def test_leaving_out_a_word_of_a_category_changes_the_triplets_by_its_part(known):
    score = resampled_score("categories", answerable_questions(known, SETS["categories"], CONFIG))
    counts = np.ones(24, np.int64)
    counts[5] = 0
    fewer = tuple(one for n, one in enumerate(SETS["categories"].questions) if n != 5)
    without = evaluate(known, TestSet("c", "categories", fewer, ()), CONFIG)
    assert score.score(counts) == pytest.approx(without.score)
