"""Arithmetic on rows against NumPy in float64."""

from typing import NamedTuple

import numpy as np
import pytest
from numpy.typing import NDArray

from w2vkit.engines.simd import LANES, entry, pointers
from w2vkit.engines.word2vec import forward, rows

DIM = 2 * LANES
A, B = 0, 3
"""Rows that are changed, or multiplied with the outputs; as many factors belong to each."""
CHOSEN = [4, 1, 1]
"""Three outputs, two of them the same."""
ROWS = 5


class Arrays(NamedTuple):
    rows: NDArray[np.float32]
    outputs: NDArray[np.float32]
    of: NDArray[np.int64]
    numbers: NDArray[np.float32]


@entry
def products(arrays):
    some = pointers(arrays)
    a, b = A * DIM, B * DIM
    rows.dot_two_by_three(some.rows, a, b, some.outputs, some.of, 0, DIM, some.numbers, 0, 4)
    rows.dot_one_by_three(some.rows, b, some.outputs, some.of, 0, DIM, some.numbers, 9)


@entry
def six_products(arrays):
    some = pointers(arrays)
    rows.dot_one_by_six(some.rows, B * DIM, some.outputs, some.of, 0, DIM, some.numbers, 1)


@entry
def additions(arrays):
    some = pointers(arrays)
    a, b = A * DIM, B * DIM
    rows.add_scaled(DIM, some.rows, b, some.outputs, a, np.float32(-1.5))
    rows.scale(some.rows, a, np.float32(0.1), DIM)
    rows.clear_row(DIM, some.rows, 2 * DIM)
    rows.copy_row(DIM, some.rows, DIM, some.outputs, 2 * DIM)
    rows.fetch_row(some.rows, b, DIM)


@entry
def turned(arrays, start, count, first, period, alpha):
    some = pointers(arrays)
    return forward.gradients(some.numbers, start, count, some.rows, first, period, alpha)


@pytest.fixture
def arrays():
    rng = np.random.default_rng(1)
    rows, outputs = rng.normal(size=(2, ROWS, DIM)).astype(np.float32)
    numbers = rng.normal(size=12).astype(np.float32)
    return Arrays(rows.reshape(-1), outputs.reshape(-1), np.array(CHOSEN) * DIM, numbers)


def matrices(arrays):
    return (array.reshape(ROWS, DIM).astype(float) for array in (arrays.rows, arrays.outputs))


def test_inner_products_go_where_they_are_wanted(arrays):
    rows, outputs = matrices(arrays)
    wanted = arrays.numbers.copy()
    wanted[0:3], wanted[4:7], wanted[9:12] = (outputs[CHOSEN] @ rows[[A, B, B]].T).T
    products(arrays)
    assert arrays.numbers == pytest.approx(wanted, abs=1e-5)


def test_inner_products_of_a_row_with_six_outputs(arrays):
    rows, outputs = matrices(arrays)
    chosen = [4, 1, 1, 0, 3, 2]
    six = arrays._replace(of=np.array(chosen) * DIM)
    wanted = arrays.numbers.copy()
    wanted[1:7] = outputs[chosen] @ rows[B]
    six_products(six)
    assert arrays.numbers == pytest.approx(wanted, abs=1e-5)


def test_sums_of_rows_times_factors(arrays):
    rows, outputs = matrices(arrays)
    rows[B] += -1.5 * outputs[A]
    rows[A] *= 0.1
    rows[2] = 0
    rows[1] = outputs[2]
    before = [array.copy() for array in arrays[1:]]
    additions(arrays)
    assert arrays.rows.reshape(ROWS, DIM) == pytest.approx(rows, abs=1e-5)
    assert all(np.array_equal(old, new) for old, new in zip(before, arrays[1:], strict=True))


LOGITS = [0, 1e-6, -1e-6, 0.3, -0.3, 0.7, 1, -1, 5, -5, 17, -17, 60, -60, 87, -87, 500, -500]


@pytest.mark.parametrize("pattern", ["-", "+", "-++", "-+++++", "+--+-+-++--+", "-+" * 12])
def test_gradients_and_loss_are_those_of_the_formula(pattern):
    count, start = 32, 16
    logits = np.array([*LOGITS, *np.linspace(-9, 9, count - len(LOGITS))], np.float32)
    numbers = np.zeros(64, np.float32)
    numbers[start : start + count] = logits
    period, first = len(pattern), 5
    sign = np.array([-1 if one == "-" else 1 for one in pattern])
    signs = np.full(64, np.nan, np.float32)
    signs[first : first + period + LANES] = np.resize(sign, period + LANES)
    sign = np.resize(sign, count)
    none = np.zeros(1, np.float32)
    arrays = Arrays(signs, none, np.zeros(1, np.int64), numbers)
    loss = turned(arrays, start, count, first, period, np.float32(0.1))
    z = sign * logits.astype(float)
    wanted = -0.1 * sign * np.exp(-np.logaddexp(0, -z))
    assert numbers[start : start + count] == pytest.approx(wanted, rel=3e-6, abs=1e-37)
    assert loss == pytest.approx(np.logaddexp(0, z).sum(), rel=1e-6)
    assert not numbers[:start].any()
    assert not numbers[start + count :].any()


class Listed(NamedTuple):
    rows: NDArray[np.float32]
    others: NDArray[np.float32]
    starts: NDArray[np.int32]
    output_starts: NDArray[np.int64]
    numbers: NDArray[np.float32]


@entry
def mean_written(dim, arrays, target, count, share):
    some = pointers(arrays)
    rows.write_mean(dim, some.rows, target, some.others, some.starts, 1, count, share)


@entry
def rows_added(dim, arrays, target, count, stride):
    some = pointers(arrays)
    rows.add_rows(
        dim, some.rows, target, some.others, some.starts, 1, count, some.numbers, 2, stride
    )


@entry
def error_added(dim, arrays, width, part, count):
    some = pointers(arrays)
    rows.add_error(
        dim, some.others, some.output_starts, 1, width, some.numbers, 2, part,
        some.rows, some.starts, 1, count,
    )  # fmt: skip


@entry
def outputs_added(dim, arrays, target, width):
    some = pointers(arrays)
    rows.add_outputs(
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
    rows.add_means(
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
