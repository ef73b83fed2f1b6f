"""`index` as a user runs it; what it finds is tested with the module that makes it."""

import json
from itertools import chain

import pytest

from tests.toys import random_embeddings, save_model


@pytest.fixture
def model(models):
    save_model("m", random_embeddings(words=300, dim=8))


def test_what_was_made_is_said_and_used(model, w2v):
    done = w2v("index", "m", "--kind", "flat", "--format", "json")
    assert done.exit_code == 0, done.output
    report = json.loads(done.stdout)
    assert (report["kind"], report["recall"]) == ("flat", 1.0)
    exact = w2v("similar", "w7", "-m", "m", "--format", "json").stdout
    assert w2v("similar", "w7", "-m", "m", "--index", "--format", "json").stdout == exact
    assert w2v("index", "m").stdout.startswith("name")


def test_the_names_of_hnsw_and_the_earlier_ones_build_the_same_index(model, models, w2v):
    made = []
    for names in (("--m", "--ef-construction", "--ef-search"), ("--links", "--care", "--effort")):
        options = [*chain.from_iterable(zip(names, (4, 20, 9), strict=True))]
        done = w2v("index", "m", *options)
        assert done.exit_code == 0, done.output
        made.append((models / "m" / "neighbours.faiss").read_bytes())
    assert made[0] == made[1]
    stored = json.loads((models / "m" / "model.json").read_text(encoding="utf-8"))
    assert stored["options"]["index"] == {
        "kind": "hnsw", "metric": "cosine", "m": 4, "ef_construction": 20, "ef_search": 9,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("index", "none"), 1, "There is no model named “none”"),
        (("index", "m", "--kind", "tree"), 2, "is not one of"),
        (("index",), 2, "Missing argument"),
        (("similar", "w7", "-m", "m", "--index"), 1, "has no index"),
    ],
)
def test_mistakes_get_a_sentence(model, w2v, arguments, code, said):
    done = w2v(*arguments)
    assert done.exit_code == code
    assert said in done.stderr
