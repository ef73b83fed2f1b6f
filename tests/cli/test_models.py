"""`models` and `info`: what there is, and what a model says of itself."""

import json
import os
import shutil

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
    assert "There is no model" in done.stderr


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
