"""Arithmetic on rows, a few at a time, so that what is loaded once is used several times."""

from __future__ import annotations

from typing import Any

import numpy as np

from w2vkit.engines import simd
from w2vkit.engines.sgns.layout import Floats, Longs
from w2vkit.engines.simd import LANES, add, compiled, fma, get, load, multiply, splat, store, zeros

_exp2 = simd.polynomial(
    (
        1.0,
        0.6931472067028329,
        0.24022650922289554,
        0.05550327226669895,
        0.00961805667843204,
        0.0013400428177711937,
        0.00015461444724808513,
    )
)
"""2^x for |x| <= 1/2, interpolated at Chebyshev points; absolute error 2e-9."""
_log1p_ratio = simd.polynomial(
    (
        0.9999997807585044,
        -0.4999717452300584,
        0.332719283833915,
        -0.24474774178478675,
        0.17687476700423233,
        -0.1068500286374956,
        0.04349389981533136,
        -0.00837115254944365,
    )
)
"""log(1 + x) / x for 0 <= x <= 1, likewise; absolute error 2e-7."""
_LOG2_E = np.float32(1.4426950408889634)


@compiled
def gradients(factors: Floats, start: int, count: int, signs: Floats, alpha: np.float32) -> float:
    """Turn the logits factors[start:start + count] into factors of the update; return the loss.

    With z = -logit for the true output and z = logit for a negative sample, the loss is
    log(1 + e^z), and its derivative with respect to z is the sigmoid of z. With t = e^-|z|, these
    are max(0, z) + log(1 + t), and 1 / (1 + t) or t / (1 + t). What lies behind the last logit,
    up to a full vector, is turned too.
    """
    rate = splat(-alpha)
    one = splat(np.float32(1))
    loss = zeros()
    for i in range(0, count, LANES):
        sign = load(signs, i)
        z = multiply(sign, load(factors, start + i))
        power = multiply(simd.minus_magnitude(z), splat(_LOG2_E))
        power = simd.maximum(power, splat(np.float32(-126)))
        whole = simd.nearest(power)
        rest = fma(whole, splat(np.float32(-1)), power)
        t = multiply(_exp2(rest), simd.power_of_two(whole))
        sigmoid = simd.divide(simd.where_positive(z, one, t), add(one, t))
        store(factors, start + i, multiply(multiply(rate, sign), sigmoid))
        loss = add(loss, simd.maximum(zeros(), z))
        loss = fma(t, _log1p_ratio(t), loss)
    total: float = simd.total(loss)
    return total


@compiled
def dot_six(
    rows: Floats,
    a: int,
    b: int,
    outputs: Floats,
    of: Longs,
    k: int,
    dim: int,
    to: Floats,
    at: int,
    stride: int,
) -> None:
    """Write the inner products of rows a and b with three outputs to `at` and `at + stride`."""
    o = get(of, k)
    p = get(of, k + 1)
    q = get(of, k + 2)
    ao = zeros()
    ap = zeros()
    aq = zeros()
    bo = zeros()
    bp = zeros()
    bq = zeros()
    for x in range(0, dim, LANES):
        va = load(rows, a + x)
        vb = load(rows, b + x)
        vo = load(outputs, o + x)
        vp = load(outputs, p + x)
        vq = load(outputs, q + x)
        ao = fma(va, vo, ao)
        ap = fma(va, vp, ap)
        aq = fma(va, vq, aq)
        bo = fma(vb, vo, bo)
        bp = fma(vb, vp, bp)
        bq = fma(vb, vq, bq)
    simd.store_sums_twice(to, at, at + stride, ao, ap, aq, bo, bp, bq)


@compiled
def dot_three(
    rows: Floats, a: int, outputs: Floats, of: Longs, k: int, dim: int, to: Floats, at: int
) -> None:
    """Write the inner products of row a with three outputs."""
    o = get(of, k)
    p = get(of, k + 1)
    q = get(of, k + 2)
    ao = zeros()
    ap = zeros()
    aq = zeros()
    for x in range(0, dim, LANES):
        va = load(rows, a + x)
        ao = fma(va, load(outputs, o + x), ao)
        ap = fma(va, load(outputs, p + x), ap)
        aq = fma(va, load(outputs, q + x), aq)
    simd.store_sums(to, at, ao, ap, aq)


