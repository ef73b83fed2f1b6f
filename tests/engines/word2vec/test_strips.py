"""Arithmetic on many rows, beside NumPy's."""

from typing import NamedTuple

import numpy as np
import pytest
from numpy.typing import NDArray

from w2vkit.engines.simd import LANES, entry, pointers
from w2vkit.engines.word2vec import strips


class Listed(NamedTuple):
    rows: NDArray[np.float32]
    others: NDArray[np.float32]
    starts: NDArray[np.int32]
    output_starts: NDArray[np.int64]
    numbers: NDArray[np.float32]


@entry
def mean_written(dim, arrays, target, count, share):
    some = pointers(arrays)
    strips.write_mean(dim, some.rows, target, some.others, some.starts, 1, count, share)


@entry
def rows_added(dim, arrays, target, count, stride):
    some = pointers(arrays)
    strips.add_rows(
        dim, some.rows, target, some.others, some.starts, 1, count, some.numbers, 2, stride
    )


@entry
def error_added(dim, arrays, width, part, count):
    some = pointers(arrays)
    strips.add_error(
        dim, some.others, some.output_starts, 1, width, some.numbers, 2, part,
        some.rows, some.starts, 1, count,
    )  # fmt: skip


@entry
def outputs_added(dim, arrays, target, width):
    some = pointers(arrays)
    strips.add_outputs(
        dim, some.rows, target, some.others, some.output_starts, 1, width, some.numbers, 2
    )


class Means(NamedTuple):
    rows: NDArray[np.float32]
    means: NDArray[np.float32]
    factors: NDArray[np.float32]
    factor_starts: NDArray[np.int32]
    followers: NDArray[np.int32]


@entry
def means_added(dim, arrays, target, centre, first, k):
    some = pointers(arrays)
    strips.add_means(
        dim, some.rows, target, some.means, dim, centre, first, k,
        some.factors, some.factor_starts, some.followers,
    )  # fmt: skip


STRIPS = [LANES * vectors for vectors in (1, 2, 3, 4, 6, 7, 9, 19)]
"""Lengths of rows in which all strips occur, alone and together."""


def listed(dim):
    """Return arrays with ten rows of each kind; the last row of the second kind is zero."""
    rng = np.random.default_rng(dim)
    rows, others = rng.normal(size=(2, 10, dim)).astype(np.float32)
    others[-1] = 0
    starts = np.array([0, 3, 1, 8, 2, 7, 9], np.int32) * np.int32(dim)
    output_starts = rng.integers(0, 9, 20) * dim
    numbers = rng.normal(size=64).astype(np.float32)
    return Listed(rows.reshape(-1), others.reshape(-1), starts, output_starts, numbers)


def as_rows(numbers, dim):
    return numbers.reshape(-1, dim).astype(float)


@pytest.mark.parametrize("dim", STRIPS)
@pytest.mark.parametrize("count", [1, 2, 3, 4, 5])
def test_a_mean_of_listed_rows(dim, count):
    arrays = listed(dim)
    chosen = arrays.starts[1 : 1 + count] // dim
    if count % 2:
        arrays.starts[1 + count] = 9 * dim  # the row of zeros
    wanted = as_rows(arrays.rows, dim)
    wanted[4] = as_rows(arrays.others, dim)[chosen].sum(axis=0) / count
    mean_written(dim, arrays, 4 * dim, count, np.float32(1 / count))
    assert as_rows(arrays.rows, dim) == pytest.approx(wanted, abs=1e-5)


@pytest.mark.parametrize("dim", STRIPS)
@pytest.mark.parametrize(("count", "stride"), [(1, 6), (2, 3), (4, 7), (5, 9)])
def test_listed_rows_times_factors(dim, count, stride):
    arrays = listed(dim)
    chosen = arrays.starts[1 : 1 + count] // dim
    if count % 2:
        arrays.starts[1 + count] = 9 * dim
    wanted = as_rows(arrays.rows, dim)
    factors = arrays.numbers[2::stride][:count].astype(float)
    wanted[4] += factors @ as_rows(arrays.others, dim)[chosen]
    rows_added(dim, arrays, 4 * dim, count, stride)
    assert as_rows(arrays.rows, dim) == pytest.approx(wanted, abs=1e-4)


@pytest.mark.parametrize("dim", STRIPS)
@pytest.mark.parametrize(("width", "count"), [(3, 1), (6, 2), (12, 5)])
def test_an_error_is_added_to_each_context(dim, width, count):
    arrays = listed(dim)
    outputs = as_rows(arrays.others, dim)[arrays.output_starts[1 : 1 + width] // dim]
    error = 0.25 * arrays.numbers[2 : 2 + width].astype(float) @ outputs
    wanted = as_rows(arrays.rows, dim)
    wanted[arrays.starts[1 : 1 + count] // dim] += error
    error_added(dim, arrays, width, np.float32(0.25), count)
    assert as_rows(arrays.rows, dim) == pytest.approx(wanted, abs=1e-4)


@pytest.mark.parametrize("dim", STRIPS)
@pytest.mark.parametrize("width", [3, 6, 12])
def test_outputs_times_their_factors(dim, width):
    arrays = listed(dim)
    outputs = as_rows(arrays.others, dim)[arrays.output_starts[1 : 1 + width] // dim]
    wanted = as_rows(arrays.rows, dim)
    wanted[4] += arrays.numbers[2 : 2 + width].astype(float) @ outputs
    outputs_added(dim, arrays, 4 * dim, width)
    assert as_rows(arrays.rows, dim) == pytest.approx(wanted, abs=1e-4)


@pytest.mark.parametrize("dim", STRIPS)
@pytest.mark.parametrize(("centre", "k", "members"), [(2, 0, [2]), (2, 4, [2, 5, 7]), (3, 1, [3])])
def test_means_of_a_centre_and_its_followers(dim, centre, k, members):
    rng = np.random.default_rng(dim)
    rows, means = rng.normal(size=(2, 8, dim)).astype(np.float32)
    factors = rng.normal(size=64).astype(np.float32)
    starts = np.arange(0, 48, 6, dtype=np.int32)
    followers = np.array([0, 0, 4, 0, 0, 6, 0, 0], np.int32)  # places in a task from centre 1 on
    wanted = rows.astype(float)
    wanted[3] += factors[starts[members] + k].astype(float) @ means[members]
    arrays = Means(rows.reshape(-1), means.reshape(-1), factors, starts, followers)
    means_added(dim, arrays, 3 * dim, centre, 1, k)
    assert as_rows(arrays.rows, dim) == pytest.approx(wanted, abs=1e-4)
