"""`explain` on the command line."""

import json
from pathlib import Path

import pytest

TEXT = ("悟空，举起铁棒。\n八戒，举起钉钯。\n孙权在江东读书写字。\n曹操向北方派兵打仗。\n") * 40


@pytest.fixture
def book(tmp_path):
    path = tmp_path / "book.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_a_table_with_examples(w2v, book):
    done = w2v("explain", "悟空", "八戒", "--corpus", book)
    assert done.exit_code == 0, done.output
    assert "  【悟空】，【举起】铁棒。\n    book.txt:1\n" in done.stdout
    assert "  【八戒】，【举起】钉钯。\n    book.txt:2\n" in done.stdout
    assert "Similarity of the contexts: " in done.stderr
    rows = json.loads(w2v("explain", "悟空、八戒", "--corpus", book, "--format", "json").stdout)
    assert sum(row["share"] for row in rows) == pytest.approx(1.0, abs=1e-5)
    for row in rows:
        assert f"\n{row['context']}\n" in done.stdout
        assert f"【{row['context']}】" in done.stdout


def test_one_word(w2v, book):
    done = w2v("explain", "八戒", "--corpus", book, "--format", "tsv", "-n", 1)
    assert done.stdout.splitlines()[0].split("\t") == [
        "context",
        "contribution",
        "share",
        "with_first",
        "examples",
    ]


def test_a_found_word_says_what_held_it_together(w2v):
    corpus = Path(__file__).parents[3] / "corpora" / "xiyou"
    done = w2v("explain", "罗刹女", "八戒", "--corpus", corpus, "--words", "auto")
    assert "“罗刹女” was found in the text (27 times, score 4.5)" in done.stderr, done.output
    assert "; the segmenter alone splits it as 罗刹 | 女." in done.stderr
    assert "“八戒” was found" not in done.stderr


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("玉帝",), 3, "does not occur as a word"),
        (("悟空", "八戒", "孙权"), 2, "explain takes one or two words."),
        (("悟空", "曹操"), 0, "There are no contexts"),
    ],
)
def test_bad_input_is_one_sentence(w2v, book, words, code, said):
    done = w2v("explain", *words, "--corpus", book)
    assert (done.exit_code, said in done.stderr) == (code, True), done.output


def test_associations_can_be_those_of_the_vectors(w2v, book, models):
    options = ("--algorithm", "skipgram", "--min-count", 1, "--epochs", 5, "--dim", 8)
    assert w2v("train", book, "--name", "m", *options).exit_code == 0
    done = w2v("explain", "悟空", "八戒", "--by", "vectors", "-n", 1)
    assert done.exit_code == 0, done.output
    assert "举起" in done.stdout
    assert "Similarity of the contexts: " in done.stderr
    done = w2v("explain", "悟空", "--by", "vectors", "--corpus", book)
    assert (done.exit_code, "--by vectors requires a model." in done.stderr) == (2, True)
