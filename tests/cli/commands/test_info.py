"""`info`: what a model says of itself."""

import csv
import io
import json

import pytest


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


@pytest.mark.parametrize("output_format", ["tsv", "csv"])
def test_cells_of_info_hold_no_python(toy, w2v, output_format):
    delimiter = "\t" if output_format == "tsv" else ","
    text = w2v("info", "toy", "--format", output_format).stdout
    header, cells = csv.reader(io.StringIO(text), delimiter=delimiter)
    said = dict(zip(header, cells, strict=True))
    assert said["options.training.min_count"] == "3"
    assert json.loads(said["files"])["vocab.tsv"]["bytes"] > 0
    assert not [cell for cell in cells if cell in ("None", "True", "False") or "'" in cell]
