"""Whether a model separates the poles of an axis."""

import numpy as np
import pytest

from w2vkit.model.embeddings import Embeddings
from w2vkit.query.formula import word_formula
from w2vkit.query.separation import separation, separation_note

DIM = 30


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
