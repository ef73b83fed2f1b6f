"""`models` and `models rm`: what there is, and what is deleted."""

import json
import os
import shutil
import subprocess
import sys

import pytest

from tests.toys import save_model


def test_models_are_listed_the_last_one_first(models, w2v):
    save_model("old")
    save_model("new")
    os.utime(models / "old" / "model.json", (1, 1))
    done = w2v("models", "--format", "json")
    rows = json.loads(done.stdout)
    assert done.exit_code == 0
    assert [(row["name"], row["words"], row["dim"]) for row in rows] == [
        ("new", 12, 4),
        ("old", 12, 4),
    ]


def test_no_models_are_an_empty_list(models, w2v):
    done = w2v("models", "--format", "json")
    assert (done.exit_code, json.loads(done.stdout)) == (0, [])
    assert "There are no models" in done.stderr


@pytest.mark.parametrize("as_path", [False, True], ids=["name", "path"])
def test_a_copied_model_is_called_by_its_new_name(toy, w2v, as_path):
    copy = shutil.copytree(toy, toy.with_name("copy"))
    done = w2v("similar", "孙悟室", "-m", copy if as_path else "copy")
    assert "is not in the model “copy”" in done.stderr
    assert w2v("info", copy, "--format", "json").stdout.count('"copy"') == 1
    listed = w2v("models", "--format", "tsv").stdout.splitlines()[1:]
    assert {line.split("\t")[0] for line in listed} == {"toy", "copy"}


def test_rm_deletes_what_is_named(models, w2v):
    for name in ("one", "two", "three"):
        save_model(name)
    done = w2v("models", "rm", "one", "two", "--yes")
    assert (done.exit_code, done.stdout) == (0, "")
    assert "Deleted the model “one” (0.0 MB)." in done.stderr
    assert [path.name for path in models.iterdir()] == ["three"]
    assert w2v("models", "rm", "three", "--force", "--quiet").stderr == ""
    assert [*models.iterdir()] == []


def test_rm_without_a_terminal_wants_yes(toy, w2v):
    done = w2v("models", "rm", "toy")
    assert done.exit_code == 2
    assert "Add --yes." in done.stderr
    assert toy.exists()


def test_rm_deletes_nothing_if_one_name_is_wrong(toy, w2v):
    done = w2v("models", "rm", "toy", "nowhere", "--yes")
    assert done.exit_code == 1
    assert "no model named “nowhere”" in done.stderr
    assert toy.exists()


@pytest.mark.parametrize(("answer", "stays"), [("y\n", False), ("n\n", True), ("\n", True)])
def test_rm_asks_on_a_terminal(toy, answer, stays):
    typed, terminal = os.openpty()
    with os.fdopen(typed, "wb"), os.fdopen(terminal, "rb"):
        os.write(typed, answer.encode())
        done = subprocess.run(
            [sys.executable, "-m", "w2vkit", "models", "rm", "toy"],
            stdin=terminal,
            capture_output=True,
            encoding="utf-8",
            check=True,
        )
    assert "Delete the model “toy” (0.0 MB)? [y/N]" in done.stdout + done.stderr
    assert toy.exists() == stays


@pytest.mark.parametrize("command", ["report", "reproduce"])
def test_a_model_is_an_argument_or_an_option(toy, w2v, tmp_path, monkeypatch, command):
    monkeypatch.chdir(tmp_path)
    named, option = (w2v(command, *arguments) for arguments in (["toy"], ["-m", "toy"]))
    assert (option.exit_code, option.stderr) == (named.exit_code, named.stderr)
    assert "toy" in named.output
    both = w2v(command, "toy", "-m", "other")
    assert both.exit_code == 2
    assert both.stderr == "Error: Two models are given: toy and other.\nHint: Name one of them.\n"
