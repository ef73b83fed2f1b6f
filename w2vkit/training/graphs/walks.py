"""Random walks: DeepWalk (Perozzi et al. 2014) and node2vec (Grover and Leskovec 2016)."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import chain
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from w2vkit.base.config import WalkConfig
from w2vkit.base.messages import msg
from w2vkit.base.progress import SILENT, Listener, Progress
from w2vkit.base.system.parallel import available_cores
from w2vkit.engines import sampling
from w2vkit.training.graphs import kernels
from w2vkit.training.graphs.adjacency import Graph

WALKS_PER_BLOCK = 2048
Result = TypeVar("Result")
Block = tuple[NDArray[np.int64], np.uint64]
"""First nodes, and the key of their random numbers."""
Walks = tuple[NDArray[np.int32], NDArray[np.int64]]
"""Nodes (n, length) and the number of nodes of each walk (n,)."""


def walks(graph: Graph, config: WalkConfig, listener: Listener = SILENT) -> Iterator[list[str]]:
    """Yield random walks as lists of nodes; see `walk_text`."""
    nodes = graph.nodes
    for rows, lengths in _blocks(graph, config, listener, lambda walked: walked):
        for row, length in zip(rows.tolist(), lengths.tolist(), strict=True):
            if length > 1:
                yield [nodes[node] for node in row[:length]]


def walk_text(graph: Graph, config: WalkConfig, listener: Listener = SILENT) -> Iterator[str]:
    """Yield random walks as text, one per line, with spaces between nodes.

    Each node is the start of `config.num_walks` walks, in a new random order each time. The text
    depends on the seed, but not on the number of workers.

    Args:
        graph: where to walk.
        config: number and length of the walks, p and q, seed and workers.
        listener: receives progress.

    Raises:
        W2vError: numba's compiler is disabled.

    """
    names = [node.encode() for node in graph.nodes]
    offsets = np.append(0, np.cumsum([*map(len, names)])).astype(np.int64)
    buffer = np.frombuffer(b"".join(names), np.uint8).copy()

    def spelled(walked: Walks) -> str:
        return str(kernels.spell(*walked, buffer, offsets).tobytes(), "utf-8")

    return _blocks(graph, config, listener, spelled)


def _blocks(
    graph: Graph, config: WalkConfig, listener: Listener, convert: Callable[[Walks], Result]
) -> Iterator[Result]:
    """Yield the walks block by block, converted in the threads that made them."""
    kernels.load_walks(listener)

    def work(block: Block) -> tuple[int, Result]:
        edges = graph.starts, graph.neighbors, graph.sums
        walked = kernels.walk(*edges, *block, config.walk_length, config.p, config.q)
        return len(block[0]), convert(walked)

    starts = np.flatnonzero(np.diff(graph.starts))
    keys = (sampling.epoch_key(config.seed, number) for number in range(config.num_walks))
    blocks = chain.from_iterable(_round(starts, key) for key in keys)
    done = 0
    for size, result in _in_threads(work, blocks, config.workers or available_cores()):
        done += size
        listener.progress(
            Progress(msg("Walking"), done, config.num_walks * len(starts), msg("walks"))
        )
        yield result


def _round(starts: NDArray[np.int64], key: int) -> Iterator[Block]:
    """Yield the first nodes of a round in random order, in blocks, with the key of the round."""
    # Ordered by another key, so that the order is independent of the first steps.
    hashes = kernels.hashes(starts, np.uint64(sampling.mix(key)))
    ordered = starts[np.argsort(hashes, kind="stable")]
    for first in range(0, len(ordered), WALKS_PER_BLOCK):
        yield ordered[first : first + WALKS_PER_BLOCK], np.uint64(key)


def _in_threads(
    work: Callable[[Block], Result], blocks: Iterable[Block], workers: int
) -> Iterator[Result]:
    """Yield the results in the order of the blocks; a few per worker are in memory at a time."""
    waiting: deque[Future[Result]] = deque()
    pool = ThreadPoolExecutor(workers)
    try:
        for block in blocks:
            waiting.append(pool.submit(work, block))
            if len(waiting) > 2 * workers:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    finally:
        pool.shutdown(wait=True, cancel_futures=True)
