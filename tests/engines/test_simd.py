"""Each operation on vectors against NumPy, bit for bit."""

from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

import numpy as np
import pytest
from numpy.typing import NDArray

from w2vkit.engines import simd
from w2vkit.engines.simd import LANES, entry, load, pointers, store

COEFFICIENTS = (1.0, -0.5, 0.25, 3.0)
horner = simd.polynomial(COEFFICIENTS)


class Arrays(NamedTuple):
    a: NDArray[np.float32]
    b: NDArray[np.float32]
    c: NDArray[np.float32]
    out: NDArray[np.float32]


class Numbers(NamedTuple):
    ids: NDArray[np.int32]
    counters: NDArray[np.int64]


@entry
def lanewise(arrays):
    some = pointers(arrays)
    a = load(some.a, 0)
    b = load(some.b, 0)
    c = load(some.c, 0)
    store(some.out, 0 * LANES, simd.add(a, b))
    store(some.out, 1 * LANES, simd.multiply(a, b))
    store(some.out, 2 * LANES, simd.divide(a, b))
    store(some.out, 3 * LANES, simd.fma(a, b, c))
    store(some.out, 4 * LANES, simd.maximum(a, b))
    store(some.out, 5 * LANES, simd.minus_magnitude(a))
    store(some.out, 6 * LANES, simd.nearest(a))
    store(some.out, 7 * LANES, simd.where_positive(a, b, c))
    store(some.out, 8 * LANES, horner(c))
    store(some.out, 9 * LANES, simd.power_of_two(simd.nearest(c)))
    store(some.out, 10 * LANES, simd.splat(simd.get(some.a, 3)))
    store(some.out, 11 * LANES, simd.zeros())


@entry
def sums(arrays):
    some = pointers(arrays)
    a = load(some.a, 0)
    b = load(some.b, 0)
    c = load(some.c, 0)
    simd.store_sums(some.out, 1, a, b, c)
    simd.store_sums_twice(some.out, 5, 9, c, b, a, b, b, c)
    return simd.total(a)


@entry
def elements(numbers, place):
    some = pointers(numbers)
    simd.put(some.ids, place, simd.get(some.ids, place + 1) + 1)
    simd.prefetch(some.counters, 0)
    simd.yield_processor()
    return simd.fetch_add(some.counters, 1, 5), simd.observe(some.counters, 1)


@entry
def count_up(numbers, times):
    some = pointers(numbers)
    for _ in range(times):
        simd.fetch_add(some.counters, 0, 1)


@pytest.fixture
def arrays():
    rng = np.random.default_rng(5)
    a, b, c = (rng.normal(0, 4, LANES).astype(np.float32) for _ in range(3))
    a[:6] = [0.0, -0.0, 0.5, 1.5, 2.5, -2.5]
    b[7] = a[7]
    return Arrays(a, b, c, np.full(12 * LANES, -1, np.float32))


def fused(a, b, c):
    """Return a·b + c, rounded once: the product of two float32 is exact in float64."""
    return (a.astype(float) * b.astype(float) + c.astype(float)).astype(np.float32)


def test_operations_equal_those_of_numpy(arrays):
    a, b, c, out = arrays
    lanewise(arrays)
    polynomial = np.full(LANES, COEFFICIENTS[-1], np.float32)
    for coefficient in COEFFICIENTS[-2::-1]:
        polynomial = fused(polynomial, c, np.full(LANES, coefficient, np.float32))
    wanted = [
        a + b,
        a * b,
        a / b,
        fused(a, b, c),
        np.where(a > b, a, b),
        -np.abs(a),
        np.rint(a),
        np.where(a > 0, b, c),
        polynomial,
        np.exp2(np.rint(c)),
        np.full(LANES, a[3]),
        np.zeros(LANES),
    ]
    for number, (found, expected) in enumerate(zip(out.reshape(-1, LANES), wanted, strict=True)):
        assert found.tobytes() == expected.astype(np.float32).tobytes(), number


def test_the_maximum_of_equals_and_of_nan_is_the_second(arrays):
    a, b, _, out = arrays
    a[:3], b[:3], a[3:], b[3:] = [np.nan, 1, 0.0], [1, np.nan, -0.0], 1, 2
    lanewise(arrays)
    found = out[4 * LANES :]
    assert found[0] == 1
    assert np.isnan(found[1])
    assert np.signbit(found[2])


def test_a_product_and_a_sum_are_rounded_once(arrays):
    a, b, c, out = arrays
    a[:], b[:], c[:] = 1 + 2**-12, 1 + 2**-12, -1
    lanewise(arrays)
    assert out[3 * LANES] == np.float32(2**-11 + 2**-24)
    assert out[1 * LANES] + np.float32(-1) == np.float32(2**-11)


def test_sums_go_to_three_places_each_and_leave_the_others(arrays):
    a, b, c = (array.astype(float).sum() for array in arrays[:3])
    out = arrays.out
    total = sums(arrays)
    assert total == pytest.approx(a, rel=1e-12)
    assert out[1:4] == pytest.approx([a, b, c], rel=1e-5)
    assert out[5:8] == pytest.approx([c, b, a], rel=1e-5)
    assert out[9:12] == pytest.approx([b, b, c], rel=1e-5)
    assert {0, 4, 8, *range(12, len(out))} == {*np.flatnonzero(out == -1).tolist()}


def test_elements_of_any_type():
    numbers = Numbers(np.array([7, 8, 9], np.int32), np.array([0, 40], np.int64))
    assert elements(numbers, 1) == (40, 45)
    assert numbers.ids.tolist() == [7, 10, 9]
    assert numbers.counters.tolist() == [0, 45]


def test_threads_that_count_together_lose_nothing():
    numbers = Numbers(np.zeros(1, np.int32), np.zeros(1, np.int64))
    with ThreadPoolExecutor(4) as pool:
        [*pool.map(lambda _: count_up(numbers, 200_000), range(4))]
    assert numbers.counters[0] == 800_000
