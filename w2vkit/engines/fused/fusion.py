"""Joining vectors of the same words from several trainings, and reducing their columns.

Each view is centered (the mean of all words is subtracted) and scaled to rows of length 1; the
views are multiplied by their weights and placed side by side. Of the joined columns, the first
principal axes are kept.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from w2vkit.base.messages import msg
from w2vkit.model.embeddings import (
    Matrix,
    check_finite,
    normalized_rows,
    principal_axes,
    projected,
    row_norms,
)
from w2vkit.model.subwords import Subwords

SMALLEST_AXIS = 1e-6
"""Axes shorter than this share of the first are zero, but for rounding."""


@dataclass(frozen=True, eq=False)
class View:
    """The vectors of one member.

    Attributes:
        vectors: float32 (V, D).
        weight: of the member; its share in a dot product is proportional to the square.
        mean: float64 (D,), the mean vector.
        scale: the mean length of the centered rows.

    """

    vectors: Matrix
    weight: float
    mean: Matrix
    scale: float

    def part(self) -> Matrix:
        """Return the centered, normalized and weighted vectors, float32 (V, D)."""
        return normalized_rows(self.vectors - self.mean) * np.float32(self.weight)


@dataclass(frozen=True, eq=False)
class Fusion:
    """Vectors of several views and the axes of their reduction.

    Attributes:
        vectors: float32 (V, dim), with columns in descending order of length.
        axes: float32 (columns of the view, dim), for each view.
        kept: the share of the squared lengths that the reduction keeps, 0 to 1.

    """

    vectors: Matrix
    axes: Sequence[Matrix]
    kept: float


def view_of(vectors: Matrix, weight: float) -> View:
    """Return the view of vectors (V, D)."""
    mean = vectors.mean(axis=0, dtype=np.float64).astype(np.float32)
    return View(vectors, weight, mean, float(row_norms(vectors - mean).mean(dtype=np.float64)))


def fuse(views: Sequence[View], dim: int) -> Fusion:
    """Join the views and reduce them to `dim` columns.

    Columns beyond the rank are zero.

    Raises:
        ValueError: the views have different numbers of words, or together fewer than `dim` columns.
        W2vError: a vector is infinite or not a number.

    """
    from threadpoolctl import threadpool_limits

    if len({len(view.vectors) for view in views}) != 1:
        raise ValueError(msg("the members have different numbers of words"))
    widths = [view.vectors.shape[1] for view in views]
    if sum(widths) < dim:
        raise ValueError(
            msg(
                "the members have {columns} columns, fewer than {dim}", columns=sum(widths), dim=dim
            )
        )
    joined = np.hstack([view.part() for view in views])
    check_finite(joined)
    # With several threads, BLAS adds in another order.
    with threadpool_limits(1, user_api="blas"):
        axes = principal_axes(joined, dim)
        vectors = projected(joined, axes)
    lengths = np.sqrt(np.einsum("ij,ij->j", vectors, vectors, dtype=np.float64))
    is_zero = lengths <= SMALLEST_AXIS * lengths.max(initial=0.0)
    axes[:, is_zero], vectors[:, is_zero] = 0, 0
    whole = float(np.square(joined, dtype=np.float64).sum())
    kept = float(np.square(lengths[~is_zero]).sum()) / whole if whole else 1.0
    return Fusion(vectors, np.split(axes, np.cumsum(widths)[:-1]), min(kept, 1.0))


def fused_subwords(subwords: Subwords, view: View, axes: Matrix) -> Subwords:
    """Return the n-grams of a view with vectors in the fused space.

    A word composed from them is centered, scaled and projected as the words of the view, except
    that it is divided by their mean length instead of its own.

    Args:
        subwords: vectors of n-grams in the space of the view, float32 (K, D).
        view: the view of the words.
        axes: float32 (D, dim), of this view.

    """
    factor = np.float32(view.weight / view.scale if view.scale else 0.0)
    return replace(subwords, vectors=projected((subwords.vectors - view.mean) * factor, axes))
