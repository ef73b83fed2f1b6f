"""Lengths of rows, tasks and blocks, as they follow from options and counts.

They never depend on the machine, because the length of a block decides on the bytes of the vectors.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from w2vkit.base.config import TrainConfig
from w2vkit.engines.ngrams import Composition
from w2vkit.engines.sampling import Counts, keep_probabilities, noise_weights
from w2vkit.engines.simd import LANES

Doubles = NDArray[np.float64]

CONTEXTS_PER_TILE = 2
OUTPUTS_PER_TILE = 3
"""A tile is a piece of a product of matrices that fits into the registers of a processor."""
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
MOST_SCRATCH = 1 << 26
"""The most float32 numbers of scratch memory, for large windows, dimensions and samples."""


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
