"""The backward pass: each owner applies all updates of a block to its rows, in the text's order.

`reference` is the specification: this module adds what `forward` computed to the weights, and
`reference.bounded` is `shorten_step`. Only rows that may have moved too far are measured, see
`must_measure`.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from w2vkit.engines.simd import compiled, get, put
from w2vkit.engines.word2vec.memory import (
    BUCKET_BITS,
    BUCKETS,
    NUMBERS_PER_LINE,
    OUTPUT_LIST,
    SLOT_LIST,
    Floats,
    Index,
    Scratch,
    TrainPlan,
    Weights,
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
from w2vkit.engines.word2vec.rows import (
    PREFETCH_DISTANCE,
    add_means,
    add_rows,
    add_step,
    clear_row,
    copy_row,
    fetch_row_to_write,
    shorten_step,
)
from w2vkit.engines.word2vec.subwords import sum_updates

MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)
SHIFT = np.uint64(64 - BUCKET_BITS)


@compiled
def bucket_of(owner: Index, word: Index) -> Index:
    """Return the bucket of a word."""
    return owner * BUCKETS + np.int64(np.uint64(word) * MULTIPLIER >> SHIFT)


@compiled
def begin_pass(owner: Index, s: Scratch) -> None:
    """Set all bounds of an owner to zero, and forget which rows are measured."""
    clear_row(BUCKETS, s.bounds, owner * BUCKETS)
    number = owner * NUMBERS_PER_LINE
    put(s.passes, number, get(s.passes, number) + 1)


@compiled
def must_measure(owner: Index, word: Index, step: Any, plan: TrainPlan, s: Scratch) -> bool:
    """Add the length of a step to the bound of a word; return whether to measure its row.

    This is true at most once for each word in a pass, and at the latest with the step that could
    have moved the row too far: what other words of the bucket add later does not concern it.
    """
    at = bucket_of(owner, word)
    total = get(s.bounds, at) + step
    put(s.bounds, at, total)
    if total <= plan.noticed_step:
        return False
    mark, number = mark_of(word, plan), get(s.passes, owner * NUMBERS_PER_LINE)
    if get(s.marks, mark) == number:
        return False
    put(s.marks, mark, number)
    return True


@compiled
def backward(owner: Index, weights: Weights, plan: TrainPlan, s: Scratch) -> None:
    """Apply all updates of the block to the rows of an owner.

    Words that are composed of rows only get the sum of their updates, see `subwords`.
    """
    # The gradients with respect to v, then those with respect to u.
    if plan.composed:
        sum_updates(owner, plan, s)
    else:
        backward_inputs(owner, weights.inputs, plan, s)
    backward_outputs(owner, weights.outputs, plan, s)


@compiled
def backward_inputs(owner: Index, inputs: Floats, plan: TrainPlan, s: Scratch) -> None:
    """Apply all updates to the input rows of an owner, within the longest step."""
    begin_pass(owner, s)
    for i in range(add_updates(owner, inputs, plan, s)):
        # The slot has a copy of the row from before the block.
        slot = wide(get(s.measured, measured_of(owner, i, plan)))
        row, before = row_of(get(s.words, slot), plan), row_of(slot, plan)
        shorten_step(inputs, row, s.rows, before, plan.longest_step, plan.dim)


@compiled
def add_updates(owner: Index, inputs: Floats, plan: TrainPlan, s: Scratch) -> int:
    """Add all updates to the input rows of an owner; list those that might have moved too far."""
    measured = 0
    for task in range(plan.tasks):
        start = slot_list_of(task, owner, plan)
        end = list_end(SLOT_LIST, task, owner, plan, s)
        for i in range(start, end):
            if i + PREFETCH_DISTANCE < end:
                later = get(s.words, slot_of(task, get(s.slot_lists, i + PREFETCH_DISTANCE), plan))
                fetch_row_to_write(inputs, row_of(later, plan), plan.dim)
            slot = slot_of(task, get(s.slot_lists, i), plan)
            word = wide(get(s.words, slot))
            step = add_step(inputs, row_of(word, plan), s.updates, row_of(slot, plan), plan.dim)
            if must_measure(owner, word, step, plan, s):
                put(s.measured, measured_of(owner, measured, plan), np.int32(slot))
                measured += 1
    return measured


@compiled
def backward_outputs(owner: Index, outputs: Floats, plan: TrainPlan, s: Scratch) -> None:
    """Apply all updates to the output rows of an owner, within the longest step."""
    begin_pass(owner, s)
    # 1. Keep the old place of the few rows whose steps could add up to too much.
    measured = copy_outputs(owner, outputs, plan, s)
    # 2. -alpha · ∂L/∂u: contexts times factors are added to the rows.
    add_to_outputs(owner, outputs, plan, s)
    # 3. Move back what went too far.
    for i in range(measured):
        output = get(s.measured, measured_of(owner, i, plan))
        row, before = get(s.outputs, output), row_of(output, plan)
        shorten_step(outputs, row, s.before, before, plan.longest_step, plan.dim)


@compiled
def copy_outputs(owner: Index, outputs: Floats, plan: TrainPlan, s: Scratch) -> int:
    """Copy and list the output rows of an owner that might move too far; return their number."""
    measured = 0
    for task in range(plan.tasks):
        start = output_list_of(task, owner, plan)
        for i in range(start, list_end(OUTPUT_LIST, task, owner, plan, s)):
            word, place, k = unpack(get(s.output_lists, i))
            centre = centre_of(task, place, plan)
            step = get(s.steps, step_of(centre, k, plan))
            other = follower_of(centre, k, task, plan, s)
            while other >= 0:
                step += get(s.steps, step_of(other, k, plan))
                other = follower_of(other, k, task, plan, s)
            if must_measure(owner, word, step, plan, s):
                output = output_of(centre, k, plan)
                copy_row(plan.dim, s.before, row_of(output, plan), outputs, row_of(word, plan))
                put(s.measured, measured_of(owner, measured, plan), np.int32(output))
                measured += 1
    return measured


@compiled
def add_to_outputs(owner: Index, outputs: Floats, plan: TrainPlan, s: Scratch) -> None:
    """Apply all updates to the output rows of an owner."""
    for task in range(plan.tasks):
        start = output_list_of(task, owner, plan)
        end = list_end(OUTPUT_LIST, task, owner, plan, s)
        for i in range(start, end):
            if i + PREFETCH_DISTANCE < end:
                later, _, _ = unpack(get(s.output_lists, i + PREFETCH_DISTANCE))
                if later >= plan.cached_rows:
                    fetch_row_to_write(outputs, row_of(later, plan), plan.dim)
            word, place, k = unpack(get(s.output_lists, i))
            target, centre = row_of(word, plan), centre_of(task, place, plan)
            if plan.cbow:
                add_means(
                    plan.dim, outputs, target, s.means, plan.dim, centre, centre_of(task, 0, plan),
                    k, s.factors, s.factor_starts, s.followers,
                )  # fmt: skip
            else:
                add_contexts(target, centre, k, task, outputs, plan, s)


@compiled
def follower_of(centre: Index, k: Index, task: Index, plan: TrainPlan, s: Scratch) -> Index:
    """Return the next centre of which the row of output k of a centre is output k, or -1."""
    place = wide(get(s.followers, centre)) if k > 0 else wide(0)
    return centre_of(task, place, plan) if place > 0 else wide(-1)


@compiled
def add_contexts(
    target: Index,
    centre: Index,
    k: Index,
    task: Index,
    outputs: Floats,
    plan: TrainPlan,
    s: Scratch,
) -> None:
    """Add to output k of a centre and of its followers their contexts, times their factors.

    As in the reference: outputs -= alpha · errors.T @ contexts.
    """
    while centre >= 0:
        width, size = width_of(centre, s), wide(get(s.sizes, centre))
        at, first = factor_of(centre, 0, k, width, s), contexts_of(centre, plan)
        add_rows(plan.dim, outputs, target, s.rows, s.contexts, first, size, s.factors, at, width)
        centre = follower_of(centre, k, task, plan, s)
