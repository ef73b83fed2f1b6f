"""Logistic regression: exact, and by the right examples."""

import numpy as np
import pytest

from w2vkit.languages.chinese.logistic import fit


@pytest.fixture(scope="module")
def points():
    random = np.random.default_rng(1)
    features = random.normal(5, 3, (400, 3))
    labels = features[:, 0] - features[:, 1] + random.normal(0, 1, 400) > 0
    return features, labels


def test_the_fit_is_a_minimum(points):
    features, labels = points
    weights = np.linspace(0.5, 2, len(labels))
    model = fit(features, labels, weights, 2.0)
    errors = weights * (model.probabilities(features) - labels)
    slope = ((features - model.mean) / model.scale).T @ errors + 2.0 * model.weights[:-1]
    assert np.abs(slope).max() < 1e-3
    assert abs(errors.sum()) < 1e-3


def test_it_learns_what_decides(points):
    features, labels = points
    model = fit(features, labels, np.ones(len(labels)), 1.0)
    assert ((model.probabilities(features) > 0.5) == labels).mean() > 0.85
    assert model.weights[0] > 1
    assert model.weights[1] < -1
    assert abs(model.weights[2]) < 0.5


def test_separable_examples_have_finite_weights():
    features = np.array([[0.0], [1.0], [2.0], [3.0]])
    model = fit(features, np.array([False, False, True, True]), np.ones(4), 0.1)
    assert np.isfinite(model.weights).all()
