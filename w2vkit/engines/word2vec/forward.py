"""The forward pass: what each centre of a task contributes, read from weights that do not change.

`reference` is the specification. Each centre writes the updates of its contexts and the factors
with which `backward` updates its outputs.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from w2vkit.engines import simd
from w2vkit.engines.simd import LANES, compiled, get, put
from w2vkit.engines.word2vec.contexts import (
    choose_examples,
    clear_lists,
    collect_slots,
    copy_rows,
)
from w2vkit.engines.word2vec.memory import (
    CONTEXTS_PER_TILE,
    OUTPUTS_PER_TILE,
    Floats,
    Index,
    Scratch,
    TokenChunk,
    TrainPlan,
    Weights,
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
from w2vkit.engines.word2vec.rows import (
    add_error,
    add_outputs,
    dot_one_by_six,
    dot_one_by_three,
    dot_two_by_three,
    fetch_row,
    length,
    write_mean,
)
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


@compiled
def forward(
    chunk: TokenChunk,
    first: int,
    last: int,
    task: Index,
    weights: Weights,
    plan: TrainPlan,
    s: Scratch,
) -> None:
    """Do the forward pass of a task, which is tokens[first:last]."""
    clear_lists(task, plan, s)
    put(s.filled, task, 0)
    if first >= last:
        return
    # 1. Which tokens take part: those that subsampling keeps, and the words around them.
    slots, from_slot, to_slot = collect_slots(chunk, first, last, task, plan, s)
    # 2. Copy their input rows, which the owners change only after all tasks have read them.
    if plan.composed:
        longest = compose_rows(slots, task, weights.inputs, plan, s)
    else:
        longest = copy_rows(slots, task, weights.inputs, plan, s)
    # 3. Choose contexts and outputs of each centre, as `reference.all_predictions` does.
    centres = choose_examples(chunk, from_slot, to_slot, task, plan, s)
    alpha = get(chunk.rates, (first - chunk.first) // plan.tokens_per_block)
    # 4. Predict the centres, a few at a time.
    fetch_outputs(centre_of(task, 0, plan), task, weights.outputs, plan, s)
    for place in range(0, centres, CENTRES_AT_ONCE):
        begin = centre_of(task, place, plan)
        end = centre_of(task, min(place + CENTRES_AT_ONCE, centres), plan)
        predict(begin, end, task, longest, weights.outputs, alpha, plan, s)


@compiled
def predict(
    first: Index,
    last: Index,
    task: Index,
    longest: Any,
    outputs: Floats,
    alpha: Any,
    plan: TrainPlan,
    s: Scratch,
) -> None:
    """Predict some centres of a task, from `first` up to `last`, and add up their loss.

    The steps are three loops, because each step of a centre waits for its previous one; the same
    step of several centres is computed at the same time. No context is longer than `longest`.
    """
    pairs = wide(0)
    # x = h·u: the logits of all pairs of a context, or of their mean, and an output.
    for centre in range(first, last):
        fetch_outputs(centre + 1, task, outputs, plan, s)
        pairs += inputs_of(centre, plan, s)
        if plan.cbow:
            mean_logits(centre, outputs, plan, s)
        else:
            context_logits(centre, outputs, plan, s)
    # -alpha · ∂L/∂x: the logits become factors. The owners multiply contexts by them.
    loss = all_factors(first, last, alpha, plan, s)
    # -alpha · ∂L/∂h: outputs times factors are the updates of the contexts.
    for centre in range(first, last):
        if plan.cbow:
            update_by_mean(centre, outputs, plan, s)
        else:
            update_contexts(centre, longest, outputs, plan, s)
    put(s.losses, sum_of(task), get(s.losses, sum_of(task)) + loss)
    put(s.pairs, sum_of(task), get(s.pairs, sum_of(task)) + pairs)


@compiled
def all_factors(first: Index, last: Index, alpha: Any, plan: TrainPlan, s: Scratch) -> Any:
    """Replace the logits of some centres by factors; return the loss.

    Samples have the same signs for each centre, so that all centres are one row of logits.
    """
    if not plan.hierarchical:
        return logits_to_factors(first, last, alpha, plan, s)
    loss = 0.0
    for centre in range(first, last):
        loss += logits_to_factors(centre, centre + 1, alpha, plan, s)
    return loss


@compiled
def context_logits(centre: Index, outputs: Floats, plan: TrainPlan, s: Scratch) -> None:
    """Write the logits of a centre given each of its contexts (skip-gram).

    As in the reference: logits = contexts @ outputs.T.
    """
    size, width = get(s.sizes, centre), width_of(centre, s)
    for j in range(0, size, CONTEXTS_PER_TILE):
        a, b = context_pair(centre, j, plan, s)
        for k in range(0, width, OUTPUTS_PER_TILE):
            start, to = output_of(centre, k, plan), factor_of(centre, j, k, width, s)
            dot_two_by_three(
                s.rows, a, b, outputs, s.outputs, start, plan.dim, s.factors, to, width,
            )  # fmt: skip


@compiled
def update_contexts(
    centre: Index, longest: Any, outputs: Floats, plan: TrainPlan, s: Scratch
) -> None:
    """Add to the update of each context the outputs of a centre, times their factors (skip-gram).

    As in the reference: updates -= alpha · errors @ outputs. No context is longer than `longest`.
    """
    size, width = get(s.sizes, centre), width_of(centre, s)
    bound_steps(centre, size, longest, plan, s)
    first = output_of(centre, 0, plan)
    for j in range(size):
        row = get(s.contexts, contexts_of(centre, plan) + j)
        at = factor_of(centre, j, 0, width, s)
        add_outputs(plan.dim, s.updates, row, outputs, s.outputs, first, width, s.factors, at)


@compiled
def bound_steps(centre: Index, size: Index, longest: Any, plan: TrainPlan, s: Scratch) -> None:
    """Bound the step that a centre causes in each of its outputs.

    An output moves by the contexts, or their mean, times the factors; none exceeds `longest`.
    """
    minus = simd.splat(-longest)
    width = width_of(centre, s)
    for k in range(0, width, LANES):
        total = simd.zeros()
        for j in range(size):
            factors = simd.load(s.factors, factor_of(centre, j, k, width, s))
            total = simd.add(total, simd.minus_magnitude(factors))
        simd.store(s.steps, step_of(centre, k, plan), simd.multiply(minus, total))


@compiled
def mean_logits(centre: Index, outputs: Floats, plan: TrainPlan, s: Scratch) -> None:
    """Write the logits of a centre given the mean of its contexts (CBOW).

    As in the reference: logits = mean @ outputs.T.
    """
    size, width = get(s.sizes, centre), width_of(centre, s)
    mean = row_of(centre, plan)
    share = np.float32(1) / np.float32(size)
    write_mean(plan.dim, s.means, mean, s.rows, s.contexts, contexts_of(centre, plan), size, share)
    start, to = output_of(centre, 0, plan), factor_of(centre, 0, 0, width, s)
    k = wide(0)
    while k + 2 * OUTPUTS_PER_TILE <= width:
        dot_one_by_six(s.means, mean, outputs, s.outputs, start + k, plan.dim, s.factors, to + k)
        k += 2 * OUTPUTS_PER_TILE
    if k < width:
        dot_one_by_three(s.means, mean, outputs, s.outputs, start + k, plan.dim, s.factors, to + k)


@compiled
def update_by_mean(centre: Index, outputs: Floats, plan: TrainPlan, s: Scratch) -> None:
    """Add to the update of each context its part of the gradient of their mean (CBOW).

    As in the reference: each context gets its part of -alpha · errors @ outputs.
    """
    size, width = get(s.sizes, centre), width_of(centre, s)
    bound_steps(centre, 1, length(s.means, row_of(centre, plan), plan.dim), plan, s)
    add_error(
        plan.dim, outputs, s.outputs, output_of(centre, 0, plan), width,
        s.factors, factor_of(centre, 0, 0, width, s), get(plan.gradient_parts, size),
        s.updates, s.contexts, contexts_of(centre, plan), size,
    )  # fmt: skip


@compiled
def inputs_of(centre: Index, plan: TrainPlan, s: Scratch) -> Index:
    """Return how many inputs predict a centre: its contexts, or one mean."""
    return 1 if plan.cbow else wide(get(s.sizes, centre))


@compiled
def logits_to_factors(first: Index, last: Index, alpha: Any, plan: TrainPlan, s: Scratch) -> Any:
    """Replace the logits of the centres from `first` up to `last` by factors; return the loss.

    Their signs are those of the first one. Outputs that repeat output 0 do not count: neither in
    the loss nor in the update.
    """
    width = width_of(first, s)
    start = factor_of(first, 0, 0, width, s)
    end = factor_of(last - 1, inputs_of(last - 1, plan, s), 0, width, s)
    at = signs_of(first, plan) if plan.hierarchical else wide(0)
    signs = s.signs if plan.hierarchical else plan.signs
    # `gradients` reads whole vectors: what is behind the last logit must add nothing to the loss.
    behind = simd.multiply(simd.splat(IMPOSSIBLE), simd.load(signs, at))
    simd.store(s.factors, end, behind)
    for centre in range(first, last):
        if get(s.repeated, centre):
            fill_repeated(centre, IMPOSSIBLE, plan, s)
    loss = gradients(s.factors, start, end - start, signs, at, width, alpha)
    for centre in range(first, last):
        if get(s.repeated, centre):
            fill_repeated(centre, np.float32(0), plan, s)
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
    one = simd.splat(np.float32(1))
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
        sigmoid = simd.divide(simd.where_positive(z, one, t), simd.add(one, t))
        simd.store(factors, start + i, simd.multiply(simd.multiply(rate, sign), sigmoid))
        loss = simd.add(loss, simd.maximum(simd.zeros(), z))
        loss = simd.fma(t, _log1p_ratio(t), loss)
    total: float = simd.total(loss)
    return total


@compiled
def fill_repeated(centre: Index, value: Any, plan: TrainPlan, s: Scratch) -> None:
    """Set the factors of all outputs that repeat output 0; their signs are +1."""
    width = width_of(centre, s)
    first = get(s.outputs, output_of(centre, 0, plan))
    for k in range(get(s.repeated, centre), width):
        if get(s.outputs, output_of(centre, k, plan)) == first:
            for j in range(inputs_of(centre, plan, s)):
                put(s.factors, factor_of(centre, j, k, width, s), value)


@compiled
def fetch_outputs(centre: Index, task: Index, outputs: Floats, plan: TrainPlan, s: Scratch) -> None:
    """Ask the processor for the output rows of a centre; its leader has asked for the samples."""
    cached = row_of(plan.cached_rows, plan)
    leads = centre_of(task, get(s.leaders, centre), plan) == centre
    for k in range(width_of(centre, s) if leads else 1):
        row = get(s.outputs, output_of(centre, k, plan))
        if row >= cached:
            fetch_row(outputs, row, plan.dim)
