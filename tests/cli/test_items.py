"""Items from a log to recommendations: `train --items`, `similar`, `eval --items`."""

import csv
import json
from dataclasses import replace
from pathlib import Path

import pytest

import w2vkit
from tests.taste import sessions, write_log
from tests.toys import Notes, save_model
from w2vkit.training.checkpoint import Checkpoint
from w2vkit.training.job import new_job
from w2vkit.training.reproduction import reproduce
from w2vkit.training.request import TrainRequest
from w2vkit.training.train import resume, train

SIZE = {"items": 200, "genres": 12, "skew": 0.5}
QUICK = ("--epochs", 60, "--dim", 16)


@pytest.fixture(scope="module")
def logs(tmp_path_factory):
    """Return a log to train on and one of later sessions."""
    folder = tmp_path_factory.mktemp("logs")
    write_log(folder / "log.csv", sessions(1500, **SIZE))
    write_log(folder / "later.csv", sessions(500, **SIZE, seed=2), first=10_000)
    return folder / "log.csv", folder / "later.csv"


def test_taste_is_learned(w2v, models, logs, tmp_path):
    log, later = logs
    names = tmp_path / "names.tsv"
    found = sessions(1500, **SIZE)
    popular = max({*found[0]}, key=lambda item: sum(item in one for one in found))
    names.write_text(f"{popular}\tThe Best, of All\nabsent\tNothing\n", encoding="utf-8")
    done = w2v("train", log, "--items", "--item-names", names, "--name", "shop", *QUICK)
    assert done.exit_code == 0, done.output
    assert "1,500 sessions of up to 15 items" in done.stderr
    assert "199 of 200 items have no name in" in done.stderr

    scored = w2v("eval", "--items", later, "-m", "shop", "--format", "json")
    model, popularity = json.loads(scored.stdout)
    assert model["recommender"] == "model"
    assert model["hit_rate"] >= 3 * popularity["hit_rate"], scored.output
    assert "500 sessions, 0 skipped" in scored.stderr
    assert "times that of popularity (95% interval" in scored.stderr

    near = w2v("similar", popular, "-n", 5, "--format", "tsv", "-m", "shop")
    rows = [*csv.DictReader(near.stdout.splitlines(), delimiter="\t")]
    assert [*rows[0]] == ["query", "word", "score", "count", "name"]
    genre = popular.partition("/")[0]
    assert sum(row["word"].startswith(genre) for row in rows) >= 4
    named = w2v("similar", "the best, of all", "-n", 5, "-m", "shop", "--format", "tsv")
    assert [row["word"] for row in csv.DictReader(named.stdout.splitlines(), delimiter="\t")] == [
        row["word"] for row in rows
    ]
    assert f"using {popular} instead (the item of this name)" in named.stderr
    other = w2v("similar", rows[0]["word"], "-n", 200, "-m", "shop", "--format", "tsv")
    assert f"{popular}\t" in other.stdout
    assert "\tThe Best, of All\n" in other.stdout
    lost = w2v("similar", "G1/item +9 9", "-m", "shop")
    assert (lost.exit_code, "is not in the model" in lost.stderr) == (3, True)
    assert "No item of the log has this id or name." in lost.stderr


def test_the_order_of_items_has_no_effect_on_what_is_kept_and_a_model_is_reproduced(
    w2v, models, logs, tmp_path
):
    assert w2v("train", logs[0], "--items", "--name", "shop", "--epochs", 2).exit_code == 0
    info = json.loads((models / "shop" / "model.json").read_text(encoding="utf-8"))
    assert info["options"]["items"]["items"] is True
    assert info["options"]["training"]["window"] == 15
    assert info["options"]["training"]["algorithm"] == "skipgram"
    found = reproduce(models / "shop")
    assert (found.equal, found.differences) == (True, ())
    again = w2v("train", "--continue", "shop", logs[1], "--name", "more", "--epochs", 1)
    assert again.exit_code == 0, again.output
    assert "500 sessions" in again.stderr


def test_an_interrupted_training_is_resumed(logs, models, tmp_path):
    log = str(logs[0])
    names = tmp_path / "names.tsv"
    names.write_text("G0/item 0\tFirst\n", encoding="utf-8")
    items = {"items": True, "item_names": str(names)}
    request = TrainRequest([log], "shop", options={"epochs": 2, "dim": 8}, items=items)
    whole = Path(train(request).path, "vectors.npy").read_bytes()
    checkpoint = Checkpoint(models, "again")
    checkpoint.begin(new_job(replace(request, name="again"), Notes()).order())
    summary = resume("again", {})
    assert Path(summary.path, "vectors.npy").read_bytes() == whole


def test_rare_items_are_explained(w2v, models, tmp_path):
    log = tmp_path / "log.csv"
    log.write_text("a,b,c\n" * 40 + "a,new-1\n", encoding="utf-8")
    assert w2v("train", log, "--items", "--sample", 0).exit_code == 0
    done = w2v("similar", "new-1")
    assert done.exit_code == 3
    assert "It occurs once, below --min-count 5." in done.stderr


def test_other_algorithms(w2v, models, logs):
    for algorithm in ("cbow", "ppmi", "glove"):
        done = w2v("train", logs[0], "--items", "--algorithm", algorithm, "--name", algorithm)
        assert done.exit_code == 0, done.output


def test_sessions_in_python():
    found = sessions(300, **SIZE)
    model = w2vkit.train(found, items=True, epochs=2)
    assert {*model} <= {item for one in found for item in one}
    assert not model.names
    later = sessions(200, **SIZE, seed=2)
    scored = w2vkit.evaluate_items(model, later, k=5)
    assert (scored.k, scored.sessions, scored.recommenders[0].name) == (5, 200, "model")


def test_a_log_is_scored_from_python(logs):
    model = w2vkit.train(logs[0], items=True, epochs=1)
    scored = w2vkit.evaluate_items(
        model, logs[1], group_column="session_id", item_column="item_id", seed=3
    )
    assert scored == w2vkit.evaluate_items(model, logs[1], seed=3)
    assert scored.sessions == 500


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("train", "LOG", "--items", "--segmenter", "chars"), 2, "--segmenter has no effect with"),
        (("train", "LOG", "--item-column", "x"), 2, "has no effect without --items"),
        (("train", "LOG", "--items", "--item-column", "x"), 1, "has no column “x”"),
        (("train", "LOG", "--items", "--item-names", "absent"), 1, "absent does not exist"),
        (("train", "absent.csv", "--items"), 1, "absent.csv does not exist"),
        (("train", "ONE", "--items"), 1, "has only one session"),
        (("train", "LOG", "--items", "--min-count", 100_000), 1, "Lower --min-count"),
        (("eval", "--items", "LOG", "set.tsv"), 2, "--items takes no test sets"),
        (("eval", "--items", "LOG", "--keep-case"), 2, "--items takes no test sets"),
        (("eval", "--group-column", "x"), 2, "has no effect without --items"),
        (("eval", "--items", "LOG"), 1, "has two different items of the model"),
        (("eval", "--items", "ONE"), 1, "None of 1 session has two different items of the model"),
    ],
)
def test_bad_input_is_one_sentence(w2v, models, logs, tmp_path, arguments, code, said):
    save_model("toy")
    one = tmp_path / "one.csv"
    one.write_text("a,b,c\n", encoding="utf-8")
    places = {"LOG": logs[0], "ONE": one}
    done = w2v(*(places.get(argument, argument) for argument in arguments))
    assert (done.exit_code, done.stdout) == (code, ""), done.stderr
    assert said in done.stderr
    assert "Hint: " in done.stderr
