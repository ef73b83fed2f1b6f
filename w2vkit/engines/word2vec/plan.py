"""The plan of a training: lengths of blocks and tasks, and the tables that the kernels read.

First the records of which a plan consists; a kernel receives those that it reads. Then how the
lengths and tables follow from the options.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from w2vkit.base.config import TrainConfig
from w2vkit.engines.ngrams import Composition
from w2vkit.engines.sampling import (
    Counts,
    alias_table,
    keep_probabilities,
    keep_thresholds,
    noise_weights,
)
from w2vkit.engines.schedule import LONGEST_STEP
from w2vkit.engines.simd import LANES
from w2vkit.engines.word2vec.huffman import WordPaths, word_paths

Floats = NDArray[np.float32]
Ints = NDArray[np.int32]
Longs = NDArray[np.int64]
Doubles = NDArray[np.float64]

CONTEXTS_PER_TILE = 2
OUTPUTS_PER_TILE = 3
"""A tile is a piece of a product of matrices that fits into the registers of a processor."""
SHARE_BITS = 8
SHARES = 1 << SHARE_BITS
"""The word w belongs to share w % 256 of the vocabulary."""
CACHE_LINE = 64
"""Bytes that processors share as a unit: threads that write to one line wait for each other."""
NUMBERS_PER_LINE = CACHE_LINE // 8
"""Numbers of eight bytes in a cache line."""
NUMBERS_PER_SHARE = CACHE_LINE // 4
"""Neighboring input rows that belong to the same share, if words are composed of rows."""
LONGEST_BLOCK = 512
"""Tokens. Longer blocks cost quality (see benchmarks/README.md), shorter ones cost time."""
LONGEST_TASK = 32
FEWEST_TASKS = 8
"""Tasks of a block for hierarchical softmax, so that several threads find one."""
MOST_THREADS = LONGEST_BLOCK // LONGEST_TASK
"""Further threads would find no task."""
MOST_UPDATES = 6.0
"""The most updates of a row in a block, times the learning rate: with more, the row overshoots."""
MOST_UPDATES_IN_TREE = 16.0
"""The same for hierarchical softmax, where a root with this many updates is usual."""
CACHED_NODES = 256
"""The nodes next to the root; they stay in a processor's cache."""
MOST_SCRATCH = 1 << 26
"""The most float32 numbers of scratch memory, for large windows, dimensions and samples."""
NO_PATHS = WordPaths(np.zeros(0, np.int64), np.zeros(0, np.int32))
NO_NOISE = np.zeros(0, np.uint64)


class Method(NamedTuple):
    """What is computed.

    Attributes:
        cbow: CBOW rather than skip-gram.
        hierarchical: hierarchical softmax rather than negative sampling.
        composed: whether words are composed of several of R input rows, see `subwords`.
        gradient_parts: float32 (2 · window + 1,), for m contexts the part of CBOW's gradient that
            each of them gets.
        signs: float32 (signs per centre,), for negative sampling the signs of every centre; see
            `Centres.signs`.
        longest_step: the longest step of a row in one block.
        noticed_step: a little less, so that no rounding of a bound hides a longer step.

    """

    cbow: bool
    hierarchical: bool
    composed: bool
    gradient_parts: Floats
    signs: Floats
    longest_step: np.float32
    noticed_step: np.float32


class Shape(NamedTuple):
    """The lengths from which all places in memory follow.

    Attributes:
        dim: the length of a padded row.
        owners: the number of owners, which is the number of tasks of the backward pass.
        tasks: the number of tasks in a block.
        tokens_per_block, tokens_per_task: their lengths.
        slots_per_task: the number of slots; the row of the last one is zero.
        outputs: the most outputs of a centre.
        padded_outputs: `outputs`, rounded up to a multiple of `OUTPUTS_PER_TILE`.
        contexts_per_centre: room for the contexts of a centre, with one more for an even number.
        factors_per_centre: room for the factors of a centre, and some to spare.
        steps_per_centre: `outputs`, rounded up to full vectors.
        signs_per_centre: room for the signs of a centre, and a vector to spare.

    """

    dim: int
    owners: int
    tasks: int
    tokens_per_block: int
    tokens_per_task: int
    slots_per_task: int
    outputs: int
    padded_outputs: int
    contexts_per_centre: int
    factors_per_centre: int
    steps_per_centre: int
    signs_per_centre: int


