"""Logistic regression with a ridge penalty, fitted exactly by Newton's method."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Float64Array = NDArray[np.float64]
MAX_STEPS, ENOUGH = 30, 1e-6


@dataclass(frozen=True, eq=False)
class Logistic:
    """A fitted regression.

    Attributes:
        mean, scale: float64 (F,), by which features are standardized.
        weights: float64 (F + 1,), the weight of each feature, and the constant.

    """

    mean: Float64Array
    scale: Float64Array
    weights: Float64Array

    def probabilities(self, features: Float64Array) -> Float64Array:
        """Return float64 (N,), the probability of the class for the rows of `features` (N, F)."""
        scores = ((features - self.mean) / self.scale) @ self.weights[:-1] + self.weights[-1]
        return np.asarray(1 / (1 + np.exp(-np.clip(scores, -50, 50))), np.float64)


def fit(
    features: Float64Array, labels: NDArray[np.bool_], weights: Float64Array, penalty: float
) -> Logistic:
    """Return the regression that explains labels best.

    Args:
        features: float64 (N, F).
        labels: bool (N,), whether each row is of the class; both occur.
        weights: float64 (N,), how much each row counts.
        penalty: of the squared weights, with the constant left out.

    """
    mean, scale = features.mean(axis=0), features.std(axis=0) + 1e-9
    rows = np.column_stack(((features - mean) / scale, np.ones(len(features))))
    ridge = np.append(np.full(features.shape[1], penalty), 1e-6)
    solution = np.zeros(rows.shape[1])
    for _ in range(MAX_STEPS):
        chances = 1 / (1 + np.exp(-np.clip(rows @ solution, -30, 30)))
        slope = rows.T @ (weights * (chances - labels)) + ridge * solution
        bend = (rows * (weights * chances * (1 - chances))[:, None]).T @ rows
        step = np.linalg.solve(bend + np.diag(ridge + 1e-9), slope)
        solution -= step
        if np.abs(step).max() < ENOUGH:
            break
    return Logistic(mean, scale, solution)
