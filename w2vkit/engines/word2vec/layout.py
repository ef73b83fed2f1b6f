"""The arrays that the kernels share: a chunk of text, the weights, the plan, scratch memory.

All arrays are flat; `places` says where each part stands in them. The opening page of this package
defines the terms (block, task, slot, centre, owner).
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

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
"""Number of buckets to which the words of an owner are hashed; see `bounds`."""
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
        composed: whether words are composed of several of R input rows, see `composition`.
        row_starts: int64 (V + 1,), where the rows of each word start in `row_lists`.
        row_lists: int32, the input rows of each word; see `ngrams.Composition`.
        row_owner: uint8 (SHARES,), the owner of each share of the rows, see `places.row_owner_of`.
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
            `places.pack`.
        bounds: float32 (owners · BUCKETS) in all, see `bounds`.
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
