import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from w2vkit.pictures.faithfulness import faithfulness
from w2vkit.pictures.fft_tsne import Attraction, Repulsion, affinities, conditional, tsne


@pytest.fixture(scope="module")
def groups():
    """Six groups of fifty vectors each in ten dimensions."""
    random = np.random.default_rng(7)
    return np.repeat(np.eye(6, 10), 50, axis=0) + random.normal(0, 0.1, (300, 10))


def apart(points):
    """Return the differences and squared distances of all pairs of points."""
    difference = points[:, None] - points[None]
    return difference, np.square(difference).sum(axis=2)


@settings(max_examples=20, deadline=None)
@given(st.integers(20, 80), st.floats(0.01, 10), st.integers(0, 99))
def test_the_repulsion_is_that_of_all_pairs(count, spread, seed):
    points = np.random.default_rng(seed).normal(0, spread, (count, 2))
    difference, squares = apart(points)
    near = 1 / (1 + squares)
    expected = (near[..., None] ** 2 * difference).sum(axis=1) / (near.sum() - count)
    found = Repulsion(spacing=max(0.1, spread / 100)).forces(points)
    assert np.abs(found - expected).max() < 0.01 * np.abs(expected).max() + 1e-6


def test_the_attraction_is_that_of_all_pairs(groups):
    points = np.random.default_rng(1).normal(0, 3, (300, 2))
    shares = affinities(groups, 10.0)
    difference, squares = apart(points)
    weights = shares.toarray() / (1 + squares)
    expected = (weights[..., None] * difference).sum(axis=1)
    assert np.allclose(Attraction.of(shares).forces(points), expected, atol=1e-5)


@pytest.mark.parametrize("perplexity", [1.5, 5.0, 25.0])
def test_the_neighbors_have_the_wanted_perplexity(perplexity):
    squares = np.random.default_rng(3).uniform(0, 4, (40, 30)) ** 2
    shares = conditional(squares, perplexity)
    entropies = -(shares * np.log(np.maximum(shares, 1e-300))).sum(axis=1)
    assert np.exp(entropies) == pytest.approx(perplexity, rel=1e-6)
    assert shares.sum(axis=1) == pytest.approx(1)


def test_affinities_are_symmetric_and_sum_to_one(groups):
    shares = affinities(groups, 10.0)
    assert abs(shares - shares.T).max() < 1e-15
    assert shares.sum() == pytest.approx(1)


def test_the_map_is_as_faithful_as_that_of_scikit_learn(groups):
    from sklearn.manifold import TSNE

    other = TSNE(perplexity=15, init="pca", random_state=1).fit_transform(groups)
    found = tsne(groups, groups[:, :2], 15.0, seed=1)
    ours, theirs = (faithfulness(groups, points) for points in (found, other))
    assert ours.trustworthiness > theirs.trustworthiness - 0.02
    assert ours.kept > theirs.kept - 0.05


def test_equal_words_and_a_flat_start(groups):
    rows = np.repeat(groups[:50], 2, axis=0)
    points = tsne(rows, np.zeros((100, 2)), 5.0, seed=1, steps=(20, 20))
    assert np.isfinite(points).all()
    assert len(np.unique(points, axis=0)) == 100


def test_one_seed_one_map_and_every_step_is_reported(groups):
    reported = []
    maps = [
        tsne(groups, groups[:, :2], 10.0, 4, lambda *at: reported.append(at), (5, 5))
        for _ in range(2)
    ]
    assert np.array_equal(*maps)
    assert reported == [(step, 10) for step in range(1, 11)] * 2
