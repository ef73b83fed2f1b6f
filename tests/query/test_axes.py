"""Axes: words between two poles."""

import numpy as np
import pytest

from w2vkit.base.errors import MissingWordError, UsageError, W2vError
from w2vkit.model.embeddings import Embeddings
from w2vkit.query.axes import place_words, separation, separation_note
from w2vkit.query.formula import word_formula
from w2vkit.query.opening import open_model

DIM = 30


@pytest.fixture
def model(toy):
    """Open the toy model."""
    return open_model(str(toy))


def test_a_position_is_the_cosine_with_the_difference_of_the_poles(model):
    found = model.axis(["king", "man"], "queen,woman", ["king", "馒头", "行者", "queen"])
    unit = {word: model.vector(word) / np.linalg.norm(model.vector(word)) for word in model.words}
    axis = (unit["king"] + unit["man"]) / 2 - (unit["queen"] + unit["woman"]) / 2
    axis /= np.linalg.norm(axis)
    assert [one.word for one in found.words] == ["king", "馒头", "行者", "queen"]
    for one in found.words:
        assert one.position == pytest.approx(float(unit[one.word] @ axis), abs=1e-6)
        assert one.interval is None
    assert (found.first, found.second) == (("king", "man"), ("queen", "woman"))
    assert found.words[0].count == 40


def test_exchanged_poles_change_the_sign(model):
    there = {one.word: one.position for one in model.axis("king", "queen").words}
    back = {one.word: one.position for one in model.axis("queen", "king").words}
    assert there == pytest.approx({word: -position for word, position in back.items()})
    assert "king" not in there
    assert "queen" not in there
    assert len(model.axis("king", "queen", top=3).words) == 3


@pytest.mark.parametrize(
    ("poles", "error", "said"),
    [
        (("king,man", "queen,king"), UsageError, "“king” is in two sets."),
        ((",", "queen"), UsageError, "A set contains 0 words"),
        (("king", []), UsageError, "A set contains 0 words"),
        (("king", "国王"), MissingWordError, "“国王” is not in the model"),
        (("king", "2*king"), W2vError, "Both poles have the same vector."),
    ],
)
def test_poles_that_are_no_poles(model, poles, error, said):
    with pytest.raises(error, match=said):
        model.axis(*poles)


def test_all_missing_words_are_named(model):
    with pytest.raises(MissingWordError) as raised:
        model.axis("国王", "king,女王")
    assert raised.value.words == ("国王", "女王")


def test_members_give_intervals_around_their_mean(model):
    poles = ([word_formula("king")], [word_formula("queen")])
    asked = [word_formula("man")]
    (one,) = place_words(model.embeddings, poles, asked, [model.embeddings] * 3)
    assert one.interval.low == pytest.approx(one.position)
    assert one.interval.high == pytest.approx(one.position)


@pytest.fixture(scope="module")
def planted():
    """Give a model of random words, in which he0 … he3 and she0 … she3 differ by one direction."""
    random = np.random.default_rng(5)
    vectors = random.normal(size=(400, DIM))
    apart = random.normal(size=DIM)
    for pair in range(4):
        vectors[100 + pair] = vectors[200 + pair] + apart
    names = {100 + pair: f"he{pair}" for pair in range(4)}
    names |= {200 + pair: f"she{pair}" for pair in range(4)}
    counts = [(names.get(row, f"w{row}"), 1000 - row) for row in range(400)]
    return Embeddings.from_vectors(counts, vectors.astype(np.float32))


def poles(first, second):
    return tuple([word_formula(word) for word in pole.split()] for pole in (first, second))


@pytest.mark.parametrize(
    "given",
    [
        ("he0 he1", "she0 she1"),
        ("he0 he1 he2 he3", "she0 she1 she2 she3"),
        ("he0 he1 he2", "she0 she1 she2 she3"),
    ],
)
def test_poles_that_differ_in_one_direction_are_apart(planted, given):
    found = separation(planted, poles(*given))
    assert found.is_clear
    assert found.cosine > 0.15
    assert separation_note(found) is None
    assert separation(planted, poles(*given)) == found


@pytest.mark.parametrize(
    "given", [("w1 w2", "w3 w4"), ("w50 w60 w70", "w55 w65 w75"), ("he0 she1", "she0 he1")]
)
def test_other_poles_are_not(planted, given):
    found = separation(planted, poles(*given))
    assert not found.is_clear
    assert "Nothing shows that the model separates these poles" in separation_note(found)


@pytest.mark.parametrize("given", [("he0", "she0"), ("he0 he1", "she0")])
def test_a_single_word_cannot_be_tested(planted, given):
    assert separation(planted, poles(*given)) is None
    assert "A pole of one word is not tested" in separation_note(None)


def test_random_poles_are_called_apart_as_often_as_the_level_says(planted):
    random = np.random.default_rng(1)
    clear = 0
    for _ in range(100):
        words = [f"w{row}" for row in random.choice(90, 6, replace=False)]
        found = separation(planted, poles(" ".join(words[:3]), " ".join(words[3:])))
        clear += found.is_clear
    assert clear <= 12
