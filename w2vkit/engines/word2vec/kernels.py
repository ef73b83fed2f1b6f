"""The compiled training of a chunk: threads that share the tasks of its blocks."""

from __future__ import annotations

from w2vkit.engines import simd
from w2vkit.engines.simd import compiled
from w2vkit.engines.word2vec.backward import backward
from w2vkit.engines.word2vec.composition import distribute
from w2vkit.engines.word2vec.forward import forward
from w2vkit.engines.word2vec.layout import (
    TASK_DONE,
    TASK_STARTED,
    Scratch,
    TokenChunk,
    TrainPlan,
    Weights,
)
from w2vkit.engines.word2vec.places import Index

PATIENCE = 1_000
"""A waiting thread checks the counter this often before it yields the processor."""


@compiled
def tickets_before(part: Index, plan: TrainPlan) -> Index:
    """Return the number of tickets of a block before the pass to which one of them belongs."""
    if part < plan.tasks:
        return 0
    return part - (part - plan.tasks) % plan.owners


@compiled
def do_tasks(chunk: TokenChunk, weights: Weights, plan: TrainPlan, s: Scratch) -> None:
    """Do tasks of a chunk, together with all other threads that run this, until none is left.

    A ticket is the number of a task, counted through the chunk: first those of the forward pass of
    the first block, then those of its backward pass, then the second block. A thread takes a
    ticket only when all tasks of the previous passes are done. A waiting thread holds no ticket,
    so that on a busy machine, which may suspend it at any time, the others continue without it.
    Tasks started and tasks done are counted in one number: a thread that has done a task then has
    its cache line, and takes the next ticket without waiting for another thread's.

    If words are composed of rows, the backward pass has a second part, see `composition`.
    """
    parts = 2 if plan.composed else 1
    tickets_per_block = plan.tasks + parts * plan.owners
    blocks = -(-(chunk.last - chunk.first) // plan.tokens_per_block)
    looks = 0
    progress = simd.observe(s.progress, 0)
    while True:
        ticket, done = progress // TASK_STARTED, progress % TASK_STARTED
        if ticket >= blocks * tickets_per_block:
            return
        block = ticket // tickets_per_block
        part = ticket - block * tickets_per_block
        required = block * tickets_per_block + tickets_before(part, plan)
        if done < required:
            looks += 1
            if looks > PATIENCE:
                simd.yield_processor()
            progress = simd.observe(s.progress, 0)
            continue
        if not simd.claim(s.progress, 0, progress, progress + TASK_STARTED):
            progress = simd.observe(s.progress, 0)
            continue
        looks = 0
        if part < plan.tasks:
            first = chunk.first + block * plan.tokens_per_block + part * plan.tokens_per_task
            last = min(first + plan.tokens_per_task, chunk.last)
            forward(chunk, first, last, part, weights, plan, s)
        elif part < plan.tasks + plan.owners:
            backward(part - plan.tasks, weights, plan, s)
        else:
            distribute(part - plan.tasks - plan.owners, weights.inputs, plan, s)
        progress = simd.fetch_add(s.progress, 0, TASK_DONE) + TASK_DONE


@simd.entry
def train(chunk: TokenChunk, weights: Weights, plan: TrainPlan, scratch: Scratch) -> None:
    """Train on a chunk, in any number of threads at once; see `do_tasks`."""
    do_tasks(
        simd.pointers(chunk), simd.pointers(weights), simd.pointers(plan), simd.pointers(scratch)
    )
