"""`train`, `models`, `info` and `doctor` as a user runs them."""

import json
import subprocess
import sys

import pytest

TEXT = "国王和王后住在城里。男人和女人住在村里。\n" * 20
QUICK = ("--dim", "8", "--epochs", "1", "--workers", "1")


@pytest.fixture
def corpus(tmp_path):
    path = tmp_path / "tale.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_json_is_one_object(models, w2v, corpus):
    done = w2v("train", corpus, *QUICK, "--format", "json")
    assert done.exit_code == 0, done.output
    summary = json.loads(done.stdout)
    wanted = "name path tokens types dim epochs engine seconds words_per_second"
    assert set(wanted.split()) <= set(summary)
    assert summary["name"] == "tale"
    assert summary["dim"] == 8
    assert "tokens" in done.stderr


def test_models_and_info(models, w2v, corpus):
    w2v("train", corpus, *QUICK)
    w2v("train", corpus, *QUICK, "--name", "second")
    listed = json.loads(w2v("models", "--format", "json").stdout)
    assert [row["name"] for row in listed] == ["second", "tale"]
    shown = json.loads(w2v("info", "tale", "--verify", "--format", "json").stdout)
    assert shown["options"]["training"]["epochs"] == 1
    assert shown["corpus"]["files"][0]["name"].endswith("tale.txt")


def test_a_name_that_exists(models, w2v, corpus):
    w2v("train", corpus, *QUICK)
    again = w2v("train", corpus, *QUICK)
    assert again.exit_code == 1
    assert again.stderr.startswith("Error: A model named “tale” already exists.\nHint: ")
    assert w2v("train", corpus, *QUICK, "--force").exit_code == 0


@pytest.mark.parametrize(
    "wrong",
    [
        ("--workers", "0"),
        ("--dim", "-1"),
        ("--algorithm", "x"),
        ("--epochs", "many"),
        ("--nope",),
        ("--algorithm", "fasttext", "--min-ngram", "5", "--max-ngram", "2"),
        ("--buckets", "100"),
    ],
)
def test_wrong_usage_is_exit_code_2(models, w2v, corpus, wrong):
    assert w2v("train", corpus, *wrong).exit_code == 2


@pytest.mark.parametrize("name", ["../up", ".hidden", "a/b", ""])
def test_names_that_are_no_names(models, w2v, corpus, name):
    done = w2v("train", corpus, "--name", name, *QUICK)
    assert done.exit_code == 1
    assert "not a valid model name" in done.stderr


def test_a_models_folder_that_cannot_be_written(tmp_path, monkeypatch, w2v, corpus):
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    monkeypatch.setenv("W2VKIT_MODELS", str(tmp_path / "file" / "models"))
    done = w2v("train", corpus, *QUICK)
    assert done.exit_code == 1
    assert "could not be written" in done.stderr


def test_doctor_looks_and_clears(models, w2v, corpus):
    w2v("train", corpus, *QUICK)
    found = {row["subject"]: row for row in json.loads(w2v("doctor", "--format", "json").stdout)}
    assert found["models"]["value"].startswith("1 in")
    done = w2v("doctor", "--clear-cache", "--format", "json")
    assert "Freed " in done.stderr
    assert "0 encoded corpora" in done.stdout


def test_an_unknown_command_names_the_nearest(w2v):
    done = w2v("smilar", "x")
    assert done.exit_code == 2
    assert "Did you mean similar?" in done.stderr


def test_stdin_is_a_corpus(models, tmp_path):
    command = [sys.executable, "-m", "w2vkit", "train", "-", *QUICK, "--format", "json"]
    done = subprocess.run(command, input=TEXT.encode(), capture_output=True)
    assert done.returncode == 0, done.stderr.decode()
    assert json.loads(done.stdout)["name"] == "stdin"
