"""The plan of a training: the lengths and tables that the kernels read.

First the records of which a plan consists; a kernel receives those that it reads. Then how they
follow from the options: the lengths by `lengths`, the tables here.
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
from w2vkit.engines.word2vec.lengths import (
    MOST_THREADS,
    Doubles,
    block_length,
    factors_per_centre,
    lengths_within,
    padded_dim,
    padded_outputs,
    round_up,
    signs_per_centre,
    slots_per_task,
)

Floats = NDArray[np.float32]
Ints = NDArray[np.int32]
Longs = NDArray[np.int64]

SHARE_BITS = 8
SHARES = 1 << SHARE_BITS
"""The word w belongs to share w % 256 of the vocabulary."""
CACHE_LINE = 64
"""Bytes that processors share as a unit: threads that write to one line wait for each other."""
NUMBERS_PER_LINE = CACHE_LINE // 8
"""Numbers of eight bytes in a cache line."""
NUMBERS_PER_SHARE = CACHE_LINE // 4
"""Neighboring input rows that belong to the same share, if words are composed of rows."""
CACHED_NODES = 256
"""The nodes next to the root; they stay in a processor's cache."""
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
