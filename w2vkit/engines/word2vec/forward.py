"""The forward pass: what each centre of a task contributes, read from weights that do not change.

`reference` is the specification. Each centre writes the updates of its contexts and the factors
with which `backward` updates its outputs.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from w2vkit.engines import simd
from w2vkit.engines.simd import LANES, compiled, get, merged, put
from w2vkit.engines.word2vec.addresses import (
    Index,
    centre_of,
    context_pair,
    contexts_of,
    factor_of,
    output_of,
    row_of,
    signs_of,
    step_of,
    sum_of,
    wide,
    width_of,
)
from w2vkit.engines.word2vec.contexts import (
    choose_examples,
    clear_lists,
    collect_slots,
    copy_rows,
)
from w2vkit.engines.word2vec.lengths import CONTEXTS_PER_TILE, OUTPUTS_PER_TILE
from w2vkit.engines.word2vec.memory import Centres, Factors, Scratch, Slots, TokenChunk, Weights
from w2vkit.engines.word2vec.plan import Floats, Method, Shape, TrainPlan
from w2vkit.engines.word2vec.rows import (
    dot_one_by_six,
    dot_one_by_three,
    dot_two_by_three,
    fetch_row,
    length,
)
from w2vkit.engines.word2vec.strips import add_error, add_outputs, write_mean
from w2vkit.engines.word2vec.subwords import compose_rows

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
"""log(1 + x) / x for 0 <= x <= 1, interpolated in the same way; absolute error 2e-7."""
_LOG2_E = np.float32(1.4426950408889634)
IMPOSSIBLE = np.float32(-80)
"""A logit whose sigmoid and loss are practically zero."""
CENTRES_AT_ONCE = 8
"""Centres that are computed together; their rows fit into the first cache of a processor."""


@merged
def forward(
    chunk: TokenChunk,
    first: int,
    last: int,
    task: Index,
    weights: Weights,
    plan: TrainPlan,
    scratch: Scratch,
) -> None:
    """Do the forward pass of a task, which is tokens[first:last]."""
    shape, slots, lists = plan.shape, scratch.slots, scratch.lists
    clear_lists(task, shape, lists)
    put(scratch.composed.filled, task, 0)
    if first >= last:
        return
    # 1. Which tokens take part: those that subsampling keeps, and the words around them.
    count, from_slot, to_slot = collect_slots(chunk, first, last, task, plan.sampling, shape, slots)
    # 2. Copy their input rows, which the owners change only after all tasks have read them.
    if plan.method.composed:
        longest = compose_rows(count, task, weights.inputs, plan, slots, lists, scratch.composed)
    else:
        longest = copy_rows(count, task, weights.inputs, plan, slots, lists)
    # 3. Choose contexts and outputs of each centre, as `reference.all_predictions` does.
    centres = choose_examples(chunk, from_slot, to_slot, task, plan, scratch)
    alpha = get(chunk.rates, (first - chunk.first) // shape.tokens_per_block)
    # 4. Predict the centres, a few at a time.
    begin = centre_of(task, 0, shape)
    fetch_outputs(begin, task, weights.outputs, plan.tree.cached, shape, scratch.centres)
    for place in range(0, centres, CENTRES_AT_ONCE):
        begin = centre_of(task, place, shape)
        end = centre_of(task, min(place + CENTRES_AT_ONCE, centres), shape)
        predict(begin, end, task, longest, weights.outputs, alpha, plan, scratch)


@merged
def predict(
    first: Index,
    last: Index,
    task: Index,
    longest: Any,
    outputs: Floats,
    alpha: Any,
    plan: TrainPlan,
    scratch: Scratch,
) -> None:
    """Predict some centres of a task, from `first` up to `last`, and add up their loss.

    The steps are three loops, because each step of a centre waits for its previous one; the same
    step of several centres is computed at the same time. No context is longer than `longest`.
    """
    method, shape = plan.method, plan.shape
    slots, centres, factors = scratch.slots, scratch.centres, scratch.factors
    pairs = wide(0)
    # x = h·u: the logits of all pairs of a context, or of their mean, and an output.
    for centre in range(first, last):
        fetch_outputs(centre + 1, task, outputs, plan.tree.cached, shape, centres)
        pairs += inputs_of(centre, method, centres)
        if method.cbow:
            mean_logits(centre, outputs, shape, slots, centres, factors)
        else:
            context_logits(centre, outputs, shape, slots, centres, factors)
    # -alpha · ∂L/∂x: the logits become factors. The owners multiply contexts by them.
    loss = all_factors(first, last, alpha, method, shape, centres, factors)
    # -alpha · ∂L/∂h: outputs times factors are the updates of the contexts.
    for centre in range(first, last):
        if method.cbow:
            update_by_mean(centre, outputs, method, shape, slots, centres, factors)
        else:
            update_contexts(centre, longest, outputs, shape, slots, centres, factors)
    losses, sums = scratch.counters.losses, scratch.counters.pairs
    put(losses, sum_of(task), get(losses, sum_of(task)) + loss)
    put(sums, sum_of(task), get(sums, sum_of(task)) + pairs)


@compiled
def all_factors(
    first: Index,
    last: Index,
    alpha: Any,
    method: Method,
    shape: Shape,
    centres: Centres,
    factors: Factors,
) -> Any:
    """Replace the logits of some centres by factors; return the loss.

    Samples have the same signs for each centre, so that all centres are one row of logits.
    """
    if not method.hierarchical:
        return logits_to_factors(first, last, alpha, method, shape, centres, factors)
    loss = 0.0
    for centre in range(first, last):
        loss += logits_to_factors(centre, centre + 1, alpha, method, shape, centres, factors)
    return loss


@compiled
def context_logits(
    centre: Index, outputs: Floats, shape: Shape, slots: Slots, centres: Centres, factors: Factors
) -> None:
    """Write the logits of a centre given each of its contexts (skip-gram).

    As in the reference: logits = contexts @ outputs.T.
    """
    size, width = get(centres.sizes, centre), width_of(centre, centres)
    for j in range(0, size, CONTEXTS_PER_TILE):
        a, b = context_pair(centre, j, shape, centres)
        for k in range(0, width, OUTPUTS_PER_TILE):
            dot_two_by_three(
                slots.rows, a, b, outputs, centres.outputs, output_of(centre, k, shape), shape.dim,
                factors.values, factor_of(centre, j, k, width, factors), width,
            )  # fmt: skip


@compiled
def update_contexts(
    centre: Index,
    longest: Any,
    outputs: Floats,
    shape: Shape,
    slots: Slots,
    centres: Centres,
    factors: Factors,
) -> None:
    """Add to the update of each context the outputs of a centre, times their factors (skip-gram).

    As in the reference: updates -= alpha · errors @ outputs. No context is longer than `longest`.
    """
    size, width = get(centres.sizes, centre), width_of(centre, centres)
    bound_steps(centre, size, longest, shape, centres, factors)
    first = output_of(centre, 0, shape)
    for j in range(size):
        row = get(centres.contexts, contexts_of(centre, shape) + j)
        add_outputs(
            shape.dim, slots.updates, row, outputs, centres.outputs, first, width,
            factors.values, factor_of(centre, j, 0, width, factors),
        )  # fmt: skip


@compiled
def bound_steps(
    centre: Index, count: Index, longest: Any, shape: Shape, centres: Centres, factors: Factors
) -> None:
    """Bound the step that a centre with `count` inputs causes in each of its outputs.

    An output moves by the contexts, or their mean, times the factors; none exceeds `longest`.
    """
    minus = simd.splat(-longest)
    width = width_of(centre, centres)
    for k in range(0, width, LANES):
        total = simd.zeros()
        for j in range(count):
            values = simd.load(factors.values, factor_of(centre, j, k, width, factors))
            total = simd.add(total, simd.minus_magnitude(values))
        simd.store(factors.steps, step_of(centre, k, shape), simd.multiply(minus, total))


@compiled
def mean_logits(
    centre: Index, outputs: Floats, shape: Shape, slots: Slots, centres: Centres, factors: Factors
) -> None:
    """Write the logits of a centre given the mean of its contexts (CBOW).

    As in the reference: logits = mean @ outputs.T.
    """
    size, width = get(centres.sizes, centre), width_of(centre, centres)
    mean = row_of(centre, shape)
    contexts, share = contexts_of(centre, shape), np.float32(1) / np.float32(size)
    write_mean(shape.dim, factors.means, mean, slots.rows, centres.contexts, contexts, size, share)
    start, to = output_of(centre, 0, shape), factor_of(centre, 0, 0, width, factors)
    k = wide(0)
    # Six outputs at a time, and three if they are left: the width is a multiple of three.
    while k + 2 * OUTPUTS_PER_TILE <= width:
        dot_one_by_six(
            factors.means, mean, outputs, centres.outputs, start + k, shape.dim,
            factors.values, to + k,
        )  # fmt: skip
        k += 2 * OUTPUTS_PER_TILE
    if k < width:
        dot_one_by_three(
            factors.means, mean, outputs, centres.outputs, start + k, shape.dim,
            factors.values, to + k,
        )  # fmt: skip


@compiled
def update_by_mean(
    centre: Index,
    outputs: Floats,
    method: Method,
    shape: Shape,
    slots: Slots,
    centres: Centres,
    factors: Factors,
) -> None:
    """Add to the update of each context its part of the gradient of their mean (CBOW).

    As in the reference: each context gets its part of -alpha · errors @ outputs.
    """
    size, width = get(centres.sizes, centre), width_of(centre, centres)
    longest = length(factors.means, row_of(centre, shape), shape.dim)
    bound_steps(centre, 1, longest, shape, centres, factors)
    add_error(
        shape.dim, outputs, centres.outputs, output_of(centre, 0, shape), width,
        factors.values, factor_of(centre, 0, 0, width, factors), get(method.gradient_parts, size),
        slots.updates, centres.contexts, contexts_of(centre, shape), size,
    )  # fmt: skip


@compiled
def inputs_of(centre: Index, method: Method, centres: Centres) -> Index:
    """Return how many inputs predict a centre: its contexts, or one mean."""
    return 1 if method.cbow else wide(get(centres.sizes, centre))


@compiled
def logits_to_factors(
    first: Index,
    last: Index,
    alpha: Any,
    method: Method,
    shape: Shape,
    centres: Centres,
    factors: Factors,
) -> Any:
    """Replace the logits of the centres from `first` up to `last` by factors; return the loss.

    Their signs are those of the first one. Outputs that repeat output 0 do not count: neither in
    the loss nor in the update.
    """
    width = width_of(first, centres)
    start = factor_of(first, 0, 0, width, factors)
    end = factor_of(last - 1, inputs_of(last - 1, method, centres), 0, width, factors)
    at = signs_of(first, shape) if method.hierarchical else wide(0)
    signs = centres.signs if method.hierarchical else method.signs
    # `gradients` reads whole vectors: what is behind the last logit must add nothing to the loss.
    behind = simd.multiply(simd.splat(IMPOSSIBLE), simd.load(signs, at))
    simd.store(factors.values, end, behind)
    # Nor must an output that repeats output 0, and then its factor is zero.
    for centre in range(first, last):
        if get(centres.repeated, centre):
            fill_repeated(centre, IMPOSSIBLE, method, shape, centres, factors)
    loss = gradients(factors.values, start, end - start, signs, at, width, alpha)
    for centre in range(first, last):
        if get(centres.repeated, centre):
            fill_repeated(centre, np.float32(0), method, shape, centres, factors)
    return loss


@compiled
def gradients(
    factors: Floats,
    start: int,
    count: int,
    signs: Floats,
    first: int,
    period: int,
    alpha: np.float32,
) -> float:
    """Replace `count` logits, from `start`, by the factors of the update; return their loss.

    The signs from `first` repeat after `period`, and are stored for a vector more than that. With
    the label y_i of a logit, 1 or 0, this is

        L = Σ_i log(1 + e^z_i),  z_i = logit_i · sign_i,  sign_i = -1 if y_i = 1 else +1
        factor_i = -alpha · (σ(logit_i) - y_i) = -alpha · sign_i · σ(z_i)

    It is computed from t = e^-|z|, which cannot overflow: log(1 + e^z) = max(0, z) + log(1 + t),
    and σ(z) = 1 / (1 + t) if z > 0, else t / (1 + t). The numbers behind the last logit, up to a
    full vector, are replaced and counted as well.
    """
    rate = simd.splat(-alpha)
    unit = simd.splat(np.float32(1))
    loss = simd.zeros()
    at, advance = first, LANES % period
    for i in range(0, count, LANES):
        sign = simd.load(signs, at)
        at += advance
        if at >= first + period:
            at -= period
        z = simd.multiply(sign, simd.load(factors, start + i))
        power = simd.multiply(simd.minus_magnitude(z), simd.splat(_LOG2_E))
        power = simd.maximum(power, simd.splat(np.float32(-126)))
        whole = simd.nearest(power)
        rest = simd.fma(whole, simd.splat(np.float32(-1)), power)
        t = simd.multiply(_exp2(rest), simd.power_of_two(whole))
        sigmoid = simd.divide(simd.where_positive(z, unit, t), simd.add(unit, t))
        simd.store(factors, start + i, simd.multiply(simd.multiply(rate, sign), sigmoid))
        loss = simd.add(loss, simd.maximum(simd.zeros(), z))
        loss = simd.fma(t, _log1p_ratio(t), loss)
    total: float = simd.total(loss)
    return total


@compiled
def fill_repeated(
    centre: Index, value: Any, method: Method, shape: Shape, centres: Centres, factors: Factors
) -> None:
    """Set the factors of all outputs that repeat output 0; their signs are +1."""
    width = width_of(centre, centres)
    first = get(centres.outputs, output_of(centre, 0, shape))
    for k in range(get(centres.repeated, centre), width):
        if get(centres.outputs, output_of(centre, k, shape)) == first:
            for j in range(inputs_of(centre, method, centres)):
                put(factors.values, factor_of(centre, j, k, width, factors), value)


@compiled
def fetch_outputs(
    centre: Index, task: Index, outputs: Floats, cached: Index, shape: Shape, centres: Centres
) -> None:
    """Ask the processor for the output rows of a centre, except the first ones of the tree.

    Its leader has asked for the samples.
    """
    leads = centre_of(task, get(centres.leaders, centre), shape) == centre
    for k in range(width_of(centre, centres) if leads else 1):
        row = get(centres.outputs, output_of(centre, k, shape))
        if row >= row_of(cached, shape):
            fetch_row(outputs, row, shape.dim)
