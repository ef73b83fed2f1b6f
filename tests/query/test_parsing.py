import numpy as np
import pytest

import w2vkit
from tests.toys import save_model
from w2vkit.base.errors import MissingWordError, UsageError


@pytest.fixture
def toy(models):
    save_model("toy")
    return w2vkit.open("toy")


@pytest.mark.parametrize(
    ("question", "formula"),
    [
        (" 孙悟空 ", "孙悟空"),
        ("man:king::woman:?", "king - man + woman"),
        (["king", "king - man"], "{king, king - man}"),
        ([1.0, 2.0, 3.0, 4.0], "[vector]"),
        (np.ones(4, np.float32), "[vector]"),
    ],
)
def test_a_question_is_text_or_a_list_or_a_vector(toy, question, formula):
    query = toy.parse(question)
    assert str(query.formula) == formula
    assert toy.parse(query) is query


def test_only_a_word_of_the_model_as_it_was_typed_is_plain(toy):
    assert toy.parse("king").is_plain
    assert not toy.parse("King").is_plain
    assert not toy.parse("king - man").is_plain


@pytest.mark.parametrize("members", [[], ["king", "man"], ["a"] * 4])
def test_an_analogy_takes_three_words(toy, members):
    with pytest.raises(UsageError, match="An analogy takes three words"):
        toy.parser.parse_analogy(members)


def test_an_analogy_is_a_sum_of_formulas_and_keeps_what_was_replaced(toy):
    query = toy.parser.parse_analogy(["King", "woman", "man - woman"])
    assert str(query.formula) == "king + woman - man + woman"
    assert query.replaced == (("King", "king", "they differ only in case"),)


def test_a_missing_word_is_replaced_only_if_that_is_wanted(toy):
    with pytest.raises(MissingWordError):
        toy.parse("kng")
    assert toy.parse("kng", fuzzy=True).replaced == (("kng", "king", "a near spelling"),)
