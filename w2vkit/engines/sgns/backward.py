"""The backward pass: each owner applies all updates of a block to its rows, in the text's order.

`reference` is the specification: this module adds what `forward` computed to the weights, and
`reference.bounded` is `shorten_step`. Only rows that may have moved too far are measured, see
`bounds`.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from w2vkit.engines.sgns.bounds import add_bound, clear_bounds, clear_firsts, is_measured
from w2vkit.engines.sgns.layout import (
    CONTEXTS_PER_TILE,
    OUTPUT_LIST,
    SLOT_LIST,
    Floats,
    Scratch,
    TrainPlan,
    Weights,
)
from w2vkit.engines.sgns.places import (
    Index,
    centre_of,
    context_pair,
    factor_of,
    list_size,
    output_list_of,
    output_of,
    row_of,
    slot_list_of,
    slot_of,
    step_of,
    unpack,
)
from w2vkit.engines.sgns.tiles import (
    add_scaled,
    add_step,
    add_two_to_one,
    copy_row,
    fetch_row,
    shorten_step,
)
from w2vkit.engines.simd import compiled, get

ZERO = np.float32(0)
AHEAD = 4
"""A row is fetched this many rows before its use."""


@compiled
def backward(owner: Index, weights: Weights, plan: TrainPlan, s: Scratch) -> None:
    """Apply all updates of the block to the rows of an owner."""
    backward_inputs(owner, weights.inputs, plan, s)
    backward_outputs(owner, weights.outputs, plan, s)


@compiled
def backward_inputs(owner: Index, inputs: Floats, plan: TrainPlan, s: Scratch) -> None:
    """Apply all updates to the input rows of an owner, within the longest step."""
    clear_bounds(owner, s)
    if add_updates(owner, inputs, plan, s) > plan.noticed_step:
        clear_firsts(owner, s)
        shorten_inputs(owner, inputs, plan, s)


@compiled
def add_updates(owner: Index, inputs: Floats, plan: TrainPlan, s: Scratch) -> Any:
    """Add all updates to the input rows of an owner; return the greatest bound of their steps."""
    greatest = ZERO
    for task in range(plan.tasks):
        start = slot_list_of(task, owner, plan)
        end = start + list_size(SLOT_LIST, task, owner, plan, s.list_sizes)
        for i in range(start, end):
            if i + AHEAD < end:
                later = get(s.words, slot_of(task, get(s.slot_lists, i + AHEAD), plan))
                fetch_row(inputs, row_of(later, plan), plan.dim)
            slot = slot_of(task, get(s.slot_lists, i), plan)
            row = row_of(get(s.words, slot), plan)
            step = add_step(inputs, row, s.updates, row_of(slot, plan), plan.dim)
            greatest = max(greatest, add_bound(owner, row, step, s))
    return greatest


@compiled
def shorten_inputs(owner: Index, inputs: Floats, plan: TrainPlan, s: Scratch) -> None:
    """Move the input rows back that moved too far; the slots have copies from before the block."""
    for task in range(plan.tasks):
        start = slot_list_of(task, owner, plan)
        for i in range(start, start + list_size(SLOT_LIST, task, owner, plan, s.list_sizes)):
            slot = slot_of(task, get(s.slot_lists, i), plan)
            row = row_of(get(s.words, slot), plan)
            if is_measured(owner, row, slot, s.words, plan, s):
                before = row_of(slot, plan)
                shorten_step(inputs, row, s.rows, before, plan.longest_step, plan.dim)


@compiled
def backward_outputs(owner: Index, outputs: Floats, plan: TrainPlan, s: Scratch) -> None:
    """Apply all updates to the output rows of an owner, within the longest step."""
    clear_bounds(owner, s)
    bursts = bound_outputs(owner, plan, s) > plan.noticed_step
    if bursts:
        clear_firsts(owner, s)
        copy_or_shorten_outputs(owner, False, outputs, plan, s)
    add_to_outputs(owner, outputs, plan, s)
    if bursts:
        copy_or_shorten_outputs(owner, True, outputs, plan, s)


@compiled
def bound_outputs(owner: Index, plan: TrainPlan, s: Scratch) -> Any:
    """Bound the steps of the output rows of an owner; return the greatest bound."""
    greatest = ZERO
    for task in range(plan.tasks):
        start = output_list_of(task, owner, plan)
        for i in range(start, start + list_size(OUTPUT_LIST, task, owner, plan, s.list_sizes)):
            place, k = unpack(get(s.output_lists, i))
            centre = centre_of(task, place, plan)
            row = get(s.outputs, output_of(centre, k, plan))
            step = get(s.steps, step_of(centre, k, plan))
            greatest = max(greatest, add_bound(owner, row, step, s))
    return greatest


@compiled
def copy_or_shorten_outputs(
    owner: Index, moved: bool, outputs: Floats, plan: TrainPlan, s: Scratch
) -> None:
    """Copy the output rows that might move too far; once they have moved, move them back."""
    for task in range(plan.tasks):
        start = output_list_of(task, owner, plan)
        for i in range(start, start + list_size(OUTPUT_LIST, task, owner, plan, s.list_sizes)):
            place, k = unpack(get(s.output_lists, i))
            output = output_of(centre_of(task, place, plan), k, plan)
            row, before = get(s.outputs, output), row_of(output, plan)
            if is_measured(owner, row, output, s.outputs, plan, s):
                if moved:
                    shorten_step(outputs, row, s.before, before, plan.longest_step, plan.dim)
                else:
                    copy_row(s.before, before, outputs, row, plan.dim)


@compiled
def add_to_outputs(owner: Index, outputs: Floats, plan: TrainPlan, s: Scratch) -> None:
    """Apply all updates to the output rows of an owner."""
    for task in range(plan.tasks):
        start = output_list_of(task, owner, plan)
        end = start + list_size(OUTPUT_LIST, task, owner, plan, s.list_sizes)
        for i in range(start, end):
            if i + AHEAD < end:
                place, k = unpack(get(s.output_lists, i + AHEAD))
                later = output_of(centre_of(task, place, plan), k, plan)
                fetch_row(outputs, get(s.outputs, later), plan.dim)
            place, k = unpack(get(s.output_lists, i))
            add_to_output(centre_of(task, place, plan), k, outputs, plan, s)


@compiled
def add_to_output(centre: Index, k: Index, outputs: Floats, plan: TrainPlan, s: Scratch) -> None:
    """Add to output k of a centre its contexts (skip-gram) or their mean, times their factors.

    As in the reference: outputs -= alpha · errors.T @ contexts.
    """
    target = get(s.outputs, output_of(centre, k, plan))
    if plan.cbow:
        factor = get(s.factors, factor_of(centre, 0, k, plan))
        add_scaled(outputs, target, s.means, row_of(centre, plan), factor, plan.dim)
        return
    for j in range(0, get(s.sizes, centre), CONTEXTS_PER_TILE):
        a, b = context_pair(centre, j, plan, s)
        of_a = get(s.factors, factor_of(centre, j, k, plan))
        of_b = get(s.factors, factor_of(centre, j + 1, k, plan))
        add_two_to_one(outputs, target, s.rows, a, b, of_a, of_b, plan.dim)
