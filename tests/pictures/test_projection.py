from importlib.util import find_spec

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.toys import Notes
from w2vkit.base.errors import W2vError
from w2vkit.pictures.projection import (
    MAX_BARNES_HUT_WORDS,
    cluster_points,
    fitting_perplexity,
    project,
)

METHODS = ("tsne", "pca")


@pytest.fixture(scope="module")
def groups():
    """Three tight groups of twenty vectors each in ten dimensions."""
    random = np.random.default_rng(7)
    return np.repeat(np.eye(3, 10), 20, axis=0) + random.normal(0, 0.05, (60, 10))


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("count", [1, 2, 3, 4, 5, 6, 12, 101])
def test_any_number_of_words_has_places(method, count):
    vectors = np.random.default_rng(count).normal(size=(count, 8)).astype(np.float32)
    points = project(vectors, method, seed=1).points
    assert points.shape == (count, 2)
    assert np.isfinite(points).all()


@pytest.mark.parametrize("method", METHODS)
def test_one_seed_one_map(method, groups):
    first, second = (project(groups, method, seed=3).points for _ in range(2))
    assert np.array_equal(first, second)


@pytest.mark.parametrize("method", METHODS)
def test_equal_vectors_lie_apart_and_it_is_said(method):
    projection = project(np.ones((7, 4)), method, seed=1)
    assert len(np.unique(projection.points.round(6), axis=0)) == 7
    assert "no two" in projection.settings


def test_few_words_are_projected_by_pca():
    assert project(np.eye(4), "tsne", seed=1).method == "pca"
    assert project(np.eye(5), "tsne", seed=1).method == "tsne"


def test_pca_tells_the_share_of_each_axis(groups):
    shares = project(groups, "pca", seed=1).shares
    assert len(shares) == 2
    assert 0.9 < sum(shares) <= 1


def test_one_dimension_is_enough():
    points = project(np.array([[1.0], [-1.0], [2.0]]), "pca", seed=1).points
    assert points[0, 0] == pytest.approx(points[2, 0])
    assert points[:, 1] == pytest.approx([0, 0, 0])


@pytest.mark.skipif(find_spec("umap") is not None, reason="umap is installed")
def test_umap_that_is_not_installed(groups):
    with pytest.raises(W2vError) as caught:
        project(groups, "umap", seed=1)
    assert caught.value.hint == "Install it: pip install 'w2vkit[umap]', or use --method tsne."


@given(st.integers(1, 100_000), st.none() | st.floats(1, 1_000))
def test_perplexity_fits(words, wanted):
    perplexity = fitting_perplexity(words, wanted)
    assert perplexity >= 1
    assert perplexity < words or words <= 2


def test_clusters_are_those_that_were_made(groups):
    found = cluster_points(groups, seed=1)
    assert len(set(found)) == 3
    assert all(len(set(found[start : start + 20])) == 1 for start in (0, 20, 40))


def test_clusters_wanted(groups):
    found = cluster_points(groups, seed=1, wanted=5)
    assert np.bincount(found).tolist() == sorted(np.bincount(found), reverse=True)
    assert len(set(found)) == 5


@pytest.mark.parametrize("count", [1, 2, 3])
def test_few_or_equal_words_are_one_cluster(count):
    assert cluster_points(np.eye(count), seed=1).tolist() == [0] * count
    assert cluster_points(np.ones((9, 3)), seed=1).tolist() == [0] * 9


def test_many_words_report_their_progress():
    vectors = np.random.default_rng(2).normal(size=(MAX_BARNES_HUT_WORDS + 1, 6))
    reports = Notes()
    projection = project(vectors, "tsne", seed=1, perplexity=5, listener=reports)
    assert projection.settings == "perplexity 5, seed 1"
    assert projection.points.shape == (len(vectors), 2)
    first, *_, last = reports.progressed
    assert (first.stage, first.done, last.done) == ("Projecting", 1, last.total)
