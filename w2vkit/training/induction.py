"""Vectors of new words from their contexts, à la carte (Khodak et al. 2018, arXiv:1805.05388)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from w2vkit.base.progress import Listener
from w2vkit.corpus.encoded import EncodedCorpus
from w2vkit.model.embeddings import Matrix, row_norms

if TYPE_CHECKING:
    from w2vkit.engines.glove.cooccurrence import Cooccurrences

PAIRS_AT_ONCE = 1 << 22
RIDGE = 1e-3
"""Penalty of the squared entries of the matrix, as a share of the mean squared context."""
Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class MeanContexts:
    """The contexts of V words in a text.

    Attributes:
        means: float64 (V, D), the mean vector of the context words that have vectors; nearer ones
            count more.
        weights: float64 (V,), the number of these context words; 0 if there are none.

    """

    means: Floats
    weights: Floats


def induced_vectors(
    corpus: EncodedCorpus,
    size: int,
    window: int,
    rows: NDArray[np.int64],
    vectors: Matrix,
    listener: Listener,
    *,
    pairs_at_once: int = PAIRS_AT_ONCE,
) -> tuple[Matrix, NDArray[np.bool_]]:
    """Return vectors of all words from their contexts, and which words have such contexts.

    The vector of a word is the mean of its contexts times a matrix (D, D), which ridge regression
    chooses such that it maps the contexts of the words with vectors to these vectors. No vector is
    longer than the longest of these: with few words, the matrix can be far off.

    Args:
        corpus: the text.
        size: the number of words V: the first types of the corpus.
        window: the greatest distance of a context.
        rows: int64 (N,), the words that have vectors.
        vectors: their vectors, float32 (N, D).
        listener: receives the progress.
        pairs_at_once: the number of co-occurrences in memory at a time.

    Returns:
        float32 (V, D), and bool (V,).

    """
    from threadpoolctl import threadpool_limits

    from w2vkit.engines.glove import kernels
    from w2vkit.engines.glove.cooccurrence import count_cooccurrences

    kernels.load_glove(listener)
    with TemporaryDirectory(
        dir=corpus.folder, prefix=".contexts", ignore_cleanup_errors=True
    ) as folder:
        pairs = count_cooccurrences(corpus, size, window, Path(folder), listener)
        contexts = mean_contexts(pairs, size, rows, vectors, pairs_at_once)
        del pairs  # Windows does not delete files that are still mapped
    counts = corpus.vocabulary.head(size).counts()[rows].astype(np.float64)
    with threadpool_limits(1, user_api="blas"):  # with several threads, sums have another order
        matrix = fitted_matrix(contexts.means[rows], vectors, counts)
        induced = contexts.means @ matrix
    longest = float(row_norms(vectors).max(initial=0))
    return limited_length(induced, longest).astype(np.float32), contexts.weights > 0


def mean_contexts(
    pairs: Cooccurrences, size: int, rows: NDArray[np.int64], vectors: Matrix, pairs_at_once: int
) -> MeanContexts:
    """Return the contexts of `size` words, of which those in `rows` have vectors."""
    sums, weights = np.zeros((size, vectors.shape[1])), np.zeros(size)
    parts = _summed_parts(pairs, size, rows, vectors.astype(np.float64), pairs_at_once)
    for part_weights, part_sums in parts:
        weights += part_weights
        sums += part_sums
    return MeanContexts(sums / np.where(weights > 0, weights, 1)[:, np.newaxis], weights)


def _summed_parts(
    pairs: Cooccurrences,
    size: int,
    rows: NDArray[np.int64],
    vectors: Floats,
    pairs_at_once: int,
) -> Iterator[tuple[Floats, Floats]]:
    """Yield the weights (V,) and the weighted sums (V, D) of the contexts in each part."""
    from scipy.sparse import csr_matrix

    places = np.full(size, -1, np.int64)
    places[rows] = np.arange(len(rows))
    for start in range(0, len(pairs.rows), pairs_at_once):
        part = slice(start, start + pairs_at_once)
        columns = places[pairs.columns[part]]
        known = np.flatnonzero(columns >= 0)
        words, counts = pairs.rows[part][known], pairs.counts[part][known].astype(np.float64)
        shape = (size, len(rows))
        matrix = csr_matrix((counts, (words, columns[known])), shape)
        yield np.asarray(np.bincount(words, counts, size), np.float64), np.asarray(matrix @ vectors)


def fitted_matrix(contexts: Floats, vectors: Matrix, weights: Floats) -> Floats:
    """Return the matrix (D, D) that maps contexts to vectors with the least weighted squared error.

    Args:
        contexts: float64 (N, D).
        vectors: float32 (N, D).
        weights: float64 (N,); all positive.

    """
    weighted = contexts * weights[:, np.newaxis]
    squares = weighted.T @ contexts
    squares += RIDGE * np.trace(squares) / len(squares) * np.eye(len(squares))
    targets = weighted.T @ vectors.astype(np.float64)
    return np.asarray(np.linalg.lstsq(squares, targets, rcond=None)[0], np.float64)


def limited_length(vectors: Floats, longest: float) -> Floats:
    """Return the vectors, scaled to a length of at most `longest`."""
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    result: Floats = vectors * (longest / np.maximum(lengths, max(longest, 1e-300)))
    return result
