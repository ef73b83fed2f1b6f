"""Which words meet in a task: subsampling, windows and negative samples, compiled.

The same is said more simply in `engines.sgns.reference`.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from w2vkit.engines import simd
from w2vkit.engines.sampling import KEEP_ALWAYS
from w2vkit.engines.sgns.layout import PAIR, SHARES, WORD, Plan, Scratch, Text
from w2vkit.engines.sgns.tiles import length
from w2vkit.engines.simd import LANES, compiled, get, put

Number = Any
"""A random number, uint64."""

GOLDEN = np.uint64(0x9E3779B97F4A7C15)
LOWER_HALF = np.uint64(0xFFFFFFFF)
UPPER = np.uint64(32)


@compiled
def mix(x: Number) -> Number:
    """Return a hash of 64 bits; see `sampling.mix`."""
    x ^= x >> np.uint64(30)
    x *= np.uint64(0xBF58476D1CE4E5B9)
    x ^= x >> np.uint64(27)
    x *= np.uint64(0x94D049BB133111EB)
    x ^= x >> np.uint64(31)
    return x


@compiled
def draw(position: int, key: Number) -> Number:
    """Return the random number of a position in the corpus."""
    return mix(np.uint64(position) * GOLDEN + key)


@compiled
def below(number: Number, bound: int) -> Any:
    """Map the upper half of a random number to 0 … bound - 1."""
    return np.int64(((number >> UPPER) * np.uint64(bound)) >> UPPER)


@compiled
def sample_word(number: Number, plan: Plan) -> Any:
    """Return the word that a random number stands for; see `sampling.alias_table`."""
    word = below(number, plan.words)
    entry = get(plan.noise, word)
    if (number & LOWER_HALF) < (entry >> UPPER):
        return word
    return np.int64(entry & LOWER_HALF)


@compiled
def kept(text: Text, p: int, plan: Plan) -> bool:
    """Say whether tokens[p] is in the vocabulary and survives subsampling in this epoch."""
    word = get(text.tokens, p) & WORD
    if word >= plan.words:
        return False
    threshold = get(plan.keep, word)
    if threshold == KEEP_ALWAYS:
        return True
    number = draw(text.origin + p, ~np.uint64(text.key))
    return bool((number >> UPPER) < np.uint64(threshold))


@compiled
def context_start(text: Text, first: int, plan: Plan) -> int:
    """Return where the contexts of tokens[first] start: `window` kept tokens before it."""
    found = 0
    while first > 0 and found < plan.window and get(text.tokens, first) >= 0:
        first -= 1
        found += kept(text, first, plan)
    return first


@compiled
def context_end(text: Text, last: int, plan: Plan) -> int:
    """Return where the contexts of tokens[last - 1] end."""
    found = 0
    while last < text.size and found < plan.window and get(text.tokens, last) >= 0:
        found += kept(text, last, plan)
        last += 1
    return last


@compiled
def note_rows(
    text: Text, span: tuple[int, int], noted: tuple[int, int], z: int, plan: Plan, s: Scratch
) -> tuple[int, int]:
    """Note the kept tokens of a span as rows of task z.

    `noted` are the number of rows so far and the row in which the sentence began; those after
    the span are returned.
    """
    rows, begin = noted
    base = z * plan.slots
    for p in range(span[0], span[1]):
        token = get(text.tokens, p)
        if token < 0:
            begin = rows
        if kept(text, p, plan):
            put(s.words, base + rows, token & WORD)
            put(s.begins, base + rows, begin)
            put(s.places, base + rows, p)
            rows += 1
    return rows, begin


@compiled
def collect(
    text: Text, first: int, last: int, z: int, plan: Plan, s: Scratch
) -> tuple[int, int, int]:
    """Note the kept tokens of tokens[first:last] and around it as rows of task z.

    Returns how many rows there are, the first that is a centre, and the one after the last.
    """
    before = context_start(text, first, plan)
    after = context_end(text, last, plan)
    from_row, begin = note_rows(text, (before, first), (0, 0), z, plan, s)
    to_row, begin = note_rows(text, (first, last), (from_row, begin), z, plan, s)
    rows, begin = note_rows(text, (last, after), (to_row, begin), z, plan, s)
    base = z * plan.slots
    end = rows
    for row in range(rows - 1, -1, -1):
        put(s.ends, base + row, end)
        if get(s.begins, base + row) == row:
            end = row
    return rows, from_row, to_row


@compiled
def copy_rows(rows: int, z: int, inputs: NDArray[np.float32], plan: Plan, s: Scratch) -> None:
    """Copy the input rows of a task, set their updates to zero, and list them by owner."""
    lengths = np.float32(0)
    for row in range(rows):
        word = get(s.words, z * plan.slots + row)
        source = np.int64(word) * plan.dim
        target = (z * plan.slots + row) * plan.dim
        for x in range(0, plan.dim, LANES):
            simd.store(s.rows, target + x, simd.load(inputs, source + x))
            simd.store(s.updates, target + x, simd.zeros())
        if not plan.cbow:
            lengths += length(s.rows, target, plan.dim)
            put(s.lengths, z * plan.slots + row + 1, lengths)
        of = z * plan.backward_tasks + get(plan.owner, word & (SHARES - 1))
        size = get(s.list_sizes, PAIR * of)
        put(s.row_lists, of * plan.slots + size, row)
        put(s.list_sizes, PAIR * of, size + 1)


@compiled
def choose_contexts(row: int, reach: int, c: int, z: int, plan: Plan, s: Scratch) -> Any:
    """Note the contexts of centre c, up to `reach` rows off; return how many there are."""
    base = z * plan.slots
    low = max(row - reach, get(s.begins, base + row))
    high = min(row + reach + 1, get(s.ends, base + row))
    to = (z * plan.task + c) * plan.reach
    for i in range(low, row):
        put(s.contexts, to + i - low, (base + i) * plan.dim)
    for i in range(row + 1, high):
        put(s.contexts, to + i - low - 1, (base + i) * plan.dim)
    if not plan.cbow:
        lengths = get(s.lengths, base + high) - get(s.lengths, base + low)
        put(s.steps, z * plan.task + c, lengths)
    # The row of zeros makes an even number.
    put(s.contexts, to + high - low - 1, (base + plan.slots - 1) * plan.dim)
    put(s.sizes, z * plan.task + c, high - low - 1)
    return high - low - 1


@compiled
def choose_outputs(number: Number, word: int, c: int, z: int, plan: Plan, s: Scratch) -> None:
    """Note the outputs of centre c: itself, then words drawn after the random number."""
    centre = np.int64(word)
    to = (z * plan.task + c) * plan.stride
    doubled = 0
    for k in range(plan.stride):
        chosen = centre
        if 0 < k < plan.outputs:
            number = mix(number + GOLDEN)
            chosen = sample_word(number, plan)
        put(s.outputs, to + k, chosen * plan.dim)
        if k > 0 and chosen == centre:
            doubled = 1
        else:
            of = z * plan.backward_tasks + get(plan.owner, chosen & (SHARES - 1))
            size = get(s.list_sizes, PAIR * of + 1)
            put(s.output_lists, of * plan.task * plan.outputs + size, (c << 16) + k)
            put(s.output_words, of * plan.task * plan.outputs + size, np.int32(chosen))
            put(s.list_sizes, PAIR * of + 1, size + 1)
    put(s.doubled, z * plan.task + c, doubled)


@compiled
def choose(text: Text, from_row: int, to_row: int, z: int, plan: Plan, s: Scratch) -> int:
    """Choose contexts and outputs of all centres of a task; return how many these are."""
    centres = 0
    for row in range(from_row, to_row):
        place = get(s.places, z * plan.slots + row)
        number = draw(text.origin + place, np.uint64(text.key))
        reach = plan.window - below(number, plan.window)
        if choose_contexts(row, reach, centres, z, plan, s) > 0:
            word = get(s.words, z * plan.slots + row)
            choose_outputs(number, word, centres, z, plan, s)
            centres += 1
    return centres
