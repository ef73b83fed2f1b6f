"""Where each part of a block stands in the flat arrays: the only arithmetic on indices.

Slots and centres are numbered through the whole block: `slot_of` and `centre_of` turn the number
within a task into that of the block. All other functions take numbers of the block.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from w2vkit.engines.simd import compiled, get
from w2vkit.engines.word2vec.layout import (
    KINDS_OF_LIST,
    NUMBERS_PER_LINE,
    NUMBERS_PER_SHARE,
    SHARE_BITS,
    SHARES,
    Scratch,
    TrainPlan,
)

Index = Any
"""An integer of 64 bits."""
wide: Any = np.int64

OUTPUT_BITS = 16
OUTPUT_MASK = (1 << OUTPUT_BITS) - 1
WORD_BITS = 32
"""An entry of a list of outputs: the word, its centre, numbered within the task, and the output."""


@compiled
def row_of(number: Index, plan: TrainPlan) -> Index:
    """Return where a row starts: of a word in the weights, of a slot or centre in its array."""
    return wide(number) * plan.dim


@compiled
def slot_of(task: Index, place: Index, plan: TrainPlan) -> Index:
    """Return the number of a slot of a task."""
    return task * plan.slots_per_task + place


@compiled
def centre_of(task: Index, place: Index, plan: TrainPlan) -> Index:
    """Return the number of a centre of a task."""
    return task * plan.tokens_per_task + place


@compiled
def contexts_of(centre: Index, plan: TrainPlan) -> Index:
    """Return where the contexts of a centre start."""
    return centre * plan.contexts_per_centre


@compiled
def context_pair(centre: Index, j: Index, plan: TrainPlan, s: Scratch) -> tuple[Index, Index]:
    """Return where the rows of contexts j and j + 1 of a centre start."""
    at = contexts_of(centre, plan) + j
    return get(s.contexts, at), get(s.contexts, at + 1)


@compiled
def output_of(centre: Index, k: Index, plan: TrainPlan) -> Index:
    """Return where output k of a centre stands."""
    return centre * plan.padded_outputs + k


@compiled
def factor_of(centre: Index, j: Index, k: Index, width: Index, s: Scratch) -> Index:
    """Return where the factor of context j and output k of a centre of this width stands."""
    return wide(get(s.factor_starts, centre)) + j * width + k


@compiled
def pack(word: Index, place: Index, k: Index) -> Index:
    """Return an entry of a list of outputs: the number of the row that is output k of a centre."""
    return (wide(word) << WORD_BITS) + (place << OUTPUT_BITS) + k


@compiled
def unpack(entry: Index) -> tuple[Index, Index, Index]:
    """Return the numbers of the row, of the centre in its task, and of the output; see `pack`."""
    place = (entry >> OUTPUT_BITS) & OUTPUT_MASK
    return entry >> WORD_BITS, place, entry & OUTPUT_MASK


@compiled
def owner_of(word: Index, plan: TrainPlan) -> Index:
    """Return the owner of the rows of a word."""
    return get(plan.owner, word & (SHARES - 1))


@compiled
def row_owner_of(row: Index, plan: TrainPlan) -> Index:
    """Return the owner of an input row, if words are composed of rows.

    Rows with neighboring numbers have the same owner, so that no two share a cache line of `heads`.
    """
    return get(plan.row_owner, row // NUMBERS_PER_SHARE & (SHARES - 1))


@compiled
def slot_list_of(task: Index, owner: Index, plan: TrainPlan) -> Index:
    """Return where the list of the slots of an owner starts."""
    return (task * plan.owners + owner) * plan.slots_per_task


@compiled
def output_list_of(task: Index, owner: Index, plan: TrainPlan) -> Index:
    """Return where the list of the outputs of an owner starts."""
    return (task * plan.owners + owner) * (plan.tokens_per_task * plan.outputs)


@compiled
def list_end_of(kind: int, task: Index, owner: Index, plan: TrainPlan) -> Index:
    """Return where the end of a list stands."""
    return (task * plan.owners + owner) * KINDS_OF_LIST + kind


@compiled
def list_end(kind: int, task: Index, owner: Index, plan: TrainPlan, s: Scratch) -> Index:
    """Return where a list ends."""
    return get(s.list_ends, list_end_of(kind, task, owner, plan))


@compiled
def step_of(centre: Index, k: Index, plan: TrainPlan) -> Index:
    """Return where the bound of the step of output k of a centre stands."""
    return centre * plan.steps_per_centre + k


@compiled
def mark_of(word: Index, plan: TrainPlan) -> Index:
    """Return where the mark of a word stands: next to those of its share."""
    return (word & (SHARES - 1)) * plan.words_per_share + (word >> SHARE_BITS)


@compiled
def measured_of(owner: Index, i: Index, plan: TrainPlan) -> Index:
    """Return where entry i of the list of the rows that an owner measures stands."""
    return owner * plan.measured_per_owner + i


@compiled
def width_of(centre: Index, s: Scratch) -> Index:
    """Return the number of outputs of a centre, with those that fill up the last tile."""
    return wide(get(s.widths, centre))


@compiled
def signs_of(centre: Index, plan: TrainPlan) -> Index:
    """Return where the signs of a centre start."""
    return centre * plan.signs_per_centre


@compiled
def sum_of(task: Index) -> Index:
    """Return where the sums of a task stand: on its own cache line."""
    return task * NUMBERS_PER_LINE
