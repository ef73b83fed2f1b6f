"""Axes: words between two poles."""

import numpy as np
import pytest

from w2vkit.base.errors import MissingWordError, UsageError, W2vError
from w2vkit.query.axes import place_words
from w2vkit.query.formula import word_formula
from w2vkit.query.opening import open_model


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
