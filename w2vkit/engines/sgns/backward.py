"""The backward pass: each owner applies all updates of a block to its rows, in the text's order.

`reference` is the specification: this module adds what `forward` computed to the weights, and
`reference.bounded` is `shorten_step`. Only rows that may have moved too far are measured: the sum
of the lengths of all its steps bounds how far a row has moved.
"""

from __future__ import annotations

from typing import Any

import numpy as np

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
    input_bound_of,
    list_size,
    long_outputs_of,
    long_slots_of,
    output_bound_of,
    output_list_of,
    output_of,
    row_of,
    slot_list_of,
    slot_of,
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
from w2vkit.engines.simd import compiled, get, put

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
    found = add_updates(owner, inputs, plan, s)
    long_slots = long_slots_of(owner, plan)
    for i in range(long_slots, long_slots + found):
        slot = get(s.long_slots, i)
        target = row_of(get(s.words, slot), plan)
        shorten_step(inputs, target, s.rows, row_of(slot, plan), plan.longest_step, plan.dim)
    for task in range(plan.tasks):
        start = slot_list_of(task, owner, plan)
        for i in range(start, start + list_size(SLOT_LIST, task, owner, plan, s.list_sizes)):
            word = get(s.words, slot_of(task, get(s.slot_lists, i), plan))
            put(s.bounds, input_bound_of(word, plan), ZERO)


@compiled
def add_updates(owner: Index, inputs: Floats, plan: TrainPlan, s: Scratch) -> Any:
    """Add all updates to the input rows of an owner, in the order of the text.

    Notes the first slot of each row whose steps together exceed the longest step: its copy is the
    row before the block. Returns the number of these slots.
    """
    found = 0
    for task in range(plan.tasks):
        start = slot_list_of(task, owner, plan)
        end = start + list_size(SLOT_LIST, task, owner, plan, s.list_sizes)
        for i in range(start, end):
            if i + AHEAD < end:
                later = get(s.words, slot_of(task, get(s.slot_lists, i + AHEAD), plan))
                fetch_row(inputs, row_of(later, plan), plan.dim)
            slot = slot_of(task, get(s.slot_lists, i), plan)
            word = get(s.words, slot)
            step = add_step(inputs, row_of(word, plan), s.updates, row_of(slot, plan), plan.dim)
            if exceeds(input_bound_of(word, plan), step, plan, s):
                put(s.long_slots, long_slots_of(owner, plan) + found, slot)
                found += 1
    return found


@compiled
def exceeds(at: Index, step: Any, plan: TrainPlan, s: Scratch) -> bool:
    """Add a step to the bound of a row; return whether it exceeds the longest step only now."""
    before = get(s.bounds, at)
    after = before + step
    put(s.bounds, at, after)
    return bool(before <= plan.longest_step < after)


@compiled
def backward_outputs(owner: Index, outputs: Floats, plan: TrainPlan, s: Scratch) -> None:
    """Apply all updates to the output rows of an owner, within the longest step."""
    found = bound_outputs(owner, outputs, plan, s)
    for task in range(plan.tasks):
        start = output_list_of(task, owner, plan)
        end = start + list_size(OUTPUT_LIST, task, owner, plan, s.list_sizes)
        for i in range(start, end):
            if i + AHEAD < end:
                later = get(s.output_words, i + AHEAD)
                fetch_row(outputs, row_of(later, plan), plan.dim)
            place, k = unpack(get(s.output_lists, i))
            put(s.bounds, output_bound_of(get(s.output_words, i), plan), ZERO)
            add_to_output(centre_of(task, place, plan), k, outputs, plan, s)
    long_outputs = long_outputs_of(owner, plan)
    for i in range(long_outputs, long_outputs + found):
        which = get(s.long_outputs, i)
        target = get(s.outputs, which)
        shorten_step(outputs, target, s.before, row_of(which, plan), plan.longest_step, plan.dim)


@compiled
def bound_outputs(owner: Index, outputs: Floats, plan: TrainPlan, s: Scratch) -> Any:
    """Bound the steps of the output rows of an owner before they are updated.

    Notes and copies the rows whose steps together may exceed the longest step; returns their
    number.
    """
    found = 0
    for task in range(plan.tasks):
        start = output_list_of(task, owner, plan)
        for i in range(start, start + list_size(OUTPUT_LIST, task, owner, plan, s.list_sizes)):
            place, k = unpack(get(s.output_lists, i))
            centre = centre_of(task, place, plan)
            step = get(s.steps, centre)
            if plan.cbow:
                step *= abs(get(s.factors, factor_of(centre, 0, k, plan)))
            if exceeds(output_bound_of(get(s.output_words, i), plan), step, plan, s):
                which = output_of(centre, k, plan)
                put(s.long_outputs, long_outputs_of(owner, plan) + found, np.int32(which))
                row = get(s.outputs, which)
                copy_row(s.before, row_of(which, plan), outputs, row, plan.dim)
                found += 1
    return found


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
