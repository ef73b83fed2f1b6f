"""The backward pass: each owner applies all updates of a block to its rows, in the text's order.

`reference` is the specification: this module adds what `forward` computed to the weights, and
`reference.bounded` is `shorten_step`. Only rows that may have moved too far are measured, see
`must_measure`.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from w2vkit.engines.simd import compiled, get, merged, put
from w2vkit.engines.word2vec.addresses import (
    Index,
    centre_of,
    contexts_of,
    factor_of,
    list_end,
    mark_of,
    measured_of,
    output_list_of,
    output_of,
    row_of,
    slot_list_of,
    slot_of,
    step_of,
    unpack,
    wide,
    width_of,
)
from w2vkit.engines.word2vec.memory import (
    BUCKET_BITS,
    BUCKETS,
    OUTPUT_LIST,
    SLOT_LIST,
    Bounds,
    Centres,
    Factors,
    Lists,
    Scratch,
    Slots,
    Weights,
)
from w2vkit.engines.word2vec.plan import (
    NUMBERS_PER_LINE,
    Floats,
    Method,
    Ownership,
    Shape,
    TrainPlan,
)
from w2vkit.engines.word2vec.rows import (
    PREFETCH_DISTANCE,
    add_step,
    fetch_row_to_write,
    shorten_step,
)
from w2vkit.engines.word2vec.strips import add_means, add_rows, clear_row, copy_row
from w2vkit.engines.word2vec.subwords import sum_updates

MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)
SHIFT = np.uint64(64 - BUCKET_BITS)


@merged
def backward(owner: Index, weights: Weights, plan: TrainPlan, scratch: Scratch) -> None:
    """Apply all updates of the block to the rows of an owner.

    Words that are composed of rows only get the sum of their updates, see `subwords`.
    """
    slots, lists = scratch.slots, scratch.lists
    # The gradients with respect to v, then those with respect to u.
    if plan.method.composed:
        sum_updates(owner, plan.shape, slots, lists, scratch.composed)
    else:
        backward_inputs(owner, weights.inputs, plan, slots, lists, scratch.bounds)
    backward_outputs(owner, weights.outputs, plan, scratch)


@merged
def backward_inputs(
    owner: Index, inputs: Floats, plan: TrainPlan, slots: Slots, lists: Lists, bounds: Bounds
) -> None:
    """Apply all updates to the input rows of an owner, within the longest step."""
    begin_pass(owner, bounds)
    # 1. Add the updates.
    measured = add_updates(owner, inputs, plan, slots, lists, bounds)
    # 2. Move back what went too far: the slot has a copy of the row from before the block.
    for i in range(measured):
        slot = wide(get(bounds.measured, measured_of(owner, i, plan.ownership)))
        row, before = row_of(get(slots.words, slot), plan.shape), row_of(slot, plan.shape)
        shorten_step(inputs, row, slots.rows, before, plan.method.longest_step, plan.shape.dim)


@compiled
def add_updates(
    owner: Index, inputs: Floats, plan: TrainPlan, slots: Slots, lists: Lists, bounds: Bounds
) -> int:
    """Add all updates to the input rows of an owner; list those that might have moved too far."""
    shape, ownership = plan.shape, plan.ownership
    measured = 0
    for task in range(shape.tasks):
        start = slot_list_of(task, owner, shape)
        end = list_end(SLOT_LIST, task, owner, shape, lists)
        for i in range(start, end):
            if i + PREFETCH_DISTANCE < end:
                later = get(
                    slots.words, slot_of(task, get(lists.slots, i + PREFETCH_DISTANCE), shape)
                )
                fetch_row_to_write(inputs, row_of(later, shape), shape.dim)
            slot = slot_of(task, get(lists.slots, i), shape)
            word = wide(get(slots.words, slot))
            step = add_step(
                inputs, row_of(word, shape), slots.updates, row_of(slot, shape), shape.dim
            )
            if must_measure(owner, word, step, plan.method, ownership, bounds):
                put(bounds.measured, measured_of(owner, measured, ownership), np.int32(slot))
                measured += 1
    return measured


@merged
def backward_outputs(owner: Index, outputs: Floats, plan: TrainPlan, scratch: Scratch) -> None:
    """Apply all updates to the output rows of an owner, within the longest step."""
    centres, bounds = scratch.centres, scratch.bounds
    begin_pass(owner, bounds)
    # 1. Keep the old place of the few rows whose steps could add up to too much.
    measured = copy_outputs(owner, outputs, plan, centres, scratch.factors, scratch.lists, bounds)
    # 2. -alpha · ∂L/∂u: contexts times factors are added to the rows.
    add_to_outputs(owner, outputs, plan, scratch)
    # 3. Move back what went too far.
    for i in range(measured):
        output = get(bounds.measured, measured_of(owner, i, plan.ownership))
        row, before = get(centres.outputs, output), row_of(output, plan.shape)
        shorten_step(outputs, row, bounds.before, before, plan.method.longest_step, plan.shape.dim)


@compiled
def copy_outputs(
    owner: Index,
    outputs: Floats,
    plan: TrainPlan,
    centres: Centres,
    factors: Factors,
    lists: Lists,
    bounds: Bounds,
) -> int:
    """Copy and list the output rows of an owner that might move too far; return their number."""
    shape, ownership = plan.shape, plan.ownership
    measured = 0
    for task in range(shape.tasks):
        start = output_list_of(task, owner, shape)
        for i in range(start, list_end(OUTPUT_LIST, task, owner, shape, lists)):
            word, place, k = unpack(get(lists.outputs, i))
            # The steps that its centre causes, and those of all followers, which share the output.
            centre = centre_of(task, place, shape)
            step = get(factors.steps, step_of(centre, k, shape))
            other = follower_of(centre, k, task, shape, centres)
            while other >= 0:
                step += get(factors.steps, step_of(other, k, shape))
                other = follower_of(other, k, task, shape, centres)
            if must_measure(owner, word, step, plan.method, ownership, bounds):
                output = output_of(centre, k, shape)
                to, row = row_of(output, shape), row_of(word, shape)
                copy_row(shape.dim, bounds.before, to, outputs, row)
                put(bounds.measured, measured_of(owner, measured, ownership), np.int32(output))
                measured += 1
    return measured


@compiled
def add_to_outputs(owner: Index, outputs: Floats, plan: TrainPlan, scratch: Scratch) -> None:
    """Apply all updates to the output rows of an owner."""
    shape, slots, centres = plan.shape, scratch.slots, scratch.centres
    factors, lists = scratch.factors, scratch.lists
    for task in range(shape.tasks):
        start = output_list_of(task, owner, shape)
        end = list_end(OUTPUT_LIST, task, owner, shape, lists)
        for i in range(start, end):
            if i + PREFETCH_DISTANCE < end:
                later, _, _ = unpack(get(lists.outputs, i + PREFETCH_DISTANCE))
                if later >= plan.tree.cached:
                    fetch_row_to_write(outputs, row_of(later, shape), shape.dim)
            word, place, k = unpack(get(lists.outputs, i))
            target, centre = row_of(word, shape), centre_of(task, place, shape)
            if plan.method.cbow:
                add_means(
                    shape.dim, outputs, target, factors.means, shape.dim,
                    centre, centre_of(task, 0, shape), k,
                    factors.values, factors.starts, centres.followers,
                )  # fmt: skip
            else:
                add_contexts(target, centre, k, task, outputs, shape, slots, centres, factors)


@compiled
def add_contexts(
    target: Index,
    centre: Index,
    k: Index,
    task: Index,
    outputs: Floats,
    shape: Shape,
    slots: Slots,
    centres: Centres,
    factors: Factors,
) -> None:
    """Add to output k of a centre and of its followers their contexts, times their factors.

    As in the reference: outputs -= alpha · errors.T @ contexts.
    """
    while centre >= 0:
        width, size = width_of(centre, centres), wide(get(centres.sizes, centre))
        add_rows(
            shape.dim, outputs, target,
            slots.rows, centres.contexts, contexts_of(centre, shape), size,
            factors.values, factor_of(centre, 0, k, width, factors), width,
        )  # fmt: skip
        centre = follower_of(centre, k, task, shape, centres)


@compiled
def follower_of(centre: Index, k: Index, task: Index, shape: Shape, centres: Centres) -> Index:
    """Return the next centre of which the row of output k of a centre is output k, or -1."""
    place = wide(get(centres.followers, centre)) if k > 0 else wide(0)
    return centre_of(task, place, shape) if place > 0 else wide(-1)


@compiled
def begin_pass(owner: Index, bounds: Bounds) -> None:
    """Set all bounds of an owner to zero, and forget which rows are measured."""
    clear_row(BUCKETS, bounds.totals, owner * BUCKETS)
    number = owner * NUMBERS_PER_LINE
    put(bounds.passes, number, get(bounds.passes, number) + 1)


@compiled
def must_measure(
    owner: Index, word: Index, step: Any, method: Method, ownership: Ownership, bounds: Bounds
) -> bool:
    """Add the length of a step to the bound of a word; return whether to measure its row.

    This is true at most once for each word in a pass, and at the latest with the step that could
    have moved the row too far: what other words of the bucket add later does not concern it.
    """
    at = bucket_of(owner, word)
    total = get(bounds.totals, at) + step
    put(bounds.totals, at, total)
    if total <= method.noticed_step:
        return False
    mark, number = mark_of(word, ownership), get(bounds.passes, owner * NUMBERS_PER_LINE)
    if get(bounds.marks, mark) == number:
        return False
    put(bounds.marks, mark, number)
    return True


@compiled
def bucket_of(owner: Index, word: Index) -> Index:
    """Return the bucket of a word."""
    return owner * BUCKETS + np.int64(np.uint64(word) * MULTIPLIER >> SHIFT)
