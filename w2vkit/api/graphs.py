"""Random walks on graphs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Unpack, cast

from w2vkit.api.arguments import EdgeList, File, paths_of
from w2vkit.base.config import WalkConfig
from w2vkit.base.options import WalkOptions
from w2vkit.base.progress import SILENT, Listener


def walks(
    edges: File | Sequence[File] | EdgeList,
    *,
    listener: Listener = SILENT,
    **options: Unpack[WalkOptions],
) -> Iterator[list[str]]:
    """Walk on a graph at random; yield walks as lists of nodes, from which `train` learns vectors.

    Args:
        edges: a file with an edge on each line, an adjacency list or a sparse matrix in
            MatrixMarket's format, several of them, or edges such as
            `[("a", "b"), ("b", "c", 2.5)]`.
        listener: receives messages and progress.
        options: fields of `w2vkit.base.config.WalkConfig`.

    Raises:
        UsageError: an element of `edges` is not an edge.
        W2vError: a file cannot be read, a line is not an edge, a weight is not positive, or there
            are no edges.

    """
    from w2vkit.training.graphs.adjacency import adjacency
    from w2vkit.training.graphs.edges import edges_of, read_edges
    from w2vkit.training.graphs.walks import walks

    config = WalkConfig(**options)
    paths = paths_of(edges)
    if paths:
        found = read_edges(paths, config.weights, config.encoding, listener, config.layout)
    else:
        found = edges_of(cast(EdgeList, edges))
    return walks(adjacency(found, config.directed, listener), config, listener)
