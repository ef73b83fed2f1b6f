"""The compiled loops of random walks: steps, and the walks as text."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from w2vkit.base.messages import msg
from w2vkit.base.progress import Listener
from w2vkit.base.system.compilation import load_kernels
from w2vkit.base.system.jit import GOLDEN, entry, mix

UNIT = 2.0**-53
SPACE, NEWLINE = np.uint8(32), np.uint8(10)


@entry
def hashes(nodes: NDArray[np.int64], key: Any) -> NDArray[np.uint64]:
    """Return a hash of each node, uint64 (n,)."""
    numbers = np.empty(len(nodes), np.uint64)
    for place in range(len(nodes)):
        numbers[place] = mix(np.uint64(nodes[place]) * GOLDEN + key)
    return numbers


@entry
def fraction(number: Any) -> float:
    """Map a random number of 64 bits to [0, 1)."""
    return np.float64(number >> np.uint64(11)) * UNIT


@entry
def find_value(values: NDArray[np.int32], first: Any, last: Any, wanted: Any) -> Any:
    """Return the place of a value in values[first:last], which is sorted, or -1."""
    end = last
    while first < last:
        middle = (first + last) // 2
        if values[middle] < wanted:
            first = middle + 1
        else:
            last = middle
    return first if first < end and values[first] == wanted else -1


@entry
def pick(starts: NDArray[np.int64], sums: NDArray[np.float64], node: Any, number: Any) -> Any:
    """Return the place of the edge of a node that a random number selects, by weight."""
    first, last = starts[node], starts[node + 1]
    if len(sums) == 0:
        return first + np.int64(fraction(number) * (last - first))
    target = fraction(number) * sums[last - 1]
    last -= 1  # rounding can make the target equal to the sum of all
    while first < last:
        middle = (first + last) // 2
        if sums[middle] > target:
            last = middle
        else:
            first = middle + 1
    return first


@entry
def weight_at(starts: NDArray[np.int64], sums: NDArray[np.float64], node: Any, place: Any) -> Any:
    """Return the weight of an edge of a node."""
    if len(sums) == 0:
        return 1.0
    return sums[place] - (sums[place - 1] if place > starts[node] else 0.0)


@entry
def next_node(
    starts: NDArray[np.int64],
    neighbors: NDArray[np.int32],
    sums: NDArray[np.float64],
    before: Any,
    node: Any,
    p: float,
    q: float,
    state: Any,
) -> Any:
    """Return the node after `before` and `node` in a walk of node2vec, and the random state.

    The weight of an edge to x is multiplied by 1/p if x is `before`, by 1 if there is an edge from
    `before` to x, otherwise by 1/q (Grover and Leskovec 2016, section 3.2). An edge is drawn by
    weight and accepted in proportion to that factor, so that no table of pairs of edges is needed.
    The part of 1/p above the other factors is drawn separately; otherwise a small p would cause
    nearly all edges to be rejected.
    """
    first, last = starts[node], starts[node + 1]
    bound = max(1.0, 1.0 / q)
    back = find_value(neighbors, first, last, before)
    extra = 0.0
    if back >= 0 and 1.0 / p > bound:
        extra = (1.0 / p - bound) * weight_at(starts, sums, node, back)
    total = np.float64(last - first) if len(sums) == 0 else sums[last - 1]
    area = bound * total + extra
    while True:
        if extra > 0.0:
            state += GOLDEN
            if fraction(mix(state)) * area < extra:
                return before, state
        state += GOLDEN
        other = neighbors[pick(starts, sums, node, mix(state))]
        if other == before:
            factor = 1.0 / p
        elif find_value(neighbors, starts[before], starts[before + 1], other) >= 0:
            factor = 1.0
        else:
            factor = 1.0 / q
        if factor >= bound:
            return other, state
        state += GOLDEN
        if fraction(mix(state)) * bound < factor:
            return other, state


@entry
def walk(
    starts: NDArray[np.int64],
    neighbors: NDArray[np.int32],
    sums: NDArray[np.float64],
    first_nodes: NDArray[np.int64],
    key: Any,
    length: int,
    p: float,
    q: float,
) -> Any:
    """Return walks, int32 (n, length), and the number of nodes of each, int64 (n,).

    A walk ends early at a node that no edge leaves. The random numbers of a walk depend on the key
    and its first node only.
    """
    nodes = np.zeros((len(first_nodes), length), np.int32)
    lengths = np.ones(len(first_nodes), np.int64)
    is_first_order = p == 1.0 and q == 1.0
    for row in range(len(first_nodes)):
        node = first_nodes[row]
        state = mix(np.uint64(node) * GOLDEN + key)
        nodes[row, 0] = node
        before = np.int64(-1)
        for place in range(1, length):
            if starts[node] == starts[node + 1]:
                break
            if is_first_order or before < 0:
                state += GOLDEN
                other = np.int64(neighbors[pick(starts, sums, node, mix(state))])
            else:
                chosen, state = next_node(starts, neighbors, sums, before, node, p, q, state)
                other = np.int64(chosen)
            before, node = node, other
            nodes[row, place] = node
            lengths[row] = place + 1
    return nodes, lengths


@entry
def spell(
    nodes: NDArray[np.int32],
    lengths: NDArray[np.int64],
    names: NDArray[np.uint8],
    offsets: NDArray[np.int64],
) -> Any:
    """Return walks of two or more nodes as text, uint8: one per line, names separated by spaces.

    Args:
        nodes: int32 (n, length), the walks.
        lengths: int64 (n,), the number of nodes of each.
        names: uint8, the names of all nodes in UTF-8.
        offsets: int64 (N + 1,), where each name starts.

    """
    size = 0
    for row in range(len(nodes)):
        if lengths[row] > 1:
            for place in range(lengths[row]):
                node = nodes[row, place]
                size += offsets[node + 1] - offsets[node] + 1
    text = np.empty(size, np.uint8)
    end = 0
    for row in range(len(nodes)):
        if lengths[row] < 2:
            continue
        for place in range(lengths[row]):
            node = nodes[row, place]
            for source in range(offsets[node], offsets[node + 1]):
                text[end] = names[source]
                end += 1
            text[end] = SPACE
            end += 1
        text[end - 1] = NEWLINE
    return text


def load_walks(listener: Listener) -> None:
    """Load the kernels from the cache, or compile them.

    Raises:
        W2vError: numba's compiler is disabled.

    """
    load_kernels([hashes, walk, spell], _call_on_nothing, listener, msg("kernels of walks"))


def _call_on_nothing() -> None:
    """Call each kernel with arguments of the types that walks use, and without any node."""
    offsets, nothing = np.zeros(1, np.int64), np.zeros(0, np.int64)
    neighbors, sums = np.zeros(0, np.int32), np.zeros(0)
    key = np.uint64(1)
    hashes(nothing, key)
    nodes, lengths = walk(offsets, neighbors, sums, nothing, key, 1, 1.0, 1.0)
    spell(nodes, lengths, np.zeros(0, np.uint8), offsets)
