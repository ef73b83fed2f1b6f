"""How faithful maps are, beside scikit-learn."""

import numpy as np
import pytest

from w2vkit.model.embeddings import normalized_rows
from w2vkit.pictures.faithfulness import faithfulness


@pytest.fixture(scope="module")
def groups():
    """Three tight groups of twenty vectors each in ten dimensions."""
    random = np.random.default_rng(7)
    return np.repeat(np.eye(3, 10), 20, axis=0) + random.normal(0, 0.05, (60, 10))


def test_a_perfect_map_is_faithful():
    angles = np.linspace(0.05, 3, 40)
    vectors = np.column_stack((np.cos(angles), np.sin(angles)))
    found = faithfulness(vectors, vectors)
    assert (found.trustworthiness, found.kept, found.neighbors) == (1, 1, 10)


def test_a_random_map_is_not(groups):
    found = faithfulness(groups, np.random.default_rng(1).normal(size=(60, 2)))
    assert found.trustworthiness < 0.7
    assert found.kept < 0.4


@pytest.mark.parametrize("size", [7, 60, 300])
def test_trustworthiness_is_that_of_scikit_learn(size):
    from sklearn.manifold import trustworthiness

    random = np.random.default_rng(size)
    vectors = normalized_rows(random.normal(size=(size, 8)))
    points = vectors[:, :2] + random.normal(0, 0.1, (size, 2))
    found = faithfulness(vectors, points)
    assert found.trustworthiness == pytest.approx(
        trustworthiness(vectors, points, n_neighbors=found.neighbors)
    )


def test_a_sample_of_the_neighborhoods_is_enough():
    random = np.random.default_rng(3)
    vectors = normalized_rows(random.normal(size=(600, 5)))
    whole = faithfulness(vectors, vectors[:, :2])
    part = faithfulness(vectors, vectors[:, :2], max_sample=200)
    assert part.trustworthiness == pytest.approx(whole.trustworthiness, abs=0.02)
    assert part.kept == pytest.approx(whole.kept, abs=0.03)


def test_faithfulness_of_few_words():
    assert faithfulness(np.eye(4), np.eye(4)[:, :2]) is None
    assert faithfulness(np.eye(5), np.arange(10.0).reshape(5, 2)).neighbors == 2
