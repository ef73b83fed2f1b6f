"""Arithmetic on rows, several at a time, so that each loaded number is used several times.

Each docstring gives the same computation in scalars: x runs from 0 to dim - 1, and a row is named
by the index of its first element (a, b, t, u). Products are fused with their sum and rounded once.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from w2vkit.engines import simd
from w2vkit.engines.simd import (
    LANES,
    add,
    compiled,
    fma,
    get,
    load,
    multiply,
    splat,
    store,
    zeros,
)
from w2vkit.engines.word2vec.plan import Floats, Longs

PREFETCH_DISTANCE = 8
"""A loop over rows fetches each this many rows before its use; see `fetch_row`."""


@compiled
def dot_two_by_three(
    rows: Floats,
    a: int,
    b: int,
    outputs: Floats,
    starts: Longs,
    k: int,
    dim: int,
    factors: Floats,
    to: int,
    stride: int,
) -> None:
    """Write the products of two rows with three outputs.

    for i in (0, 1, 2):
        factors[to + i]          = Σ_x rows[a + x] · outputs[starts[k + i] + x]
        factors[to + stride + i] = Σ_x rows[b + x] · outputs[starts[k + i] + x]
    """
    # Five rows are loaded for six products. Each sum has a register, and its lanes are added up at
    # the end, once for all six.
    first = get(starts, k)
    second = get(starts, k + 1)
    third = get(starts, k + 2)
    sum_a1 = zeros()
    sum_a2 = zeros()
    sum_a3 = zeros()
    sum_b1 = zeros()
    sum_b2 = zeros()
    sum_b3 = zeros()
    for x in range(0, dim, LANES):
        row_a = load(rows, a + x)
        row_b = load(rows, b + x)
        output_1 = load(outputs, first + x)
        output_2 = load(outputs, second + x)
        output_3 = load(outputs, third + x)
        sum_a1 = fma(row_a, output_1, sum_a1)
        sum_a2 = fma(row_a, output_2, sum_a2)
        sum_a3 = fma(row_a, output_3, sum_a3)
        sum_b1 = fma(row_b, output_1, sum_b1)
        sum_b2 = fma(row_b, output_2, sum_b2)
        sum_b3 = fma(row_b, output_3, sum_b3)
    simd.store_sums_twice(factors, to, to + stride, sum_a1, sum_a2, sum_a3, sum_b1, sum_b2, sum_b3)


@compiled
def dot_one_by_six(
    rows: Floats,
    a: int,
    outputs: Floats,
    starts: Longs,
    k: int,
    dim: int,
    factors: Floats,
    to: int,
) -> None:
    """Write the products of a row with six outputs.

    for i in (0, …, 5): factors[to + i] = Σ_x rows[a + x] · outputs[starts[k + i] + x]
    """
    # Six sums do not wait for each other, as one would for its previous step.
    first = get(starts, k)
    second = get(starts, k + 1)
    third = get(starts, k + 2)
    fourth = get(starts, k + 3)
    fifth = get(starts, k + 4)
    sixth = get(starts, k + 5)
    sum_1 = zeros()
    sum_2 = zeros()
    sum_3 = zeros()
    sum_4 = zeros()
    sum_5 = zeros()
    sum_6 = zeros()
    for x in range(0, dim, LANES):
        row = load(rows, a + x)
        sum_1 = fma(row, load(outputs, first + x), sum_1)
        sum_2 = fma(row, load(outputs, second + x), sum_2)
        sum_3 = fma(row, load(outputs, third + x), sum_3)
        sum_4 = fma(row, load(outputs, fourth + x), sum_4)
        sum_5 = fma(row, load(outputs, fifth + x), sum_5)
        sum_6 = fma(row, load(outputs, sixth + x), sum_6)
    simd.store_sums_twice(factors, to, to + 3, sum_1, sum_2, sum_3, sum_4, sum_5, sum_6)


@compiled
def dot_one_by_three(
    rows: Floats,
    a: int,
    outputs: Floats,
    starts: Longs,
    k: int,
    dim: int,
    factors: Floats,
    to: int,
) -> None:
    """Write the products of a row with three outputs.

    for i in (0, 1, 2): factors[to + i] = Σ_x rows[a + x] · outputs[starts[k + i] + x]
    """
    first = get(starts, k)
    second = get(starts, k + 1)
    third = get(starts, k + 2)
    sum_1 = zeros()
    sum_2 = zeros()
    sum_3 = zeros()
    for x in range(0, dim, LANES):
        row = load(rows, a + x)
        sum_1 = fma(row, load(outputs, first + x), sum_1)
        sum_2 = fma(row, load(outputs, second + x), sum_2)
        sum_3 = fma(row, load(outputs, third + x), sum_3)
    simd.store_sums(factors, to, sum_1, sum_2, sum_3)


@compiled
def add_row(target: Floats, t: int, rows: Floats, a: int, dim: int) -> None:
    """Add a row to a row: target[t + x] += rows[a + x]."""
    for x in range(0, dim, LANES):
        store(target, t + x, add(load(rows, a + x), load(target, t + x)))


@compiled
def add_four_to_one(
    target: Floats, t: int, rows: Floats, a: int, b: int, c: int, d: int, dim: int
) -> None:
    """Add four rows to a row.

    target[t + x] += (rows[a + x] + rows[b + x]) + (rows[c + x] + rows[d + x])
    """
    for x in range(0, dim, LANES):
        a_and_b = add(load(rows, a + x), load(rows, b + x))
        c_and_d = add(load(rows, c + x), load(rows, d + x))
        store(target, t + x, add(add(a_and_b, c_and_d), load(target, t + x)))


@compiled
def add_step(target: Floats, t: int, steps: Floats, a: int, dim: int) -> Any:
    """Add a row to a row; return the length of the added row, float32.

    target[t + x] += steps[a + x]; return √(Σ_x steps[a + x]²)
    """
    squares = zeros()
    for x in range(0, dim, LANES):
        step = load(steps, a + x)
        store(target, t + x, add(step, load(target, t + x)))
        squares = fma(step, step, squares)
    return np.float32(np.sqrt(simd.total(squares)))


@compiled
def length(rows: Floats, a: int, dim: int) -> Any:
    """Return the length of a row, float32.

    √(Σ_x rows[a + x]²)
    """
    return np.float32(np.sqrt(simd.total(squares(rows, a, dim))))


@compiled
def squares(rows: Floats, a: int, dim: int) -> Any:
    """Return the squares of a row, added up by lane: their total is Σ_x rows[a + x]²."""
    sums = zeros()
    for x in range(0, dim, LANES):
        row = load(rows, a + x)
        sums = fma(row, row, sums)
    return sums


@compiled
def shorten_step(target: Floats, t: int, before: Floats, b: int, longest: Any, dim: int) -> None:
    """Move a row back towards where it was, until its step is no longer than `longest`.

    step = √(Σ_x (target[t + x] - before[b + x])²)
    if step > longest:
        target[t + x] = before[b + x] + longest / step · (target[t + x] - before[b + x])
    """
    # 1. How long the step was.
    squares = zeros()
    minus = splat(np.float32(-1))
    for x in range(0, dim, LANES):
        difference = fma(minus, load(before, b + x), load(target, t + x))
        squares = fma(difference, difference, squares)
    step = np.sqrt(simd.total(squares))
    # 2. If it was too long, that part of it which is allowed.
    if step > longest:
        part = splat(np.float32(longest / step))
        for x in range(0, dim, LANES):
            old = load(before, b + x)
            store(target, t + x, fma(part, fma(minus, old, load(target, t + x)), old))


@compiled
def scale(rows: Floats, a: int, factor: Any, dim: int) -> None:
    """Multiply a row by a factor: rows[a + x] *= factor."""
    factors = splat(factor)
    for x in range(0, dim, LANES):
        store(rows, a + x, multiply(factors, load(rows, a + x)))


@compiled
def fetch_row(rows: Floats, a: int, dim: int) -> None:
    """Ask the processor for a row that will be needed soon."""
    for x in range(0, dim, LANES):
        simd.prefetch(rows, a + x)


@compiled
def fetch_row_to_write(rows: Floats, a: int, dim: int) -> None:
    """Ask the processor for a row that will be written soon, which no other may then have."""
    for x in range(0, dim, LANES):
        simd.prefetch_to_write(rows, a + x)
