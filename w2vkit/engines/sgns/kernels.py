"""The compiled training: skip-gram and CBOW with negative sampling, in threads without races.

`engines.sgns.reference` says what is computed; here is how it becomes fast.

The corpus is cut into blocks of some hundred tokens, and each block into tasks. In the forward
pass a task reads both matrices and writes only into scratch memory of its own: the input rows of
its tokens, what is to be added to them, and one factor for each pair of a context and an output.
When all tasks of the block are done, the backward pass adds up: each backward task owns some of
the words, and applies all updates of their rows in the order of the text. So no row is read while
it is written, and the result does not depend on how many threads there are or which of them does
what. Random numbers are a hash of seed, epoch and position in the corpus, for the same reason.

Rows are padded with zeros to a multiple of sixteen; zeros stay zeros.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from w2vkit.engines import simd
from w2vkit.engines.sgns.contexts import choose, collect, copy_rows
from w2vkit.engines.sgns.layout import (
    DONE,
    PAIR,
    SHARES,
    TICKET,
    TILE,
    Floats,
    Plan,
    Scratch,
    Text,
    Weights,
)
from w2vkit.engines.sgns.tiles import (
    add_outputs,
    add_outputs_twice,
    add_row,
    add_step,
    add_to_two_rows,
    add_two_rows,
    clear,
    copy_row,
    dot_six,
    dot_three,
    fetch_row,
    gradients,
    length,
    scale,
    shorten_step,
)
from w2vkit.engines.simd import compiled, get, put

wide: Any = np.int64
IMPOSSIBLE = np.float32(-80)
"""A logit whose sigmoid is as good as zero."""
SHARE_BITS = SHARES.bit_length() - 1
AHEAD = 4
"""How many rows ahead of its use one is fetched."""
PATIENCE = 1_000
"""How often a thread looks whether the others are done before it yields the processor."""


@compiled
def fill_doubled(c: int, size: int, logit: Any, plan: Plan, s: Scratch) -> None:
    """Give the factors of outputs that are the centre once more the value `logit`."""
    of = c * plan.stride
    for k in range(1, plan.stride):
        if get(s.outputs, of + k) == get(s.outputs, of):
            for j in range(size):
                put(s.factors, c * plan.room + j * plan.stride + k, logit)


@compiled
def turn_logits(c: int, size: int, alpha: Any, plan: Plan, s: Scratch) -> Any:
    """Turn the logits of `size` rows into factors, leaving out what does not count."""
    start = c * plan.room
    count = size * plan.stride
    behind = simd.multiply(simd.splat(IMPOSSIBLE), simd.load(plan.signs, 0))
    simd.store(s.factors, start + count, behind)
    doubled = get(s.doubled, c)
    if doubled:
        fill_doubled(c, size, IMPOSSIBLE, plan, s)
    loss = gradients(s.factors, start, count, plan.signs, alpha)
    if doubled:
        fill_doubled(c, size, np.float32(0), plan, s)
    return loss


@compiled
def skipgram(c: int, outputs: Floats, alpha: Any, plan: Plan, s: Scratch) -> Any:
    """Predict the centre from each of its contexts; return the loss."""
    size = get(s.sizes, c)
    contexts = c * plan.reach
    for j in range(0, size, PAIR):
        a = get(s.contexts, contexts + j)
        b = get(s.contexts, contexts + j + 1)
        to = c * plan.room + j * plan.stride
        for k in range(0, plan.stride, TILE):
            of = c * plan.stride + k
            dot_six(s.rows, a, b, outputs, s.outputs, of, plan.dim, s.factors, to + k, plan.stride)
    loss = turn_logits(c, size, alpha, plan, s)
    put(s.steps, c, alpha * get(s.steps, c))
    for j in range(0, size, PAIR):
        a = get(s.contexts, contexts + j)
        b = get(s.contexts, contexts + j + 1)
        at = c * plan.room + j * plan.stride
        for k in range(0, plan.stride, TILE):
            of = c * plan.stride + k
            add_outputs_twice(
                s.updates, a, b, outputs, s.outputs, of, plan.dim, s.factors, at + k, plan.stride
            )
    return loss


@compiled
def cbow(c: int, z: int, outputs: Floats, alpha: Any, plan: Plan, s: Scratch) -> Any:
    """Predict the centre from the mean of its contexts; return the loss."""
    size = get(s.sizes, c)
    contexts = c * plan.reach
    one = np.float32(1)
    share = one / np.float32(size)
    mean = c * plan.dim
    error = z * plan.dim
    clear(s.means, mean, plan.dim)
    for j in range(0, size, PAIR):
        a = get(s.contexts, contexts + j)
        b = get(s.contexts, contexts + j + 1)
        add_two_rows(s.means, mean, s.rows, a, b, share, share, plan.dim)
    for k in range(0, plan.stride, TILE):
        of = c * plan.stride + k
        dot_three(s.means, mean, outputs, s.outputs, of, plan.dim, s.factors, c * plan.room + k)
    loss = turn_logits(c, 1, alpha, plan, s)
    put(s.steps, c, length(s.means, mean, plan.dim))
    clear(s.errors, error, plan.dim)
    for k in range(0, plan.stride, TILE):
        of = c * plan.stride + k
        at = c * plan.room + k
        add_outputs(s.errors, error, outputs, s.outputs, of, plan.dim, s.factors, at)
    scale(s.errors, error, get(plan.parts, size), plan.dim)
    for j in range(0, size, PAIR):
        a = get(s.contexts, contexts + j)
        b = get(s.contexts, contexts + j + 1)
        add_to_two_rows(s.updates, a, b, s.errors, error, plan.dim)
    return loss


@compiled
def forward(
    text: Text, first: int, last: int, z: int, weights: Weights, plan: Plan, s: Scratch
) -> None:
    """Do the forward pass of the task z, which is tokens[first:last]."""
    for i in range(PAIR * z * plan.backward_tasks, PAIR * (z + 1) * plan.backward_tasks):
        put(s.list_sizes, i, 0)
    if first >= last:
        return
    rows, from_row, to_row = collect(text, first, last, z, plan, s)
    copy_rows(rows, z, weights.inputs, plan, s)
    centres = choose(text, from_row, to_row, z, plan, s)
    alpha = np.float32(text.alpha + text.slope * ((first - text.first) // plan.block * plan.block))
    loss = 0.0
    pairs = 0
    for c in range(z * plan.task, z * plan.task + centres):
        for k in range(plan.stride, plan.stride + plan.outputs):
            fetch_row(weights.outputs, get(s.outputs, c * plan.stride + k), plan.dim)
        if plan.cbow:
            loss += cbow(c, z, weights.outputs, alpha, plan, s)
            pairs += 1
        else:
            loss += skipgram(c, weights.outputs, alpha, plan, s)
            pairs += get(s.sizes, c)
    put(s.losses, 8 * z, get(s.losses, 8 * z) + loss)
    put(s.pairs, 8 * z, get(s.pairs, 8 * z) + pairs)


@compiled
def place(word: Any, share_size: int) -> Any:
    """Return where the bound of a word stands in `reaches`: the words of a share are together."""
    return wide(word & (SHARES - 1)) * share_size + (wide(word) >> SHARE_BITS)


@compiled
def bound_outputs(t: int, tasks: int, weights: Weights, plan: Plan, s: Scratch) -> Any:
    """Add up how far the output rows of the backward task t will move at most.

    Notes and copies the rows that may move too far; returns how many these are.
    """
    found = 0
    to = t * tasks * plan.task * plan.outputs
    outputs = SHARES * plan.share_size
    for z in range(tasks):
        of = z * plan.backward_tasks + t
        start = of * plan.task * plan.outputs
        for i in range(start, start + get(s.list_sizes, PAIR * of + 1)):
            entry = wide(get(s.output_lists, i))
            c = z * plan.task + (entry >> 16)
            k = entry & 0xFFFF
            at = outputs + place(get(s.output_words, i), plan.share_size)
            before = get(s.reaches, at)
            step = get(s.steps, c)
            if plan.cbow:
                step *= abs(get(s.factors, c * plan.room + k))
            after = before + step
            put(s.reaches, at, after)
            if before <= plan.longest_step < after:
                which = c * plan.stride + k
                put(s.long_outputs, to + found, np.int32(which))
                row = get(s.outputs, which)
                copy_row(s.before, which * plan.dim, weights.outputs, row, plan.dim)
                found += 1
    return found


@compiled
def add_rows(t: int, tasks: int, weights: Weights, plan: Plan, s: Scratch) -> Any:
    """Apply all updates to the input rows that the backward task t owns.

    Notes the rows that may have moved too far; returns how many these are.
    """
    found = 0
    to = t * tasks * plan.slots
    for z in range(tasks):
        of = z * plan.backward_tasks + t
        end = of * plan.slots + get(s.list_sizes, PAIR * of)
        for i in range(of * plan.slots, end):
            if i + AHEAD < end:
                later = z * plan.slots + get(s.row_lists, i + AHEAD)
                fetch_row(weights.inputs, wide(get(s.words, later)) * plan.dim, plan.dim)
            row = z * plan.slots + get(s.row_lists, i)
            word = get(s.words, row)
            at = place(word, plan.share_size)
            before = get(s.reaches, at)
            target = wide(word) * plan.dim
            after = before + add_step(weights.inputs, target, s.updates, row * plan.dim, plan.dim)
            put(s.reaches, at, after)
            if before <= plan.longest_step < after:
                put(s.long_rows, to + found, row)
                found += 1
    return found


@compiled
def backward_rows(t: int, tasks: int, weights: Weights, plan: Plan, s: Scratch) -> None:
    """Move the input rows that the backward task t owns."""
    found = add_rows(t, tasks, weights, plan, s)
    for i in range(t * tasks * plan.slots, t * tasks * plan.slots + found):
        row = wide(get(s.long_rows, i))
        target = wide(get(s.words, row)) * plan.dim
        longest = plan.longest_step
        shorten_step(weights.inputs, target, s.rows, row * plan.dim, longest, plan.dim)
    for z in range(tasks):
        of = z * plan.backward_tasks + t
        start = of * plan.slots
        for i in range(start, start + get(s.list_sizes, PAIR * of)):
            word = get(s.words, z * plan.slots + get(s.row_lists, i))
            put(s.reaches, place(word, plan.share_size), np.float32(0))


@compiled
def backward_outputs(t: int, tasks: int, weights: Weights, plan: Plan, s: Scratch) -> None:
    """Apply all updates to the output rows that the backward task t owns."""
    found = bound_outputs(t, tasks, weights, plan, s)
    outputs = SHARES * plan.share_size
    for z in range(tasks):
        of = z * plan.backward_tasks + t
        start = of * plan.task * plan.outputs
        end = start + get(s.list_sizes, PAIR * of + 1)
        for i in range(start, end):
            if i + AHEAD < end:
                later = wide(get(s.output_words, i + AHEAD))
                fetch_row(weights.outputs, later * plan.dim, plan.dim)
            entry = wide(get(s.output_lists, i))
            c = z * plan.task + (entry >> 16)
            word = get(s.output_words, i)
            put(s.reaches, outputs + place(word, plan.share_size), np.float32(0))
            if plan.cbow:
                add_mean(c, entry & 0xFFFF, weights.outputs, plan, s)
            else:
                add_contexts(c, entry & 0xFFFF, weights.outputs, plan, s)
    start = t * tasks * plan.task * plan.outputs
    for i in range(start, start + found):
        which = wide(get(s.long_outputs, i))
        target, before = get(s.outputs, which), which * plan.dim
        shorten_step(weights.outputs, target, s.before, before, plan.longest_step, plan.dim)


@compiled
def backward(t: int, tasks: int, weights: Weights, plan: Plan, s: Scratch) -> None:
    """Apply all updates to the rows that the backward task t owns."""
    backward_rows(t, tasks, weights, plan, s)
    backward_outputs(t, tasks, weights, plan, s)


@compiled
def add_mean(c: int, k: int, outputs: Floats, plan: Plan, s: Scratch) -> None:
    """Add to the k-th output of a centre the mean of its contexts, times its factor."""
    target = get(s.outputs, c * plan.stride + k)
    factor = get(s.factors, c * plan.room + k)
    add_row(outputs, target, s.means, c * plan.dim, factor, plan.dim)


@compiled
def add_contexts(c: int, k: int, outputs: Floats, plan: Plan, s: Scratch) -> None:
    """Add to the k-th output of a centre all its contexts, times their factors."""
    target = get(s.outputs, c * plan.stride + k)
    contexts = c * plan.reach
    factor = c * plan.room + k
    for j in range(0, get(s.sizes, c), PAIR):
        a = get(s.contexts, contexts + j)
        b = get(s.contexts, contexts + j + 1)
        of_a = get(s.factors, factor + j * plan.stride)
        of_b = get(s.factors, factor + (j + 1) * plan.stride)
        add_two_rows(outputs, target, s.rows, a, b, of_a, of_b, plan.dim)


@compiled
def do_tasks(text: Text, weights: Weights, plan: Plan, s: Scratch) -> None:
    """Do tasks of the text, together with all other threads that run this, until none is left.

    Tasks are numbered: those of the first block's forward pass, of its backward pass, of the
    second block's forward pass … A thread takes the next number once all tasks of the passes
    before are done. A thread that waits has taken nothing, so that on a busy machine, where the
    system may suspend it at any time, the others continue without it.
    """
    tasks = plan.block // plan.task
    each = tasks + plan.backward_tasks
    end = -(-(text.last - text.first) // plan.block) * each
    looks = 0
    while True:
        ticket = simd.observe(s.counters, TICKET)
        if ticket >= end:
            return
        number = ticket // each
        part = ticket - number * each
        if simd.observe(s.counters, DONE) < number * each + (tasks if part >= tasks else 0):
            looks += 1
            if looks > PATIENCE:
                simd.step_aside()
            continue
        if not simd.claim(s.counters, TICKET, ticket, ticket + 1):
            continue
        looks = 0
        if part < tasks:
            start = text.first + number * plan.block
            first = start + part * plan.task
            last = min(first + plan.task, text.last)
            forward(text, first, last, part, weights, plan, s)
        else:
            backward(part - tasks, tasks, weights, plan, s)
        simd.fetch_add(s.counters, DONE, 1)


@simd.entry
def run(text: Text, weights: Weights, plan: Plan, scratch: Scratch) -> None:
    """Do tasks of a text, in any number of threads at once; see `do_tasks`."""
    do_tasks(
        simd.pointers(text), simd.pointers(weights), simd.pointers(plan), simd.pointers(scratch)
    )
