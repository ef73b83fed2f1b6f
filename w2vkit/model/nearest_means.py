"""Columns that some words lack, from the words that are nearest to them in others."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

NEAREST = 10
"""The words of which the mean is taken."""
AMONG = 20_000
"""The most frequent words, among which the nearest are sought, so that time stays linear."""
ROWS_AT_ONCE = 256
SMALLEST_SUM = np.float32(1e-9)
"""Instead of weights that add up to 0."""

Numbers = NDArray[np.float32]


def nearest_means(asked: Numbers, known: Numbers, columns: Numbers) -> Numbers:
    """Return the mean columns of the ten known words nearest to each word, float32 (N, P).

    Nearer words weigh more: a weight is the cosine, or 0 if that is negative. Only the first
    `AMONG` known words count. The mean of directions that differ is shorter than each of them.

    Args:
        asked: unit vectors of the words that lack the columns, float32 (N, D).
        known: unit vectors of the words that have them, float32 (K, D), most frequent first.
        columns: float32 (K, P).

    """
    from threadpoolctl import threadpool_limits

    known, columns = known[:AMONG], columns[:AMONG]
    result = np.zeros((len(asked), columns.shape[1]), np.float32)
    if not len(known):
        return result
    with threadpool_limits(1, user_api="blas"):  # with several threads, sums have another order
        for start in range(0, len(asked), ROWS_AT_ONCE):
            part = slice(start, start + ROWS_AT_ONCE)
            cosines = asked[part] @ known.T
            last = min(NEAREST, cosines.shape[1]) - 1
            chosen = np.argpartition(-cosines, last, axis=1)[:, : last + 1]
            rows = np.sort(chosen, axis=1)  # sums are in the same order everywhere
            weights = np.maximum(np.take_along_axis(cosines, rows, axis=1), 0)
            weights /= np.maximum(weights.sum(axis=1, keepdims=True), SMALLEST_SUM)
            result[part] = np.einsum("nk,nkp->np", weights, columns[rows])
    return result
