"""Projection of vectors onto a map, and clustering.

Every vector is first scaled to length 1, so that Euclidean distance orders words as cosine
similarity does.
"""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from w2vkit.base.config import ProjectionMethod
from w2vkit.base.messages import msg
from w2vkit.base.progress import SILENT, Listener, Progress
from w2vkit.base.system.optional import needed
from w2vkit.base.system.parallel import deterministic_threads
from w2vkit.model.embeddings import normalized_rows
from w2vkit.query.grouping import exact_solver, grouped, leading_directions

Points = NDArray[np.float64]

MIN_WORDS_FOR_NEIGHBORS = 5
"""With fewer words, neighborhoods are meaningless and PCA replaces the other methods."""
CLUSTER_COUNTS = range(3, 13)
MAX_EXACT_WORDS, STARTS = 100, 6
"""Up to this many words, the best of so many maps is drawn."""
MAX_BARNES_HUT_WORDS = 2_000
"""Up to this many words, scikit-learn computes t-SNE; more are faster with `fft_tsne`."""


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
        return Projection(_ring(len(rows)), method, msg("no two vectors differ"))
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
    return Projection(
        _centred(points),
        "tsne",
        msg("perplexity {wanted:.3g}, seed {seed}", wanted=wanted, seed=seed),
    )


def fitting_perplexity(words: int, wanted: float | None = None) -> float:
    """Return `wanted` (30 if None), but at most a third of the number of other words.

    >>> fitting_perplexity(300), fitting_perplexity(10)
    (30.0, 3.0)
    """
    return max(1.0, min(30.0 if wanted is None else wanted, (words - 1) / 3))


def _barnes_hut(rows: Points, seed: int, perplexity: float) -> Points:
    """Return the map of t-SNE; of few words, the best of several.

    Few words often end in a poor optimum, with one of them far from all others. Barnes-Hut needs
    enough words; for few, the exact method is as fast.
    """
    from sklearn.manifold import TSNE

    is_small = len(rows) <= MAX_EXACT_WORDS
    models = [
        TSNE(
            perplexity=perplexity,
            init="pca" if start == 0 else "random",
            learning_rate="auto",
            random_state=seed + start,
            method="exact" if is_small else "barnes_hut",
        )
        for start in range(STARTS if is_small else 1)
    ]
    with deterministic_threads(len(rows)):
        maps = [np.asarray(model.fit_transform(rows.astype(np.float32))) for model in models]
    return maps[int(np.argmin([model.kl_divergence_ for model in models]))]


def _fft_tsne(rows: Points, seed: int, perplexity: float, listener: Listener) -> Points:
    from w2vkit.pictures.fft_tsne import tsne

    def report(done: int, total: int) -> None:
        listener.progress(Progress("Projecting", done, total, "steps"))

    with deterministic_threads(len(rows)):
        return tsne(rows, _pca(rows).points, perplexity, seed, report)


def _pca(rows: Points) -> Projection:
    from sklearn.decomposition import PCA

    model = PCA(n_components=min(2, *rows.shape), svd_solver=exact_solver(rows))
    points = np.zeros((len(rows), 2))
    with deterministic_threads(len(rows)):
        coordinates = model.fit_transform(rows)
    points[:, : coordinates.shape[1]] = coordinates
    return Projection(points, "pca", "", tuple(map(float, model.explained_variance_ratio_)))


def _umap(rows: Points, seed: int) -> Projection:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        umap = needed("umap", "umap", msg("use --method tsne"))
        neighbors = min(15, len(rows) - 1)
        model = umap.UMAP(n_neighbors=neighbors, random_state=seed, init="pca", n_jobs=1)
        points = np.asarray(model.fit_transform(rows))
    return Projection(
        _centred(points),
        "umap",
        msg("{neighbors} neighbors, seed {seed}", neighbors=neighbors, seed=seed),
    )


def _centred(points: NDArray[Any]) -> Points:
    return np.asarray(points - points.mean(axis=0), np.float64)


def _ring(count: int) -> Points:
    """Return positions on a circle, for words with identical vectors."""
    angles = np.linspace(0, 2 * np.pi, count, endpoint=False)
    return np.column_stack((np.sin(angles), np.cos(angles))) * (count > 1)


def cluster_points(
    vectors: NDArray[Any], seed: int, wanted: int | None = None
) -> NDArray[np.int64]:
    """Return the cluster number of each row of `vectors`, 0 being the largest cluster.

    Runs k-means as the command `cluster` does. Without `wanted`, chooses the number of clusters
    from 3 to 12 with the best mean silhouette.
    """
    counts = [wanted] if wanted else CLUSTER_COUNTS
    return grouped(leading_directions(vectors), "kmeans", counts, seed)
