"""The contexts and outputs of a task: subsampling, windows, negative samples, paths, compiled.

`reference.all_predictions` is the specification.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from w2vkit.base.system.jit import GOLDEN, mix
from w2vkit.engines import simd
from w2vkit.engines.sampling import GROUP_DISTANCE, GROUP_SPAN, KEEP_ALWAYS
from w2vkit.engines.simd import LANES, compiled, get, put
from w2vkit.engines.word2vec.memory import (
    OUTPUT_LIST,
    OUTPUTS_PER_TILE,
    SLOT_LIST,
    WORD_MASK,
    Floats,
    Index,
    Scratch,
    TokenChunk,
    TrainPlan,
    centre_of,
    contexts_of,
    list_end_of,
    output_list_of,
    output_of,
    owner_of,
    pack,
    row_of,
    signs_of,
    slot_list_of,
    slot_of,
    wide,
    width_of,
)
from w2vkit.engines.word2vec.rows import PREFETCH_DISTANCE, clear_row, copy_row, fetch_row, squares

RandomNumber = Any
"""A random number, uint64."""

LOWER_HALF = np.uint64(0xFFFFFFFF)
HALF = np.uint64(32)


@compiled
def draw(position: int, key: RandomNumber) -> RandomNumber:
    """Return the random number of a position in the corpus."""
    return mix(np.uint64(position) * GOLDEN + key)


@compiled
def group_of(position: Index) -> Index:
    """Return the group of a position; see `sampling.group_of`."""
    return position // GROUP_SPAN * GROUP_DISTANCE + position % GROUP_DISTANCE


@compiled
def below(number: RandomNumber, bound: int) -> Any:
    """Map the upper half of a random number to 0 … bound - 1."""
    return np.int64(((number >> HALF) * np.uint64(bound)) >> HALF)


@compiled
def sample_word(number: RandomNumber, plan: TrainPlan) -> Any:
    """Return the word that a random number selects; see `sampling.alias_table`."""
    word = below(number, plan.words)
    entry = get(plan.noise, word)
    if (number & LOWER_HALF) < (entry >> HALF):
        return word
    return np.int64(entry & LOWER_HALF)


@compiled
def kept(chunk: TokenChunk, i: int, plan: TrainPlan) -> bool:
    """Return whether tokens[i] is in the vocabulary and survives subsampling in this epoch."""
    word = get(chunk.tokens, i) & WORD_MASK
    if word >= plan.words:
        return False
    threshold = get(plan.keep, word)
    if threshold == KEEP_ALWAYS:
        return True
    number = draw(chunk.origin + i, ~np.uint64(chunk.key))
    return bool((number >> HALF) < np.uint64(threshold))


@compiled
def context_start(chunk: TokenChunk, first: int, plan: TrainPlan) -> int:
    """Return where the contexts of tokens[first] start: `window` kept tokens before it."""
    contexts = 0
    while first > 0 and contexts < plan.window and get(chunk.tokens, first) >= 0:
        first -= 1
        contexts += kept(chunk, first, plan)
    return first


@compiled
def context_end(chunk: TokenChunk, last: int, plan: TrainPlan) -> int:
    """Return where the contexts of tokens[last - 1] end."""
    contexts = 0
    while last < chunk.size and contexts < plan.window and get(chunk.tokens, last) >= 0:
        contexts += kept(chunk, last, plan)
        last += 1
    return last


@compiled
def fill_slots(
    chunk: TokenChunk,
    span: tuple[int, int],
    filled: tuple[int, int],
    task: int,
    plan: TrainPlan,
    s: Scratch,
) -> tuple[int, int]:
    """Put the kept tokens of a span into the slots of a task.

    `filled` is the number of slots so far and the slot in which the sentence began. Returns the
    same after the span.
    """
    slots, begin = filled
    for i in range(span[0], span[1]):
        token = get(chunk.tokens, i)
        if token < 0:
            begin = slots
        if kept(chunk, i, plan):
            slot = slot_of(task, slots, plan)
            put(s.words, slot, token & WORD_MASK)
            put(s.begins, slot, begin)
            put(s.positions, slot, i)
            slots += 1
    return slots, begin


@compiled
def collect_slots(
    chunk: TokenChunk, first: int, last: int, task: int, plan: TrainPlan, s: Scratch
) -> tuple[int, int, int]:
    """Put the kept tokens of tokens[first:last] and around it into the slots of a task.

    Returns the number of slots, the first one of a possible centre, and the one after the last.
    """
    before = context_start(chunk, first, plan)
    after = context_end(chunk, last, plan)
    from_slot, begin = fill_slots(chunk, (before, first), (0, 0), task, plan, s)
    to_slot, begin = fill_slots(chunk, (first, last), (from_slot, begin), task, plan, s)
    slots, begin = fill_slots(chunk, (last, after), (to_slot, begin), task, plan, s)
    end = slots
    for place in range(slots - 1, -1, -1):
        slot = slot_of(task, place, plan)
        put(s.ends, slot, end)
        if get(s.begins, slot) == place:
            end = place
    return slots, from_slot, to_slot


@compiled
def copy_rows(slots: int, task: int, inputs: Floats, plan: TrainPlan, s: Scratch) -> Any:
    """Copy the input rows of a task, set their updates to zero, and list the slots by owner.

    Returns a length, float32, that none of the rows exceeds.
    """
    greatest = simd.zeros()
    for place in range(slots):
        slot = slot_of(task, place, plan)
        if place + PREFETCH_DISTANCE < slots:
            later = get(s.words, slot + PREFETCH_DISTANCE)
            fetch_row(inputs, row_of(later, plan), plan.dim)
        word = get(s.words, slot)
        copy_row(plan.dim, s.rows, row_of(slot, plan), inputs, row_of(word, plan))
        greatest = simd.maximum(open_slot(place, word, task, plan, s), greatest)
    return np.float32(np.sqrt(simd.total(greatest)))


@compiled
def open_slot(place: int, word: Index, task: int, plan: TrainPlan, s: Scratch) -> Any:
    """Clear the update of a slot and list the slot by owner.

    The slot of a frozen word is not listed, so no owner updates its row.

    Returns the squares of its row, added up by lane; zeros for CBOW, where means are measured.
    """
    row = row_of(slot_of(task, place, plan), plan)
    clear_row(plan.dim, s.updates, row)
    if not (plan.freezes and get(plan.frozen, word)):
        list_slot(place, owner_of(word, plan), task, plan, s)
    return simd.zeros() if plan.cbow else squares(s.rows, row, plan.dim)


@compiled
def clear_lists(task: int, plan: TrainPlan, s: Scratch) -> None:
    """Empty the lists of a task."""
    for owner in range(plan.owners):
        slots, outputs = slot_list_of(task, owner, plan), output_list_of(task, owner, plan)
        put(s.list_ends, list_end_of(SLOT_LIST, task, owner, plan), slots)
        put(s.list_ends, list_end_of(OUTPUT_LIST, task, owner, plan), outputs)


@compiled
def list_slot(place: int, owner: Index, task: int, plan: TrainPlan, s: Scratch) -> None:
    """Append a slot to the list of the owner of its word."""
    at_end = list_end_of(SLOT_LIST, task, owner, plan)
    end = get(s.list_ends, at_end)
    put(s.slot_lists, end, place)
    put(s.list_ends, at_end, end + 1)


@compiled
def list_output(entry: Index, number: Index, task: int, plan: TrainPlan, s: Scratch) -> None:
    """Append a packed output to the list of the owner of row `number`."""
    at_end = list_end_of(OUTPUT_LIST, task, owner_of(number, plan), plan)
    end = get(s.list_ends, at_end)
    put(s.output_lists, end, entry)
    put(s.list_ends, at_end, end + 1)


@compiled
def choose_contexts(
    place: int, reach: int, centre: Index, task: int, plan: TrainPlan, s: Scratch
) -> Any:
    """Note the contexts of the centre in a slot, up to `reach` slots away; return their number."""
    slot = slot_of(task, place, plan)
    low = max(place - reach, get(s.begins, slot))
    high = min(place + reach + 1, get(s.ends, slot))
    size = high - low - 1
    to, empty = contexts_of(centre, plan), plan.slots_per_task - 1
    # Written in full vectors, because no processor can predict the number of contexts. The slots
    # behind the last one are those of zeros, of which one makes an even number.
    for j in range(min(plan.contexts_per_centre, (size // LANES + 1) * LANES)):
        context = low + j + (low + j >= place)
        neighbor = slot_of(task, context if j < size else empty, plan)
        put(s.contexts, to + j, row_of(neighbor, plan))
    put(s.sizes, centre, size)
    return size


@compiled
def put_sign(signs: Index, k: Index, width: Index, sign: Any, s: Scratch) -> None:
    """Note sign k of a centre of this width; the first ones are repeated for a vector more."""
    put(s.signs, signs + k, sign)
    for again in range(k + width, width + LANES, width):
        put(s.signs, signs + again, sign)


@compiled
def choose_path(word: Index, place: int, task: int, plan: TrainPlan, s: Scratch) -> None:
    """Note the outputs of centre `place` of a task: the nodes on its path, and their signs."""
    centre = centre_of(task, place, plan)
    start = get(plan.path_starts, word)
    depth = get(plan.path_starts, word + 1) - start
    width = (depth + OUTPUTS_PER_TILE - 1) // OUTPUTS_PER_TILE * OUTPUTS_PER_TILE
    signs = signs_of(centre, plan)
    for k in range(depth):
        step = wide(get(plan.path_steps, start + k))
        node = step >> 1
        put(s.outputs, output_of(centre, k, plan), row_of(node, plan))
        put_sign(signs, k, width, np.float32(2 * (step & 1) - 1), s)
        list_output(pack(node, place, k), node, task, plan, s)
    for k in range(depth, width):
        put(s.outputs, output_of(centre, k, plan), get(s.outputs, output_of(centre, 0, plan)))
        put_sign(signs, k, width, np.float32(1), s)
    put(s.widths, centre, width)
    put(s.repeated, centre, depth if depth < width else 0)
    put(s.leaders, centre, np.int32(place))
    put(s.followers, centre, 0)


@compiled
def join_group(position: Index, place: Index, task: Index, plan: TrainPlan, s: Scratch) -> Index:
    """Put centre `place` of a task into the group of its position; return the leader's place."""
    centre, group = centre_of(task, place, plan), group_of(position)
    at = task * GROUP_DISTANCE + position % GROUP_DISTANCE
    last = wide(get(s.group_ends, at)) - 1
    leader = place
    if last >= 0 and get(s.group_numbers, at) == group:
        before = centre_of(task, last, plan)
        leader = wide(get(s.leaders, before))
        put(s.followers, before, np.int32(place))
    put(s.group_ends, at, np.int32(place + 1))
    put(s.group_numbers, at, group)
    put(s.leaders, centre, np.int32(leader))
    put(s.followers, centre, 0)
    return leader


