"""Arithmetic on rows, several at a time, so that each loaded number is used several times.

Each docstring gives the same computation in scalars: x runs from 0 to dim - 1, and a row is named
by the index of its first element (a, b, t, u). Products are fused with their sum and rounded once.
The second half works strip by strip: sums stay in the registers while many rows are added to them.
Those functions take the length of the rows first.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from w2vkit.engines import simd
from w2vkit.engines.simd import (
    LANES,
    STRIP_OPERATIONS,
    STRIPS,
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
from w2vkit.engines.word2vec.plan import Floats, Ints, Longs

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


LONGEST_STRIP = STRIPS[0] * LANES


def by_strips(make: Callable[[Any, Any, Any], Any]) -> Any:
    """Return a function on rows, given one that makes a function on strips of rows.

    A strip is a piece of a row: as many vectors as the registers of a processor can hold while a
    function adds to them, or fewer at the end of the row.
    """
    on_longest, on_pair, on_vector = (make(*operations) for operations in STRIP_OPERATIONS)

    @compiled
    def over_row(dim: Any, *arguments: Any) -> None:
        x = 0
        # As many of the longest strips as fit; what is left are up to six vectors.
        while x + LONGEST_STRIP <= dim:
            on_longest(x, *arguments)
            x += LONGEST_STRIP
        while x + 2 * LANES <= dim:
            on_pair(x, *arguments)
            x += 2 * LANES
        if x < dim:
            on_vector(x, *arguments)

    return over_row


@by_strips
def copy_row(zeros: Any, splat: Any, load: Any) -> Any:
    """Copy a row: target[t + x] = rows[a + x]."""

    @compiled
    def on_strip(x: int, target: Floats, t: int, rows: Floats, a: int) -> None:
        store(target, t + x, load(rows, a + x))

    return on_strip


@by_strips
def clear_row(zeros: Any, splat: Any, load: Any) -> Any:
    """Set a row to zero: rows[a + x] = 0."""

    @compiled
    def on_strip(x: int, rows: Floats, a: int) -> None:
        store(rows, a + x, zeros())

    return on_strip


@by_strips
def write_mean(zeros: Any, splat: Any, load: Any) -> Any:
    """Write the mean of rows, whose starts are listed: an even number, the last may be zeros.

    target[t + x] = Σ_i share · rows[starts[first + i] + x], for i = 0 … count - 1
    """

    @compiled
    def on_strip(
        x: int,
        target: Floats,
        t: int,
        rows: Floats,
        starts: Ints,
        first: int,
        count: int,
        share: Any,
    ) -> None:
        part = splat(share)
        total = zeros()
        for i in range(first, first + count, 2):
            total = fma(part, load(rows, get(starts, i) + x), total)
            total = fma(part, load(rows, get(starts, i + 1) + x), total)
        store(target, t + x, total)

    return on_strip


@by_strips
def add_error(zeros: Any, splat: Any, load: Any) -> Any:
    """Add the sum of outputs, times their factors and a common part, to each of several rows.

    error[x] = part · Σ_k factors[at + k] · outputs[outputs_at[k] + x]; three outputs at a time
    updates[starts[first + i] + x] += error[x], for i = 0 … count - 1
    """

    @compiled
    def on_strip(
        x: int,
        outputs: Floats,
        output_starts: Longs,
        k: int,
        width: int,
        factors: Floats,
        at: int,
        part: Any,
        updates: Floats,
        starts: Ints,
        first: int,
        count: int,
    ) -> None:
        # 1. The error of the strip, which stays in the registers.
        error = zeros()
        for i in range(0, width, 3):
            for j in (i + 2, i + 1, i):
                output = load(outputs, get(output_starts, k + j) + x)
                error = fma(splat(get(factors, at + j)), output, error)
        error = multiply(splat(part), error)
        # 2. Each context gets it.
        for i in range(first, first + count):
            row = get(starts, i) + x
            store(updates, row, add(error, load(updates, row)))

    return on_strip


@by_strips
def add_rows(zeros: Any, splat: Any, load: Any) -> Any:
    """Add rows, times their factors, to a row; an even number, the last may be zeros.

    target[t + x] += Σ_i factors[at + i · stride] · rows[starts[first + i] + x]
    """

    @compiled
    def on_strip(
        x: int,
        target: Floats,
        t: int,
        rows: Floats,
        starts: Ints,
        first: int,
        count: int,
        factors: Floats,
        at: int,
        stride: int,
    ) -> None:
        total = load(target, t + x)
        factor = at
        for i in range(first, first + count, 2):
            row = load(rows, get(starts, i) + x)
            following = load(rows, get(starts, i + 1) + x)
            total = fma(splat(get(factors, factor)), row, total)
            total = fma(splat(get(factors, factor + stride)), following, total)
            factor += 2 * stride
        store(target, t + x, total)

    return on_strip


@by_strips
def add_scaled(zeros: Any, splat: Any, load: Any) -> Any:
    """Add a row times a factor to a row.

    target[t + x] += factor · rows[a + x]
    """

    @compiled
    def on_strip(x: int, target: Floats, t: int, rows: Floats, a: int, factor: Any) -> None:
        part = splat(factor)
        store(target, t + x, fma(part, load(rows, a + x), load(target, t + x)))

    return on_strip


@by_strips
def add_outputs(zeros: Any, splat: Any, load: Any) -> Any:
    """Add outputs, times their factors, to a row; three at a time, the last of them first.

    target[t + x] += Σ_k factors[at + k] · outputs[starts[first + k] + x], for k = 0 … width - 1
    """

    @compiled
    def on_strip(
        x: int,
        target: Floats,
        t: int,
        outputs: Floats,
        starts: Longs,
        first: int,
        width: int,
        factors: Floats,
        at: int,
    ) -> None:
        total = load(target, t + x)
        for i in range(0, width, 3):
            for k in (i + 2, i + 1, i):
                output = load(outputs, get(starts, first + k) + x)
                total = fma(splat(get(factors, at + k)), output, total)
        store(target, t + x, total)

    return on_strip


@by_strips
def add_means(zeros: Any, splat: Any, load: Any) -> Any:
    """Add the means of a centre and of its followers, times their factors, to a row.

    target[t + x] += Σ_c factors[factor_starts[c] + k] · means[c · dim + x]

    The centres c are `centre` and, if k > 0, those that follow it, see `Centres.followers`; `first`
    is the first centre of the task.
    """

    @compiled
    def on_strip(
        x: int,
        target: Floats,
        t: int,
        means: Floats,
        dim: int,
        centre: int,
        first: int,
        k: int,
        factors: Floats,
        factor_starts: Ints,
        followers: Ints,
    ) -> None:
        # 1. The centre that has the output.
        factor = get(factors, get(factor_starts, centre) + k)
        total = fma(splat(factor), load(means, centre * dim + x), load(target, t + x))
        # 2. Those that share it, in the order of the text; output 0 is a centre's own.
        place = get(followers, centre) if k > 0 else np.int32(0)
        while place > 0:
            other = first + place
            factor = get(factors, get(factor_starts, other) + k)
            total = fma(splat(factor), load(means, other * dim + x), total)
            place = get(followers, other)
        store(target, t + x, total)

    return on_strip
