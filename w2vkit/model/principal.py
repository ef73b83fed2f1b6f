"""Principal axes of vectors, and projections onto them."""

from __future__ import annotations

import numpy as np

from w2vkit.model.embeddings import Matrix, check_finite

ROWS_PER_PRODUCT = 65_536


def principal_axes(vectors: Matrix, dim: int) -> Matrix:
    """Return the first `dim` principal axes of the vectors (V, D), float32 (D, dim).

    The mean is not subtracted, in order to preserve dot products and cosines.
    """
    total = np.zeros((vectors.shape[1],) * 2)
    for start in range(0, len(vectors), ROWS_PER_PRODUCT):
        part = np.asarray(vectors[start : start + ROWS_PER_PRODUCT], np.float64)
        with np.errstate(invalid="ignore"):
            total += part.T @ part
    check_finite(total)
    _, axes = np.linalg.eigh(total)
    best = axes[:, ::-1][:, :dim]
    # The sign of an axis is arbitrary; the largest entry is made positive.
    signs = np.sign(best[np.abs(best).argmax(axis=0), np.arange(dim)])
    return np.asarray(best * signs, np.float32)


def projected(vectors: Matrix, axes: Matrix) -> Matrix:
    """Return the coordinates (V, d) of the vectors (V, D) along the axes (D, d)."""
    result = np.empty((len(vectors), axes.shape[1]), np.float32)
    for start in range(0, len(vectors), ROWS_PER_PRODUCT):
        result[start : start + ROWS_PER_PRODUCT] = vectors[start : start + ROWS_PER_PRODUCT] @ axes
    return result
