"""Groups of vectors, beside scikit-learn."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import silhouette_score

from w2vkit.query.grouping import (
    COMPONENTS,
    MAX_SAMPLE,
    grouped,
    leading_directions,
    mean_silhouette,
    silhouettes,
)

METHODS = ("kmeans", "agglomerative")


def planted(groups=4, size=15, dim=30, noise=0.05):
    """Return vectors around `groups` axes, the first group the largest."""
    random = np.random.default_rng(5)
    owners = np.repeat(np.arange(groups), [size + groups - group for group in range(groups)])
    return np.eye(groups, dim)[owners] + random.normal(0, noise, (len(owners), dim)), owners


@pytest.mark.parametrize("method", METHODS)
def test_planted_groups_and_their_number_are_found(method):
    vectors, owners = planted()
    found = grouped(leading_directions(vectors), method, range(2, 10), seed=1)
    assert found.tolist() == owners.tolist()


@pytest.mark.parametrize("method", METHODS)
@given(st.integers(0, 2**32 - 1), st.integers(2, 8))
def test_groups_are_numbered_by_size_and_repeatable(method, seed, count):
    rows = leading_directions(np.random.default_rng(seed).normal(size=(20, 12)))
    first, second = (grouped(rows, method, [count], seed) for _ in range(2))
    assert np.array_equal(first, second)
    sizes = np.bincount(first)
    assert len(sizes) == count
    assert sizes.tolist() == sorted(sizes, reverse=True)


def test_counts_that_are_not_possible_are_skipped():
    rows = leading_directions(np.eye(5))
    assert len({*grouped(rows, "kmeans", [9, 4, 5], 1)}) == 4
    assert grouped(rows, "kmeans", [1, 5, 6], 1).tolist() == [0] * 5
    assert grouped(np.ones((9, 3)), "kmeans", [2], 1).tolist() == [0] * 9


def test_few_components_are_left():
    directions = leading_directions(planted()[0])
    assert directions.shape == (70, COMPONENTS)
    assert np.linalg.norm(directions, axis=1) == pytest.approx(np.ones(70))
    assert leading_directions(np.eye(3) * 7).tolist() == np.eye(3).tolist()


def test_silhouettes_are_those_of_scikit_learn():
    vectors, owners = planted(noise=0.4)
    assert silhouettes(vectors, owners).mean() == pytest.approx(silhouette_score(vectors, owners))
    assert mean_silhouette(vectors, owners, 1) == pytest.approx(silhouette_score(vectors, owners))
    assert silhouettes(np.eye(3), np.arange(3)).tolist() == [0] * 3
    assert silhouettes(np.eye(3), np.zeros(3, int)).tolist() == [0] * 3


def test_the_silhouette_of_many_rows_is_that_of_a_sample():
    vectors, owners = planted(size=MAX_SAMPLE // 3, noise=0.2)
    whole = silhouette_score(vectors, owners)
    assert mean_silhouette(vectors, owners, 1) == pytest.approx(whole, abs=0.02)
    rare = np.zeros(len(vectors), int)
    rare[0] = 1
    assert -1 <= mean_silhouette(vectors, rare, 1) <= 1  # also if it is not in the sample
