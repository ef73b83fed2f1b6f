"""Arithmetic on rows against NumPy in float64."""

from typing import NamedTuple

import numpy as np
import pytest
from numpy.typing import NDArray

from w2vkit.engines.simd import LANES, entry, pointers
from w2vkit.engines.word2vec import forward, rows, strips

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
    strips.add_scaled(DIM, some.rows, b, some.outputs, a, np.float32(-1.5))
    rows.scale(some.rows, a, np.float32(0.1), DIM)
    strips.clear_row(DIM, some.rows, 2 * DIM)
    strips.copy_row(DIM, some.rows, DIM, some.outputs, 2 * DIM)
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
