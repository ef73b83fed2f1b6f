"""The memory that the kernels share, and where each part stands in it.

First the records: a chunk of text, the weights, the plan, scratch memory. All arrays are flat. Then
the only arithmetic on indices: slots and centres are numbered through the whole block. `slot_of`
and `centre_of` turn the number within a task into that of the block; all other functions take
numbers of the block. At the end the scratch memory is made. The opening page of this package
defines the terms (block, task, slot, centre, owner).
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from w2vkit.engines.sampling import GROUP_DISTANCE
from w2vkit.engines.simd import compiled, get

Floats = NDArray[np.float32]
Ints = NDArray[np.int32]
Longs = NDArray[np.int64]

CONTEXTS_PER_TILE = 2
OUTPUTS_PER_TILE = 3
"""A tile is a piece of a product of matrices that fits into the registers of a processor."""
SHARE_BITS = 8
SHARES = 1 << SHARE_BITS
"""The word w belongs to share w % 256 of the vocabulary."""
BUCKET_BITS = 12
BUCKETS = 1 << BUCKET_BITS
"""Number of buckets to which the words of an owner are hashed; see `backward`."""
WORD_MASK = 2**31 - 1
"""The bits of a token that are its word; the sign bit marks the first token of a sentence."""
CACHE_LINE = 64
"""Bytes that processors share as a unit: threads that write to one line wait for each other."""
NUMBERS_PER_LINE = CACHE_LINE // 8
"""Numbers of eight bytes in a cache line."""
NUMBERS_PER_SHARE = CACHE_LINE // 4
"""Neighboring input rows that belong to the same share, if words are composed of rows."""
TASK_STARTED, TASK_DONE = 1 << 32, 1
"""What is added to `progress` when a thread starts a task, and when it has done it."""
NO_MORE_TASKS = 1 << 62
"""Written to `progress`, it stops the threads: as if more tasks had started than there are."""
SLOT_LIST, OUTPUT_LIST, KINDS_OF_LIST = 0, 1, 2
"""Each task has two lists for each owner: of slots, and of outputs."""


class TokenChunk(NamedTuple):
    """A chunk of the corpus, with the tokens around it.

    Attributes:
        tokens: int32 (size,); see `WORD_MASK`.
        size: the number of tokens, including those around the chunk.
        origin: the position of tokens[0] in the corpus.
        first, last: the chunk itself is tokens[first:last].
        key: the key of the random numbers of this epoch.
        rates: float32, the learning rate of each block.

    """

    tokens: Ints
    size: int
    origin: int
    first: int
    last: int
    key: np.uint64
    rates: Floats


class Weights(NamedTuple):
    """The trained matrices, float32 (V · dim) each; with subwords, inputs are (R · dim)."""

    inputs: Floats
    outputs: Floats


class TrainPlan(NamedTuple):
    """The constants of a training.

    Attributes:
        cbow: CBOW rather than skip-gram.
        hierarchical: hierarchical softmax rather than negative sampling.
        words: V, the size of the vocabulary.
        dim: the length of a padded row.
        window: the greatest distance of a context.
        outputs: the most outputs of a centre.
        padded_outputs: `outputs`, rounded up to a multiple of `OUTPUTS_PER_TILE`.
        contexts_per_centre: room for the contexts of a centre, with one more for an even number.
        factors_per_centre: room for the factors of a centre, and some to spare.
        steps_per_centre: `outputs`, rounded up to full vectors.
        signs_per_centre: room for the signs of a centre, and a vector to spare.
        tokens_per_block, tokens_per_task: their lengths.
        tasks: the number of tasks in a block.
        slots_per_task: the number of slots; the row of the last one is zero.
        measured_per_owner: the most slots or outputs in a block.
        words_per_share: room for the words of a share, in full cache lines.
        keep: uint32 (V,), see `sampling.keep_thresholds`.
        noise: uint64 (V,), see `sampling.alias_table`; empty for hierarchical softmax.
        path_starts, path_steps: int64 (V + 1,) and int32, see `huffman.WordPaths`; empty for
            negative sampling.
        gradient_parts: float32 (2 · window + 1,), for m contexts the part of CBOW's gradient that
            each of them gets.
        signs: float32 (signs per centre,), for negative sampling the signs of every centre; see
            `Scratch.signs`.
        owner: uint8 (SHARES,), the owner of each share of the words.
        owners: the number of owners, which is the number of tasks of the backward pass.
        cached_rows: the number of output rows, the first ones, that need not be fetched.
        longest_step: the longest step of a row in one block.
        noticed_step: a little less, so that no rounding of a bound hides a longer step.
        freezes: whether some input rows keep their values; not if words are composed.
        frozen: uint8 (V,), for each word whether its input row does; (1,) unless `freezes`.
        composed: whether words are composed of several of R input rows, see `subwords`.
        row_starts: int64 (V + 1,), where the rows of each word start in `row_lists`.
        row_lists: int32, the input rows of each word; see `ngrams.Composition`.
        row_owner: uint8 (SHARES,), the owner of each share of the rows, see `row_owner_of`.
        entries_per_owner: the most pairs of a word of a block and one of its rows.

    """

    cbow: bool
    hierarchical: bool
    words: int
    dim: int
    window: int
    outputs: int
    padded_outputs: int
    contexts_per_centre: int
    factors_per_centre: int
    steps_per_centre: int
    signs_per_centre: int
    tokens_per_block: int
    tokens_per_task: int
    tasks: int
    slots_per_task: int
    measured_per_owner: int
    words_per_share: int
    keep: NDArray[np.uint32]
    noise: NDArray[np.uint64]
    path_starts: Longs
    path_steps: Ints
    gradient_parts: Floats
    signs: Floats
    owner: NDArray[np.uint8]
    owners: int
    cached_rows: int
    longest_step: np.float32
    noticed_step: np.float32
    freezes: bool
    frozen: NDArray[np.uint8]
    composed: bool
    row_starts: Longs
    row_lists: Ints
    row_owner: NDArray[np.uint8]
    entries_per_owner: int


class Scratch(NamedTuple):
    """The memory between the forward and the backward pass of a block.

    The shapes are those of one task, unless a block is named.

    Attributes:
        words, begins, ends, positions: int32 (slots), for each slot its word, the first slot of
            its sentence, the slot after the last one of its sentence, and its index in the chunk.
        rows: float32 (slots · dim), copies of the input rows.
        updates: float32 (slots · dim), what the backward pass adds to the input rows.
        sizes: int32 (centres), the number of contexts of each centre.
        widths: int32 (centres), the number of outputs of each centre, rounded up to a multiple of
            `OUTPUTS_PER_TILE`.
        repeated: int32 (centres), the first output that may repeat output 0, or 0 if there is none:
            negative samples that are the centre itself, and outputs that fill up the last tile.
        leaders: int32 (centres), for each centre the first one of the task with the same negative
            samples: itself, if it is the first one, as always for hierarchical softmax.
        followers: int32 (centres), the next centre that has the same negative samples, or 0.
        group_ends: int32 (GROUP_DISTANCE), for each remainder of positions 1 + the last centre so
            far, or 0.
        group_numbers: int64 (GROUP_DISTANCE), the group of that centre.
        contexts: int32 (centres · contexts per centre), where their rows start in `rows`.
        outputs: int64 (centres · padded outputs), where their rows start in the output weights.
        signs: float32 (centres · signs per centre), for hierarchical softmax the signs of the
            outputs: -1 if the label is 1, +1 if it is 0. They are repeated for a vector more.
        factor_starts: int32 (centres), where the factors of each centre start.
        factors: float32 (centres · factors per centre), for each context and output first the
            logit, then what the one row is multiplied by to be added to the other.
        means: float32 (centres · dim), the mean of the contexts of each centre (CBOW).
        steps: float32 (centres · steps per centre), the longest step that a centre may cause in
            each of its outputs.
        before: float32 (centres · padded outputs · dim), copies of output rows that may exceed the
            longest step.
        slot_lists: int32 (owners · slots), the slots of each owner.
        output_lists: int64 (owners · centres · outputs), the outputs of each owner; see
            `pack`.
        bounds: float32 (owners · BUCKETS) in all, see `backward`.
        passes: int64 (one cache line for each owner) in all, the number of the current pass.
        marks: int64 (SHARES · words per share) in all, the last pass that measured each word.
        measured: int32 (measured per owner) for each owner, the slots or the outputs whose rows it
            measures.
        filled: int64 (1), the number of slots that are in use.
        holders: int64 (V) in all, for each word 1 + a slot that contains its composed row, or 0.
        leads: int32 (slots), whether a slot is the first one of its word in the block.
        lengths: float32 (slots), if so, the length of the update of the word.
        heads: int32 (R) in all, for each row 1 + its last entry, or 0.
        touched: int32 (entries per owner) for each owner, the rows that have entries.
        entry_slots: int32 (entries per owner) for each owner, the slot that updates the row.
        entry_next: int32 (entries per owner) for each owner, 1 + the next entry of the row, or 0.
        sums: float32 (dim) for each owner, the update of the current row.
        list_ends: int64 (owners · KINDS_OF_LIST), where the next entry of each list goes.
        losses: float64 (one cache line), the sum of the loss.
        pairs: int64 (one cache line), the number of its terms.
        progress: int64 (one cache line) in all, the tasks that were started and done, see
            `TASK_STARTED`, and the number of threads that have begun the chunk.
        taken: int64 (one cache line for each task of a block) in all, in how many blocks of the
            chunk the task was taken: those of the forward pass, then those of the backward pass.

    """

    words: Ints
    begins: Ints
    ends: Ints
    positions: Ints
    rows: Floats
    updates: Floats
    sizes: Ints
    widths: Ints
    repeated: Ints
    leaders: Ints
    followers: Ints
    group_ends: Ints
    group_numbers: Longs
    contexts: Ints
    outputs: Longs
    signs: Floats
    factor_starts: Ints
    factors: Floats
    means: Floats
    steps: Floats
    before: Floats
    slot_lists: Ints
    output_lists: Longs
    bounds: Floats
    passes: Longs
    marks: Longs
    measured: Ints
    filled: Longs
    holders: Longs
    leads: Ints
    lengths: Floats
    heads: Ints
    touched: Ints
    entry_slots: Ints
    entry_next: Ints
    sums: Floats
    list_ends: Longs
    losses: NDArray[np.float64]
    pairs: Longs
    progress: Longs
    taken: Longs


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


def aligned_zeros(size: int, dtype: Any = np.float32) -> NDArray[Any]:
    """Return zeros that start on a cache line."""
    itemsize = np.dtype(dtype).itemsize
    memory = np.zeros(size + CACHE_LINE // itemsize, dtype)
    start = -memory.ctypes.data % CACHE_LINE // itemsize
    return memory[start : start + size]


def make_scratch(plan: TrainPlan) -> Scratch:
    """Return the scratch memory of a plan, filled with zeros."""
    slots, centres = plan.tasks * plan.slots_per_task, plan.tasks * plan.tokens_per_task
    outputs = centres * plan.outputs
    entries = plan.owners * plan.entries_per_owner
    rows = int(plan.row_lists.max()) + 1
    return Scratch(
        words=aligned_zeros(slots, np.int32),
        begins=aligned_zeros(slots, np.int32),
        ends=aligned_zeros(slots, np.int32),
        positions=aligned_zeros(slots, np.int32),
        rows=aligned_zeros(slots * plan.dim),
        updates=aligned_zeros(slots * plan.dim),
        sizes=aligned_zeros(centres, np.int32),
        # The kernels fetch the outputs of the centre after the last one.
        widths=aligned_zeros(centres + 1, np.int32),
        repeated=aligned_zeros(centres, np.int32),
        leaders=aligned_zeros(centres + 1, np.int32),
        followers=aligned_zeros(centres, np.int32),
        group_ends=aligned_zeros(plan.tasks * GROUP_DISTANCE, np.int32),
        group_numbers=aligned_zeros(plan.tasks * GROUP_DISTANCE, np.int64),
        contexts=aligned_zeros(centres * plan.contexts_per_centre, np.int32),
        outputs=aligned_zeros((centres + 1) * plan.padded_outputs, np.int64),
        signs=aligned_zeros(centres * plan.signs_per_centre if plan.hierarchical else 0),
        factor_starts=aligned_zeros(centres, np.int32),
        factors=aligned_zeros(centres * plan.factors_per_centre),
        means=aligned_zeros(centres * plan.dim if plan.cbow else 0),
        steps=aligned_zeros(centres * plan.steps_per_centre),
        before=aligned_zeros(centres * plan.padded_outputs * plan.dim),
        slot_lists=aligned_zeros(slots * plan.owners, np.int32),
        output_lists=aligned_zeros(outputs * plan.owners, np.int64),
        bounds=aligned_zeros(plan.owners * BUCKETS),
        passes=aligned_zeros(plan.owners * NUMBERS_PER_LINE, np.int64),
        marks=aligned_zeros(SHARES * plan.words_per_share, np.int64),
        measured=aligned_zeros(plan.owners * plan.measured_per_owner, np.int32),
        filled=aligned_zeros(plan.tasks, np.int64),
        holders=aligned_zeros(plan.words if plan.composed else 0, np.int64),
        leads=aligned_zeros(slots, np.int32),
        lengths=aligned_zeros(slots),
        heads=aligned_zeros(rows if plan.composed else 0, np.int32),
        touched=aligned_zeros(entries, np.int32),
        entry_slots=aligned_zeros(entries, np.int32),
        entry_next=aligned_zeros(entries, np.int32),
        sums=aligned_zeros(plan.owners * plan.dim),
        list_ends=aligned_zeros(plan.tasks * plan.owners * KINDS_OF_LIST, np.int64),
        losses=aligned_zeros(plan.tasks * NUMBERS_PER_LINE, np.float64),
        pairs=aligned_zeros(plan.tasks * NUMBERS_PER_LINE, np.int64),
        progress=aligned_zeros(NUMBERS_PER_LINE, np.int64),
        taken=aligned_zeros((plan.tasks + 2 * plan.owners) * NUMBERS_PER_LINE, np.int64),
    )
