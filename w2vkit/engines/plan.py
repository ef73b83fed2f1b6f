"""How the native engine cuts its work: lengths of blocks and tasks, tables, scratch memory."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from w2vkit.config import TrainConfig
from w2vkit.engines.kernels import SHARES, TILE, Plan, Scratch
from w2vkit.engines.sampling import (
    Counts,
    alias_table,
    keep_probabilities,
    keep_thresholds,
    noise_weights,
)
from w2vkit.engines.simd import LANES

LONGEST_BLOCK = 512
"""Longer blocks cost quality (see benchmarks/README.md), shorter ones more waiting."""
SHORTEST_BLOCK = 32
LONGEST_TASK = 64
MOST_REPEATS = 8.0
"""A block should hold the most frequent word no more often: its gradients are added up blindly."""
MOST_SCRATCH = 1 << 26
"""Float32 numbers of scratch memory for windows, dimensions and samples of unusual size."""
MOST_BACKWARD_TASKS = 64


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
    room: int
    block: int
    task: int

    @property
    def tasks(self) -> int:
        """The number of tasks in a block."""
        return self.block // self.task


def sizes(config: TrainConfig, counts: Counts) -> Sizes:
    """Choose the lengths: they follow from options and counts, never from the machine."""
    dim, stride = round_up(config.dim, LANES), round_up(1 + config.negative, TILE)
    contexts = 1 if config.algorithm == "cbow" else 2 * config.window
    room = (contexts + 1) * stride + LANES
    block = block_length(keep_probabilities(counts, config.sample) * counts / counts.sum())
    task = min(block, LONGEST_TASK)

    def scratch() -> int:
        slots = task + 2 * config.window + 1
        return block // task * (2 * slots * dim + task * (room + dim))

    while block > task and scratch() > MOST_SCRATCH:
        block //= 2
    while task > 1 and scratch() > MOST_SCRATCH:
        block = task = task // 2
    return Sizes(dim, stride, room, block, task)


def block_length(rates: NDArray[np.float64]) -> int:
    """Return how long a block is if each word has the share `rates` of the tokens kept.

    >>> block_length(np.array([0.009])), block_length(np.array([0.2]))
    (512, 32)
    """
    block = LONGEST_BLOCK
    while block > SHORTEST_BLOCK and block * rates.max() > MOST_REPEATS:
        block //= 2
    return block


def make_plan(config: TrainConfig, counts: Counts, workers: int) -> Plan:
    """Return the plan of a training."""
    size = sizes(config, counts)
    signs = np.ones(size.stride, np.float32)
    signs[0] = -1
    backward_tasks = min(workers, MOST_BACKWARD_TASKS)
    return Plan(
        cbow=config.algorithm == "cbow",
        dim=size.dim,
        window=config.window,
        outputs=1 + config.negative,
        stride=size.stride,
        room=size.room,
        block=size.block,
        task=size.task,
        slots=size.task + 2 * config.window + 1,
        keep=keep_thresholds(counts, config.sample),
        noise=alias_table(noise_weights(counts)),
        parts=parts_of_gradient(config),
        signs=np.tile(signs, size.room // size.stride + LANES),
        owner=balanced_owners(config, counts, backward_tasks),
        backward_tasks=backward_tasks,
    )


def parts_of_gradient(config: TrainConfig) -> NDArray[np.float32]:
    """Return the part of the gradient that each of m contexts takes, float32 (2 · window + 1,)."""
    contexts = np.arange(2 * config.window + 1, dtype=np.float32)
    whole = np.ones_like(contexts)
    return whole if config.cbow_gradient == "whole" else whole / np.maximum(contexts, 1)


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
    rows, centres = (tasks, plan.slots), (tasks, plan.task)
    return Scratch(
        words=np.zeros(rows, np.int32),
        begins=np.zeros(rows, np.int32),
        ends=np.zeros(rows, np.int32),
        places=np.zeros(rows, np.int64),
        rows=aligned(tasks * plan.slots * plan.dim),
        updates=aligned(tasks * plan.slots * plan.dim),
        outputs=np.zeros((tasks, plan.task * plan.stride), np.int32),
        lows=np.zeros(centres, np.int32),
        gaps=np.zeros(centres, np.int32),
        sizes=np.zeros(centres, np.int32),
        factors=aligned(tasks * plan.task * plan.room),
        means=aligned(tasks * plan.task * plan.dim if plan.cbow else 0),
        row_lists=np.zeros((tasks, owners, plan.slots), np.int32),
        output_lists=np.zeros((tasks, owners, plan.task * plan.outputs), np.int32),
        list_sizes=np.zeros((tasks, owners, 2), np.int64),
        losses=np.zeros((tasks, 8)),
        pairs=np.zeros((tasks, 8), np.int64),
        counters=np.zeros(16, np.int64),
    )