@compiled
def choose_samples(
    position: Index,
    key: RandomNumber,
    word: Index,
    place: int,
    task: int,
    plan: TrainPlan,
    s: Scratch,
) -> None:
    """Note the outputs of centre `place` of a task: itself, then the words drawn for its group."""
    leader = join_group(position, place, task, plan, s)
    own = output_of(centre_of(task, place, plan), 0, plan)
    others = output_of(centre_of(task, leader, plan), 0, plan)
    first = row_of(word, plan)
    put(s.outputs, own, first)
    list_output(pack(word, place, 0), word, task, plan, s)
    number = draw(~group_of(position), key)
    repeated = 0
    for k in range(1, plan.padded_outputs):
        if k >= plan.outputs:
            row = first
        elif leader == place:
            number = mix(number + GOLDEN)
            chosen = sample_word(number, plan)
            list_output(pack(chosen, place, k), chosen, task, plan, s)
            row = row_of(chosen, plan)
        else:
            row = get(s.outputs, others + k)
        put(s.outputs, own + k, row)
        if row == first:
            repeated = 1
    centre = centre_of(task, place, plan)
    put(s.widths, centre, plan.padded_outputs)
    put(s.repeated, centre, repeated)


@compiled
def room_for_factors(size: Index, width: Index, plan: TrainPlan) -> Index:
    """Return the distance of the factors of a centre from those of the next one.

    Those of samples follow each other, since all have the same signs, in turn; those of a path have
    signs of their own, and are read in full vectors.
    """
    if plan.hierarchical:
        return ((1 if plan.cbow else size) + 1) * width + LANES
    return (1 if plan.cbow else size) * width


@compiled
def choose_examples(
    chunk: TokenChunk, from_slot: int, to_slot: int, task: int, plan: TrainPlan, s: Scratch
) -> int:
    """Choose contexts and outputs of all centres of a task; return the number of centres."""
    for remainder in range(GROUP_DISTANCE):
        put(s.group_ends, task * GROUP_DISTANCE + remainder, 0)
    centres = 0
    factors = wide(task) * plan.tokens_per_task * plan.factors_per_centre
    for place in range(from_slot, to_slot):
        slot = slot_of(task, place, plan)
        position, key = chunk.origin + wide(get(s.positions, slot)), np.uint64(chunk.key)
        number = draw(position, key)
        reach = plan.window - below(number, plan.window)
        centre = centre_of(task, centres, plan)
        size = choose_contexts(place, reach, centre, task, plan, s)
        if size > 0:
            word = wide(get(s.words, slot))
            if plan.hierarchical:
                choose_path(word, centres, task, plan, s)
            else:
                choose_samples(position, key, word, centres, task, plan, s)
            put(s.factor_starts, centre, factors)
            factors += room_for_factors(size, width_of(centre, s), plan)
            centres += 1
    return centres
