"""`compare` on the command line."""

import json

import pytest

from tests.toys import random_embeddings, save_model
from w2vkit.cli.commands.compare import verdict
from w2vkit.evaluation.bootstrap_intervals import ConfidenceInterval
from w2vkit.evaluation.compared_sets import ComparedSet, ModelScore


@pytest.fixture
def pairs(models, tmp_path):
    save_model("one", random_embeddings(words=60, seed=1))
    save_model("two", random_embeddings(words=40, seed=2))
    path = tmp_path / "pairs.tsv"
    lines = [f"w{n}\tw{n + 1}\t{n * 7 % 10}" for n in range(50)]
    path.write_text("\n".join([*lines, "a malformed line here too"]), encoding="utf-8")
    return path


def test_a_table_of_scores_overlaps_and_words(pairs, w2v):
    done = w2v("compare", "one", "two", "--test", pairs, "-n", 2, "-k", 3)
    assert done.exit_code == 0
    scores, overlaps, words = done.stdout.split("\n\n")
    assert scores.splitlines()[0].split()[:4] == ["set", "kind", "model", "score"]
    assert [line.split()[2] for line in scores.splitlines()[1:]] == ["one", "two"]
    assert overlaps.splitlines()[1].split()[0] == "two"
    assert len(words.splitlines()) == 5
    assert "40 words are common to all models (60 of “one”, 40 of “two”)." in done.stderr
    assert "pairs.tsv: line 51 left out: not scored pairs." in done.stderr
    assert "pairs.tsv: “two” is " in done.stderr


@pytest.mark.parametrize("output_format", ["json", "jsonl", "tsv"])
def test_rows_say_what_they_are_part_of(pairs, w2v, output_format):
    arguments = ("compare", "one", "two", "--test", pairs, "-n", 1, "--format", output_format)
    text = w2v(*arguments).stdout
    if output_format == "tsv":
        head, *lines = [line.split("\t") for line in text.splitlines()]
        rows = [dict(zip(head, line, strict=True)) for line in lines]
    else:
        rows = json.loads(text) if output_format == "json" else map(json.loads, text.splitlines())
    parts = [(row["part"], row["model"]) for row in rows]
    assert parts == [
        ("test", "one"),
        ("test", "two"),
        ("neighbors", "two"),
        ("word", "one"),
        ("word", "two"),
    ]


@pytest.mark.parametrize(
    ("named", "exit_code", "said"),
    [
        (["one"], 2, "compare takes at least two models."),
        (["one", "gone"], 1, "There is no model named “gone”"),
        (["one", "toy"], 1, "“one”, “toy” have no word in common."),
    ],
)
def test_bad_models(pairs, w2v, named, exit_code, said):
    save_model("toy")
    done = w2v("compare", *named, "--test", pairs)
    assert (done.exit_code, done.stdout) == (exit_code, "")
    assert done.stderr.startswith(f"Error: {said}")


def test_a_set_that_is_none(pairs, w2v, tmp_path):
    bad = tmp_path / "bad.txt"
    bad.write_text("nothing of use here at all\n", encoding="utf-8")
    done = w2v("compare", "one", "two", "--test", bad)
    assert done.exit_code == 1
    assert "is not a test set" in done.stderr


@pytest.mark.parametrize(
    ("difference", "interval", "said"),
    [
        (0.021, (0.004, 0.039), "“b” is better than “a” by 2.1 points, 95% interval 0.4 to 3.9."),
        (-0.021, (-0.039, -0.004), "“b” is worse than “a” by 2.1 points, 95% interval 0.4 to 3.9."),
        (0.01, (-0.01, 0.03), "-1.0 to 3.0, which contains 0: this may be chance."),
        (0.0, (0.0, 0.0), "s: “b” and “a” have the same score."),
        (0.5, None, "by 50.0 points; there are too few questions for an interval."),
    ],
)
def test_verdicts(difference, interval, said):
    interval = interval and ConfidenceInterval(*interval)
    scores = ModelScore("a", 0.5), ModelScore("b", 0.5, difference, interval)
    assert verdict(ComparedSet("s", "pairs", 9, 9, scores), scores[1]).endswith(said)
