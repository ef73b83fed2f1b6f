"""The backward pass: each owner applies all updates of a block to its rows, in the text's order.

`reference` is the specification: this module adds what `forward` computed to the weights, and
`reference.bounded` is `shorten_step`. Only rows that may have moved too far are measured, see
`bounds`.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from w2vkit.engines.simd import compiled, get, put
from w2vkit.engines.word2vec.bounds import add_bound, begin_pass, is_measured
from w2vkit.engines.word2vec.composition import sum_updates
from w2vkit.engines.word2vec.layout import (
    CONTEXTS_PER_TILE,
    OUTPUT_LIST,
    SLOT_LIST,
    Floats,
    Scratch,
    TrainPlan,
    Weights,
)
from w2vkit.engines.word2vec.places import (
    Index,
    centre_of,
    context_pair,
    factor_of,
    list_size,
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
from w2vkit.engines.word2vec.tiles import (
    PREFETCH_DISTANCE,
    add_scaled,
    add_step,
    add_two_to_one,
    copy_row,
    fetch_row_to_write,
    shorten_step,
)


@compiled
def backward(owner: Index, weights: Weights, plan: TrainPlan, s: Scratch) -> None:
    """Apply all updates of the block to the rows of an owner.

    Words that are composed of rows only get the sum of their updates, see `composition`.
    """
    if plan.composed:
        sum_updates(owner, plan, s)
    else:
        backward_inputs(owner, weights.inputs, plan, s)
    backward_outputs(owner, weights.outputs, plan, s)


@compiled
def backward_inputs(owner: Index, inputs: Floats, plan: TrainPlan, s: Scratch) -> None:
    """Apply all updates to the input rows of an owner, within the longest step."""
    begin_pass(owner, s)
    if add_updates(owner, inputs, plan, s) > plan.noticed_step:
        shorten_inputs(owner, inputs, plan, s)


@compiled
def add_updates(owner: Index, inputs: Floats, plan: TrainPlan, s: Scratch) -> Any:
    """Add all updates to the input rows of an owner; return the greatest bound of their steps."""
    greatest = np.float32(0)
    for task in range(plan.tasks):
        start = slot_list_of(task, owner, plan)
        end = start + list_size(SLOT_LIST, task, owner, plan, s.list_sizes)
        for i in range(start, end):
            if i + PREFETCH_DISTANCE < end:
                later = get(s.words, slot_of(task, get(s.slot_lists, i + PREFETCH_DISTANCE), plan))
                fetch_row_to_write(inputs, row_of(later, plan), plan.dim)
            slot = slot_of(task, get(s.slot_lists, i), plan)
            word = wide(get(s.words, slot))
            step = add_step(inputs, row_of(word, plan), s.updates, row_of(slot, plan), plan.dim)
            greatest = max(greatest, add_bound(owner, word, step, s))
    return greatest


@compiled
def shorten_inputs(owner: Index, inputs: Floats, plan: TrainPlan, s: Scratch) -> None:
    """Move the input rows back that moved too far; the slots have copies from before the block."""
    for task in range(plan.tasks):
        start = slot_list_of(task, owner, plan)
        for i in range(start, start + list_size(SLOT_LIST, task, owner, plan, s.list_sizes)):
            slot = slot_of(task, get(s.slot_lists, i), plan)
            word = wide(get(s.words, slot))
            if is_measured(owner, word, plan, s):
                row, before = row_of(word, plan), row_of(slot, plan)
                shorten_step(inputs, row, s.rows, before, plan.longest_step, plan.dim)


@compiled
def backward_outputs(owner: Index, outputs: Floats, plan: TrainPlan, s: Scratch) -> None:
    """Apply all updates to the output rows of an owner, within the longest step."""
    begin_pass(owner, s)
    measured = 0
    if bound_outputs(owner, plan, s) > plan.noticed_step:
        measured = copy_outputs(owner, outputs, plan, s)
    add_to_outputs(owner, outputs, plan, s)
    for i in range(measured):
        output = get(s.measured, measured_of(owner, i, plan))
        row, before = get(s.outputs, output), row_of(output, plan)
        shorten_step(outputs, row, s.before, before, plan.longest_step, plan.dim)


@compiled
def bound_outputs(owner: Index, plan: TrainPlan, s: Scratch) -> Any:
    """Bound the steps of the output rows of an owner; return the greatest bound."""
    greatest = np.float32(0)
    for task in range(plan.tasks):
        start = output_list_of(task, owner, plan)
        for i in range(start, start + list_size(OUTPUT_LIST, task, owner, plan, s.list_sizes)):
            word, place, k = unpack(get(s.output_lists, i))
            step = get(s.steps, step_of(centre_of(task, place, plan), k, plan))
            greatest = max(greatest, add_bound(owner, word, step, s))
    return greatest


@compiled
def copy_outputs(owner: Index, outputs: Floats, plan: TrainPlan, s: Scratch) -> int:
    """Copy and list the output rows that might move too far; return their number."""
    measured = 0
    for task in range(plan.tasks):
        start = output_list_of(task, owner, plan)
        for i in range(start, start + list_size(OUTPUT_LIST, task, owner, plan, s.list_sizes)):
            word, place, k = unpack(get(s.output_lists, i))
            if is_measured(owner, word, plan, s):
                output = output_of(centre_of(task, place, plan), k, plan)
                copy_row(s.before, row_of(output, plan), outputs, row_of(word, plan), plan.dim)
                put(s.measured, measured_of(owner, measured, plan), output)
                measured += 1
    return measured


@compiled
def add_to_outputs(owner: Index, outputs: Floats, plan: TrainPlan, s: Scratch) -> None:
    """Apply all updates to the output rows of an owner."""
    for task in range(plan.tasks):
        start = output_list_of(task, owner, plan)
        end = start + list_size(OUTPUT_LIST, task, owner, plan, s.list_sizes)
        for i in range(start, end):
            if i + PREFETCH_DISTANCE < end:
                later, _, _ = unpack(get(s.output_lists, i + PREFETCH_DISTANCE))
                if later >= plan.cached_rows:
                    fetch_row_to_write(outputs, row_of(later, plan), plan.dim)
            word, place, k = unpack(get(s.output_lists, i))
            centre = centre_of(task, place, plan)
            add_to_output(row_of(word, plan), centre, k, outputs, plan, s)


@compiled
def add_to_output(
    target: Index, centre: Index, k: Index, outputs: Floats, plan: TrainPlan, s: Scratch
) -> None:
    """Add to output k of a centre its contexts (skip-gram) or their mean, times their factors.

    As in the reference: outputs -= alpha · errors.T @ contexts.
    """
    width = width_of(centre, s)
    if plan.cbow:
        factor = get(s.factors, factor_of(centre, 0, k, width, plan))
        add_scaled(outputs, target, s.means, row_of(centre, plan), factor, plan.dim)
        return
    for j in range(0, get(s.sizes, centre), CONTEXTS_PER_TILE):
        a, b = context_pair(centre, j, plan, s)
        of_a = get(s.factors, factor_of(centre, j, k, width, plan))
        of_b = get(s.factors, factor_of(centre, j + 1, k, width, plan))
        add_two_to_one(outputs, target, s.rows, a, b, of_a, of_b, plan.dim)
