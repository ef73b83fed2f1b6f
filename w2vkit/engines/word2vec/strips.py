"""Arithmetic on many rows, strip by strip: sums stay in registers while rows are added to them.

A strip is a piece of a row: as many vectors as the registers of a processor can hold while a
function adds to them, or fewer at the end of the row. Each docstring gives the same computation in
scalars, in the terms of `rows`. The functions take the length of the rows first.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from w2vkit.engines.simd import (
    LANES,
    STRIP_OPERATIONS,
    STRIPS,
    add,
    compiled,
    fma,
    get,
    multiply,
    store,
)
from w2vkit.engines.word2vec.plan import Floats, Ints, Longs

LONGEST_STRIP = STRIPS[0] * LANES


def by_strips(make: Callable[[Any, Any, Any], Any]) -> Any:
    """Return a function on rows, given one that makes a function on strips of rows."""
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
