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
from w2vkit.engines.simd import compiled, get, merged, put
from w2vkit.engines.word2vec.addresses import (
    Index,
    list_end,
    row_of,
    row_owner_of,
    slot_list_of,
    slot_of,
    wide,
)
from w2vkit.engines.word2vec.contexts import open_slot
from w2vkit.engines.word2vec.memory import SLOT_LIST, Composed, Entries, Lists, Scratch, Slots
from w2vkit.engines.word2vec.plan import Floats, Shape, TrainPlan, WordRows
from w2vkit.engines.word2vec.rows import (
    PREFETCH_DISTANCE,
    add_four_to_one,
    add_row,
    fetch_row,
    fetch_row_to_write,
    length,
    scale,
)
from w2vkit.engines.word2vec.strips import add_scaled, clear_row, copy_row


@compiled
def compose_rows(
    count: int,
    task: int,
    inputs: Floats,
    plan: TrainPlan,
    slots: Slots,
    lists: Lists,
    composed: Composed,
) -> Any:
    """Do what `contexts.copy_rows` does, for words that are composed of rows."""
    shape, word_rows = plan.shape, plan.word_rows
    greatest = simd.zeros()
    for place in range(count):
        slot = slot_of(task, place, shape)
        word = wide(get(slots.words, slot))
        if place + 1 < count:
            fetch_word(wide(get(slots.words, slot + 1)), inputs, shape, word_rows, composed)
        # Copy the row of the word, or compose it and say so to all tasks.
        row = row_of(slot, shape)
        holder = simd.observe(composed.holders, word)
        if holder > 0:
            copy_row(shape.dim, slots.rows, row, slots.rows, row_of(holder - 1, shape))
        else:
            compose_row(word, slots.rows, row, inputs, shape, word_rows)
            simd.claim(composed.holders, word, 0, slot + 1)
        greatest = simd.maximum(open_slot(place, word, task, plan, slots, lists), greatest)
    put(composed.filled, task, count)
    return np.float32(np.sqrt(simd.total(greatest)))


@compiled
def fetch_word(
    word: Index, inputs: Floats, shape: Shape, word_rows: WordRows, composed: Composed
) -> None:
    """Ask the processor for the rows of a word, unless it is composed already."""
    if simd.observe(composed.holders, word) == 0:
        for i in range(get(word_rows.starts, word), get(word_rows.starts, word + 1)):
            fetch_row(inputs, row_of(get(word_rows.lists, i), shape), shape.dim)


@compiled
def compose_row(
    word: Index, target: Floats, t: Index, inputs: Floats, shape: Shape, word_rows: WordRows
) -> None:
    """Write the mean of the rows of a word to a row."""
    start, end = get(word_rows.starts, word), get(word_rows.starts, word + 1)
    clear_row(shape.dim, target, t)
    # The sum, four rows at a time, so that the target is read and written less often.
    i = start
    while i + 4 <= end:
        a, b = listed_row(i, shape, word_rows), listed_row(i + 1, shape, word_rows)
        c, d = listed_row(i + 2, shape, word_rows), listed_row(i + 3, shape, word_rows)
        add_four_to_one(target, t, inputs, a, b, c, d, shape.dim)
        i += 4
    while i < end:
        add_row(target, t, inputs, listed_row(i, shape, word_rows), shape.dim)
        i += 1
    # The mean.
    scale(target, t, np.float32(1) / np.float32(end - start), shape.dim)


@compiled
def listed_row(i: Index, shape: Shape, word_rows: WordRows) -> Index:
    """Return where the input row starts that is at place i of the lists of rows."""
    return row_of(get(word_rows.lists, i), shape)


@compiled
def sum_updates(owner: Index, shape: Shape, slots: Slots, lists: Lists, composed: Composed) -> None:
    """Add the updates of each word of an owner to that of its first slot in the block.

    While this runs, the holder of a word is -1 minus its first slot; afterwards it has none.
    """
    # Each slot adds its update to that of the first slot of its word, which leads.
    for task in range(shape.tasks):
        start = slot_list_of(task, owner, shape)
        for i in range(start, list_end(SLOT_LIST, task, owner, shape, lists)):
            slot = slot_of(task, get(lists.slots, i), shape)
            word = wide(get(slots.words, slot))
            holder = get(composed.holders, word)
            if holder < 0:
                first = row_of(-1 - holder, shape)
                add_row(slots.updates, first, slots.updates, row_of(slot, shape), shape.dim)
                put(composed.leads, slot, 0)
            else:
                put(composed.holders, word, -1 - slot)
                put(composed.leads, slot, 1)
    # Forget the holders, and note how long the sums are, from which rows are bounded.
    for task in range(shape.tasks):
        start = slot_list_of(task, owner, shape)
        for i in range(start, list_end(SLOT_LIST, task, owner, shape, lists)):
            slot = slot_of(task, get(lists.slots, i), shape)
            put(composed.holders, wide(get(slots.words, slot)), 0)
            if get(composed.leads, slot):
                step = length(slots.updates, row_of(slot, shape), shape.dim)
                put(composed.lengths, slot, step)


