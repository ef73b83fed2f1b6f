import json

import numpy as np
import pytest

from tests.gensim_marks import NEEDS_GENSIM
from tests.toys import save_model, toy_embeddings, with_subwords
from w2vkit.model.embeddings import Embeddings

SETS = {
    "families.txt": ": family\nman king woman queen\nman king girl princess\nbroken line\n",
    "pairs.tsv": "八戒\t沙僧\t8\n八戒\t馒头\t2\nking\tman\t7\n唐僧\t沙僧\t9\n",
    "kinds.tsv": "八戒\tx\n沙僧\tx\nking\ty\nman\ty\n",
    "odd.txt": "八戒 沙僧 行者 | 馒头\n",
    "unknown.tsv": "春\t秋\t1\n",
}


@pytest.fixture
def sets(models, tmp_path):
    save_model("toy")
    for name, text in SETS.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return [tmp_path / name for name in SETS]


def test_eval_as_a_table(sets, w2v):
    done = w2v("eval", *sets)
    assert done.exit_code == 0
    lines = [line.split() for line in done.stdout.splitlines()]
    assert lines[:4] == [
        ["set", "kind", "score", "asked", "answered", "skipped"],
        ["families.txt", "analogies", "1.0000", "2", "1", "1"],
        ["family", "1.0000", "2", "1", "1"],
        ["pairs.tsv", "pairs", "1.0000", "4", "3", "1"],
    ]
    assert lines[4][:2] == ["pairs.tsv", "pearson"]
    assert lines[5:] == [
        ["kinds.tsv", "categories", "1.0000", "4", "4", "0"],
        ["kinds.tsv", "nearest", "1.0000"],
        ["x", "1.0000", "2", "2", "0"],
        ["y", "1.0000", "2", "2", "0"],
        ["odd.txt", "odd", "1.0000", "1", "1", "0"],
        ["unknown.tsv", "pairs", "none", "1", "0", "1"],
    ]
    assert "families.txt: line 4 left out: not analogies." in done.stderr
    assert "pairs.tsv: 1 of 4 questions skipped because of missing words: 唐僧." in done.stderr


def test_eval_as_json(sets, w2v):
    rows = json.loads(w2v("eval", *sets, "--format", "json").stdout)
    assert [row["kind"] for row in rows] == ["analogies", "pairs", "categories", "odd", "pairs"]
    assert rows[0] == {
        "set": "families.txt",
        "kind": "analogies",
        "score": 1.0,
        "asked": 2,
        "answered": 1,
        "skipped": 1,
        "missing": ["girl", "princess"],
        "malformed": [4],
        "sections": [{"section": "family", "score": 1.0, "asked": 2, "answered": 1}],
    }
    assert rows[1]["pearson"] > 0.5
    assert rows[4]["score"] is None


@NEEDS_GENSIM
def test_a_model_without_english_is_told_what_to_ask(models, w2v):
    vectors = np.eye(3, dtype=np.float32)
    save_model("天 地", Embeddings.from_vectors([(word, 9) for word in "天地人"], vectors))
    done = w2v("eval")
    assert done.exit_code == 1
    assert "the model can answer none of them" in done.stderr
    assert "w2vkit eval --self -m '天 地'" in done.stderr


@NEEDS_GENSIM
def test_without_a_set_the_known_ones_are_asked(models, w2v):
    family = ["boy", "girl", "brother", "sister"]
    vectors = np.eye(4, dtype=np.float32)
    save_model("toy", Embeddings.from_vectors([(word, 9) for word in family], vectors))
    rows = json.loads(w2v("eval", "--format", "json").stdout)
    assert [row["set"] for row in rows] == ["google", "wordsim353", "simlex999"]
    assert [row["asked"] for row in rows] == [19_544, 353, 999]


def test_a_set_that_is_missing_is_an_error(models, w2v):
    save_model("toy")
    done = w2v("eval", "nowhere")
    assert done.exit_code == 1
    assert "google, wordsim353, simlex999" in done.stderr


@pytest.mark.parametrize(("output_format", "separator"), [("csv", ","), ("tsv", "\t")])
def test_eval_for_programs_has_no_indentation(sets, w2v, output_format, separator):
    text = w2v("eval", sets[0], sets[2], "--format", output_format).stdout
    rows = [line.split(separator) for line in text.splitlines()]
    assert rows == [
        ["set", "kind", "score", "asked", "answered", "skipped", "section"],
        ["families.txt", "analogies", "1.0", "2", "1", "1", ""],
        ["families.txt", "section", "1.0", "2", "1", "1", "family"],
        ["kinds.tsv", "categories", "1.0", "4", "4", "0", ""],
        ["kinds.tsv", "nearest", "1.0", "", "", "", ""],
        ["kinds.tsv", "section", "1.0", "2", "2", "0", "x"],
        ["kinds.tsv", "section", "1.0", "2", "2", "0", "y"],
    ]


