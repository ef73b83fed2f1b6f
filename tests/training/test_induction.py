"""Vectors from contexts: against a few lines of NumPy."""

import numpy as np
import pytest

from tests.planted import encoded
from w2vkit.base.progress import SILENT
from w2vkit.training.induction import RIDGE, fitted_matrix, induced_vectors, limited_length

WINDOW = 2
DIM = 3


@pytest.fixture(scope="module")
def sentences():
    rng = np.random.default_rng(4)
    return [[f"w{word}" for word in rng.zipf(1.5, 12) if word < 15] for _ in range(200)]


def by_definition(corpus, rows, vectors):
    """Return what `induced_vectors` is to return, for all types."""
    size = len(corpus.vocabulary)
    known = dict(zip(rows.tolist(), vectors.astype(float), strict=True))
    sums, weights = np.zeros((size, DIM)), np.zeros(size)
    for ids in map(list, corpus.sentences()):
        for i, word in enumerate(ids):
            for j in range(max(0, i - WINDOW), min(len(ids), i + WINDOW + 1)):
                if i != j and ids[j] in known:
                    sums[word] += known[ids[j]] / abs(i - j)
                    weights[word] += 1 / abs(i - j)
    means = sums / np.maximum(weights, 1e-9)[:, None]
    roots = np.sqrt(corpus.vocabulary.counts()[rows])[:, None]
    design, targets = roots * means[rows], roots * vectors.astype(float)
    penalty = np.sqrt(RIDGE * (design**2).sum() / DIM) * np.eye(DIM)
    matrix, *_ = np.linalg.lstsq(
        np.vstack([design, penalty]), np.vstack([targets, np.zeros((DIM, DIM))]), rcond=None
    )
    found = means @ matrix
    longest = np.linalg.norm(vectors, axis=1).max()
    return found * np.minimum(1, longest / np.linalg.norm(found, axis=1))[:, None]


@pytest.mark.parametrize("at_once", [7, 1 << 22])
def test_the_map_of_contexts_to_vectors_is_learned_and_applied(sentences, tmp_path, at_once):
    corpus = encoded(tmp_path, sentences)
    size = len(corpus.vocabulary)
    rows = np.array([0, 2, 3, 5, 8, size - 1])
    vectors = np.random.default_rng(5).normal(size=(len(rows), DIM)).astype(np.float32)
    found, has_contexts = induced_vectors(
        corpus, size, WINDOW, rows, vectors, SILENT, pairs_at_once=at_once
    )
    assert has_contexts.all()
    assert found == pytest.approx(by_definition(corpus, rows, vectors), abs=1e-4)
    assert found.dtype == np.float32


def test_words_without_known_contexts_are_told(tmp_path):
    corpus = encoded(tmp_path, [["a", "b"], ["a", "b"], ["c", "d"]])
    rows = np.array([corpus.vocabulary.find("a")])
    found, has_contexts = induced_vectors(corpus, 4, 5, rows, np.ones((1, 2), np.float32), SILENT)
    assert [word for row, word in enumerate(corpus.vocabulary) if has_contexts[row]] == ["b"]
    assert not found[~has_contexts].any()


def test_fewer_words_than_dimensions_give_a_small_matrix():
    contexts = np.array([[1.0, 0.0, 0.0]])
    matrix = fitted_matrix(contexts, np.array([[2.0, 0.0, 4.0]], np.float32), np.ones(1))
    assert matrix == pytest.approx(np.array([[2.0, 0, 4], [0, 0, 0], [0, 0, 0]]), abs=0.01)


def test_long_vectors_are_shortened_and_others_stay():
    found = limited_length(np.array([[3.0, 4.0], [0.3, 0.4], [0.0, 0.0]]), 1.0)
    assert found == pytest.approx(np.array([[0.6, 0.8], [0.3, 0.4], [0.0, 0.0]]))
    assert not limited_length(np.ones((1, 2)), 0.0).any()
