"""Words with subwords: composed of input rows before the block, their updates distributed after it.

`reference.composed` and `reference.distributed` are the specification. A row that many words share
is read and written once in a block, regardless of the number of words:

- In the forward pass a task needs the composed row of each of its slots. Whoever needs a word first
  composes it and publishes the slot (`holders`); others copy it from there. Two tasks may compose
  the same word at the same time, and get the same bytes.
- In the first part of the backward pass the owner of a word adds the updates of all its slots, in
  the order of the text, to that of the first one, which is said to lead.
- In the second part the owner of a row adds up the updates of its words. It goes through all
  leading slots and makes a linked list of entries for each row, the last one first; so the order of
  a sum does not depend on the number of owners.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from w2vkit.engines import simd
from w2vkit.engines.simd import compiled, get, put
from w2vkit.engines.word2vec.contexts import open_slot
from w2vkit.engines.word2vec.memory import (
    SLOT_LIST,
    Floats,
    Index,
    Scratch,
    TrainPlan,
    list_end,
    row_of,
    row_owner_of,
    slot_list_of,
    slot_of,
    wide,
)
from w2vkit.engines.word2vec.rows import (
    PREFETCH_DISTANCE,
    add_four_to_one,
    add_row,
    add_scaled,
    clear_row,
    copy_row,
    fetch_row,
    fetch_row_to_write,
    length,
    scale,
)


@compiled
def compose_rows(slots: int, task: int, inputs: Floats, plan: TrainPlan, s: Scratch) -> Any:
    """Do what `contexts.copy_rows` does, for words that are composed of rows."""
    greatest = simd.zeros()
    for place in range(slots):
        slot = slot_of(task, place, plan)
        word = wide(get(s.words, slot))
        if place + 1 < slots:
            fetch_word(wide(get(s.words, slot + 1)), inputs, plan, s)
        row = row_of(slot, plan)
        holder = simd.observe(s.holders, word)
        if holder > 0:
            copy_row(plan.dim, s.rows, row, s.rows, row_of(holder - 1, plan))
        else:
            compose_row(word, row, inputs, plan, s)
            simd.claim(s.holders, word, 0, slot + 1)
        greatest = simd.maximum(open_slot(place, word, task, plan, s), greatest)
    put(s.filled, task, slots)
    return np.float32(np.sqrt(simd.total(greatest)))


@compiled
def fetch_word(word: Index, inputs: Floats, plan: TrainPlan, s: Scratch) -> None:
    """Ask the processor for the rows of a word, unless it is composed already."""
    if simd.observe(s.holders, word) == 0:
        for i in range(get(plan.row_starts, word), get(plan.row_starts, word + 1)):
            fetch_row(inputs, row_of(get(plan.row_lists, i), plan), plan.dim)


@compiled
def compose_row(word: Index, target: Index, inputs: Floats, plan: TrainPlan, s: Scratch) -> None:
    """Write the mean of the rows of a word to the row of a slot."""
    start, end = get(plan.row_starts, word), get(plan.row_starts, word + 1)
    clear_row(plan.dim, s.rows, target)
    i = start
    while i + 4 <= end:
        a, b = listed_row(i, plan), listed_row(i + 1, plan)
        c, d = listed_row(i + 2, plan), listed_row(i + 3, plan)
        add_four_to_one(s.rows, target, inputs, a, b, c, d, plan.dim)
        i += 4
    while i < end:
        add_row(s.rows, target, inputs, listed_row(i, plan), plan.dim)
        i += 1
    scale(s.rows, target, np.float32(1) / np.float32(end - start), plan.dim)


@compiled
def listed_row(i: Index, plan: TrainPlan) -> Index:
    """Return where the input row starts that is at place i of the lists of rows."""
    return row_of(get(plan.row_lists, i), plan)


@compiled
def sum_updates(owner: Index, plan: TrainPlan, s: Scratch) -> None:
    """Add the updates of each word of an owner to that of its first slot in the block.

    While this runs, the holder of a word is -1 minus its first slot; afterwards it has none.
    """
    # Each slot adds its update to that of the first slot of its word, which leads.
    for task in range(plan.tasks):
        start = slot_list_of(task, owner, plan)
        for i in range(start, list_end(SLOT_LIST, task, owner, plan, s)):
            slot = slot_of(task, get(s.slot_lists, i), plan)
            word = wide(get(s.words, slot))
            holder = get(s.holders, word)
            if holder < 0:
                first = row_of(-1 - holder, plan)
                add_row(s.updates, first, s.updates, row_of(slot, plan), plan.dim)
                put(s.leads, slot, 0)
            else:
                put(s.holders, word, -1 - slot)
                put(s.leads, slot, 1)
    # Forget the holders, and note how long the sums are, from which rows are bounded.
    for task in range(plan.tasks):
        start = slot_list_of(task, owner, plan)
        for i in range(start, list_end(SLOT_LIST, task, owner, plan, s)):
            slot = slot_of(task, get(s.slot_lists, i), plan)
            put(s.holders, wide(get(s.words, slot)), 0)
            if get(s.leads, slot):
                put(s.lengths, slot, length(s.updates, row_of(slot, plan), plan.dim))


@compiled
def distribute(owner: Index, inputs: Floats, plan: TrainPlan, s: Scratch) -> None:
    """Apply the updates of all words to the input rows of an owner, within the longest step."""
    rows = list_rows(owner, plan, s)
    start = owner * plan.entries_per_owner
    for i in range(start, start + rows):
        if i + PREFETCH_DISTANCE < start + rows:
            later = get(s.touched, i + PREFETCH_DISTANCE)
            fetch_row_to_write(inputs, row_of(later, plan), plan.dim)
        update_row(owner, wide(get(s.touched, i)), inputs, plan, s)


@compiled
def list_rows(owner: Index, plan: TrainPlan, s: Scratch) -> Index:
    """List the rows of an owner that are updated, and the entries of each; return their number."""
    start = owner * plan.entries_per_owner
    entries = rows = 0
    for task in range(plan.tasks):
        for place in range(get(s.filled, task)):
            slot = slot_of(task, place, plan)
            if get(s.leads, slot):
                word = wide(get(s.words, slot))
                for i in range(get(plan.row_starts, word), get(plan.row_starts, word + 1)):
                    row = wide(get(plan.row_lists, i))
                    if row_owner_of(row, plan) == owner:
                        head = get(s.heads, row)
                        if head == 0:
                            put(s.touched, start + rows, np.int32(row))
                            rows += 1
                        put(s.entry_slots, start + entries, np.int32(slot))
                        put(s.entry_next, start + entries, head)
                        entries += 1
                        put(s.heads, row, np.int32(entries))
    return rows


@compiled
def update_row(owner: Index, row: Index, inputs: Floats, plan: TrainPlan, s: Scratch) -> None:
    """Apply the updates of all entries of a row, and forget them."""
    target, total = row_of(row, plan), row_of(owner, plan)
    first = owner * plan.entries_per_owner - 1
    head = wide(get(s.heads, row))
    put(s.heads, row, 0)
    bound = np.float32(0)
    entry = head
    while entry > 0:
        bound += get(s.lengths, get(s.entry_slots, first + entry))
        entry = wide(get(s.entry_next, first + entry))
    if bound <= plan.noticed_step:
        add_entries(head, first, inputs, target, plan, s)
        return
    clear_row(plan.dim, s.sums, total)
    add_entries(head, first, s.sums, total, plan, s)
    step = length(s.sums, total, plan.dim)
    part = np.float32(plan.longest_step / step) if step > plan.longest_step else np.float32(1)
    add_scaled(plan.dim, inputs, target, s.sums, total, part)


@compiled
def add_entries(
    head: Index, first: Index, target: Floats, t: Index, plan: TrainPlan, s: Scratch
) -> None:
    """Add the updates of a list of entries to a row."""
    entry = head
    while entry > 0:
        slot = get(s.entry_slots, first + entry)
        add_row(target, t, s.updates, row_of(slot, plan), plan.dim)
        entry = wide(get(s.entry_next, first + entry))
