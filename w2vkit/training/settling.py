"""Continued vectors in the space of the old ones: each word moves as far as the new text weighs.

A word of which a tenth of all occurrences is new moves a tenth of the way from its old vector to
the trained one; a new word gets the trained one. So a little new text cannot move a word that the
old one knows well, and neighbors stay (figures in benchmarks/README.md).
"""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from w2vkit.base.progress import Listener
from w2vkit.engines import Trained
from w2vkit.model.embeddings import Matrix
from w2vkit.model.subwords import Subwords
from w2vkit.model.vocabulary import Vocabulary
from w2vkit.training.continued_training import CONTINUED, Continuation
from w2vkit.training.drift import drift_between

Shares = NDArray[np.float32]


def settled(
    trained: Trained, continuation: Continuation, vocabulary: Vocabulary, listener: Listener
) -> Trained:
    """Return the result of a continued training in the space of the model that it continues.

    If the training started from nothing, on both texts, its vectors are first rotated such that the
    words of the model are as near to their old vectors as a rotation can bring them.
    """
    old = continuation.model.embeddings
    new_rows = [vocabulary.find(word) for word in old.vocabulary]
    places = np.array([place for place, row in enumerate(new_rows) if row is not None], np.int64)
    rows = np.array([row for row in new_rows if row is not None], np.int64)
    before: Matrix = np.asarray(old.vectors)[places]
    counts = vocabulary.counts()[rows].astype(np.float64)
    shares = (continuation.new_counts(vocabulary)[rows] / np.maximum(counts, 1)).astype(np.float32)
    if continuation.old is not None:
        trained = _rotated(trained, rotation(trained.vectors[rows], before, counts))
    vectors = _moved(trained.vectors, rows, before, shares)
    context, old_context = trained.context, continuation.model.context()
    if context is not None and old_context is not None:
        context = _moved(context, rows, np.asarray(old_context)[places], shares)
    subwords = trained.subwords
    if subwords is not None and old.subwords is not None:
        words = [old.vocabulary.word(int(place)).encode("utf-8") for place in places]
        subwords = _moved_ngrams(subwords, old.subwords, words, counts, shares)
    facts: dict[str, Any] = continuation.facts()
    drift = drift_between(before, vectors, rows, vocabulary)
    if drift is not None:
        listener.note(drift.message())
        facts["drift"] = asdict(drift)
    record = {**trained.record, CONTINUED: facts}
    return replace(trained, vectors=vectors, context=context, subwords=subwords, record=record)


def rotation(vectors: Matrix, targets: Matrix, weights: NDArray[np.float64]) -> Matrix:
    """Return the orthogonal matrix (D, D) that brings vectors nearest to targets.

    The solution of the orthogonal Procrustes problem (Schönemann 1966) with weighted rows.

    Args:
        vectors: float32 (N, D).
        targets: float32 (N, D).
        weights: float64 (N,), of the rows.

    """
    from threadpoolctl import threadpool_limits

    with threadpool_limits(1, user_api="blas"):  # with several threads, sums have another order
        product = (vectors * weights[:, np.newaxis]).T @ targets.astype(np.float64)
        left, _, right = np.linalg.svd(product)
        return np.asarray(left @ right, np.float32)


def _rotated(trained: Trained, matrix: Matrix) -> Trained:
    """Return a result whose vectors are all multiplied by an orthogonal matrix (D, D)."""
    from threadpoolctl import threadpool_limits

    context, subwords = trained.context, trained.subwords
    with threadpool_limits(1, user_api="blas"):
        return replace(
            trained,
            vectors=trained.vectors @ matrix,
            context=None if context is None else context @ matrix,
            subwords=None
            if subwords is None
            else replace(subwords, vectors=subwords.vectors @ matrix),
        )


def _moved(trained: Matrix, rows: NDArray[np.int64], before: Matrix, shares: Shares) -> Matrix:
    """Return trained vectors (V, D); those in `rows` go only a share of the way from `before`."""
    moved = np.array(trained)
    moved[rows] = before + shares[:, np.newaxis] * (moved[rows] - before)
    return moved


def _moved_ngrams(
    trained: Subwords,
    old: Subwords,
    words: list[bytes],
    counts: NDArray[np.float64],
    shares: Shares,
) -> Subwords:
    """Return n-grams that go only a share of the way: the new share of their occurrences."""
    from w2vkit.engines.ngrams import all_hashes

    hashes, sizes = all_hashes(words, old.shortest, old.longest, old.buckets)
    places = np.searchsorted(old.ids, hashes)
    known = places < len(old.ids)
    known[known] = old.ids[places[known]] == hashes[known]
    owners = np.repeat(np.arange(len(words)), sizes)[known]
    all_counts, new_counts = (
        np.bincount(places[known], weights[owners], len(old.ids))
        for weights in (counts, counts * shares)
    )
    ngram_shares = (new_counts / np.maximum(all_counts, 1)).astype(np.float32)
    rows = np.searchsorted(trained.ids, old.ids)
    kept = rows < len(trained.ids)
    kept[kept] = trained.ids[rows[kept]] == old.ids[kept]
    vectors = _moved(trained.vectors, rows[kept], np.asarray(old.vectors)[kept], ngram_shares[kept])
    return replace(trained, vectors=vectors)