class Sampling(NamedTuple):
    """What random numbers choose from.

    Attributes:
        words: V, the size of the vocabulary.
        window: the greatest distance of a context.
        keep: uint32 (V,), see `sampling.keep_thresholds`.
        noise: uint64 (V,), see `sampling.alias_table`; empty for hierarchical softmax.

    """

    words: int
    window: int
    keep: NDArray[np.uint32]
    noise: NDArray[np.uint64]


class Tree(NamedTuple):
    """The tree of hierarchical softmax; empty for negative sampling.

    Attributes:
        starts, steps: int64 (V + 1,) and int32, see `huffman.WordPaths`.
        cached: the number of nodes, the first ones, whose rows need not be fetched.

    """

    starts: Longs
    steps: Ints
    cached: int


class Ownership(NamedTuple):
    """Who updates which rows.

    Attributes:
        words: uint8 (SHARES,), the owner of each share of the words.
        rows: uint8 (SHARES,), the owner of each share of the rows, see `row_owner_of`.
        words_per_share: room for the words of a share, in full cache lines.
        measured: the most slots or outputs in a block, which an owner may have to measure.
        entries: the most pairs of a word of a block and one of its rows.
        freezes: whether some input rows keep their values; not if words are composed.
        frozen: uint8 (V,), for each word whether its input row does; (1,) unless `freezes`.

    """

    words: NDArray[np.uint8]
    rows: NDArray[np.uint8]
    words_per_share: int
    measured: int
    entries: int
    freezes: bool
    frozen: NDArray[np.uint8]


class WordRows(NamedTuple):
    """The input rows of each word, if words are composed of rows; see `ngrams.Composition`.

    Attributes:
        starts: int64 (V + 1,), where the rows of each word start in `lists`.
        lists: int32, the numbers of the rows.

    """

    starts: Longs
    lists: Ints


class TrainPlan(NamedTuple):
    """The constants of a training."""

    method: Method
    shape: Shape
    sampling: Sampling
    tree: Tree
    ownership: Ownership
    word_rows: WordRows


