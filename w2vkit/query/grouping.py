"""Groups of vectors: principal directions, k-means, Ward's linkage, and silhouettes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from w2vkit.base.config import ClusterMethod
from w2vkit.base.system.parallel import deterministic_threads
from w2vkit.model.embeddings import normalized_rows

Groups = NDArray[np.int64]
Rows = NDArray[np.float64]

COMPONENTS = 10
"""Principal components to group by; they contain less noise than all dimensions."""
MAX_SAMPLE = 2_000
"""Sample size for measures that are quadratic in the number of rows."""


def leading_directions(vectors: NDArray[Any]) -> Rows:
    """Return the first principal components of the unit vectors, scaled to length 1.

    Args:
        vectors: floating-point numbers (n, D).

    Returns:
        float64 (n, d) with d at most `COMPONENTS`; the unit vectors if there are no more.

    """
    rows = normalized_rows(np.asarray(vectors, np.float64))
    return np.asarray(normalized_rows(_leading(rows)), np.float64)


def grouped(rows: Rows, method: ClusterMethod, counts: Iterable[int], seed: int) -> Groups:
    """Return the group number of each row, int64 (n,); group 0 is the largest.

    Args:
        rows: float64 (n, d).
        method: k-means, or agglomerative with Ward's linkage (Ward 1963).
        counts: numbers of groups, of which the one with the best mean silhouette (Rousseeuw 1987)
            is taken; those that the rows cannot have are skipped. If none is left, all rows are in
            one group.
        seed: of k-means, and of the sample for the silhouette.

    """
    different = len(np.unique(rows, axis=0))
    possible = [count for count in counts if 1 < count < different]
    if not possible:
        return np.zeros(len(rows), np.int64)
    divide = _k_means if method == "kmeans" else _agglomerative
    groupings = [_by_size(divide(rows, count, seed)) for count in possible]
    if len(groupings) == 1:
        return groupings[0]
    scores = [mean_silhouette(rows, groups, seed) for groups in groupings]
    return groupings[int(np.argmax(scores))]


def mean_silhouette(rows: Rows, groups: Groups, seed: int) -> float:
    """Return the mean silhouette of the rows, or of a sample of them, -1 … 1."""
    sample = np.arange(len(rows))
    if len(rows) > MAX_SAMPLE:
        sample = np.random.default_rng(seed).choice(len(rows), MAX_SAMPLE, replace=False)
    return float(silhouettes(rows[sample], groups[sample]).mean())


def silhouettes(rows: Rows, groups: Groups) -> Rows:
    """Return the silhouette of each row, float64 (n,); zeros if all or no rows share a group."""
    if not 1 < len(np.unique(groups)) < len(rows):
        return np.zeros(len(rows))
    from sklearn.metrics import silhouette_samples

    with deterministic_threads(0):
        return np.asarray(silhouette_samples(rows, groups), np.float64)


def exact_solver(rows: Rows) -> str:
    """Return the fastest exact PCA solver of scikit-learn."""
    return "covariance_eigh" if len(rows) > rows.shape[1] else "full"


def _leading(rows: Rows) -> Rows:
    from sklearn.decomposition import PCA

    if min(rows.shape) <= COMPONENTS:
        return rows
    with deterministic_threads(len(rows)):
        model = PCA(COMPONENTS, svd_solver=exact_solver(rows))
        return np.asarray(model.fit_transform(rows), np.float64)


def _k_means(rows: Rows, count: int, seed: int) -> Groups:
    from sklearn.cluster import KMeans

    with deterministic_threads(0):
        return np.asarray(KMeans(count, n_init=4, random_state=seed).fit_predict(rows), np.int64)


def _agglomerative(rows: Rows, count: int, seed: int) -> Groups:
    from sklearn.cluster import AgglomerativeClustering

    with deterministic_threads(0):
        return np.asarray(AgglomerativeClustering(count).fit_predict(rows), np.int64)


def _by_size(groups: Groups) -> Groups:
    """Return the groups numbered by size, the largest first."""
    order = np.argsort(-np.bincount(groups), kind="stable")
    return np.asarray(np.argsort(order)[groups], np.int64)
