"""The arrays that the kernels share: a stretch of text, the plan of a training, scratch memory.

Everything is flat. A *task* z is a stretch of `task` tokens; its c-th *centre* is a token that is
kept and not alone; its *rows* are its kept tokens and those around them that can be contexts.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Ints = NDArray[np.int32]
Longs = NDArray[np.int64]

TILE = 3
"""Outputs are handled three at a time."""
PAIR = 2
"""Contexts are handled two at a time."""
SHARES = 256
"""The word w belongs to the share w % 256."""
WORD = 2**31 - 1
"""The bits of a token that are its word; the sign bit says that it starts a sentence."""
TICKET, DONE = 0, 8
"""Places of the two counters: on cache lines of their own."""
NO_MORE = 2**62
"""A ticket beyond all tasks: written into the counter, it makes the threads stop."""


class Text(NamedTuple):
    """A stretch of the corpus.

    Attributes:
        tokens: int32 (size), with the tokens around the stretch; see `WORD`.
        size: how many these are.
        origin: the position of tokens[0] in the corpus.
        first, last: the stretch itself is tokens[first:last].
        key: of the random numbers of this epoch.
        alpha: learning rate at `first`.
        slope: its change from one token to the next.

    """

    tokens: Ints
    size: int
    origin: int
    first: int
    last: int
    key: np.uint64
    alpha: float
    slope: float


class Weights(NamedTuple):
    """What is trained: float32 (V · dim) each."""

    inputs: Floats
    outputs: Floats


class Plan(NamedTuple):
    """What does not change during a training.

    Attributes:
        cbow: CBOW rather than skip-gram.
        words: V, the size of the vocabulary.
        dim: the length of a padded row.
        window: the greatest distance of a context.
        outputs: one more than the negative samples.
        stride: `outputs`, rounded up to a multiple of `TILE`.
        reach: how many contexts a centre can have, and one to make an even number.
        room: how many factors a centre can have, and some to spare.
        block, task: their lengths in tokens.
        slots: rows of a task; the last one is zero.
        keep: uint32 (V,), see `sampling.keep_thresholds`.
        noise: uint64 (V,), see `sampling.alias_table`.
        parts: float32 (2 · window + 1,), the part of CBOW's gradient that each of m contexts takes.
        signs: float32, -1 for the true output and +1 for the others, over and over.
        owner: uint8 (SHARES,), the backward task that each share of the words belongs to.
        share_size: the number of words in the largest share.
        longest_step: the longest step of a row in one block.
        backward_tasks: how many of these there are.

    """

    cbow: bool
    words: int
    dim: int
    window: int
    outputs: int
    stride: int
    reach: int
    room: int
    block: int
    task: int
    slots: int
    keep: NDArray[np.uint32]
    noise: NDArray[np.uint64]
    parts: Floats
    signs: Floats
    owner: NDArray[np.uint8]
    share_size: int
    longest_step: np.float32
    backward_tasks: int


class Scratch(NamedTuple):
    """What the forward pass of a block notes; sizes are for one task of a block.

    Attributes:
        words, begins, ends, places: int32 (slots), for each row its word, the first row of its
            sentence, the row after its last, and its index in the text.
        rows: float32 (slots · dim), copies of the input rows.
        updates: float32 (slots · dim), what is to be added to them.
        sizes: int32 (task), the number of contexts of each centre.
        doubled: int32 (task), whether one of its negative samples is the centre itself.
        contexts: int32 (task · reach), where they start in `rows`.
        outputs: int64 (task · stride), where the output rows start in their matrix.
        factors: float32 (task · room), for each context and output.
        means: float32 (task · dim), CBOW's input of each centre.
        errors: float32 (dim), its gradient, for the centre at hand.
        lengths: float32 (slots), the sum of the lengths of all context rows before (skip-gram).
        steps: float32 (task), how far a centre can move each of its outputs at most (skip-gram),
            or the length of the mean (CBOW).
        before: float32 (task · stride · dim), copies of output rows that may move too far.
        row_lists: int32 (backward tasks · slots), rows by owner.
        output_lists: int32 (backward tasks · task · outputs), c · 2^16 + k by owner.
        output_words: int32 (backward tasks · task · outputs), the words of these outputs.
        long_rows: int32 (backward tasks · slots), those of `row_lists` that may move too far.
        long_outputs: int32 (backward tasks · task · outputs), the same of `output_lists`.
        reaches: float32 (2 · SHARES · share size) in all, upper bounds of the steps of the input
            rows and of the output rows, see `kernels.place`; zero between two blocks.
        list_sizes: int64 (backward tasks · 2), their lengths.
        losses: float64 (8), the sum of the loss.
        pairs: int64 (8), the number of its terms.
        counters: int64 (16) in all, see `TICKET` and `DONE`.

    """

    words: Ints
    begins: Ints
    ends: Ints
    places: Ints
    rows: Floats
    updates: Floats
    sizes: Ints
    doubled: Ints
    contexts: Ints
    outputs: Longs
    factors: Floats
    means: Floats
    errors: Floats
    lengths: Floats
    steps: Floats
    before: Floats
    row_lists: Ints
    output_lists: Ints
    output_words: Ints
    long_rows: Ints
    long_outputs: Ints
    reaches: Floats
    list_sizes: Longs
    losses: NDArray[np.float64]
    pairs: Longs
    counters: Longs