def round_up(number: int, unit: int) -> int:
    """Return the smallest multiple of `unit` that is not below `number`.

    >>> round_up(100, 16)
    112
    """
    return -(-number // unit) * unit


def padded_dim(config: TrainConfig) -> int:
    """Return the length of a row in memory."""
    return round_up(config.dim, LANES)


def padded_outputs(outputs: int) -> int:
    """Return the number of outputs of a centre, with those that fill up the last tile."""
    return round_up(outputs, OUTPUTS_PER_TILE)


def signs_per_centre(outputs: int) -> int:
    """Return the room for the signs of a centre: they are repeated in whole vectors."""
    return round_up(padded_outputs(outputs), LANES) + 2 * LANES


def factors_per_centre(config: TrainConfig, outputs: int) -> int:
    """Return the room for the factors of a centre: one more context, and a vector to spare."""
    contexts = 1 if config.is_cbow else 2 * config.window
    return (contexts + 1) * padded_outputs(outputs) + LANES


def slots_per_task(config: TrainConfig, task: int) -> int:
    """Return the slots of a task of this length: its tokens, those around it, and one of zeros."""
    return task + 2 * config.window + 1


def block_length(
    config: TrainConfig,
    counts: Counts,
    occurrences: Counts,
    composition: Composition | None = None,
) -> int:
    """Return how many tokens have their gradients computed with the same weights.

    With few words, or at a high learning rate, the sum of all updates of a frequent word would
    overshoot. The expected size of this sum limits the length.

    Args:
        config: the options.
        counts: of each word, for subsampling and negative sampling.
        occurrences: of each word in this text.
        composition: the rows of each word, if it has several.

    """
    kept = keep_probabilities(counts, config.sample) * occurrences / max(occurrences.sum(), 1)
    moves = kept if composition is None else composition.mean_weights(kept)
    if config.loss == "hierarchical":
        updates, most = updates_by_paths(config, kept, moves), MOST_UPDATES_IN_TREE
    else:
        updates, most = updates_by_samples(config, kept, moves, counts), MOST_UPDATES
    block = LONGEST_BLOCK
    while block > 1 and block * updates * config.alpha > most:
        block //= 2
    return block


def updates_by_samples(config: TrainConfig, kept: Doubles, moves: Doubles, counts: Counts) -> float:
    """Return the most updates of a row per token, with negative sampling.

    Args:
        config: the options.
        kept: the share of each word in the tokens, after subsampling.
        moves: the same for each input row, by the part that a word has in it.
        counts: of each word, for negative sampling.

    """
    noise = noise_weights(counts)
    updates = moves.max() + kept.sum() * config.negative * noise.max() / noise.sum()
    if not config.is_cbow or config.cbow_gradient == "whole":
        updates *= config.window + 1
    return float(updates)


def updates_by_paths(config: TrainConfig, kept: Doubles, moves: Doubles) -> float:
    """Return the most updates of a row per token, with hierarchical softmax.

    The root is an output of every centre; with CBOW, only once for all contexts. See
    `updates_by_samples` for the arguments.
    """
    contexts = config.window + 1
    of_root = kept.sum() * (1 if config.is_cbow else contexts)
    whole = not config.is_cbow or config.cbow_gradient == "whole"
    return float(max(of_root, moves.max() * (contexts if whole else 1)))


def lengths_within(
    config: TrainConfig, outputs: int, block: int, memory: int = MOST_SCRATCH
) -> tuple[int, int]:
    """Return the lengths of a block and of its tasks whose scratch memory is within bounds.

    Args:
        config: the options.
        outputs: the most outputs of a centre.
        block: the longest block.
        memory: the most float32 numbers of scratch memory.

    """
    task = min(block, LONGEST_TASK)
    if config.loss == "hierarchical":  # its blocks are short
        task = min(task, max(block // FEWEST_TASKS, 1))
    while block > task and block // task * scratch_of_task(config, outputs, task) > memory:
        block //= 2
    while task > 1 and scratch_of_task(config, outputs, task) > memory:
        block = task = task // 2
    return block, task


def scratch_of_task(config: TrainConfig, outputs: int, task: int) -> int:
    """Return how many float32 numbers of scratch memory a task of this length takes."""
    dim = padded_dim(config)
    of_slot = 2 * dim
    of_centre = factors_per_centre(config, outputs) + dim + padded_outputs(outputs) * dim
    return slots_per_task(config, task) * of_slot + task * of_centre


def make_plan(
    config: TrainConfig,
    counts: Counts,
    workers: int,
    occurrences: Counts | None = None,
    composition: Composition | None = None,
) -> TrainPlan:
    """Return the plan of a training.

    The lengths follow from options and counts, never from the machine.

    Args:
        config: the options.
        counts: of each word, for subsampling and negative sampling.
        workers: the number of threads.
        occurrences: of each word in this text; `counts` if None.
        composition: the rows of each word, if it has several.

    """
    occurrences = counts if occurrences is None else occurrences
    hierarchical = config.loss == "hierarchical"
    paths = word_paths(counts) if hierarchical else NO_PATHS
    outputs = max(int(paths.depths.max()), 1) if hierarchical else 1 + config.negative
    longest = block_length(config, counts, occurrences, composition)
    block, task = lengths_within(config, outputs, longest)
    owners = min(workers, MOST_THREADS)
    slots = slots_per_task(config, task)
    method = Method(
        cbow=config.is_cbow,
        hierarchical=hierarchical,
        composed=composition is not None,
        gradient_parts=gradient_parts(config),
        signs=sample_signs(outputs),
        longest_step=np.float32(LONGEST_STEP),
        noticed_step=np.float32(0.99 * LONGEST_STEP),
    )
    shape = Shape(
        dim=padded_dim(config),
        owners=owners,
        tasks=block // task,
        tokens_per_block=block,
        tokens_per_task=task,
        slots_per_task=slots,
        outputs=outputs,
        padded_outputs=padded_outputs(outputs),
        contexts_per_centre=2 * config.window + 2,
        factors_per_centre=factors_per_centre(config, outputs),
        steps_per_centre=round_up(padded_outputs(outputs), LANES),
        signs_per_centre=signs_per_centre(outputs),
    )
    sampling = Sampling(
        words=len(counts),
        window=config.window,
        keep=keep_thresholds(counts, config.sample),
        noise=NO_NOISE if hierarchical else alias_table(noise_weights(counts)),
    )
    ownership = Ownership(
        words=balanced_owners(row_work(config, counts, paths), owners),
        rows=balanced_row_owners(config, counts, owners, composition),
        words_per_share=round_up(-(-len(counts) // SHARES), NUMBERS_PER_LINE),
        measured=max(block * outputs, shape.tasks * slots),
        entries=most_entries(composition, shape.tasks * slots),
        freezes=False,
        frozen=np.zeros(1, np.uint8),
    )
    tree = Tree(paths.starts, paths.steps, CACHED_NODES if hierarchical else 0)
    return TrainPlan(method, shape, sampling, tree, ownership, rows_of_words(composition))


def rows_of_words(composition: Composition | None) -> WordRows:
    """Return the input rows of each word; tables of one number if each has only its own."""
    if composition is None:
        return WordRows(np.zeros(1, np.int64), np.zeros(1, np.int32))
    return WordRows(composition.starts, composition.rows)


def sample_signs(outputs: int) -> NDArray[np.float32]:
    """Return the signs for negative sampling: -1 for the centre and +1 for the others, repeated."""
    at = np.arange(signs_per_centre(outputs))
    return np.where(at % padded_outputs(outputs) == 0, -1, 1).astype(np.float32)


def gradient_parts(config: TrainConfig) -> NDArray[np.float32]:
    """Return the part of the gradient that each of m contexts gets, float32 (2 · window + 1,)."""
    contexts = np.arange(2 * config.window + 1, dtype=np.float32)
    whole = config.cbow_gradient == "whole"
    return np.ones_like(contexts) if whole else np.reciprocal(np.maximum(contexts, np.float32(1)))


def most_entries(composition: Composition | None, slots: int) -> int:
    """Return the most rows that the words in this many slots can have, each word counted once."""
    if composition is None:
        return 0
    return int(np.sort(composition.lengths)[::-1][:slots].sum())


def row_work(config: TrainConfig, counts: Counts, paths: WordPaths) -> Doubles:
    """Return how often the rows of each number are updated, input and output, float64 (V,)."""
    kept = keep_probabilities(counts, config.sample) * counts
    of_inputs = kept / kept.sum()
    if config.loss == "hierarchical":
        return np.asarray(of_inputs + paths.visits(of_inputs))
    noise = noise_weights(counts)
    return np.asarray(of_inputs + config.negative * noise / noise.sum())


def balanced_owners(work: Doubles, owners: int) -> NDArray[np.uint8]:
    """Assign the shares of the rows to the owners, uint8 (SHARES,)."""
    return balanced(np.bincount(np.arange(len(work)) % SHARES, work, SHARES), owners)


def balanced_row_owners(
    config: TrainConfig, counts: Counts, owners: int, composition: Composition | None
) -> NDArray[np.uint8]:
    """Assign the shares of the input rows to the owners, uint8 (SHARES,)."""
    if composition is None:
        return np.zeros(SHARES, np.uint8)
    work = composition.row_weights(keep_probabilities(counts, config.sample) * counts)
    share = np.arange(len(work)) // NUMBERS_PER_SHARE % SHARES
    return balanced(np.bincount(share, work, SHARES), owners)


def balanced(shares: NDArray[Any], owners: int) -> NDArray[np.uint8]:
    """Assign shares with this much work to the owners, the heaviest first, uint8 (SHARES,)."""
    loads, result = np.zeros(owners), np.zeros(SHARES, np.uint8)
    for share in np.argsort(-shares, kind="stable"):
        result[share] = loads.argmin()
        loads[result[share]] += shares[share]
    return result
