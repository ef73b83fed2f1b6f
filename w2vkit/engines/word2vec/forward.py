"""The forward pass: what each centre of a task contributes, read from weights that do not change.

`reference` is the specification. Each centre writes the updates of its contexts and the factors
with which `backward` updates its outputs.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from w2vkit.engines import simd
from w2vkit.engines.simd import LANES, compiled, get, put
from w2vkit.engines.word2vec.composition import compose_rows
from w2vkit.engines.word2vec.contexts import (
    choose_examples,
    clear_lists,
    collect_slots,
    copy_rows,
)
from w2vkit.engines.word2vec.layout import (
    CONTEXTS_PER_TILE,
    OUTPUTS_PER_TILE,
    Floats,
    Scratch,
    TokenChunk,
    TrainPlan,
    Weights,
)
from w2vkit.engines.word2vec.places import (
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
from w2vkit.engines.word2vec.strips import add_error, add_outputs, write_mean
from w2vkit.engines.word2vec.tiles import (
    dot_one_by_six,
    dot_one_by_three,
    dot_two_by_three,
    fetch_row,
    gradients,
    length,
)

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
    slots, from_slot, to_slot = collect_slots(chunk, first, last, task, plan, s)
    if plan.composed:
        longest = compose_rows(slots, task, weights.inputs, plan, s)
    else:
        longest = copy_rows(slots, task, weights.inputs, plan, s)
    centres = choose_examples(chunk, from_slot, to_slot, task, plan, s)
    alpha = get(chunk.rates, (first - chunk.first) // plan.tokens_per_block)
    fetch_outputs(centre_of(task, 0, plan), task, weights.outputs, plan, s)
    for place in range(0, centres, CENTRES_AT_ONCE):
        one = centre_of(task, place, plan)
        other = centre_of(task, min(place + CENTRES_AT_ONCE, centres), plan)
        predict(one, other, task, longest, weights.outputs, alpha, plan, s)


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
    for centre in range(first, last):
        fetch_outputs(centre + 1, task, outputs, plan, s)
        pairs += inputs_of(centre, plan, s)
        if plan.cbow:
            mean_logits(centre, outputs, plan, s)
        else:
            context_logits(centre, outputs, plan, s)
    loss = all_factors(first, last, alpha, plan, s)
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
