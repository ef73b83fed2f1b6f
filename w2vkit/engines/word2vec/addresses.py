"""Where each part of the shared memory stands: the only arithmetic on indices.

It goes by the lengths in the plan. Slots and centres are numbered through the whole block:
`slot_of` and `centre_of` turn the number within a task into that of the block, and all other
functions take numbers of the block. The opening page of this package shows the memory.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from w2vkit.engines.simd import compiled, get
from w2vkit.engines.word2vec.memory import KINDS_OF_LIST, Centres, Factors, Lists
from w2vkit.engines.word2vec.plan import (
    NUMBERS_PER_LINE,
    NUMBERS_PER_SHARE,
    SHARE_BITS,
    SHARES,
    Ownership,
    Shape,
)

Index = Any
"""An integer of 64 bits."""
wide: Any = np.int64

OUTPUT_BITS = 16
OUTPUT_MASK = (1 << OUTPUT_BITS) - 1
WORD_BITS = 32
"""An entry of a list of outputs: the word, its centre, numbered within the task, and the output."""


@compiled
def row_of(number: Index, shape: Shape) -> Index:
    """Return where a row starts: of a word in the weights, of a slot or centre in its array."""
    return wide(number) * shape.dim


@compiled
def slot_of(task: Index, place: Index, shape: Shape) -> Index:
    """Return the number of a slot of a task."""
    return task * shape.slots_per_task + place


@compiled
def centre_of(task: Index, place: Index, shape: Shape) -> Index:
    """Return the number of a centre of a task."""
    return task * shape.tokens_per_task + place


@compiled
def contexts_of(centre: Index, shape: Shape) -> Index:
    """Return where the contexts of a centre start."""
    return centre * shape.contexts_per_centre


@compiled
def context_pair(centre: Index, j: Index, shape: Shape, centres: Centres) -> tuple[Index, Index]:
    """Return where the rows of contexts j and j + 1 of a centre start."""
    at = contexts_of(centre, shape) + j
    return get(centres.contexts, at), get(centres.contexts, at + 1)


@compiled
def output_of(centre: Index, k: Index, shape: Shape) -> Index:
    """Return where output k of a centre stands."""
    return centre * shape.padded_outputs + k


@compiled
def width_of(centre: Index, centres: Centres) -> Index:
    """Return the number of outputs of a centre, with those that fill up the last tile."""
    return wide(get(centres.widths, centre))


@compiled
def signs_of(centre: Index, shape: Shape) -> Index:
    """Return where the signs of a centre start."""
    return centre * shape.signs_per_centre


@compiled
def factor_of(centre: Index, j: Index, k: Index, width: Index, factors: Factors) -> Index:
    """Return where the factor of context j and output k of a centre of this width stands."""
    return wide(get(factors.starts, centre)) + j * width + k


@compiled
def step_of(centre: Index, k: Index, shape: Shape) -> Index:
    """Return where the bound of the step of output k of a centre stands."""
    return centre * shape.steps_per_centre + k


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
def owner_of(word: Index, ownership: Ownership) -> Index:
    """Return the owner of the rows of a word."""
    return get(ownership.words, word & (SHARES - 1))


@compiled
def row_owner_of(row: Index, ownership: Ownership) -> Index:
    """Return the owner of an input row, if words are composed of rows.

    Rows with neighboring numbers have the same owner, so that no two share a cache line of `heads`.
    """
    return get(ownership.rows, row // NUMBERS_PER_SHARE & (SHARES - 1))


@compiled
def slot_list_of(task: Index, owner: Index, shape: Shape) -> Index:
    """Return where the list of the slots of an owner starts."""
    return (task * shape.owners + owner) * shape.slots_per_task


@compiled
def output_list_of(task: Index, owner: Index, shape: Shape) -> Index:
    """Return where the list of the outputs of an owner starts."""
    return (task * shape.owners + owner) * (shape.tokens_per_task * shape.outputs)


@compiled
def list_end_of(kind: int, task: Index, owner: Index, shape: Shape) -> Index:
    """Return where the end of a list stands."""
    return (task * shape.owners + owner) * KINDS_OF_LIST + kind


@compiled
def list_end(kind: int, task: Index, owner: Index, shape: Shape, lists: Lists) -> Index:
    """Return where a list ends."""
    return get(lists.ends, list_end_of(kind, task, owner, shape))


@compiled
def mark_of(word: Index, ownership: Ownership) -> Index:
    """Return where the mark of a word stands: next to those of its share."""
    return (word & (SHARES - 1)) * ownership.words_per_share + (word >> SHARE_BITS)


@compiled
def measured_of(owner: Index, i: Index, ownership: Ownership) -> Index:
    """Return where entry i of the list of the rows that an owner measures stands."""
    return owner * ownership.measured + i


@compiled
def sum_of(task: Index) -> Index:
    """Return where the sums of a task stand: on its own cache line."""
    return task * NUMBERS_PER_LINE
