"""Queries of the command line: rows in order, errors shown in between."""

import click
import numpy as np
import pytest

from tests.toys import save_model, toy_embeddings
from w2vkit.base.config import QueryConfig
from w2vkit.cli.output import Matrix
from w2vkit.cli.query_runner import QueryRunner, open_shown
from w2vkit.model.embeddings import Embeddings
from w2vkit.query.missing_reasons import NOT_KNOWN
from w2vkit.query.neighbors import ALWAYS_OFFERED
from w2vkit.query.opening import open_model


class Said(list):
    """What an runner says: notes and formulas."""


@pytest.fixture
def said():
    return Said()


@pytest.fixture
def ask(toy, said):
    """Return a function that makes an runner with options of a query."""

    def make(**options):
        config = QueryConfig(**{"topn": 1, **options})
        return QueryRunner(open_model("toy"), config, note=said.append, echo=said.append)

    return make


def words(answers):
    return [(row["query"], row["word"]) for rows in answers for row in rows]


def test_answers_come_in_the_order_of_the_questions(ask, capsys):
    runner = ask()
    rows = runner.similar([["孙悟空", "唐僧", "king"], ["king - king", "八戒"]])
    assert words(rows) == [("孙悟空", "行者"), ("king", "man"), ("八戒", "行者")]
    err = capsys.readouterr().err
    assert "“唐僧” is not in the model" in err
    assert err.count("Error: ") == err.count("zero vector") + 1 == 2


@pytest.mark.parametrize(
    ("questions", "code"),
    [(["孙悟空"], 0), (["king - king"], 1), (["king -"], 2), (["唐僧", "king -", "孙悟空"], 3)],
)
def test_the_exit_code_is_that_of_the_worst_error(ask, questions, code):
    runner = ask()
    [*runner.similar([questions])]
    assert runner.exit_code == code
    if code == 0:
        runner.finish()
        return
    with pytest.raises(click.exceptions.Exit) as caught:
        runner.finish()
    assert caught.value.exit_code == code


def test_rows_carry_the_formula_and_it_is_echoed_if_written_otherwise(ask, said):
    runner = ask()
    [[plain]] = runner.similar([["孙悟空"]])
    row = {"query": "孙悟空", "word": "行者", "score": 0.990099, "count": 90, "rare": False}
    assert plain == row
    [[formula]] = runner.similar([["man:king::woman:?"]])
    assert (formula["word"], formula["formula"]) == ("queen", "king - man + woman")
    [[same]] = runner.similar([["king - man + woman"]])
    assert same["formula"] == "king - man + woman"
    assert said == ["king - man + woman"]


def test_a_word_that_is_too_rare_for_neighbors_is_said(ask, said):
    runner = ask(fuzzy=True)
    [*runner.similar([["大圣爷", "孙悟空", "大圣爷 + 孙悟空"]])]
    assert said[0] == "“大圣爷” occurs only 7 times: most of its neighbors are chance."
    assert [note for note in said if "occurs only" in note] == said[:1]


def test_replaced_words_are_noted_and_not_echoed(ask, said):
    [[row]] = ask(fuzzy=True).similar([["孫悟空 + 八戒"]])
    assert row["formula"] == "孙悟空 + 八戒"
    assert said == ["“孫悟空” is not in the model; using 孙悟空 instead (the simplified form)."]


def test_limits_that_leave_nothing_are_said(ask, said):
    assert [*ask(threshold=0.9999).similar([["king", "孙悟空"]])] == [[], []]
    assert said == [
        f"No word matches “{word}” within the given limits." for word in ("king", "孙悟空")
    ]


def test_analogies_of_three_words_or_of_a_formula(ask, said):
    runner = ask()
    sets = [["king", "woman", "man"], ["king"], ["a", "b"], ["king - man + woman"]]
    rows = [row for answer in runner.analogy([sets]) for row in answer]
    assert [row["word"] for row in rows] == ["queen", "man", "queen"]
    assert rows[0]["query"] == "king woman man"
    assert runner.exit_code == 2


def test_pairs(ask, capsys):
    runner = ask()
    pairs = [["孙悟空", "行者"], ["八戒"], [], ["x" * 100, "y", "z"], ["king", "queen"]]
    assert [row["a"] for row in runner.similarity(pairs)] == ["孙悟空", "king"]
    err = capsys.readouterr().err
    assert "A similarity takes two words, not 1: 八戒." in err
    assert "A similarity takes two words, not none." in err
    assert f"not 3: {'x' * 60}…." in err  # and not the whole of it


def test_a_matrix_of_those_that_are_known(ask):
    matrix = ask().matrix(["孙悟空", "唐僧", "行者"])
    assert [*matrix.words] == ["孙悟空", "行者"]
    assert matrix.scores == [[1.0, 0.990099], [0.990099, 1.0]]
    assert ask().matrix(["唐僧"]) == Matrix([], [], [])


