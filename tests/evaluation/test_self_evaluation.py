import json
import random

import pytest

import w2vkit
from tests.evaluation.test_word_groups import told
from tests.toys import Notes
from w2vkit.base.errors import W2vError
from w2vkit.corpus import cache
from w2vkit.evaluation.self_evaluation import evaluate_self
from w2vkit.model import manifest
from w2vkit.query.opening import open_model


@pytest.fixture
def model(tmp_path, models):
    path = tmp_path / "book.txt"
    sentences = told(3_000, random.Random(1))
    path.write_text("\n".join(" ".join(one) for one in sentences), encoding="utf-8")
    options = {"algorithm": "cbow", "dim": 16, "epochs": 20, "segmenter": "whitespace"}
    return w2vkit.train(path, name="book", **options)


def test_a_model_is_evaluated_with_its_own_options(model):
    before = {one.name: one.read_bytes() for one in model.path.iterdir()}
    found = evaluate_self(model, words=15)
    assert found.pseudo_synonyms.groups == 15
    assert found.vocabulary == len(model) + 15
    assert found.aliases is None
    assert 0 < found.renamed < found.tokens / 2
    assert found.pseudo_synonyms.nearest > found.pseudo_synonyms.nearest_chance
    assert found.pseudo_synonyms == evaluate_self(model, words=15).pseudo_synonyms
    assert {one.name: one.read_bytes() for one in model.path.iterdir()} == before


def test_a_text_that_was_changed(model, tmp_path):
    (tmp_path / "book.txt").write_text("another text\n", encoding="utf-8")
    notes = Notes()
    evaluate_self(model, notes, words=15)
    assert any("book.txt was changed" in said for said in notes.said)
    cache.clear_corpora()
    with pytest.raises(W2vError, match="its files have changed") as caught:
        evaluate_self(model)
    assert caught.value.hint == "Put its files back, or train the model again."


def test_a_text_that_is_gone(model, tmp_path):
    (tmp_path / "book.txt").unlink()
    cache.clear_corpora()
    with pytest.raises(W2vError, match="is no longer in the cache"):
        evaluate_self(model)


def test_models_that_were_not_trained_at_once(model, toy):
    with pytest.raises(W2vError, match="was not trained by w2vkit"):
        evaluate_self(open_model("toy"))
    path = model.path / manifest.INFO
    content = json.loads(path.read_text(encoding="utf-8"))
    content["corpus"]["continues"] = "old"
    path.write_text(json.dumps(content), encoding="utf-8")
    with pytest.raises(W2vError, match="continues another model"):
        evaluate_self(open_model("book"))
