"""Graphs in compressed rows."""

import pytest

from tests.toys import Notes
from w2vkit.base.errors import W2vError
from w2vkit.base.progress import SILENT
from w2vkit.training.graphs.adjacency import adjacency
from w2vkit.training.graphs.edges import edges_of


def rows(graph):
    """Return the neighbors of each node by name."""
    return {
        node: [graph.nodes[other] for other in graph.neighbors[start:end]]
        for node, start, end in zip(graph.nodes, graph.starts, graph.starts[1:], strict=False)
    }


def test_undirected_edges_are_stored_both_ways():
    graph = adjacency(edges_of([("b", "a"), ("b", "c")]), False, SILENT)
    assert rows(graph) == {"b": ["a", "c"], "a": ["b"], "c": ["b"]}
    directed = adjacency(edges_of([("b", "a"), ("b", "c")]), True, SILENT)
    assert rows(directed) == {"b": ["a", "c"], "a": [], "c": []}
    assert len(graph.sums) == 0


def test_the_weights_of_repeated_edges_are_added():
    graph = adjacency(edges_of([("a", "b", 1), ("a", "c", 2), ("b", "a", 0.5)]), False, SILENT)
    assert graph.sums.tolist() == [1.5, 3.5, 1.5, 2.0]


def test_loops_and_isolated_nodes_are_left_out():
    notes = Notes()
    graph = adjacency(edges_of([("x", "x"), ("a", "b"), ("a", "a"), ("y", "y")]), False, notes)
    assert rows(graph) == {"a": ["b"], "b": ["a"]}
    assert notes.said == [
        "Left out: 3 self-loops.",
        "Left out: 2 nodes without edges.",
        "2 nodes, 1 edge.",
    ]


@pytest.mark.parametrize("edges", [[], [("a", "a")]])
def test_a_graph_without_edges_is_an_error(edges):
    with pytest.raises(W2vError, match="no edges between different nodes"):
        adjacency(edges_of(edges), False, SILENT)