def test_the_odd_one_is_first_and_sets_are_three_or_more(ask):
    runner = ask()
    sets = [["king", "man"], ["八戒", "沙僧", "行者", "馒头"], ["八戒", "唐僧", "行者"]]
    rows = [*runner.odd(sets)]
    assert [row["odd"] for row in rows] == [True, False, False, False]
    assert (rows[0]["word"], rows[0]["query"]) == ("馒头", "八戒 沙僧 行者 馒头")
    assert runner.exit_code == 3


def test_vectors_have_the_digits_of_float32(ask):
    rows = [*ask().vectors(["八戒", "唐僧", "八戒 + 沙僧"])]
    assert [row["word"] for row in rows] == ["八戒", "八戒 + 沙僧"]
    assert rows[0]["vector"] == [0.9, 0.3, 0.0, 0.1]


def test_a_model_is_named_on_a_terminal_only(toy, capsys, monkeypatch):
    assert open_shown("toy").name == "toy"
    assert capsys.readouterr().err == ""
    monkeypatch.setattr("sys.stderr.isatty", lambda: True, raising=False)
    open_shown(None)
    assert capsys.readouterr().err == "model “toy” (12 words)\n"


def test_counts_that_are_not_known_are_told_as_they_are(models, said):
    save_model("other", toy_embeddings())
    runner = QueryRunner(open_model("other"), QueryConfig(topn=2), note=said.append)
    [rows] = runner.similar([["孙悟空"]])
    assert [row["count"] for row in rows] == [90, 80]


MISSING = {
    "error": "“唐僧” is not in the model “toy” (12 words).",
    "hint": NOT_KNOWN,
    "missing": ["唐僧"],
}


@pytest.mark.parametrize(
    ("verb", "asked", "names"),
    [
        ("similar", [["唐僧"]], {"query": "唐僧"}),
        ("analogy", [[["king", "唐僧", "man"]]], {"query": "king 唐僧 man"}),
        ("similarity", [["king", "唐僧"]], {"a": "king", "b": "唐僧"}),
        ("odd", [["king", "唐僧", "man"]], {"query": "king 唐僧 man", "word": "唐僧"}),
        ("vectors", ["唐僧"], {"word": "唐僧"}),
    ],
)
def test_a_missing_word_has_a_record(toy, verb, asked, names):
    runner = QueryRunner(open_model("toy"), QueryConfig(), records=True)
    [record] = getattr(runner, verb)(asked)
    [record] = record if isinstance(record, list) else [record]
    assert record == {**names, **MISSING}
    assert runner.exit_code == 3


def test_all_missing_words_of_a_formula_are_in_its_record(toy):
    [[record]] = QueryRunner(open_model("toy"), QueryConfig(), records=True).similar(
        [["唐僧 + 武松"]]
    )
    assert record["missing"] == ["唐僧", "武松"]


@pytest.mark.parametrize("question", ["king -", "king - king"])
def test_any_question_without_an_answer_has_a_record(toy, question):
    [[record]] = QueryRunner(open_model("toy"), QueryConfig(), records=True).similar([[question]])
    assert [*record] == ["query", "error", "hint"]
    assert record["query"] == question


@pytest.mark.parametrize("text", ["孙悟空、行者", "孙悟空，行者", "孙悟空, 行者,"])
def test_words_between_commas_are_questions_of_their_own(ask, text):
    assert [question for question, _ in words(ask().similar([[text]]))] == ["孙悟空", "行者"]
    assert [row["b"] for row in ask().similarity([[text]])] == ["行者"]
    assert [*ask().matrix([text]).words] == ["孙悟空", "行者"]


@pytest.fixture
def large(models):
    """A model in a circle, with a rare word beside each of the first hundred words."""
    angles = np.concatenate([np.arange(ALWAYS_OFFERED), np.arange(100) + 0.3]) / ALWAYS_OFFERED
    vectors = np.column_stack([np.cos(angles), np.sin(angles)]).astype(np.float32)
    names = [f"w{row}" for row in range(ALWAYS_OFFERED)] + [f"rare{row}" for row in range(100)]
    counts = [100] * ALWAYS_OFFERED + [5] * 100
    save_model("large", Embeddings.from_vectors([*zip(names, counts, strict=True)], vectors))
    return open_model("large")


def words_of(rows):
    return [row["word"] for row in rows]


def test_rare_words_of_a_large_model_are_left_out_and_this_is_said(large, said):
    runner = QueryRunner(large, QueryConfig(topn=2), note=said.append)
    rows = [{*words_of(answer)} for answer in runner.similar([["w50", "w500", "rare50"]])]
    assert rows == [{"w51", "w49"}, {"w499", "w501"}, {"w50", "w51"}]
    runner.finish()
    assert "“rare50” occurs only 5 times" in said[0]
    assert said[1:] == [
        "2 of the 6 nearest words occur fewer than 20 times and are left out. "
        "--min-count 1 shows them."
    ]


@pytest.mark.parametrize("given", [{"min_count": 1}, {"match": "^(w|r)"}])
def test_filters_take_the_place_of_leaving_out_rare_words(large, said, given):
    runner = QueryRunner(large, QueryConfig(topn=2, **given), note=said.append)
    rows = [words_of(answer) for answer in runner.similar([["w50"]])]
    assert rows == [["rare50", "rare49"]]
    runner.finish()
    assert said == []
