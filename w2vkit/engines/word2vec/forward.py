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
from w2vkit.engines.word2vec.contexts import choose_examples, collect_slots, copy_rows
from w2vkit.engines.word2vec.layout import (
    CONTEXTS_PER_TILE,
    KINDS_OF_LIST,
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
    factor_of,
    list_size_of,
    output_of,
    row_of,
    signs_of,
    step_of,
    sum_of,
    wide,
    width_of,
)
from w2vkit.engines.word2vec.tiles import (
    add_one_to_two,
    add_three_to_one,
    add_three_to_two,
    add_two_to_one,
    clear_row,
    dot_one_by_three,
    dot_two_by_three,
    fetch_row,
    gradients,
    length,
    scale,
)

IMPOSSIBLE = np.float32(-80)
"""A logit whose sigmoid and loss are practically zero."""


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
    for owner in range(plan.owners):
        for kind in range(KINDS_OF_LIST):
            put(s.list_sizes, list_size_of(kind, task, owner, plan), 0)
    put(s.filled, task, 0)
    if first >= last:
        return
    slots, from_slot, to_slot = collect_slots(chunk, first, last, task, plan, s)
    if plan.composed:
        longest = compose_rows(slots, task, weights.inputs, plan, s)
    else:
        longest = copy_rows(slots, task, weights.inputs, plan, s)
    centres = choose_examples(chunk, from_slot, to_slot, task, plan, s)
    blocks_before = (first - chunk.first) // plan.tokens_per_block
    alpha = np.float32(chunk.alpha + chunk.slope * (blocks_before * plan.tokens_per_block))
    loss = 0.0
    pairs = 0
    for place in range(centres):
        centre = centre_of(task, place, plan)
        fetch_outputs(centre + 1, weights.outputs, plan, s)
        if plan.cbow:
            loss += cbow(centre, task, weights.outputs, alpha, plan, s)
            pairs += 1
        else:
            loss += skipgram(centre, longest, weights.outputs, alpha, plan, s)
            pairs += get(s.sizes, centre)
    put(s.losses, sum_of(task), get(s.losses, sum_of(task)) + loss)
    put(s.pairs, sum_of(task), get(s.pairs, sum_of(task)) + pairs)


@compiled
def skipgram(
    centre: Index, longest: Any, outputs: Floats, alpha: Any, plan: TrainPlan, s: Scratch
) -> Any:
    """Predict the centre from each of its contexts, none longer than `longest`; return the loss.

    As in the reference: logits = contexts @ outputs.T, errors = σ(logits) - labels,
    updates -= alpha · errors @ outputs.
    """
    size, width = get(s.sizes, centre), width_of(centre, s)
    for j in range(0, size, CONTEXTS_PER_TILE):
        a, b = context_pair(centre, j, plan, s)
        for k in range(0, width, OUTPUTS_PER_TILE):
            start, to = output_of(centre, k, plan), factor_of(centre, j, k, width, plan)
            dot_two_by_three(
                s.rows,
                a,
                b,
                outputs,
                s.outputs,
                start,
                plan.dim,
                s.factors,
                to,
                width,
            )
    loss = logits_to_factors(centre, size, alpha, plan, s)
    bound_steps(centre, size, longest, plan, s)
    for j in range(0, size, CONTEXTS_PER_TILE):
        a, b = context_pair(centre, j, plan, s)
        for k in range(0, width, OUTPUTS_PER_TILE):
            start, at = output_of(centre, k, plan), factor_of(centre, j, k, width, plan)
            add_three_to_two(
                s.updates, a, b, outputs, s.outputs, start, plan.dim, s.factors, at,
                width,
            )  # fmt: skip
    return loss


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
            factors = simd.load(s.factors, factor_of(centre, j, k, width, plan))
            total = simd.add(total, simd.minus_magnitude(factors))
        simd.store(s.steps, step_of(centre, k, plan), simd.multiply(minus, total))


@compiled
def cbow(
    centre: Index, task: Index, outputs: Floats, alpha: Any, plan: TrainPlan, s: Scratch
) -> Any:
    """Predict the centre from the mean of its contexts; return the loss.

    As in the reference: logits = mean @ outputs.T, errors = σ(logits) - labels, and each context
    gets its part of -alpha · errors @ outputs.
    """
    size, width = get(s.sizes, centre), width_of(centre, s)
    mean, error = row_of(centre, plan), row_of(task, plan)
    share = np.float32(1) / np.float32(size)
    clear_row(s.means, mean, plan.dim)
    for j in range(0, size, CONTEXTS_PER_TILE):
        a, b = context_pair(centre, j, plan, s)
        add_two_to_one(s.means, mean, s.rows, a, b, share, share, plan.dim)
    for k in range(0, width, OUTPUTS_PER_TILE):
        start, to = output_of(centre, k, plan), factor_of(centre, 0, k, width, plan)
        dot_one_by_three(s.means, mean, outputs, s.outputs, start, plan.dim, s.factors, to)
    loss = logits_to_factors(centre, 1, alpha, plan, s)
    bound_steps(centre, 1, length(s.means, mean, plan.dim), plan, s)
    clear_row(s.errors, error, plan.dim)
    for k in range(0, width, OUTPUTS_PER_TILE):
        start, at = output_of(centre, k, plan), factor_of(centre, 0, k, width, plan)
        add_three_to_one(s.errors, error, outputs, s.outputs, start, plan.dim, s.factors, at)
    scale(s.errors, error, get(plan.gradient_parts, size), plan.dim)
    for j in range(0, size, CONTEXTS_PER_TILE):
        a, b = context_pair(centre, j, plan, s)
        add_one_to_two(s.updates, a, b, s.errors, error, plan.dim)
    return loss


@compiled
def logits_to_factors(centre: Index, size: Any, alpha: Any, plan: TrainPlan, s: Scratch) -> Any:
    """Replace the logits of `size` contexts by factors; return the loss.

    Outputs that repeat output 0 do not count: neither in the loss nor in the update.
    """
    width = width_of(centre, s)
    start, count = factor_of(centre, 0, 0, width, plan), size * width
    first = signs_of(centre, plan) if plan.hierarchical else wide(0)
    signs = s.signs if plan.hierarchical else plan.signs
    # `gradients` reads whole vectors: what is behind the last logit must add nothing to the loss.
    behind = simd.multiply(simd.splat(IMPOSSIBLE), simd.load(signs, first))
    simd.store(s.factors, start + count, behind)
    repeated = get(s.repeated, centre)
    if repeated:
        fill_repeated(centre, size, IMPOSSIBLE, plan, s)
    loss = gradients(s.factors, start, count, signs, first, width, alpha)
    if repeated:
        fill_repeated(centre, size, np.float32(0), plan, s)
    return loss


@compiled
def fill_repeated(centre: Index, size: Any, value: Any, plan: TrainPlan, s: Scratch) -> None:
    """Set the factors of all outputs that repeat output 0; their signs are +1."""
    width = width_of(centre, s)
    first = get(s.outputs, output_of(centre, 0, plan))
    for k in range(get(s.repeated, centre), width):
        if get(s.outputs, output_of(centre, k, plan)) == first:
            for j in range(size):
                put(s.factors, factor_of(centre, j, k, width, plan), value)


@compiled
def fetch_outputs(centre: Index, outputs: Floats, plan: TrainPlan, s: Scratch) -> None:
    """Ask the processor for the output rows of a centre."""
    cached = row_of(plan.cached_rows, plan)
    for k in range(width_of(centre, s)):
        row = get(s.outputs, output_of(centre, k, plan))
        if row >= cached:
            fetch_row(outputs, row, plan.dim)
