"""The command `define`."""

import json

import pytest


@pytest.fixture
def tale(tmp_path, w2v, models):
    path = tmp_path / "tale.txt"
    path.write_text("悟空住在花果山。\n八戒住在高老庄。\n" * 8, encoding="utf-8")
    options = ["--algorithm", "cbow", "--dim", "8", "--epochs", "2", "--min-count", "1"]
    done = w2v("train", path, *options)
    assert done.exit_code == 0, done.stderr
    return path


def test_a_table_and_json(w2v, tale):
    done = w2v("define", "住在", "花果山", "-n", "1")
    assert done.exit_code == 0, done.stderr
    assert done.stdout.splitlines()[0].split() == ["word", "score", "count", "rare"]
    rows = json.loads(w2v("define", "花果山", "--format", "json").stdout)
    assert [*rows[0]] == ["word", "score", "count", "rare"]


def test_definitions_and_filters(w2v, tale, tmp_path):
    words = tmp_path / "words.tsv"
    words.write_text("美猴王\t住在花果山\n", encoding="utf-8")
    done = w2v("define", "花果山", "--definitions", words, "--format", "tsv")
    assert "美猴王" in done.stdout
    done = w2v("define", "花果山", "--length", 9)
    assert (done.exit_code, done.stdout) == (0, "")
    assert "No words pass the filters." in done.stderr


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        ([], 2, "DESCRIPTION"),
        ([""], 2, "The query is empty."),
        (["zzz"], 3, "No word of “zzz” is in the model"),
        (["悟空", "--definitions", "missing.tsv"], 1, "missing.tsv"),
        (["悟空", "--match", "("], 2, "("),
    ],
)
def test_bad_input(w2v, tale, arguments, code, said):
    done = w2v("define", *arguments)
    assert (done.exit_code, said in done.stderr) == (code, True), done.stderr
