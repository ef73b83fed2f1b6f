"""The truncated SVD against NumPy's, with fixed signs."""

from functools import cache

import numpy as np
import pytest

from w2vkit.engines.ppmi.association import Associations
from w2vkit.engines.ppmi.factorization import factorize


def sparse(dense, words=None):
    """Return a matrix whose rows are in the order of `words`."""
    words = np.arange(len(dense)) if words is None else words
    rows, columns = np.nonzero(dense[words])
    starts = np.append(0, np.cumsum(np.bincount(rows, minlength=len(dense))))
    values = dense[words][rows, columns]
    return Associations(words, starts, columns.astype(np.int32), values)


def example(size, seed=3):
    rng = np.random.default_rng(seed)
    return np.maximum(rng.standard_normal((size, size)) - 1 + rng.random(size)[:, None], 0)


@cache
def decomposed(size):
    """Return the example of a size with its singular vectors and values, computed once."""
    matrix = example(size)
    left, values, _ = np.linalg.svd(matrix)
    return matrix, left * np.sign(left[np.abs(left).argmax(axis=0), np.arange(size)]), values


@pytest.mark.parametrize("size", [30, 1001])  # up to 1,000 dense, beyond Lanczos
@pytest.mark.parametrize("exponent", [0.0, 0.5, 1.0])
def test_the_vectors_are_those_of_the_definition(size, exponent):
    matrix, left, values = decomposed(size)
    vectors = factorize(sparse(matrix), 7, exponent)
    assert vectors.shape == (size, 7)
    assert vectors.dtype == np.float32
    assert np.allclose(vectors, left[:, :7] * values[:7] ** exponent, atol=1e-4)


def test_the_order_of_the_rows_changes_nothing():
    matrix = example(1200)
    words = np.random.default_rng(4).permutation(1200)
    one, other = factorize(sparse(matrix), 5, 0.5), factorize(sparse(matrix, words), 5, 0.5)
    assert np.allclose(one, other, atol=1e-5)


def test_twice_gives_the_same_bytes():
    matrix = sparse(example(1200))
    assert factorize(matrix, 9, 0.5).tobytes() == factorize(matrix, 9, 0.5).tobytes()


@pytest.mark.parametrize(("size", "dim"), [(4, 10), (1200, 10)])
def test_columns_beyond_the_rank_are_zero(size, dim):
    """A matrix of rank 2 has two singular vectors; all others are arbitrary."""
    rng = np.random.default_rng(5)
    matrix = rng.random((size, 2)) @ rng.random((2, size))
    vectors = factorize(sparse(matrix), dim, 0.0)
    assert vectors[:, :2].any(axis=0).all()
    assert not vectors[:, 2:].any()


class StopError(Exception):
    pass


def test_it_can_be_stopped():
    def stop(products):
        if products == 3:
            raise StopError

    with pytest.raises(StopError):
        factorize(sparse(example(1200)), 5, 0.5, stop)
