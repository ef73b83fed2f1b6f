"""The memory that the kernels share: what each array holds.

First the records: a chunk of text, the weights, and scratch memory, which consists of smaller
records; a function receives those that it uses. All arrays are flat; `addresses` has the indices of
their parts. At the end the scratch memory is made. The opening page of this package defines the
terms (block, task, slot, centre, owner).
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from w2vkit.engines.sampling import GROUP_DISTANCE
from w2vkit.engines.word2vec.plan import (
    CACHE_LINE,
    NUMBERS_PER_LINE,
    SHARES,
    Floats,
    Ints,
    Longs,
    TrainPlan,
)

BUCKET_BITS = 12
BUCKETS = 1 << BUCKET_BITS
"""Number of buckets to which the words of an owner are hashed; see `backward`."""
WORD_MASK = 2**31 - 1
"""The bits of a token that are its word; the sign bit marks the first token of a sentence."""
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


class Slots(NamedTuple):
    """The tokens of a task that take part: `contexts` fills them, `forward` adds the updates.

    Attributes:
        words, begins, ends, positions: int32 (slots), for each slot its word, the first slot of
            its sentence, the slot after the last one of its sentence, and its index in the chunk.
        rows: float32 (slots · dim), copies of the input rows.
        updates: float32 (slots · dim), what the backward pass adds to the input rows.

    """

    words: Ints
    begins: Ints
    ends: Ints
    positions: Ints
    rows: Floats
    updates: Floats


class Centres(NamedTuple):
    """The predictions of a task: `contexts` fills them.

    Attributes:
        sizes: int32 (centres), the number of contexts of each centre.
        widths: int32 (centres), the number of outputs of each centre, rounded up to a multiple of
            `OUTPUTS_PER_TILE`.
        repeated: int32 (centres), the first output that may repeat output 0, or 0 if there is none:
            negative samples that are the centre itself, and outputs that fill up the last tile.
        leaders: int32 (centres), for each centre the first one of the task with the same negative
            samples: itself, if it is the first one, as always for hierarchical softmax.
        followers: int32 (centres), the next centre that has the same negative samples, or 0.
        contexts: int32 (centres · contexts per centre), where their rows start in `Slots.rows`.
        outputs: int64 (centres · padded outputs), where their rows start in the output weights.
        signs: float32 (centres · signs per centre), for hierarchical softmax the signs of the
            outputs: -1 if the label is 1, +1 if it is 0. They are repeated for a vector more.

    """

    sizes: Ints
    widths: Ints
    repeated: Ints
    leaders: Ints
    followers: Ints
    contexts: Ints
    outputs: Longs
    signs: Floats


class Groups(NamedTuple):
    """The groups of centres that share negative samples, while `contexts` chooses these.

    Attributes:
        ends: int32 (GROUP_DISTANCE), for each remainder of positions 1 + the last centre so far,
            or 0.
        numbers: int64 (GROUP_DISTANCE), the group of that centre.

    """

    ends: Ints
    numbers: Longs


class Factors(NamedTuple):
    """What `forward` computes for the output rows, and `backward` adds to them.

    Attributes:
        starts: int32 (centres), where the factors of each centre start.
        values: float32 (centres · factors per centre), for each context and output first the logit,
            then what the one row is multiplied by to be added to the other.
        means: float32 (centres · dim), the mean of the contexts of each centre (CBOW).
        steps: float32 (centres · steps per centre), the longest step that a centre may cause in
            each of its outputs.

    """

    starts: Ints
    values: Floats
    means: Floats
    steps: Floats


class Lists(NamedTuple):
    """What each owner has to do: `contexts` writes the lists, the backward pass reads them.

    Attributes:
        slots: int32 (owners · slots), the slots of each owner.
        outputs: int64 (owners · centres · outputs), the outputs of each owner; see `pack`.
        ends: int64 (owners · KINDS_OF_LIST), where the next entry of each list goes.

    """

    slots: Ints
    outputs: Longs
    ends: Longs


class Bounds(NamedTuple):
    """How far rows may have moved in a block, see `backward`.

    Attributes:
        totals: float32 (owners · BUCKETS) in all, the steps of the words of each bucket, added up.
        passes: int64 (one cache line for each owner) in all, the number of the current pass.
        marks: int64 (SHARES · words per share) in all, the last pass that measured each word.
        measured: int32 (measured per owner) for each owner, the slots or the outputs whose rows it
            measures.
        before: float32 (centres · padded outputs · dim), copies of output rows that may exceed the
            longest step.

    """

    totals: Floats
    passes: Longs
    marks: Longs
    measured: Ints
    before: Floats


class Composed(NamedTuple):
    """Words that are composed of rows, see `subwords`.

    Attributes:
        filled: int64 (1), the number of slots that are in use.
        holders: int64 (V) in all, for each word 1 + a slot that contains its composed row, or 0.
        leads: int32 (slots), whether a slot is the first one of its word in the block.
        lengths: float32 (slots), if so, the length of the update of the word.

    """

    filled: Longs
    holders: Longs
    leads: Ints
    lengths: Floats


class Entries(NamedTuple):
    """Linked lists of the words that update each input row of which words are composed.

    Attributes:
        heads: int32 (R) in all, for each row 1 + its last entry, or 0.
        rows: int32 (entries) for each owner, the rows that have entries.
        slots: int32 (entries) for each owner, the slot that updates the row.
        next: int32 (entries) for each owner, 1 + the next entry of the row, or 0.
        sums: float32 (dim) for each owner, the update of the current row.

    """

    heads: Ints
    rows: Ints
    slots: Ints
    next: Ints
    sums: Floats


class Counters(NamedTuple):
    """Sums for the report, and how threads share the tasks of a chunk, see `kernels`.

    Attributes:
        losses: float64 (one cache line), the sum of the loss.
        pairs: int64 (one cache line), the number of its terms.
        progress: int64 (one cache line) in all, the tasks that were started and done, see
            `TASK_STARTED`, and the number of threads that have begun the chunk.
        taken: int64 (one cache line for each task of a block) in all, in how many blocks of the
            chunk the task was taken: those of the forward pass, then those of the backward pass.

    """

    losses: NDArray[np.float64]
    pairs: Longs
    progress: Longs
    taken: Longs


class Scratch(NamedTuple):
    """The memory between the forward and the backward pass of a block.

    The shapes of its arrays are those of one task, unless they are said to be in all or for each
    owner.
    """

    slots: Slots
    centres: Centres
    groups: Groups
    factors: Factors
    lists: Lists
    bounds: Bounds
    composed: Composed
    entries: Entries
    counters: Counters


def aligned_zeros(size: int, dtype: Any = np.float32) -> NDArray[Any]:
    """Return zeros that start on a cache line."""
    itemsize = np.dtype(dtype).itemsize
    memory = np.zeros(size + CACHE_LINE // itemsize, dtype)
    start = -memory.ctypes.data % CACHE_LINE // itemsize
    return memory[start : start + size]


def make_scratch(plan: TrainPlan) -> Scratch:
    """Return the scratch memory of a plan, filled with zeros."""
    method, shape, ownership, zeros = plan.method, plan.shape, plan.ownership, aligned_zeros
    slots, centres = shape.tasks * shape.slots_per_task, shape.tasks * shape.tokens_per_task
    entries = shape.owners * ownership.entries
    return Scratch(
        Slots(
            words=zeros(slots, np.int32),
            begins=zeros(slots, np.int32),
            ends=zeros(slots, np.int32),
            positions=zeros(slots, np.int32),
            rows=zeros(slots * shape.dim),
            updates=zeros(slots * shape.dim),
        ),
        Centres(
            sizes=zeros(centres, np.int32),
            # The kernels fetch the outputs of the centre after the last one.
            widths=zeros(centres + 1, np.int32),
            repeated=zeros(centres, np.int32),
            leaders=zeros(centres + 1, np.int32),
            followers=zeros(centres, np.int32),
            contexts=zeros(centres * shape.contexts_per_centre, np.int32),
            outputs=zeros((centres + 1) * shape.padded_outputs, np.int64),
            signs=zeros(centres * shape.signs_per_centre if method.hierarchical else 0),
        ),
        Groups(
            ends=zeros(shape.tasks * GROUP_DISTANCE, np.int32),
            numbers=zeros(shape.tasks * GROUP_DISTANCE, np.int64),
        ),
        Factors(
            starts=zeros(centres, np.int32),
            values=zeros(centres * shape.factors_per_centre),
            means=zeros(centres * shape.dim if method.cbow else 0),
            steps=zeros(centres * shape.steps_per_centre),
        ),
        Lists(
            slots=zeros(slots * shape.owners, np.int32),
            outputs=zeros(centres * shape.outputs * shape.owners, np.int64),
            ends=zeros(shape.tasks * shape.owners * KINDS_OF_LIST, np.int64),
        ),
        Bounds(
            totals=zeros(shape.owners * BUCKETS),
            passes=zeros(shape.owners * NUMBERS_PER_LINE, np.int64),
            marks=zeros(SHARES * ownership.words_per_share, np.int64),
            measured=zeros(shape.owners * ownership.measured, np.int32),
            before=zeros(centres * shape.padded_outputs * shape.dim),
        ),
        Composed(
            filled=zeros(shape.tasks, np.int64),
            holders=zeros(plan.sampling.words if method.composed else 0, np.int64),
            leads=zeros(slots, np.int32),
            lengths=zeros(slots),
        ),
        Entries(
            heads=zeros(int(plan.word_rows.lists.max()) + 1 if method.composed else 0, np.int32),
            rows=zeros(entries, np.int32),
            slots=zeros(entries, np.int32),
            next=zeros(entries, np.int32),
            sums=zeros(shape.owners * shape.dim),
        ),
        Counters(
            losses=zeros(shape.tasks * NUMBERS_PER_LINE, np.float64),
            pairs=zeros(shape.tasks * NUMBERS_PER_LINE, np.int64),
            progress=zeros(NUMBERS_PER_LINE, np.int64),
            taken=zeros((shape.tasks + 2 * shape.owners) * NUMBERS_PER_LINE, np.int64),
        ),
    )
