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
from w2vkit.engines.word2vec.addresses import (
    Index,
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
from w2vkit.engines.word2vec.lengths import OUTPUTS_PER_TILE
from w2vkit.engines.word2vec.memory import (
    OUTPUT_LIST,
    SLOT_LIST,
    WORD_MASK,
    Centres,
    Groups,
    Lists,
    Scratch,
    Slots,
    TokenChunk,
)
from w2vkit.engines.word2vec.plan import Floats, Method, Ownership, Sampling, Shape, TrainPlan
from w2vkit.engines.word2vec.rows import PREFETCH_DISTANCE, fetch_row, squares
from w2vkit.engines.word2vec.strips import clear_row, copy_row

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
def sample_word(number: RandomNumber, sampling: Sampling) -> Any:
    """Return the word that a random number selects; see `sampling.alias_table`."""
    word = below(number, sampling.words)
    entry = get(sampling.noise, word)
    if (number & LOWER_HALF) < (entry >> HALF):
        return word
    return np.int64(entry & LOWER_HALF)


@compiled
def kept(chunk: TokenChunk, i: int, sampling: Sampling) -> bool:
    """Return whether tokens[i] is in the vocabulary and survives subsampling in this epoch."""
    word = get(chunk.tokens, i) & WORD_MASK
    if word >= sampling.words:
        return False
    threshold = get(sampling.keep, word)
    if threshold == KEEP_ALWAYS:
        return True
    number = draw(chunk.origin + i, ~np.uint64(chunk.key))
    return bool((number >> HALF) < np.uint64(threshold))


@compiled
def context_start(chunk: TokenChunk, first: int, sampling: Sampling) -> int:
    """Return where the contexts of tokens[first] start: `window` kept tokens before it."""
    contexts = 0
    while first > 0 and contexts < sampling.window and get(chunk.tokens, first) >= 0:
        first -= 1
        contexts += kept(chunk, first, sampling)
    return first


@compiled
def context_end(chunk: TokenChunk, last: int, sampling: Sampling) -> int:
    """Return where the contexts of tokens[last - 1] end."""
    contexts = 0
    while last < chunk.size and contexts < sampling.window and get(chunk.tokens, last) >= 0:
        contexts += kept(chunk, last, sampling)
        last += 1
    return last


@compiled
def fill_slots(
    chunk: TokenChunk,
    span: tuple[int, int],
    filled: tuple[int, int],
    task: int,
    sampling: Sampling,
    shape: Shape,
    slots: Slots,
) -> tuple[int, int]:
    """Put the kept tokens of a span into the slots of a task.

    `filled` is the number of slots so far and the slot in which the sentence began. Returns the
    same after the span.
    """
    count, begin = filled
    for i in range(span[0], span[1]):
        token = get(chunk.tokens, i)
        if token < 0:  # the first token of a sentence, even if it is not kept
            begin = count
        if kept(chunk, i, sampling):
            slot = slot_of(task, count, shape)
            put(slots.words, slot, token & WORD_MASK)
            put(slots.begins, slot, begin)
            put(slots.positions, slot, i)
            count += 1
    return count, begin


@compiled
def collect_slots(
    chunk: TokenChunk,
    first: int,
    last: int,
    task: int,
    sampling: Sampling,
    shape: Shape,
    slots: Slots,
) -> tuple[int, int, int]:
    """Put the kept tokens of tokens[first:last] and around it into the slots of a task.

    Returns the number of slots, the first one of a possible centre, and the one after the last.
    """
    # 1. How far the contexts of the task reach into the text before and after it.
    before = context_start(chunk, first, sampling)
    after = context_end(chunk, last, sampling)
    # 2. Fill the slots: only contexts, then the possible centres, then only contexts again.
    from_slot, begin = fill_slots(chunk, (before, first), (0, 0), task, sampling, shape, slots)
    to_slot, begin = fill_slots(
        chunk, (first, last), (from_slot, begin), task, sampling, shape, slots
    )
    count, begin = fill_slots(chunk, (last, after), (to_slot, begin), task, sampling, shape, slots)
    # 3. Note where each sentence ends: backwards, where the next one begins.
    end = count
    for place in range(count - 1, -1, -1):
        slot = slot_of(task, place, shape)
        put(slots.ends, slot, end)
        if get(slots.begins, slot) == place:
            end = place
    return count, from_slot, to_slot


@compiled
def copy_rows(
    count: int, task: int, inputs: Floats, plan: TrainPlan, slots: Slots, lists: Lists
) -> Any:
    """Copy the input rows of a task, set their updates to zero, and list the slots by owner.

    Returns a length, float32, that none of the rows exceeds.
    """
    shape = plan.shape
    # The root of the sum of the greatest squares in each lane exceeds the length of each row.
    greatest = simd.zeros()
    for place in range(count):
        slot = slot_of(task, place, shape)
        if place + PREFETCH_DISTANCE < count:
            later = get(slots.words, slot + PREFETCH_DISTANCE)
            fetch_row(inputs, row_of(later, shape), shape.dim)
        word = wide(get(slots.words, slot))
        copy_row(shape.dim, slots.rows, row_of(slot, shape), inputs, row_of(word, shape))
        greatest = simd.maximum(open_slot(place, word, task, plan, slots, lists), greatest)
    return np.float32(np.sqrt(simd.total(greatest)))


@compiled
def open_slot(
    place: int, word: Index, task: int, plan: TrainPlan, slots: Slots, lists: Lists
) -> Any:
    """Clear the update of a slot and list the slot by owner.

    The slot of a frozen word is not listed, so no owner updates its row.

    Returns the squares of its row, added up by lane; zeros for CBOW, where means are measured.
    """
    shape, ownership = plan.shape, plan.ownership
    row = row_of(slot_of(task, place, shape), shape)
    clear_row(shape.dim, slots.updates, row)
    if not (ownership.freezes and get(ownership.frozen, word)):
        list_slot(place, owner_of(word, ownership), task, shape, lists)
    return simd.zeros() if plan.method.cbow else squares(slots.rows, row, shape.dim)


@compiled
def clear_lists(task: int, shape: Shape, lists: Lists) -> None:
    """Empty the lists of a task."""
    for owner in range(shape.owners):
        slots, outputs = slot_list_of(task, owner, shape), output_list_of(task, owner, shape)
        put(lists.ends, list_end_of(SLOT_LIST, task, owner, shape), slots)
        put(lists.ends, list_end_of(OUTPUT_LIST, task, owner, shape), outputs)


@compiled
def list_slot(place: int, owner: Index, task: int, shape: Shape, lists: Lists) -> None:
    """Append a slot to the list of the owner of its word."""
    at_end = list_end_of(SLOT_LIST, task, owner, shape)
    end = get(lists.ends, at_end)
    put(lists.slots, end, place)
    put(lists.ends, at_end, end + 1)


@compiled
def list_output(
    entry: Index, number: Index, task: int, shape: Shape, ownership: Ownership, lists: Lists
) -> None:
    """Append a packed output to the list of the owner of row `number`."""
    at_end = list_end_of(OUTPUT_LIST, task, owner_of(number, ownership), shape)
    end = get(lists.ends, at_end)
    put(lists.outputs, end, entry)
    put(lists.ends, at_end, end + 1)


@compiled
def choose_examples(
    chunk: TokenChunk, from_slot: int, to_slot: int, task: int, plan: TrainPlan, scratch: Scratch
) -> Index:
    """Choose contexts and outputs of all centres of a task; return the number of centres."""
    method, shape, sampling = plan.method, plan.shape, plan.sampling
    slots, centres, lists = scratch.slots, scratch.centres, scratch.lists
    for remainder in range(GROUP_DISTANCE):
        put(scratch.groups.ends, task * GROUP_DISTANCE + remainder, 0)
    count = wide(0)
    room = wide(task) * shape.tokens_per_task * shape.factors_per_centre
    for place in range(from_slot, to_slot):
        # 1. The contexts of the slot, in a window that its random number narrows.
        slot = slot_of(task, place, shape)
        position, key = chunk.origin + wide(get(slots.positions, slot)), np.uint64(chunk.key)
        number = draw(position, key)
        reach = sampling.window - below(number, sampling.window)
        centre = centre_of(task, count, shape)
        size = choose_contexts(place, reach, centre, task, shape, slots, centres)
        # 2. With a context it is a centre, which gets outputs. Without, the next slot takes its
        #    place.
        if size > 0:
            word = wide(get(slots.words, slot))
            if method.hierarchical:
                choose_path(word, count, task, plan, centres, lists)
            else:
                choose_samples(
                    position, key, word, count, task, plan, centres, scratch.groups, lists
                )
            # 3. Room for the factors of all its pairs of a context and an output.
            put(scratch.factors.starts, centre, room)
            room += room_for_factors(size, width_of(centre, centres), method)
            count += 1
    return count


@compiled
def choose_contexts(
    place: int, reach: int, centre: Index, task: int, shape: Shape, slots: Slots, centres: Centres
) -> Any:
    """Note the contexts of the centre in a slot, up to `reach` slots away; return their number."""
    slot = slot_of(task, place, shape)
    low = max(place - reach, get(slots.begins, slot))
    high = min(place + reach + 1, get(slots.ends, slot))
    size = high - low - 1
    to, empty = contexts_of(centre, shape), shape.slots_per_task - 1
    # Written in full vectors, because no processor can predict the number of contexts. The slots
    # behind the last one are those of zeros, of which one makes an even number.
    for j in range(min(shape.contexts_per_centre, (size // LANES + 1) * LANES)):
        context = low + j + (low + j >= place)
        neighbor = slot_of(task, context if j < size else empty, shape)
        put(centres.contexts, to + j, row_of(neighbor, shape))
    put(centres.sizes, centre, size)
    return size


@compiled
def choose_path(
    word: Index, place: int, task: int, plan: TrainPlan, centres: Centres, lists: Lists
) -> None:
    """Note the outputs of centre `place` of a task: the nodes on its path, and their signs."""
    shape, tree = plan.shape, plan.tree
    centre = centre_of(task, place, shape)
    start = get(tree.starts, word)
    depth = get(tree.starts, word + 1) - start
    width = (depth + OUTPUTS_PER_TILE - 1) // OUTPUTS_PER_TILE * OUTPUTS_PER_TILE
    signs = signs_of(centre, shape)
    # 1. The nodes from the root to the word; a step is a node and the branch that the path takes.
    for k in range(depth):
        step = wide(get(tree.steps, start + k))
        node = step >> 1
        put(centres.outputs, output_of(centre, k, shape), row_of(node, shape))
        put_sign(signs, k, width, np.float32(2 * (step & 1) - 1), centres)
        list_output(pack(node, place, k), node, task, shape, plan.ownership, lists)
    # 2. The root again, until the last tile is full. It is not listed: it gets no update for that.
    for k in range(depth, width):
        root = get(centres.outputs, output_of(centre, 0, shape))
        put(centres.outputs, output_of(centre, k, shape), root)
        put_sign(signs, k, width, np.float32(1), centres)
    put(centres.widths, centre, width)
    put(centres.repeated, centre, depth if depth < width else 0)
    # 3. Paths are not shared: the centre leads itself, and nobody follows.
    put(centres.leaders, centre, np.int32(place))
    put(centres.followers, centre, 0)


@compiled
def put_sign(signs: Index, k: Index, width: Index, sign: Any, centres: Centres) -> None:
    """Note sign k of a centre of this width; the first ones are repeated for a vector more."""
    put(centres.signs, signs + k, sign)
    for again in range(k + width, width + LANES, width):
        put(centres.signs, signs + again, sign)


@compiled
def choose_samples(
    position: Index,
    key: RandomNumber,
    word: Index,
    place: int,
    task: int,
    plan: TrainPlan,
    centres: Centres,
    groups: Groups,
    lists: Lists,
) -> None:
    """Note the outputs of centre `place` of a task: itself, then the words drawn for its group."""
    shape, ownership = plan.shape, plan.ownership
    leader = join_group(position, place, task, shape, centres, groups)
    own = output_of(centre_of(task, place, shape), 0, shape)
    others = output_of(centre_of(task, leader, shape), 0, shape)
    # 1. Output 0 is the centre.
    first = row_of(word, shape)
    put(centres.outputs, own, first)
    list_output(pack(word, place, 0), word, task, shape, ownership, lists)
    # 2. The leader of a group draws and lists its samples; the followers copy them.
    number = draw(~group_of(position), key)
    repeated = 0
    for k in range(1, shape.padded_outputs):
        if k >= shape.outputs:  # fills up the last tile
            row = first
        elif leader == place:
            number = mix(number + GOLDEN)
            sample = sample_word(number, plan.sampling)
            list_output(pack(sample, place, k), sample, task, shape, ownership, lists)
            row = row_of(sample, shape)
        else:
            row = get(centres.outputs, others + k)
        put(centres.outputs, own + k, row)
        if row == first:
            repeated = 1
    centre = centre_of(task, place, shape)
    put(centres.widths, centre, shape.padded_outputs)
    put(centres.repeated, centre, repeated)


@compiled
def join_group(
    position: Index, place: Index, task: Index, shape: Shape, centres: Centres, groups: Groups
) -> Index:
    """Put centre `place` of a task into the group of its position; return the leader's place."""
    centre, group = centre_of(task, place, shape), group_of(position)
    # The centres of a group have the same remainder, and no other group is between them.
    at = task * GROUP_DISTANCE + position % GROUP_DISTANCE
    last = wide(get(groups.ends, at)) - 1
    leader = place
    if last >= 0 and get(groups.numbers, at) == group:
        before = centre_of(task, last, shape)
        leader = wide(get(centres.leaders, before))
        put(centres.followers, before, np.int32(place))
    put(groups.ends, at, np.int32(place + 1))
    put(groups.numbers, at, group)
    put(centres.leaders, centre, np.int32(leader))
    put(centres.followers, centre, 0)
    return leader


@compiled
def room_for_factors(size: Index, width: Index, method: Method) -> Index:
    """Return the distance of the factors of a centre from those of the next one.

    Those of samples follow each other, since all have the same signs, in turn; those of a path have
    signs of their own, and are read in full vectors.
    """
    if method.hierarchical:
        return ((1 if method.cbow else size) + 1) * width + LANES
    return (1 if method.cbow else size) * width
