"""The compiled training of a chunk: threads that share the tasks of its blocks."""

from __future__ import annotations

from w2vkit.engines import simd
from w2vkit.engines.simd import compiled
from w2vkit.engines.word2vec.addresses import Index
from w2vkit.engines.word2vec.backward import backward
from w2vkit.engines.word2vec.forward import forward
from w2vkit.engines.word2vec.memory import TASK_DONE, TASK_STARTED, Scratch, TokenChunk, Weights
from w2vkit.engines.word2vec.plan import NUMBERS_PER_LINE, Longs, Shape, TrainPlan
from w2vkit.engines.word2vec.subwords import distribute

PATIENCE = 1_000
"""A waiting thread checks the counter this often before it yields the processor."""
TASKS, THREADS = 0, 1
"""The numbers of `progress`: tasks started and done, and threads that have begun the chunk."""


@compiled
def tickets_before(part: Index, shape: Shape) -> Index:
    """Return the number of tickets of a block before the pass to which one of them belongs."""
    if part < shape.tasks:
        return 0
    return part - (part - shape.tasks) % shape.owners


@compiled
def take(taken: Longs, first: Index, count: Index, preferred: Index, block: Index) -> Index:
    """Take one of `count` tasks of a pass, which start at `first`, and return its number.

    The preferred one and those after it come first. A thread that prefers the same tasks in each
    block finds in its cache what it wrote in the previous one; rows that another processor wrote
    take several times as long. The ticket of the thread guarantees that one is left.
    """
    task = preferred % count
    # A task that was taken in this block counts one block more: another thread's claim has failed.
    while not simd.claim(taken, (first + task) * NUMBERS_PER_LINE, block, block + 1):
        task += 1
        if task == count:
            task = 0
    return task


@simd.entry
def train(arrays: TokenChunk, matrices: Weights, constants: TrainPlan, memory: Scratch) -> None:
    """Train on a chunk: do its tasks, with all other threads that run this, until none is left.

    A ticket is the number of a task, counted through the chunk: first those of the forward pass of
    the first block, then those of its backward pass, then the second block. A thread takes a
    ticket only when all tasks of the previous passes are done. A waiting thread holds no ticket,
    so that on a busy machine, which may suspend it at any time, the others continue without it.
    Tasks started and tasks done are counted in one number: a thread that has done a task then has
    its cache line, and takes the next ticket without waiting for another thread's.

    Which task of a pass a ticket stands for is chosen by its thread, see `take`.

    If words are composed of rows, the backward pass has a second part, see `subwords`.
    """
    # One function, because the compiler optimizes all code again for each caller around it.
    chunk, weights = simd.pointers(arrays), simd.pointers(matrices)
    plan, scratch = simd.pointers(constants), simd.pointers(memory)
    shape, counters = plan.shape, scratch.counters
    parts = 2 if plan.method.composed else 1
    tickets_per_block = shape.tasks + parts * shape.owners
    blocks = -(-(chunk.last - chunk.first) // shape.tokens_per_block)
    looks = 0
    thread = simd.fetch_add(counters.progress, THREADS, 1)
    progress = simd.observe(counters.progress, TASKS)
    while True:
        # 1. Which ticket is next: its block, and its place among the tickets of the block.
        ticket, done = progress // TASK_STARTED, progress % TASK_STARTED
        if ticket >= blocks * tickets_per_block:
            return
        block = ticket // tickets_per_block
        part = ticket - block * tickets_per_block
        # 2. Wait until the previous passes are done, without holding the ticket.
        required = block * tickets_per_block + tickets_before(part, shape)
        if done < required:
            looks += 1
            if looks > PATIENCE:
                simd.yield_processor()
            progress = simd.observe(counters.progress, TASKS)
            continue
        # 3. Take the ticket. If another thread was faster, look again which one is next.
        if not simd.claim(counters.progress, TASKS, progress, progress + TASK_STARTED):
            progress = simd.observe(counters.progress, TASKS)
            continue
        looks = 0
        # 4. Do a task of the pass: forward, backward, or the second part of backward.
        if part < shape.tasks:
            preferred = thread * shape.tasks // shape.owners
            task = take(counters.taken, 0, shape.tasks, preferred, block)
            first = chunk.first + block * shape.tokens_per_block + task * shape.tokens_per_task
            last = min(first + shape.tokens_per_task, chunk.last)
            forward(chunk, first, last, task, weights, plan, scratch)
        elif part < shape.tasks + shape.owners:
            owner = take(counters.taken, shape.tasks, shape.owners, thread, block)
            backward(owner, weights, plan, scratch)
        else:
            owner = take(counters.taken, shape.tasks + shape.owners, shape.owners, thread, block)
            distribute(owner, weights.inputs, plan, scratch)
        # 5. Count it as done; the same number says which ticket is next.
        progress = simd.fetch_add(counters.progress, TASKS, TASK_DONE) + TASK_DONE
