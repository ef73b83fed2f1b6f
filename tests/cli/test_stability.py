"""`--stability`: which answers have intervals, and which words are marked."""

import json

import pytest

TEXT = "悟空举起铁棒。\n八戒举起钉钯。\n沙僧走了。\n师父念经。\n悟空打妖精。\n" * 30


@pytest.fixture
def trained(w2v, models, tmp_path, monkeypatch):
    """Train a small model."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "book.txt").write_text(TEXT, encoding="utf-8")
    options = ["--algorithm", "cbow", "--dim", "8", "--min-count", "1", "--epochs", "3"]
    done = w2v("train", "book.txt", "--name", "m", *options)
    assert done.exit_code == 0, done.output


def test_other_metrics_have_no_intervals(w2v, trained):
    done = w2v("similar", "悟空", "--stability", "--samples", 2, "--metric", "dot")
    assert done.exit_code == 2
    assert "--stability requires --metric cosine" in done.stderr


def test_a_word_with_two_occurrences_is_marked(w2v, trained, tmp_path):
    (tmp_path / "book.txt").write_text(TEXT + "玉帝打雷。\n" * 2, encoding="utf-8")
    options = ["--algorithm", "cbow", "--dim", "8", "--min-count", "1", "--epochs", "3"]
    w2v("train", "book.txt", "--name", "n", *options)
    arguments = ("--stability", "--samples", 2, "--match", "玉帝|八戒", "--format", "json")
    rows = json.loads(w2v("similar", "悟空", *arguments).stdout)
    assert {row["word"]: row["rare"] for row in rows} == {"玉帝": True, "八戒": False}
