"""Random walks: w2vkit beside a loop in plain Python, and beside fastnode2vec if it is installed.

    python benchmarks/walks.py [--nodes 10000] [--p 0.5 --q 2]

Writes the walks of a planted-partition graph, each way in turn in one run, and prints the processor
time of the walks: the time of all threads, without reading edges and compilation. With networkx
installed, the loop walks on its graph, otherwise on a dictionary. fastnode2vec walks in compiled
code; its walks are joined to the same text.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.training.graphs.known import planted_partition
from w2vkit.base.config import WalkConfig
from w2vkit.base.progress import SILENT
from w2vkit.training.graphs.adjacency import adjacency
from w2vkit.training.graphs.edges import edges_of
from w2vkit.training.graphs.walks import walk_text

Neighbors = Callable[[int], list[int]]


def plain_walks(neighbors: Neighbors, nodes: list[int], config: WalkConfig) -> Iterator[str]:
    """Yield walks of DeepWalk, or of node2vec by weighted choice, one line each."""
    numbers = random.Random(config.seed)
    first_order = config.p == config.q == 1
    for _ in range(config.num_walks):
        numbers.shuffle(nodes)
        for node in nodes:
            walk = [node]
            while len(walk) < config.walk_length:
                others = neighbors(walk[-1])
                if first_order or len(walk) == 1:
                    walk.append(numbers.choice(others))
                    continue
                near = neighbors(walk[-2])
                weights = [
                    1 / config.p if other == walk[-2] else 1.0 if other in near else 1 / config.q
                    for other in others
                ]
                walk.append(numbers.choices(others, weights)[0])
            yield " ".join(map(str, walk)) + "\n"


def python_neighbors(edges: list[list[int]], nodes: list[int]) -> tuple[str, Neighbors]:
    """Return the name of a graph in Python, and its function of neighbors."""
    try:
        import networkx
    except ImportError:
        found: dict[int, list[int]] = {node: [] for node in nodes}
        for a, b in edges:
            found[a].append(b)
            found[b].append(a)
        return "loop over a dictionary", found.__getitem__
    graph = networkx.Graph(edges)
    return "loop over networkx", lambda node: list(graph.neighbors(node))


def package_walks(graph: Any, nodes: int, config: WalkConfig) -> Iterator[str]:
    """Yield walks of fastnode2vec, one line each."""
    for _ in range(config.num_walks):
        for node in range(nodes):
            walk = graph.generate_random_walk(config.walk_length, config.p, config.q, node)
            yield " ".join(walk) + "\n"


def package_graph(edges: list[list[int]]) -> Any | None:
    """Return the graph of fastnode2vec, or None if it is not installed."""
    try:
        from fastnode2vec import Graph
    except ImportError:
        return None
    named = [(str(a), str(b)) for a, b in edges]
    return Graph(named, directed=False, weighted=False, verbose=False)


def measured(name: str, walks: Callable[[], Any], total: int) -> float:
    """Print and return the processor time of `walks` in seconds per million steps."""
    start = time.process_time()
    for _ in walks():
        pass
    taken = (time.process_time() - start) / total * 1e6
    print(f"{name:30} {taken:10.3f} s per million steps", flush=True)
    return taken


def main() -> None:
    """Measure all ways in turn, three times."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--nodes", type=int, default=10_000)
    parser.add_argument("--p", type=float, default=1.0)
    parser.add_argument("--q", type=float, default=1.0)
    options = parser.parse_args()
    config = WalkConfig(p=options.p, q=options.q, num_walks=10, walk_length=80)
    few = WalkConfig(p=options.p, q=options.q, num_walks=1, walk_length=80)
    pairs, _ = planted_partition(communities=20, size=options.nodes // 20)
    edges = np.unique(np.sort(pairs[pairs[:, 0] != pairs[:, 1]], axis=1), axis=0).tolist()
    graph = adjacency(edges_of(edges), False, SILENT)
    nodes = [*map(int, graph.nodes)]
    name, neighbors = python_neighbors(edges, nodes)
    package = package_graph(edges)
    next(walk_text(graph, few, SILENT))  # compiles
    if package is not None:
        next(package_walks(package, len(nodes), few))
    steps = len(nodes) * 80
    for _ in range(3):
        ours = measured("w2vkit walks", lambda: walk_text(graph, config, SILENT), 10 * steps)
        theirs = measured(name, lambda: plain_walks(neighbors, nodes, few), steps)
        print(f"ratio {theirs / ours:.1f}")
        if package is not None:
            walks = partial(package_walks, package, len(nodes), few)
            compiled = measured("fastnode2vec", walks, steps)
            print(f"ratio {compiled / ours:.1f}")


if __name__ == "__main__":
    main()
