"""Continued vectors stay where the old ones are, as far as the new text allows."""

import numpy as np
import pytest

from w2vkit.model import registry, store
from w2vkit.training.request import TrainRequest
from w2vkit.training.settling import rotation
from w2vkit.training.train import train

OLD = "the king rules the land. the queen rides a horse. a farmer sows the field.\n" * 60
NEW = "the dragon burns the field. a dragon sleeps on gold.\n" * 12
OPTIONS = {"dim": 8, "epochs": 5, "workers": 1, "min_count": 5, "sample": 0.0}


def test_a_rotation_brings_vectors_back():
    numbers = np.random.default_rng(1)
    targets = numbers.normal(size=(30, 5)).astype(np.float32)
    turned = targets @ np.linalg.qr(numbers.normal(size=(5, 5)))[0].astype(np.float32)
    matrix = rotation(turned, targets, np.ones(30))
    assert np.allclose(turned @ matrix, targets, atol=1e-5)
    assert np.allclose(matrix @ matrix.T, np.eye(5), atol=1e-5)


def test_frequent_words_decide_how_far_it_turns():
    vectors = np.array([[1, 0], [1, 0]], np.float32)
    targets = np.array([[0, 1], [1, 0]], np.float32)
    first = rotation(vectors, targets, np.array([100.0, 1.0]))
    assert vectors[0] @ first @ targets[0] > 0.99


@pytest.mark.parametrize("algorithm", ["fused", "cbow", "skipgram", "fasttext"])
def test_a_word_moves_by_the_share_of_its_occurrences_that_is_new(models, tmp_path, algorithm):
    for name, text in (("old", OLD), ("new", NEW)):
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    options = {**OPTIONS, "algorithm": algorithm}
    if algorithm in ("fused", "fasttext"):
        options["buckets"] = 500
    train(TrainRequest([str(tmp_path / "old.txt")], "old", options=options))
    more = {"epochs": 40, "workers": 1, "sample": 0.0}
    train(TrainRequest([str(tmp_path / "new.txt")], "new", options=more, base="old"))
    before, after = (store.load(registry.locate_model(name)) for name in ("old", "new"))
    moved = {
        word: float(np.linalg.norm(after.embeddings.vector(word) - vector))
        for word, vector in zip(
            before.embeddings.vocabulary, before.embeddings.vectors, strict=True
        )
    }
    assert moved["king"] < 1e-5, "not in the new text"
    assert moved["field"] > 1e-3, "a sixth of its occurrences is new"
    assert "dragon" in after.embeddings.vocabulary
    assert after.info.options["continued"]["new_tokens"] == 12 * 10
    if after.embeddings.subwords is not None:
        old, new = (one.embeddings.subwords.compose("kingqueen") for one in (before, after))
        assert np.linalg.norm(old - new) < 0.5 * np.linalg.norm(old)
