"""Vectors brought down to a map, and groups of vectors.

Every vector is first scaled to length one: Euclidean distance then orders words as cosine does.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from typing import Any

import numpy as np
from numpy.typing import NDArray

from w2vkit.config import ProjectionMethod
from w2vkit.errors import W2vError
from w2vkit.model.embeddings import check_finite, normalized_rows

Points = NDArray[np.float64]

MIN_WORDS_FOR_NEIGHBORS = 5
"""Below this, neighbourhoods mean nothing and PCA is used whatever was asked for."""
CLUSTERS = range(3, 13)
LEADING = 10
THREADS_PAY_FROM = 1_500
MAX_SAMPLE = 2_000
"""What is quadratic in the number of words is measured on a sample of so many."""


@dataclass(frozen=True, slots=True)
class Projection:
    """Places on a map.

    Attributes:
        points: float64 (n, 2), centred.
        method: what was really used.
        settings: what it was told, as words: "perplexity 30, seed 1".
        shares: for PCA, the share of the variance along each axis.

    """

    points: Points
    method: ProjectionMethod
    settings: str = ""
    shares: tuple[float, ...] = ()


def unit_rows(vectors: NDArray[Any]) -> Points:
    """Return the rows of `vectors` scaled to length one; zero rows stay zero.

    Raises:
        W2vError: a number is infinite or NaN.

    """
    rows = np.asarray(vectors, np.float64)
    norms = np.linalg.norm(rows, axis=1)
    check_finite(norms)
    return normalized_rows(rows, norms)


def project(
    vectors: NDArray[Any], method: ProjectionMethod, seed: int, perplexity: float | None = None
) -> Projection:
    """Place each row of `vectors` (n, D) on a map.

    Args:
        vectors: one row per word.
        method: tsne (van der Maaten & Hinton 2008), pca, or umap if that package is installed.
        seed: of the random numbers; the same seed gives the same map.
        perplexity: for t-SNE: 30, or less for fewer than 91 words, if not given.

    Raises:
        W2vError: UMAP was asked for and is not installed.

    """
    rows = unit_rows(vectors)
    if not np.ptp(rows, axis=0).any():
        return Projection(_ring(len(rows)), method, "no two vectors differ")
    if method == "pca" or len(rows) < MIN_WORDS_FOR_NEIGHBORS:
        return _pca(rows)
    return _umap(rows, seed) if method == "umap" else _tsne(rows, seed, perplexity)


def fitting_perplexity(words: int, wanted: float | None = None) -> float:
    """Return the perplexity wanted (30 if None), or a third of the other words if that is less.

    >>> fitting_perplexity(300), fitting_perplexity(10)
    (30.0, 3.0)
    """
    return max(1.0, min(30.0 if wanted is None else wanted, (words - 1) / 3))


@contextmanager
def steady(rows: Points) -> Iterator[None]:
    """Compute the same bits on any number of cores, and few words without waiting for threads.

    BLAS adds up in another order with each number of threads, which t-SNE makes visible; the loops
    of scikit-learn do not, but for few words threads cost more than they bring.
    """
    from threadpoolctl import threadpool_limits

    loops = 1 if len(rows) < THREADS_PAY_FROM else None
    with threadpool_limits(1, user_api="blas"), threadpool_limits(loops, user_api="openmp"):
        yield


def _tsne(rows: Points, seed: int, wanted: float | None) -> Projection:
    from sklearn.manifold import TSNE

    perplexity = fitting_perplexity(len(rows), wanted)
    # Barnes-Hut needs more than a handful of words; the exact method is as fast for few.
    model = TSNE(
        perplexity=perplexity,
        init="pca",
        learning_rate="auto",
        random_state=seed,
        method="barnes_hut" if len(rows) > 100 else "exact",
    )
    with steady(rows):
        points = model.fit_transform(rows.astype(np.float32))
    return Projection(_centred(points), "tsne", f"perplexity {perplexity:.3g}, seed {seed}")


def _pca(rows: Points) -> Projection:
    from sklearn.decomposition import PCA

    model = PCA(n_components=min(2, *rows.shape), svd_solver=_solver(rows))
    points = np.zeros((len(rows), 2))
    with steady(rows):
        found = model.fit_transform(rows)
    points[:, : found.shape[1]] = found
    return Projection(points, "pca", "", tuple(map(float, model.explained_variance_ratio_)))


def _umap(rows: Points, seed: int) -> Projection:
    if find_spec("umap") is None:
        raise W2vError(
            "UMAP is not installed.", "Install it: pip install 'w2vkit[umap]'; or use tsne."
        )
    import warnings

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from umap import UMAP

        neighbours = min(15, len(rows) - 1)
        model = UMAP(n_neighbors=neighbours, random_state=seed, init="pca", n_jobs=1)
        points = np.asarray(model.fit_transform(rows))
    return Projection(_centred(points), "umap", f"{neighbours} neighbours, seed {seed}")


def _centred(points: NDArray[Any]) -> Points:
    return np.asarray(points - points.mean(axis=0), np.float64)


def _ring(count: int) -> Points:
    """Return places on a circle, for words that nothing tells apart."""
    angles = np.linspace(0, 2 * np.pi, count, endpoint=False)
    return np.column_stack((np.sin(angles), np.cos(angles))) * (count > 1)


def cluster(vectors: NDArray[Any], seed: int, wanted: int | None = None) -> NDArray[np.int64]:
    """Return a group number for each row of `vectors`, the largest group being 0.

    k-means on the ten leading principal components of the unit vectors, where less is noise than
    in a hundred dimensions; unless `wanted`, the number of groups between 3 and 12 with the best
    mean silhouette (Rousseeuw 1987) is taken.
    """
    rows = unit_rows(_leading(unit_rows(vectors), LEADING))
    different = len(np.unique(rows, axis=0))
    choices = [count for count in ([wanted] if wanted else CLUSTERS) if 1 < count < different]
    if not choices:
        return np.zeros(len(rows), np.int64)
    groupings = [_k_means(rows, count, seed) for count in choices]
    if len(groupings) == 1:
        return groupings[0]
    from sklearn.metrics import silhouette_score

    sample = min(len(rows), MAX_SAMPLE)
    scores = [
        silhouette_score(rows, groups, sample_size=sample, random_state=seed)
        for groups in groupings
    ]
    return groupings[int(np.argmax(scores))]


def _leading(rows: Points, count: int) -> Points:
    """Return the `count` leading principal components of `rows`, or all if there are fewer."""
    from sklearn.decomposition import PCA

    if min(rows.shape) <= count:
        return rows
    with steady(rows):
        return np.asarray(PCA(count, svd_solver=_solver(rows)).fit_transform(rows), np.float64)


def _solver(rows: Points) -> str:
    """Return how scikit-learn is to find exact principal components fastest."""
    return "covariance_eigh" if len(rows) > rows.shape[1] else "full"


def _k_means(rows: Points, count: int, seed: int) -> NDArray[np.int64]:
    from sklearn.cluster import KMeans

    with steady(rows[:0]):
        groups = KMeans(count, n_init=4, random_state=seed).fit_predict(rows)
    by_size = np.argsort(-np.bincount(groups, minlength=count), kind="stable")
    return np.asarray(np.argsort(by_size)[groups], np.int64)
