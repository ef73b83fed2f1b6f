"""`models` and `info`: what there is, and what a model says of itself."""

import csv
import io
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


def test_info_says_what_model_json_says(toy, w2v):
    said = json.loads(w2v("info", "toy", "--format", "json").stdout)
    stored = json.loads((toy / "model.json").read_text(encoding="utf-8"))
    assert said["path"] == str(toy)
    assert said["files"] == stored["files"]
    assert (said["name"], said["words"], said["engine"]) == ("toy", 12, "toy")


def test_info_refuses_what_is_damaged_or_not_there(toy, w2v):
    path = toy / "vectors.npy"
    content = path.read_bytes()
    path.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
    done = w2v("info", "toy", "--verify")
    assert (done.exit_code, done.stdout) == (1, "")
    assert "vectors.npy was changed" in done.stderr
    assert w2v("info", "nowhere").exit_code == 1


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


@pytest.mark.parametrize("output_format", ["tsv", "csv"])
def test_cells_of_info_hold_no_python(toy, w2v, output_format):
    delimiter = "\t" if output_format == "tsv" else ","
    text = w2v("info", "toy", "--format", output_format).stdout
    header, cells = csv.reader(io.StringIO(text), delimiter=delimiter)
    said = dict(zip(header, cells, strict=True))
    assert said["options.training.min_count"] == "3"
    assert json.loads(said["files"])["vocab.tsv"]["bytes"] > 0
    assert not [cell for cell in cells if cell in ("None", "True", "False") or "'" in cell]


@pytest.mark.parametrize("command", ["report", "reproduce"])
def test_a_model_is_an_argument_or_an_option(toy, w2v, tmp_path, monkeypatch, command):
    monkeypatch.chdir(tmp_path)
    named, option = (w2v(command, *arguments) for arguments in (["toy"], ["-m", "toy"]))
    assert (option.exit_code, option.stderr) == (named.exit_code, named.stderr)
    assert "toy" in named.output
    both = w2v(command, "toy", "-m", "other")
    assert both.exit_code == 2
    assert both.stderr == "Error: Two models are given: toy and other.\nHint: Name one of them.\n"
