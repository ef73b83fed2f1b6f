"""`axis`, `plot --axis` and `similar --stability` on the command line."""

import json

import pytest


def test_an_axis_says_how_to_get_intervals(w2v, toy):
    done = w2v("axis", "king", "queen,woman", "man", "馒头", "--format", "tsv")
    assert done.exit_code == 0, done.output
    header, *rows = [line.split("\t") for line in done.stdout.splitlines()]
    assert header == ["word", "position", "count"]
    assert [row[0] for row in rows] == ["man", "馒头"]
    assert "--stability adds 95% intervals" in done.stderr


def test_missing_words_do_not_hold_up_the_others(w2v, toy):
    done = w2v("axis", "king", "queen", "man", "nowhere", "馒头", "--format", "jsonl")
    assert done.exit_code == 3
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert [row.get("word") for row in rows[:2]] == ["man", "馒头"]
    assert (rows[2]["query"], rows[2]["missing"]) == ("nowhere", ["nowhere"])
    table = w2v("axis", "king", "queen", "nowhere")
    assert (table.exit_code, table.stdout) == (3, "")


def test_stability_trains_once_and_every_answer_has_intervals(w2v, trained):
    done = w2v("similar", "悟空", "--stability", "--samples", 3, "-n", 2, "--format", "json")
    assert done.exit_code == 0, done.output
    assert "on 3 bootstrap samples" in done.stderr
    for row in json.loads(done.stdout):
        assert row["low"] <= row["mean"] <= row["high"]
        assert 0 <= row["runs"] <= row["members"] == 3
        assert row["rare"] is False
    again = w2v("similar", "悟空", "--stability", "-n", 2, "--format", "tsv")
    assert "bootstrap" not in again.stderr
    columns = ["mean", "low", "high", "runs", "members", "rare"]
    assert again.stdout.splitlines()[0].split("\t")[-6:] == columns
    axis = w2v("axis", "悟空", "八戒", "师父", "--format", "json")
    (word,) = json.loads(axis.stdout)
    assert word["low"] <= word["mean"] <= word["high"]
    assert "--stability" not in axis.stderr
    session = w2v("shell", "--stability", "-n", 1, "--format", "tsv", input="悟空\n")
    assert session.stdout.splitlines()[0].split("\t")[-6:] == columns
    weat = w2v("associate", "悟空,八戒", "师父,沙僧", "举起", "念经", "--format", "json")
    record = json.loads(weat.stdout)
    assert -2 <= record["low"] <= record["mean"] <= record["high"] <= 2
    assert len(record["words"]) == 4
    assert w2v("plot", "--axis", "悟空", "八戒", "-o", "axis.svg").exit_code == 0


@pytest.mark.parametrize(
    ("line", "code", "said"),
    [
        ("axis 国王 queen", 3, "“国王” is not in the model"),
        ("axis king king", 2, "“king” is in two sets."),
        ("axis , king", 2, "A set contains 0 words"),
        ("axis king queen 国王", 3, "“国王” is not in the model"),
        ("similar king --stability", 1, "was not trained by w2vkit"),
        ("similar king --samples 3", 2, "--samples requires --stability."),
        ("plot --axis king king", 2, "“king” is in two sets."),
        ("plot --axis king queen --heatmap", 2, "cannot be combined"),
    ],
)
def test_bad_input_is_one_sentence(w2v, toy, tmp_path, monkeypatch, line, code, said):
    monkeypatch.chdir(tmp_path)
    done = w2v(*line.split())
    assert (done.exit_code, said in done.stderr) == (code, True), done.output
    assert [*tmp_path.glob("*.png")] == []
    assert done.stdout == ""


def test_poles_that_are_not_apart_are_said_to_be_so(w2v, toy, tmp_path):
    said = "Nothing shows that the model separates these poles"
    for command in (("axis",), ("plot", "-o", tmp_path / "a.png", "--axis")):
        done = w2v(*command, "king,man", "queen,馒头", "行者", "八戒")
        assert (done.exit_code, said in done.stderr) == (0, True), done.output
    assert "A pole of one word is not tested" in w2v("axis", "king", "queen", "行者").stderr
