"""The truncated singular value decomposition of a sparse matrix: deterministic up to rounding."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count

import numpy as np
from numpy.typing import NDArray

from w2vkit.engines.ppmi.association import Associations
from w2vkit.model.embeddings import Matrix

DENSE_SIZE = 1_000
"""The matrices up to this number of words are factorized as dense ones."""
SMALLEST_VALUE = 1e-6
"""Singular values below this share of the first are zero, but for rounding."""
SEED = 1
"""Of the vector with which the Lanczos iteration starts; it does not affect the result."""
Factors = tuple[NDArray[np.float64], NDArray[np.float64]]
"""Left singular vectors (V, k) and singular values (k,), descending."""


def factorize(
    matrix: Associations,
    dim: int,
    exponent: float,
    step: Callable[[int], None] = lambda products: None,
) -> Matrix:
    """Return U S^exponent of the matrix (V, V), float32 (V, dim).

    Singular values are in descending order; the largest entry of each singular vector is positive.
    Where the rank is less than `dim`, the last columns are zero.

    Args:
        matrix: the matrix.
        dim: the number of columns.
        exponent: of the singular values.
        step: is called before each product with a vector, with the number of products so far, and
            may stop the computation with an exception.

    """
    from threadpoolctl import threadpool_limits

    size = len(matrix.words)
    is_small = size <= max(DENSE_SIZE, 2 * dim)
    # With several threads, BLAS adds in another order.
    with threadpool_limits(1, user_api="blas"):
        left, values = _dense(matrix) if is_small else _lanczos(matrix, dim, step)
    kept = int((values > SMALLEST_VALUE * max(values[:1], default=0.0)).sum())
    kept = min(kept, dim)
    vectors = np.zeros((size, dim), np.float32)
    vectors[matrix.words, :kept] = _with_fixed_signs(left[:, :kept]) * values[:kept] ** exponent
    return vectors


def _dense(matrix: Associations) -> Factors:
    """Return the factors of a small matrix."""
    size = len(matrix.words)
    dense = np.zeros((size, size))
    dense[np.repeat(np.arange(size), np.diff(matrix.starts)), matrix.columns] = matrix.values
    left, values, _ = np.linalg.svd(dense)
    return left, values


def _lanczos(matrix: Associations, dim: int, step: Callable[[int], None]) -> Factors:
    """Return the first `dim` factors, by ARPACK."""
    from scipy.sparse import csr_matrix
    from scipy.sparse.linalg import LinearOperator, svds

    size = len(matrix.words)
    rows = csr_matrix((matrix.values, matrix.columns, matrix.starts), (size, size))
    columns = rows.T
    products = count()

    def product(vector: NDArray[np.float64]) -> NDArray[np.float64]:
        step(next(products))
        return np.asarray(rows @ vector)

    operator = LinearOperator(
        (size, size), product, lambda vector: columns @ vector, dtype=np.float64
    )
    first = np.random.default_rng(SEED).standard_normal(size)
    left, values, _ = svds(operator, k=dim, v0=first, return_singular_vectors="u")
    order = np.argsort(-values, kind="stable")
    return left[:, order], values[order]


def _with_fixed_signs(left: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the columns with signs such that the entry of largest magnitude is positive."""
    if not left.size:
        return left
    largest = left[np.abs(left).argmax(axis=0), np.arange(left.shape[1])]
    signed: NDArray[np.float64] = left * np.sign(largest)
    return signed