@compiled
def add_outputs_twice(
    updates: Floats,
    a: int,
    b: int,
    outputs: Floats,
    of: Longs,
    k: int,
    dim: int,
    factors: Floats,
    at: int,
    stride: int,
) -> None:
    """Add three outputs to the rows a and b, times the factors at `at` and `at + stride`."""
    o = get(of, k)
    p = get(of, k + 1)
    q = get(of, k + 2)
    ao = splat(get(factors, at))
    ap = splat(get(factors, at + 1))
    aq = splat(get(factors, at + 2))
    bo = splat(get(factors, at + stride))
    bp = splat(get(factors, at + stride + 1))
    bq = splat(get(factors, at + stride + 2))
    for x in range(0, dim, LANES):
        vo = load(outputs, o + x)
        vp = load(outputs, p + x)
        vq = load(outputs, q + x)
        va = load(updates, a + x)
        vb = load(updates, b + x)
        store(updates, a + x, fma(ao, vo, fma(ap, vp, fma(aq, vq, va))))
        store(updates, b + x, fma(bo, vo, fma(bp, vp, fma(bq, vq, vb))))


@compiled
def add_outputs(
    row: Floats, r: int, outputs: Floats, of: Longs, k: int, dim: int, factors: Floats, at: int
) -> None:
    """Add three outputs to the row r, times the factors from `at`."""
    o = get(of, k)
    p = get(of, k + 1)
    q = get(of, k + 2)
    fo = splat(get(factors, at))
    fp = splat(get(factors, at + 1))
    fq = splat(get(factors, at + 2))
    for x in range(0, dim, LANES):
        v = fma(fq, load(outputs, q + x), load(row, r + x))
        v = fma(fo, load(outputs, o + x), fma(fp, load(outputs, p + x), v))
        store(row, r + x, v)


@compiled
def add_row(target: Floats, t: int, rows: Floats, a: int, factor: Any, dim: int) -> None:
    """Add to the row t the row a times a factor."""
    f = splat(factor)
    for x in range(0, dim, LANES):
        store(target, t + x, fma(f, load(rows, a + x), load(target, t + x)))


@compiled
def add_step(target: Floats, t: int, steps: Floats, a: int, dim: int) -> Any:
    """Add to the row t the row a; return the length of that step, float32."""
    squares = zeros()
    for x in range(0, dim, LANES):
        v = load(steps, a + x)
        store(target, t + x, add(v, load(target, t + x)))
        squares = fma(v, v, squares)
    return np.float32(np.sqrt(simd.total(squares)))


@compiled
def add_two_rows(
    target: Floats, t: int, rows: Floats, a: int, b: int, of_a: Any, of_b: Any, dim: int
) -> None:
    """Add to the row t the rows a and b, times their factors."""
    fa = splat(of_a)
    fb = splat(of_b)
    for x in range(0, dim, LANES):
        v = fma(fa, load(rows, a + x), load(target, t + x))
        store(target, t + x, fma(fb, load(rows, b + x), v))


@compiled
def add_to_two_rows(target: Floats, t: int, u: int, row: Floats, a: int, dim: int) -> None:
    """Add the row a to the rows t and u."""
    for x in range(0, dim, LANES):
        v = load(row, a + x)
        store(target, t + x, add(v, load(target, t + x)))
        store(target, u + x, add(v, load(target, u + x)))


@compiled
def length(row: Floats, r: int, dim: int) -> Any:
    """Return the length of the row r, float32."""
    squares = zeros()
    for x in range(0, dim, LANES):
        v = load(row, r + x)
        squares = fma(v, v, squares)
    return np.float32(np.sqrt(simd.total(squares)))


@compiled
def shorten_step(target: Floats, t: int, before: Floats, b: int, longest: Any, dim: int) -> None:
    """Move the row t back towards the row b until it is no farther off than `longest`."""
    squares = zeros()
    minus = splat(np.float32(-1))
    for x in range(0, dim, LANES):
        v = fma(minus, load(before, b + x), load(target, t + x))
        squares = fma(v, v, squares)
    step = np.sqrt(simd.total(squares))
    if step > longest:
        part = splat(np.float32(longest / step))
        for x in range(0, dim, LANES):
            old = load(before, b + x)
            store(target, t + x, fma(part, fma(minus, old, load(target, t + x)), old))


@compiled
def copy_row(target: Floats, t: int, rows: Floats, r: int, dim: int) -> None:
    """Copy the row r to the row t."""
    for x in range(0, dim, LANES):
        store(target, t + x, load(rows, r + x))


@compiled
def clear(row: Floats, r: int, dim: int) -> None:
    """Set the row r to zero."""
    for x in range(0, dim, LANES):
        store(row, r + x, zeros())


@compiled
def scale(row: Floats, r: int, factor: Any, dim: int) -> None:
    """Multiply the row r by a factor."""
    f = splat(factor)
    for x in range(0, dim, LANES):
        store(row, r + x, multiply(f, load(row, r + x)))


@compiled
def fetch_row(matrix: Floats, r: int, dim: int) -> None:
    """Ask for the row r, which will be needed soon."""
    for x in range(0, dim, LANES):
        simd.prefetch(matrix, r + x)
