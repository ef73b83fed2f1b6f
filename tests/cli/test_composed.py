"""A word that is not in the model, but made of its characters: answered everywhere, and said."""

import json

import pytest

from tests.toys import save_model, toy_embeddings, with_subwords

SAID = "“孙大空” is not in the model; its vector is composed of its character n-grams."
OTHER = {"similarity": ["行者"], "odd": ["行者", "馒头"], "analogy": ["行者", "八戒"]}


@pytest.fixture
def subword_model(models):
    save_model("ft", with_subwords(toy_embeddings()))


@pytest.mark.parametrize("command", ["similar", "similarity", "analogy", "odd", "vector"])
def test_answers_say_what_was_composed(w2v, subword_model, command):
    done = w2v(command, "孙大空", *OTHER.get(command, ()), "--format", "json")
    assert done.exit_code == 0, done.output
    assert SAID in done.stderr
    record = json.loads(done.stdout)
    for row in record if isinstance(record, list) else [record]:
        assert row["composed"] == "孙大空"
    plain = w2v(command, "孙悟空", *OTHER.get(command, ()), "--format", "json")
    assert "composed" not in plain.output


def test_the_nearest_word_has_the_same_characters(w2v, subword_model):
    done = w2v("similar", "孙大空", "-n", "2", "--format", "json")
    assert {row["word"] for row in json.loads(done.stdout)} & {"孙悟空", "大圣爷"}
    assert w2v("similar", "womb").exit_code == 0, "these letters stand in other words"
    assert w2v("similar", "你我他").exit_code == 3


def test_a_table_and_the_shell_say_it_too(w2v, subword_model):
    assert SAID in w2v("similar", "孙大空").stderr
    assert SAID in w2v("shell", input="孙大空\n").output


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
    done = w2v("plot", *arguments, "-o", tmp_path / "a.svg")
    assert done.exit_code == 0, done.output
    assert SAID in done.stderr
    assert (tmp_path / "a.svg").exists()


def test_a_figure_notes_many_composed_words_once(w2v, subword_model, tmp_path):
    words = [f"{first}{second}" for first in "孙大空" for second in "悟空大孙" if first != second]
    path = tmp_path / "words.tsv"
    path.write_text("word\tcount\n" + "".join(f"{word}\t1\n" for word in words), encoding="utf-8")
    done = w2v("plot", "--categories", str(path), "-o", str(tmp_path / "map.svg"))
    notes = [line for line in done.stderr.splitlines() if "n-grams" in line]
    assert len(notes) == 1, done.stderr
    assert "words are not in the model; their vectors are composed of their" in notes[0]
    assert notes[0].endswith(" more.")
