import json

import pytest

from tests.toys import save_model

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
    assert "families.txt: left out, since not analogies: line 4." in done.stderr
    assert "pairs.tsv: 1 of 4 skipped, since words are not in the model: 唐僧." in done.stderr


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


def test_without_a_set_the_known_ones_are_asked(models, w2v):
    save_model("toy")
    rows = json.loads(w2v("eval", "--format", "json").stdout)
    assert [row["set"] for row in rows] == ["google", "wordsim353", "simlex999"]
    assert [row["asked"] for row in rows] == [19_544, 353, 999]


def test_a_set_that_is_missing_is_an_error(models, w2v):
    save_model("toy")
    done = w2v("eval", "nowhere")
    assert done.exit_code == 1
    assert "google, wordsim353, simlex999" in done.stderr