def test_totals_of_semantic_and_syntactic_sections(models, w2v, tmp_path):
    save_model("toy")
    path = tmp_path / "set.txt"
    path.write_text(
        ": family\nman king woman queen\n: gram1-made-up\nking man queen woman\na b c d\n",
        encoding="utf-8",
    )
    lines = [line.split() for line in w2v("eval", path).stdout.splitlines()]
    assert lines[2:4] == [
        ["total:", "semantic", "1.0000", "1", "1", "0"],
        ["total:", "syntactic", "1.0000", "2", "1", "1"],
    ]
    csv = w2v("eval", path, "--format", "csv").stdout.splitlines()
    assert csv[2] == "set.txt,total,1.0,1,1,0,semantic"
    [row] = json.loads(w2v("eval", path, "--format", "json").stdout)
    assert [one["section"] for one in row["totals"]] == ["semantic", "syntactic"]


def test_what_was_taken_for_what_is_said(models, w2v, tmp_path):
    save_model("toy")
    path = tmp_path / "set.tsv"
    path.write_text("a\tb\tPOS\tMean\nking\tman\tN\t5\nking\tqueen\tN\t6\n", encoding="utf-8")
    done = w2v("eval", path)
    assert done.stderr == "set.tsv: words in columns 1 and 2, scores in column 4 (Mean).\n"


def test_composed_words_are_counted(models, w2v, tmp_path):
    save_model("toy", with_subwords(toy_embeddings()))
    path = tmp_path / "set.tsv"
    path.write_text("八戒\t沙僧\t9\n馒戒\t沙僧\t5\n馒戒\t八戒\t6\n", encoding="utf-8")
    done = w2v("eval", path, "--format", "json")
    (row,) = json.loads(done.stdout)
    assert (row["composed"], row["answered"], row["skipped"]) == (2, 1, 2)
    assert abs(row["composed_score"]) == 1
    assert "set.tsv: 2 of the skipped questions are scored apart" in done.stderr
    table = w2v("eval", path).stdout.splitlines()
    assert table[-1].split()[:2] == ["set.tsv", "composed"]
    assert table[-1].split()[-3:-1] == ["2", "2"]
    plain = w2v("eval", path, "--format", "json", "--no-compose")
    assert "composed" not in json.loads(plain.stdout)[0]
    assert "2 of 3 questions skipped" in plain.stderr


def test_eval_self(models, tmp_path, w2v):
    lines = [f"t{n % 40}-{n % 3} v{n % 40} t{n % 40}-{n * 7 % 3}" for n in range(3_000)]
    (tmp_path / "book.txt").write_text("\n".join(lines), encoding="utf-8")
    options = ("--segmenter", "whitespace", "--algorithm", "cbow", "--epochs", 2)
    assert w2v("train", tmp_path / "book.txt", *options).exit_code == 0
    done = w2v("eval", "book", "--self")
    assert done.exit_code == 0
    lines = [line.split() for line in done.stdout.splitlines()]
    assert lines[0] == ["set", "kind", "score", "low", "high", "chance", "groups"]
    assert [line[:2] for line in lines[1:]] == [
        ["pseudo-synonyms", "nearest"],
        ["pseudo-synonyms", "mrr"],
    ]
    assert "was trained with the options of “book”" in done.stderr
    rows = json.loads(w2v("eval", "--self", "-m", "book", "--format", "json").stdout)
    assert [*rows[0]] == lines[0]


def test_eval_self_takes_no_sets(toy, w2v):
    done = w2v("eval", "a.tsv", "b.tsv", "--self")
    assert done.exit_code == 2
    assert "--self takes no test sets." in done.stderr


def test_eval_self_of_a_text_with_rare_words_only(models, tmp_path, w2v):
    (tmp_path / "book.txt").write_text("one two three four five\n" * 9, encoding="utf-8")
    assert w2v("train", tmp_path / "book.txt", "--min-count", 1).exit_code == 0
    done = w2v("eval", "book", "--self")
    assert done.exit_code == 1
    assert "Only 0 words occur 20 times or more" in done.stderr
