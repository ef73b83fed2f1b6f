"""Projection of vectors onto a map, and clustering.

Every vector is first scaled to length 1, so that Euclidean distance orders words as cosine
similarity does.
"""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from w2vkit.config import ProjectionMethod
from w2vkit.model.embeddings import normalized_rows
from w2vkit.progress import SILENT, Listener, Progress
from w2vkit.system.optional import needed

Points = NDArray[np.float64]

MIN_WORDS_FOR_NEIGHBORS = 5
"""With fewer words, neighborhoods are meaningless and PCA replaces the other methods."""
CLUSTER_COUNTS = range(3, 13)
CLUSTERING_COMPONENTS = 10
MIN_WORDS_FOR_THREADS = 1_500
MAX_BARNES_HUT_WORDS = 2_000
"""Up to this many words, scikit-learn computes t-SNE; more are faster with `fft_tsne`."""
MAX_SAMPLE = 2_000
"""Sample size for measures that are quadratic in the number of words."""


@dataclass(frozen=True, slots=True)
class Projection:
    """Positions on a map.

    Attributes:
        points: float64 (n, 2), centred.
        method: the method that was used.
        settings: its settings in words, such as "perplexity 30, seed 1".
        shares: for PCA, the fraction of the variance along each axis.

    """

    points: Points
    method: ProjectionMethod
    settings: str = ""
    shares: tuple[float, ...] = ()


def project(
    vectors: NDArray[Any],
    method: ProjectionMethod,
    seed: int,
    perplexity: float | None = None,
    listener: Listener = SILENT,
) -> Projection:
    """Project the rows of `vectors` (n, D) onto a map.

    Args:
        vectors: one row per word.
        method: tsne (van der Maaten & Hinton 2008), pca, or umap if that package is installed.
        seed: random seed; the same seed gives the same map.
        perplexity: for t-SNE; by default 30, or less for fewer than 91 words.
        listener: receives the progress of t-SNE on many words.

    Raises:
        W2vError: UMAP is not installed.

    """
    rows = normalized_rows(np.asarray(vectors, np.float64))
    if not np.ptp(rows, axis=0).any():
        return Projection(_ring(len(rows)), method, "no two vectors differ")
    if method == "pca" or len(rows) < MIN_WORDS_FOR_NEIGHBORS:
        return _pca(rows)
    if method == "umap":
        return _umap(rows, seed)
    wanted = fitting_perplexity(len(rows), perplexity)
    points = (
        _barnes_hut(rows, seed, wanted)
        if len(rows) <= MAX_BARNES_HUT_WORDS
        else _fft_tsne(rows, seed, wanted, listener)
    )
    return Projection(_centred(points), "tsne", f"perplexity {wanted:.3g}, seed {seed}")


def fitting_perplexity(words: int, wanted: float | None = None) -> float:
    """Return `wanted` (30 if None), but at most a third of the number of other words.

    >>> fitting_perplexity(300), fitting_perplexity(10)
    (30.0, 3.0)
    """
    return max(1.0, min(30.0 if wanted is None else wanted, (words - 1) / 3))


@contextmanager
def deterministic_threads(rows: Points) -> Iterator[None]:
    """Limit threads so that results do not depend on the number of cores.

    The summation order of BLAS depends on the number of threads, and t-SNE amplifies the
    difference. The OpenMP loops of scikit-learn do not, but they slow down on few words.
    """
    from threadpoolctl import threadpool_limits

    count_cores()
    loops = 1 if len(rows) < MIN_WORDS_FOR_THREADS else None
    with threadpool_limits(1, user_api="blas"), threadpool_limits(loops, user_api="openmp"):
        yield


@cache
def count_cores() -> None:
    """Count the physical cores, which scikit-learn asks for, once and silently.

    Where they cannot be counted, as in containers without `lscpu`, joblib would print a warning and
    a traceback the first time.
    """
    import joblib

    with warnings.catch_warnings(), redirect_stderr(io.StringIO()):
        warnings.simplefilter("ignore")
        joblib.cpu_count(only_physical_cores=True)


