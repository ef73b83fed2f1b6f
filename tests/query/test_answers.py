"""Batches: one outcome for each question, in order, whatever fails."""

import json

import pytest

import w2vkit
from tests.toys import save_model
from w2vkit.base.errors import MissingWordError, W2vError
from w2vkit.query.answers import (
    Answer,
    Failure,
    PairAnswer,
    SetAnswer,
    VectorAnswer,
    outcomes,
    pair_columns,
)
from w2vkit.query.expression import FormulaError
from w2vkit.query.operations import SearchRequest

QUESTIONS = ["孙悟空", "唐僧", "king", "king - king", "king -", "八戒"]


@pytest.fixture
def toy(models):
    save_model("toy")
    return w2vkit.open("toy")


@pytest.mark.parametrize("size", [1, 2, 5, 256])
def test_outcomes_come_in_the_order_of_the_questions(toy, size):
    found = [*outcomes(toy.embeddings, toy.parse, QUESTIONS, SearchRequest(topn=1), size)]
    words = [one.neighbors[0].word if isinstance(one, Answer) else None for one in found]
    assert words == ["行者", None, "man", None, None, "行者"]
    errors = [type(one.error) for one in found if isinstance(one, Failure)]
    assert errors == [MissingWordError, W2vError, FormulaError]


def test_a_failure_has_the_query_if_it_could_be_parsed(toy):
    unparsed, zero = toy.similar_batch(["king -", "king - king"])
    assert unparsed.query is None
    assert str(zero.query.formula) == "king - king"


def test_one_question_at_a_time_is_answered_as_in_a_batch(toy):
    batch = [one.neighbors for one in toy.similar_batch(["孙悟空", ["king", "man"]])]
    assert batch == [toy.similar("孙悟空"), toy.similar(["king", "man"])]
    (answer,) = toy.analogy_batch([("king", "woman", "man")])
    assert answer.neighbors == toy.analogy("king", "woman", "man")


def test_questions_are_taken_only_when_they_are_answered(toy):
    def endless():
        while True:
            yield "king"

    found = toy.similar_batch(endless())
    assert next(found).neighbors == next(found).neighbors == toy.similar("king")


def test_the_rows_of_python_are_those_of_the_command_line(toy, w2v):
    def printed(*arguments):
        return json.loads(w2v(*arguments, "--format", "json").stdout)

    (answer,) = toy.similar_batch(["king - man + woman"])
    assert answer.rows() == printed("similar", "king - man + woman")
    a, b = toy.parse("king"), toy.parse("孫悟空", forgiving=True)
    row = PairAnswer(a, b, toy.similarity(a, b)).row({})
    assert row == printed("similarity", "king", "孫悟空")
    assert row["replaced"] == {"孫悟空": "孙悟空"}
    members = [toy.parse(word) for word in ("king", "queen", "馒头")]
    (row,) = printed("vector", "孫悟空")
    assert row == VectorAnswer(b, toy.vector(b)).row()
    rows = SetAnswer("king queen 馒头", members, toy.odd(members)).rows({})
    assert rows == printed("odd", "king", "queen", "馒头")


def test_rows_of_items_have_their_names(toy):
    names = {"king": "King size", "queen": "Queen size"}
    row = PairAnswer(toy.parse("king"), toy.parse("queen"), 0.5).row(names)
    assert row == dict(
        zip(pair_columns(names), ("king", "queen", 0.5, "King size", "Queen size"), strict=True)
    )
