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


def test_a_continued_model_gets_a_name_of_its_own(models, w2v, corpus, tmp_path):
    more = tmp_path / "more.txt"
    more.write_text("巨龙住在山里。巨龙看见国王。\n" * 20, encoding="utf-8")
    w2v("train", corpus, *QUICK)
    done = w2v("train", "--continue", "tale", more, "--workers", "1")
    assert done.exit_code == 0, done.output
    assert "“tale” stays as it is; the continued model is “tale-2”." in done.stderr
    w2v("train", "--continue", "tale", more, "--workers", "1", "--force")
    found = {
        row["name"]: row["tokens"] for row in json.loads(w2v("models", "--format", "json").stdout)
    }
    assert {*found} == {"tale", "tale-2"}
    assert found["tale"] == found["tale-2"], "replaced with --force"


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
        ("--algorithm", "cbow", "--buckets", "100"),
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


FEW = ("--epochs", "4", "--workers", "1", "--sample", "0")
"""Options for a few words, all of them frequent."""


@pytest.fixture
def given(tmp_path):
    path = tmp_path / "given.txt"
    path.write_text("3 2\n国王 1 0.5\n王后 0.25 1\n男人 -1 0.5\n", encoding="utf-8")
    return path


def test_training_from_given_vectors(models, w2v, corpus, given):
    done = w2v("train", corpus, "--init", given, "--freeze", *FEW)
    assert done.exit_code == 0, done.output
    assert f"{given} contains vectors of 3 of the 9 words, which stay as they " in done.stderr
    moved = w2v("train", corpus, "--init", "tale", "--name", "moved", *FEW)
    assert "The median cosine between the initial and the final vector of a word is" in moved.stderr
    shown = json.loads(w2v("info", "tale", "--format", "json").stdout)
    assert shown["options"]["init"]["vectors"] == str(given)
    assert w2v("reproduce", "tale").exit_code == 0


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (("--freeze",), 2, "--freeze requires --init."),
        (("--init", "given.txt", "--dim", "3"), 2, "have dimension 2, not 3."),
        (("--init", "given.txt", "--algorithm", "glove"), 2, "glove does not support --init."),
        (("--init", "tale.txt"), 1, "it is not in a known vector format."),
        (("--init", "empty.txt"), 1, "it is empty."),
        (("--init", "nan.txt"), 1, "a number is infinite or NaN."),
        (("--init", "missing.txt"), 1, "There is no model named “missing.txt”"),
    ],
)
def test_given_vectors_that_cannot_be_used(
    models, w2v, corpus, given, monkeypatch, arguments, code, message
):
    monkeypatch.chdir(given.parent)
    (given.parent / "empty.txt").write_text("", encoding="utf-8")
    (given.parent / "nan.txt").write_text("1 2\n国王 1 nan\n", encoding="utf-8")
    done = w2v("train", corpus, *arguments)
    assert (done.exit_code, done.stdout) == (code, "")
    assert message in done.stderr
    assert "\nHint: " in done.stderr
    assert not models.exists() or not [*models.glob("[!.]*")]


def test_a_vector_file_with_nan_is_repaired_as_the_hint_says(models, w2v, corpus, given):
    text = given.read_text(encoding="utf-8")
    given.write_text(text.replace("男人 -1", "男人 nan"), encoding="utf-8")
    done = w2v("train", corpus, "--init", given)
    assert "w2vkit import --repair" in done.stderr
    assert w2v("import", "--repair", given).exit_code == 0
    done = w2v("train", corpus, "--init", "given", *FEW)
    assert done.exit_code == 0, done.output
    assert "given contains vectors of 2 of the 9 words; " in done.stderr


@pytest.mark.parametrize("more", [("--init", "x"), ("--freeze",)])
def test_resume_takes_no_given_vectors(models, w2v, more):
    done = w2v("train", "--resume", "tale", *more)
    assert (done.exit_code, done.stdout) == (2, "")
    assert "Omit the files and all other options." in done.stderr
