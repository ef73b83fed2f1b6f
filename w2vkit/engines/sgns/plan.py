"""How the native engine cuts its work: lengths of blocks and tasks, tables, scratch memory."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from w2vkit.config import TrainConfig
from w2vkit.engines.sampling import (
    Counts,
    alias_table,
    keep_probabilities,
    keep_thresholds,
    noise_weights,
)
from w2vkit.engines.sgns.layout import PAIR, SHARES, TILE, Plan, Scratch
from w2vkit.engines.sgns.reference import LONGEST_STEP
from w2vkit.engines.simd import LANES

LONGEST_BLOCK = 512
"""Longer blocks cost quality (see benchmarks/README.md), shorter ones more waiting."""
LONGEST_TASK = 32
MOST_THREADS = LONGEST_BLOCK // LONGEST_TASK
"""More of them would find no task."""
MOST_UPDATES = 6.0
"""Most updates of one row in a block, times the learning rate: more of them make it overshoot."""
MOST_SCRATCH = 1 << 26
"""Float32 numbers of scratch memory for windows, dimensions and samples of unusual size."""


def aligned(size: int, dtype: Any = np.float32) -> NDArray[Any]:
    """Return zeros that start on a cache line."""
    itemsize = np.dtype(dtype).itemsize
    memory = np.zeros(size + 64 // itemsize, dtype)
    start = -memory.ctypes.data % 64 // itemsize
    return memory[start : start + size]


def round_up(number: int, unit: int) -> int:
    """Return the multiple of `unit` that is not below `number`.

    >>> round_up(100, 16)
    112
    """
    return -(-number // unit) * unit


@dataclass(frozen=True, slots=True)
class Sizes:
    """Lengths in elements; see `kernels.Plan`."""

    dim: int
    stride: int
    reach: int
    room: int
    block: int
    task: int

    @property
    def tasks(self) -> int:
        """The number of tasks in a block."""
        return self.block // self.task


def sizes(config: TrainConfig, counts: Counts, occurrences: Counts | None = None) -> Sizes:
    """Choose the lengths: they follow from options and counts, never from the machine.

    Args:
        config: the options.
        counts: of each word, for subsampling and noise.
        occurrences: of each word in this text; as `counts` if None.

    """
    dim, stride = round_up(config.dim, LANES), round_up(1 + config.negative, TILE)
    contexts = 1 if config.algorithm == "cbow" else 2 * config.window
    reach, room = 2 * config.window + 2, (contexts + 1) * stride + LANES
    block = block_length(config, counts, counts if occurrences is None else occurrences)
    task = min(block, LONGEST_TASK)

    def scratch() -> int:
        slots = task + 2 * config.window + 1
        return block // task * (2 * slots * dim + task * (room + dim + stride * dim))

    while block > task and scratch() > MOST_SCRATCH:
        block //= 2
    while task > 1 and scratch() > MOST_SCRATCH:
        block = task = task // 2
    return Sizes(dim, stride, reach, room, block, task)


def block_length(config: TrainConfig, counts: Counts, occurrences: Counts) -> int:
    """Return how many tokens have their gradients taken at the same weights.

    With few words, or at a high learning rate, the sum of all updates of a frequent word would
    overshoot; its expected size sets the limit.
    """
    kept = keep_probabilities(counts, config.sample) * occurrences / max(occurrences.sum(), 1)
    noise = noise_weights(counts)
    updates = kept.max() + kept.sum() * config.negative * noise.max() / noise.sum()
    if config.algorithm != "cbow" or config.cbow_gradient == "whole":
        updates *= config.window + 1
    block = LONGEST_BLOCK
    while block > 1 and block * updates * config.alpha > MOST_UPDATES:
        block //= 2
    return block


def make_plan(
    config: TrainConfig, counts: Counts, workers: int, occurrences: Counts | None = None
) -> Plan:
    """Return the plan of a training; arguments as for `sizes`."""
    size = sizes(config, counts, occurrences)
    signs = np.ones(size.stride, np.float32)
    signs[0] = -1
    backward_tasks = min(workers, MOST_THREADS)
    return Plan(
        cbow=config.algorithm == "cbow",
        words=len(counts),
        dim=size.dim,
        window=config.window,
        outputs=1 + config.negative,
        stride=size.stride,
        reach=size.reach,
        room=size.room,
        block=size.block,
        task=size.task,
        slots=size.task + 2 * config.window + 1,
        keep=keep_thresholds(counts, config.sample),
        noise=alias_table(noise_weights(counts)),
        parts=parts_of_gradient(config),
        signs=np.tile(signs, size.room // size.stride + LANES),
        owner=balanced_owners(config, counts, backward_tasks),
        share_size=-(-len(counts) // SHARES),
        longest_step=np.float32(LONGEST_STEP),
        backward_tasks=backward_tasks,
    )


def parts_of_gradient(config: TrainConfig) -> NDArray[np.float32]:
    """Return the part of the gradient that each of m contexts takes, float32 (2 · window + 1,)."""
    contexts = np.arange(2 * config.window + 1, dtype=np.float32)
    whole = config.cbow_gradient == "whole"
    return np.ones_like(contexts) if whole else np.reciprocal(np.maximum(contexts, np.float32(1)))


def balanced_owners(config: TrainConfig, counts: Counts, owners: int) -> NDArray[np.uint8]:
    """Spread the shares of the words over the owners, the heaviest first, uint8 (SHARES,)."""
    kept = keep_probabilities(counts, config.sample) * counts
    noise = noise_weights(counts)
    work = kept / kept.sum() + config.negative * noise / noise.sum()
    shares = np.bincount(np.arange(len(work)) % SHARES, weights=work, minlength=SHARES)
    loads, result = np.zeros(owners), np.zeros(SHARES, np.uint8)
    for share in np.argsort(-shares, kind="stable"):
        result[share] = loads.argmin()
        loads[result[share]] += shares[share]
    return result


def make_scratch(plan: Plan) -> Scratch:
    """Return the scratch memory of a plan."""
    tasks, owners = plan.block // plan.task, plan.backward_tasks
    rows, centres = tasks * plan.slots, tasks * plan.task
    return Scratch(
        words=aligned(rows, np.int32),
        begins=aligned(rows, np.int32),
        ends=aligned(rows, np.int32),
        places=aligned(rows, np.int32),
        rows=aligned(rows * plan.dim),
        updates=aligned(rows * plan.dim),
        sizes=aligned(centres, np.int32),
        doubled=aligned(centres, np.int32),
        contexts=aligned(centres * plan.reach, np.int32),
        outputs=aligned((centres + 1) * plan.stride, np.int64),
        factors=aligned(centres * plan.room),
        means=aligned(centres * plan.dim if plan.cbow else 0),
        errors=aligned(tasks * plan.dim if plan.cbow else 0),
        lengths=aligned(rows),
        steps=aligned(centres),
        before=aligned(centres * plan.stride * plan.dim),
        row_lists=aligned(rows * owners, np.int32),
        output_lists=aligned(centres * plan.outputs * owners, np.int32),
        output_words=aligned(centres * plan.outputs * owners, np.int32),
        long_rows=aligned(rows * owners, np.int32),
        long_outputs=aligned(centres * plan.outputs * owners, np.int32),
        reaches=aligned(2 * SHARES * plan.share_size),
        list_sizes=aligned(tasks * owners * PAIR, np.int64),
        losses=aligned(tasks * 8, np.float64),
        pairs=aligned(tasks * 8, np.int64),
        counters=aligned(16, np.int64),
    )
