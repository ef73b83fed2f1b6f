"""Similarity metrics: one line of `METRICS` for each, and 3CosMul for analogies."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from w2vkit.base.config import MetricName

Vectors = NDArray[Any]
ScoreFunction = Callable[[Vectors, Vectors, Vectors], Vectors]
"""Takes targets (Q, …), vectors (B, D) and their norms (B,); returns scores (Q, B), best high."""


@dataclass(frozen=True)
class Metric:
    """A way to compare vectors.

    Attributes:
        name: the value of `--metric`.
        score: scores vectors; the highest score is the best.
        lower_is_better: whether users see the negated score, a distance.
        unit_vectors: whether targets, and the vectors of an index, are scaled to length 1.
        faiss_metric: name of the constant of faiss that an index uses.

    """

    name: MetricName
    score: ScoreFunction
    lower_is_better: bool = False
    unit_vectors: bool = False
    faiss_metric: str = "METRIC_INNER_PRODUCT"

    def displayed(self, score: float) -> float:
        """Return a score as users see it."""
        return -score if self.lower_is_better else score

    def passes(self, displayed: float, threshold: float | None) -> bool:
        """Return whether a displayed score is at least as good as `threshold`."""
        if threshold is None:
            return True
        return displayed <= threshold if self.lower_is_better else displayed >= threshold


def cosine(targets: Vectors, vectors: Vectors, norms: Vectors) -> Vectors:
    """Score by the cosine with each of `targets` (Q, D), which have length 1."""
    scores = dot(targets, vectors, norms)
    scores /= norms
    return scores


def dot(targets: Vectors, vectors: Vectors, norms: Vectors) -> Vectors:
    """Score by the dot product with each of `targets` (Q, D).

    In float64, a score does not depend on the other vectors and targets, not even in its last bit.
    """
    if vectors.dtype == np.float64:
        exact: Vectors = np.einsum("qd,bd->qb", targets, vectors)
        return exact
    if len(targets) == 1:  # four times faster than the product of two matrices
        single: Vectors = (vectors @ targets[0])[None]
        return single
    scores: Vectors = targets @ vectors.T
    return scores


def euclidean(targets: Vectors, vectors: Vectors, norms: Vectors) -> Vectors:
    """Score by the negative Euclidean distance to each of `targets` (Q, D)."""
    # Differences, not |t|² + |v|² - 2 t·v, which loses all digits between near vectors.
    distances = np.empty((len(targets), len(vectors)), vectors.dtype)
    for line, target in zip(distances, targets, strict=True):
        gap = vectors - target
        np.sqrt(np.einsum("ij,ij->i", gap, gap), out=line)
    return -distances


METRICS: Mapping[MetricName, Metric] = {
    metric.name: metric
    for metric in (
        Metric("cosine", cosine, unit_vectors=True),
        Metric("dot", dot),
        Metric("euclidean", euclidean, lower_is_better=True, faiss_metric="METRIC_L2"),
    )
}
"""The metrics by name; mypy reports a name that `w2vkit.base.config.MetricName` lacks."""


def cosmul(weights: Sequence[float]) -> ScoreFunction:
    """Return 3CosMul for targets (Q, T, D) of length 1 with T weights.

    Equation 4 of Levy & Goldberg (2014). Each shifted cosine is raised to the absolute value of
    its weight; terms with negative weights divide.
    """

    def score(targets: Vectors, vectors: Vectors, norms: Vectors) -> Vectors:
        above = np.ones((len(targets), len(vectors)), vectors.dtype)
        below = np.ones_like(above)
        for place, weight in enumerate(weights):
            # Rounding takes the cosine of opposite vectors below -1; a power of it would be NaN.
            shifted = np.maximum((1 + cosine(targets[:, place], vectors, norms)) / 2, 0)
            side = above if weight > 0 else below
            side *= shifted ** abs(weight)
        scores: Vectors = above / (below + vectors.dtype.type(1e-6))
        return scores

    return score
