import numpy as np

from tests.toys import random_embeddings
from w2vkit.base.config import EvalConfig
from w2vkit.evaluation.neighborhoods import ABSENT, nearest_rows, shared
from w2vkit.evaluation.scoring import evaluated_words
from w2vkit.model.embeddings import Embeddings


def test_the_nearest_rows_of_each_word():
    embeddings = random_embeddings(words=700, dim=8)
    found = nearest_rows(evaluated_words(embeddings, EvalConfig()), 600, 5)
    units = embeddings.vectors / embeddings.norms[:, np.newaxis]
    cosines = units.astype(np.float64) @ units.T
    np.fill_diagonal(cosines, -2)
    assert found.tolist() == np.argsort(-cosines, axis=1)[:600, :5].tolist()


def test_a_word_with_fewer_neighbors():
    vectors = np.array([[1, 0], [0, 1], [0, 0]], np.float32)
    known = evaluated_words(
        Embeddings.from_vectors([("a", 1), ("b", 1), ("z", 1)], vectors), EvalConfig()
    )
    assert nearest_rows(known, 2, 2).tolist() == [[1, ABSENT], [0, ABSENT]]


def test_absent_neighbors_are_not_shared():
    assert shared(np.array([[3, ABSENT]]), np.array([[ABSENT, 3]])).tolist() == [1]
    assert shared(np.array([[ABSENT]]), np.array([[ABSENT]])).tolist() == [0]
