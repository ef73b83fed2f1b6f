"""A word that is not in the model, but made of its characters: answered everywhere, and said."""

import json

import pytest

import w2vkit
from tests.toys import save_model, toy_embeddings, with_subwords
from w2vkit.base.errors import MissingWordError

MODEL = "the model “ft” (12 words)"
SAID = f"“孙大空” is not in {MODEL}; its vector is composed of its character n-grams."
OTHER = {"similarity": ["行者"], "odd": ["行者", "馒头"], "analogy": ["行者", "八戒"]}


@pytest.fixture
def subword_model(models):
    save_model("ft", with_subwords(toy_embeddings()))


@pytest.mark.parametrize("command", ["similar", "similarity", "analogy", "odd", "vector"])
def test_answers_say_what_was_composed(w2v, subword_model, command):
    done = w2v(command, "孙大空", *OTHER.get(command, ()), "--compose", "--format", "json")
    assert done.exit_code == 0, done.output
    assert SAID in done.stderr
    record = json.loads(done.stdout)
    for row in record if isinstance(record, list) else [record]:
        assert row["composed"] == "孙大空"
    plain = w2v(command, "孙悟空", *OTHER.get(command, ()), "--format", "json")
    assert "composed" not in plain.output


def test_the_nearest_word_has_the_same_characters(w2v, subword_model):
    done = w2v("similar", "孙大空", "-n", "2", "--format", "json", "--compose")
    assert {row["word"] for row in json.loads(done.stdout)} & {"孙悟空", "大圣爷"}
    assert w2v("similar", "womb", "--compose").exit_code == 0, "these letters stand in other words"
    unknown = w2v("similar", "你我他", "--compose")
    assert (unknown.exit_code, "--compose" in unknown.stderr) == (3, False)


@pytest.mark.parametrize("command", ["similar", "similarity", "analogy", "odd", "vector"])
def test_a_chinese_word_is_not_guessed_from_its_characters(w2v, subword_model, command):
    done = w2v(command, "孙大空", *OTHER.get(command, ()))
    assert done.exit_code == 3
    assert f"“孙大空” is not in {MODEL}." in done.stderr
    assert "Did you mean 孙悟空" in done.stderr
    assert "--compose answers with a vector composed of character n-grams" in done.stderr


@pytest.mark.parametrize(
    "command",
    [
        ("axis", "孙大空", "king", "行者"),
        ("associate", "孙大空,行者", "king,queen", "man", "woman"),
        ("cluster", "孙大空", "king", "行者", "-k", "2"),
        ("plot", "--axis", "孙大空", "king", "行者", "八戒", "-o", "a.png"),
    ],
    ids=lambda command: command[0],
)
def test_compose_is_an_option_wherever_words_are_asked(
    w2v, subword_model, command, tmp_path, monkeypatch
):
    monkeypatch.chdir(tmp_path)
    refused = w2v(*command)
    assert refused.exit_code == 3
    assert "--compose answers" in refused.stderr
    assert w2v(*command, "--compose").exit_code == 0


def test_compose_in_python(subword_model):
    model = w2vkit.open("ft")
    with pytest.raises(MissingWordError):
        model.similar("孙大空")
    asked = w2vkit.open("ft", compose=True)
    with pytest.warns(UserWarning, match="composed of character n-grams: 孙大空"):
        by_option = model.similar("孙大空", compose=True)
    with pytest.warns(UserWarning, match="composed of character n-grams"):
        assert asked.similar("孙大空") == by_option
    with pytest.warns(UserWarning, match="composed of character n-grams"):
        assert asked.similarity("孙大空", "孙悟空") > 0.5


def test_a_table_and_the_shell_say_it_too(w2v, subword_model):
    assert SAID in w2v("similar", "孙大空", "--compose").stderr
    assert SAID in w2v("shell", input="孙大空 --compose\n").output
    assert SAID not in w2v("shell", input="孙大空\n").output


@pytest.mark.parametrize(
    "arguments",
    [
        ("孙大空", "行者", "king", "queen", "--method", "pca"),
        ("孙大空", "--neighbours", "4", "--method", "pca"),
        ("孙大空 - 行者", "king", "queen", "man", "--method", "pca"),
        ("--pairs", "孙大空:行者", "king:queen"),
        ("--heatmap", "孙大空", "行者", "king"),
        ("--dendrogram", "孙大空", "行者", "king"),
    ],
    ids=["map", "neighbours", "formula", "pairs", "heatmap", "dendrogram"],
)
def test_pictures_show_it(w2v, subword_model, tmp_path, arguments):
    done = w2v("plot", *arguments, "--compose", "-o", tmp_path / "a.svg")
    assert done.exit_code == 0, done.output
    assert SAID in done.stderr
    assert (tmp_path / "a.svg").exists()
    assert SAID not in w2v("plot", *arguments, "-o", tmp_path / "b.svg").stderr


def test_a_figure_notes_many_composed_words_once(w2v, subword_model, tmp_path):
    words = [f"{first}{second}" for first in "孙大空" for second in "悟空大孙" if first != second]
    path = tmp_path / "words.tsv"
    path.write_text("word\tcount\n" + "".join(f"{word}\t1\n" for word in words), encoding="utf-8")
    done = w2v("plot", "--compose", "--categories", str(path), "-o", str(tmp_path / "map.svg"))
    notes = [line for line in done.stderr.splitlines() if "n-grams" in line]
    assert len(notes) == 1, done.stderr
    assert f"words are not in {MODEL}; their vectors are composed of their" in notes[0]
    assert notes[0].endswith(" more.")