def _barnes_hut(rows: Points, seed: int, perplexity: float) -> Points:
    from sklearn.manifold import TSNE

    # Barnes-Hut needs enough words; for few, the exact method is as fast.
    model = TSNE(
        perplexity=perplexity,
        init="pca",
        learning_rate="auto",
        random_state=seed,
        method="barnes_hut" if len(rows) > 100 else "exact",
    )
    with deterministic_threads(rows):
        return np.asarray(model.fit_transform(rows.astype(np.float32)))


def _fft_tsne(rows: Points, seed: int, perplexity: float, listener: Listener) -> Points:
    from w2vkit.plotting.fft_tsne import tsne

    def report(done: int, total: int) -> None:
        listener.progress(Progress("Projecting", done, total, "steps"))

    with deterministic_threads(rows):
        return tsne(rows, _pca(rows).points, perplexity, seed, report)


def _pca(rows: Points) -> Projection:
    from sklearn.decomposition import PCA

    model = PCA(n_components=min(2, *rows.shape), svd_solver=_solver(rows))
    points = np.zeros((len(rows), 2))
    with deterministic_threads(rows):
        found = model.fit_transform(rows)
    points[:, : found.shape[1]] = found
    return Projection(points, "pca", "", tuple(map(float, model.explained_variance_ratio_)))


def _umap(rows: Points, seed: int) -> Projection:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        umap = needed("umap", "umap", "use --method tsne")
        neighbors = min(15, len(rows) - 1)
        model = umap.UMAP(n_neighbors=neighbors, random_state=seed, init="pca", n_jobs=1)
        points = np.asarray(model.fit_transform(rows))
    return Projection(_centred(points), "umap", f"{neighbors} neighbors, seed {seed}")


def _centred(points: NDArray[Any]) -> Points:
    return np.asarray(points - points.mean(axis=0), np.float64)


def _ring(count: int) -> Points:
    """Return positions on a circle, for words with identical vectors."""
    angles = np.linspace(0, 2 * np.pi, count, endpoint=False)
    return np.column_stack((np.sin(angles), np.cos(angles))) * (count > 1)


def cluster(vectors: NDArray[Any], seed: int, wanted: int | None = None) -> NDArray[np.int64]:
    """Return the cluster number of each row of `vectors`, 0 being the largest cluster.

    Runs k-means on the first ten principal components of the unit vectors, which contain less noise
    than all dimensions. Without `wanted`, chooses the number of clusters from 3 to 12 with the best
    mean silhouette (Rousseeuw 1987).
    """
    rows = normalized_rows(
        _leading(normalized_rows(np.asarray(vectors, np.float64)), CLUSTERING_COMPONENTS)
    )
    different = len(np.unique(rows, axis=0))
    choices = [count for count in ([wanted] if wanted else CLUSTER_COUNTS) if 1 < count < different]
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
    """Return the first `count` principal components of `rows`, or `rows` if it has no more."""
    from sklearn.decomposition import PCA

    if min(rows.shape) <= count:
        return rows
    with deterministic_threads(rows):
        return np.asarray(PCA(count, svd_solver=_solver(rows)).fit_transform(rows), np.float64)


def _solver(rows: Points) -> str:
    """Return the fastest exact PCA solver of scikit-learn."""
    return "covariance_eigh" if len(rows) > rows.shape[1] else "full"


def _k_means(rows: Points, count: int, seed: int) -> NDArray[np.int64]:
    from sklearn.cluster import KMeans

    with deterministic_threads(rows[:0]):
        groups = KMeans(count, n_init=4, random_state=seed).fit_predict(rows)
    by_size = np.argsort(-np.bincount(groups, minlength=count), kind="stable")
    return np.asarray(np.argsort(by_size)[groups], np.int64)
