import numpy as np
import pytest

import w2vkit
from tests.toys import save_model, toy_embeddings, with_subwords
from w2vkit.base.errors import MissingWordError, UsageError
from w2vkit.query.opening import open_model
from w2vkit.query.parsing import can_compose, parse_sets, word_sets

WORDS = {
    word: ([1.0, 0.0], 9)
    for word in ("reading", "mountain", "kingdom", "孙悟空", "齐天大圣府", "москва")
}


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


@pytest.fixture
def parser(models):
    save_model("toy")
    return open_model("toy").parser


def test_text_is_split_at_commas_and_lists_are_not():
    assert word_sets(["好,善，美", ["a,b", "c", "c", " "]]) == [["好", "善", "美"], ["a,b", "c"]]


def test_missing_words_of_all_sets_are_named_together(parser):
    with pytest.raises(MissingWordError) as caught:
        parse_sets(parser, ["king,nobody", "queen,nothing"], (1, 1))
    assert caught.value.words == ("nobody", "nothing")


@pytest.mark.parametrize(
    ("sets", "part"),
    [(["king", ""], "0 words"), (["king,queen", "queen"], "“queen” is in two sets")],
)
def test_sets_are_neither_empty_nor_share_words(parser, sets, part):
    with pytest.raises(UsageError, match=part):
        parse_sets(parser, sets, (1, 1))


@pytest.mark.parametrize("word", ["readings", "unreading", "mountains", "kingdoms", "москвой"])
def test_a_word_that_shares_five_letters_is_composed(word):
    assert can_compose(with_subwords(toy_embeddings(WORDS)), word)


@pytest.mark.parametrize(
    "word",
    [
        "reads",
        "kings",
        "doing",
        "孙悟",
        "齐天大圣府邸",
        "readinglists" * 2,
        "reading悟",
        "rea ding",
    ],
)
def test_other_words_are_composed_only_on_request(word):
    model = with_subwords(toy_embeddings(WORDS))
    assert not can_compose(model, word)
    assert can_compose(model, word, anyway=True)


def test_there_have_to_be_known_n_grams():
    assert not can_compose(toy_embeddings(WORDS), "readings", anyway=True)
    assert not can_compose(with_subwords(toy_embeddings(WORDS)), "你", anyway=True)
