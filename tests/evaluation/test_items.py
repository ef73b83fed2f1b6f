import numpy as np
import pytest

from w2vkit.base.errors import W2vError
from w2vkit.corpus.sessions import sessions_of
from w2vkit.evaluation.items import evaluate_items
from w2vkit.model.embeddings import Embeddings

ANIMALS, TOOLS = ("cat", "dog", "cow"), ("saw", "axe", "nail")


def shop():
    """Return items in two groups of equal directions, the tools less popular."""
    counts = [(item, 60 - row) for row, item in enumerate((*ANIMALS, *TOOLS))]
    vectors = np.array(
        [[1, 0.01 * row] for row in range(3)] + [[0.01 * row, 1] for row in range(3)]
    )
    return Embeddings.from_vectors(counts, vectors.astype(np.float32))


def scores(found, k=1, **options):
    result = evaluate_items(shop(), sessions_of(found), k, **options)
    return result, {one.name: one for one in result.recommenders}


def test_a_model_that_knows_the_groups_beats_popularity():
    result, by_name = scores([TOOLS] * 30)
    assert by_name["model"].hit_rate.value == 1
    assert by_name["popularity"].hit_rate.value == 0
    assert (result.sessions, result.skipped, result.unknown, result.ratio) == (30, 0, 0, None)


def test_ranks_are_those_of_the_items_that_the_session_does_not_have():
    # Whichever animal is hidden, it is the most popular item that the session does not have.
    result, by_name = scores([ANIMALS] * 30)
    assert by_name["popularity"].hit_rate.value == 1
    assert (result.ratio.value, result.ratio.low, result.ratio.high) == (1, 1, 1)


def test_ndcg_is_the_mean_of_the_gains():
    # The hidden tool is the fourth most popular item that is left: the animals come before it.
    _, by_name = scores([TOOLS] * 10, k=4)
    assert by_name["popularity"].hit_rate.value == 1
    assert by_name["popularity"].ndcg.value == pytest.approx(1 / np.log2(5))
    assert by_name["model"].ndcg.value == 1


def test_intervals_contain_the_value_and_shrink():
    mixed = [[*ANIMALS, "saw"], [*TOOLS]]
    _, few = scores(mixed * 10)
    _, many = scores(mixed * 1000)
    for found in (few, many):
        one = found["model"].hit_rate
        assert 0 <= one.low <= one.value <= one.high <= 1
    widths = [one["model"].hit_rate.high - one["model"].hit_rate.low for one in (few, many)]
    assert 0 < widths[1] < widths[0]


def test_unknown_items_and_short_sessions_are_left_out():
    result, _ = scores([[*TOOLS, "new"], ["cat", "newer"], ["dog"]])
    assert (result.sessions, result.skipped, result.unknown) == (1, 2, 2)


def test_one_seed_one_result():
    mixed = [[*ANIMALS, "saw"], [*TOOLS]] * 20
    assert scores(mixed, seed=4)[0] == scores(mixed, seed=4)[0]
    assert scores(mixed, seed=4)[0] != scores(mixed, seed=5)[0]


def test_nothing_to_score():
    with pytest.raises(W2vError) as caught:
        scores([["cat"], ["new", "dog"]])
    assert caught.value.message == "None of 2 sessions has two different items of the model."