@merged
def distribute(owner: Index, inputs: Floats, plan: TrainPlan, scratch: Scratch) -> None:
    """Apply the updates of all words to the input rows of an owner, within the longest step."""
    shape, slots = plan.shape, scratch.slots
    composed, entries = scratch.composed, scratch.entries
    # 1. Which rows, and which words update each of them.
    rows = list_rows(owner, plan, slots, composed, entries)
    # 2. Update the rows.
    start = owner * plan.ownership.entries
    for i in range(start, start + rows):
        if i + PREFETCH_DISTANCE < start + rows:
            later = get(entries.rows, i + PREFETCH_DISTANCE)
            fetch_row_to_write(inputs, row_of(later, shape), shape.dim)
        row = wide(get(entries.rows, i))
        update_row(owner, row, inputs, plan, slots, composed, entries)


@compiled
def list_rows(
    owner: Index, plan: TrainPlan, slots: Slots, composed: Composed, entries: Entries
) -> Index:
    """List the rows of an owner that are updated, and the entries of each; return their number."""
    shape, ownership, word_rows = plan.shape, plan.ownership, plan.word_rows
    start = owner * ownership.entries
    count = rows = 0
    # All leading slots of the block, and all rows of their words.
    for task in range(shape.tasks):
        for place in range(get(composed.filled, task)):
            slot = slot_of(task, place, shape)
            if get(composed.leads, slot):
                word = wide(get(slots.words, slot))
                for i in range(get(word_rows.starts, word), get(word_rows.starts, word + 1)):
                    row = wide(get(word_rows.lists, i))
                    if row_owner_of(row, ownership) == owner:
                        # The row is listed once; the new entry points to its previous one.
                        head = get(entries.heads, row)
                        if head == 0:
                            put(entries.rows, start + rows, np.int32(row))
                            rows += 1
                        put(entries.slots, start + count, np.int32(slot))
                        put(entries.next, start + count, head)
                        count += 1
                        put(entries.heads, row, np.int32(count))
    return rows


@compiled
def update_row(
    owner: Index,
    row: Index,
    inputs: Floats,
    plan: TrainPlan,
    slots: Slots,
    composed: Composed,
    entries: Entries,
) -> None:
    """Apply the updates of all entries of a row, and forget them."""
    method, shape = plan.method, plan.shape
    target, total = row_of(row, shape), row_of(owner, shape)
    first = owner * plan.ownership.entries - 1
    head = wide(get(entries.heads, row))
    put(entries.heads, row, 0)
    # 1. The row moves no farther than all updates together are long.
    bound = np.float32(0)
    entry = head
    while entry > 0:
        bound += get(composed.lengths, get(entries.slots, first + entry))
        entry = wide(get(entries.next, first + entry))
    # 2. If that is not too far, add them to the row.
    if bound <= method.noticed_step:
        add_entries(head, first, inputs, target, shape, slots, entries)
        return
    # 3. Otherwise measure their sum, and add what the longest step allows.
    clear_row(shape.dim, entries.sums, total)
    add_entries(head, first, entries.sums, total, shape, slots, entries)
    step = length(entries.sums, total, shape.dim)
    part = np.float32(method.longest_step / step) if step > method.longest_step else np.float32(1)
    add_scaled(shape.dim, inputs, target, entries.sums, total, part)


@compiled
def add_entries(
    head: Index,
    first: Index,
    target: Floats,
    t: Index,
    shape: Shape,
    slots: Slots,
    entries: Entries,
) -> None:
    """Add the updates of a list of entries to a row."""
    entry = head
    while entry > 0:
        slot = get(entries.slots, first + entry)
        add_row(target, t, slots.updates, row_of(slot, shape), shape.dim)
        entry = wide(get(entries.next, first + entry))
