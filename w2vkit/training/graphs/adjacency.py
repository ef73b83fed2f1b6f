"""A graph in compressed rows (CSR), made from its edges."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from w2vkit.base.errors import W2vError
from w2vkit.base.messages import counted, msg
from w2vkit.base.progress import Listener

NO_WEIGHTS = np.zeros(0)


@dataclass(frozen=True, eq=False)
class Graph:
    """Nodes and the edges that leave them; an undirected edge is stored in both directions.

    Attributes:
        nodes: the names of the N nodes that have an edge, in the order of the input.
        starts: int64 (N + 1,), where the edges of each node start.
        neighbors: int32 (E,), the other end of each edge, ascending within a node.
        sums: float64 (E,), the sum of the weights of a node's edges up to each of them; empty if
            all weights are equal.

    """

    nodes: Sequence[str]
    starts: NDArray[np.int64]
    neighbors: NDArray[np.int32]
    sums: NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Edges:
    """Edges as they were read.

    Attributes:
        nodes: the names of all nodes, in the order of the input.
        ends: int32 (E, 2), the two ends of each edge.
        weights: float64 (E,).
        counts_once: whether an edge that is listed several times counts once.

    """

    nodes: Sequence[str]
    ends: NDArray[np.int32]
    weights: NDArray[np.float64]
    counts_once: bool = False


def adjacency(edges: Edges, directed: bool, listener: Listener) -> Graph:
    """Return the graph of these edges, without self-loops and nodes without other edges.

    The weights of an edge that is listed several times are added. The numbers of nodes and edges
    are reported.

    Raises:
        W2vError: no edge is left.

    """
    is_loop = edges.ends[:, 0] == edges.ends[:, 1]
    if loops := int(is_loop.sum()):
        listener.note(
            msg(
                "Left out: {self_loops}.",
                self_loops=counted(loops, "{number} self-loop", "{number} self-loops"),
            )
        )
    ends, weights = edges.ends[~is_loop], edges.weights[~is_loop]
    if not len(ends):
        raise W2vError(
            msg("The graph has no edges between different nodes."),
            msg("Write one edge per line: two nodes separated by a tab, a comma or a space."),
        )
    used, rows = np.unique(ends, return_inverse=True)
    if isolated := len(edges.nodes) - len(used):
        what = counted(isolated, "{number} node without edges", "{number} nodes without edges")
        listener.note(msg("Left out: {reasons}.", reasons=what))
    pairs = rows.reshape(-1, 2).astype(np.int64)
    if not directed:
        pairs, weights = np.concatenate([pairs, pairs[:, ::-1]]), np.tile(weights, 2)
    nodes = [edges.nodes[row] for row in used.tolist()]
    graph = _compressed(nodes, pairs, weights, counts_once=edges.counts_once)
    number = len(graph.neighbors) if directed else len(graph.neighbors) // 2
    listener.note(
        msg(
            "{nodes}, {edges}.",
            nodes=counted(len(nodes), "{number} node", "{number} nodes"),
            edges=counted(number, "{number} edge", "{number} edges"),
        )
    )
    return graph


def _compressed(
    nodes: Sequence[str],
    pairs: NDArray[np.int64],
    weights: NDArray[np.float64],
    *,
    counts_once: bool,
) -> Graph:
    keys, places = np.unique(pairs[:, 0] * len(nodes) + pairs[:, 1], return_inverse=True)
    totals = np.ones(len(keys)) if counts_once else np.bincount(places, weights, len(keys))
    rows, neighbors = np.divmod(keys, len(nodes))
    starts = np.searchsorted(rows, np.arange(len(nodes) + 1))
    is_even = bool((totals == totals[0]).all())
    sums = NO_WEIGHTS if is_even else _running_sums(totals, starts)
    return Graph(nodes, starts, neighbors.astype(np.int32), sums)


def _running_sums(weights: NDArray[Any], starts: NDArray[np.int64]) -> NDArray[np.float64]:
    """Return the cumulative sums within each row, each row added up on its own."""
    parts = np.split(weights, starts[1:-1])
    return np.concatenate([np.cumsum(part) for part in parts])
