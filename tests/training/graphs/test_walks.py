"""Random walks: reproducible, and vectors learned from them recover communities."""

from itertools import pairwise

import numpy as np
import pytest
from sklearn.cluster import KMeans
from sklearn.metrics import normalized_mutual_info_score

import w2vkit
from tests.training.graphs.known import KARATE, KARATE_CLUB, planted_partition
from w2vkit.base.config import WalkConfig
from w2vkit.base.progress import SILENT
from w2vkit.training.graphs.adjacency import adjacency
from w2vkit.training.graphs.edges import edges_of
from w2vkit.training.graphs.walks import walk_text, walks


def graph(edges, directed=False):
    return adjacency(edges_of(edges), directed, SILENT)


def text(one, **options):
    return "".join(walk_text(one, WalkConfig(**options)))


@pytest.mark.parametrize("options", [{}, {"p": 0.5, "q": 2.0}])
def test_the_text_does_not_depend_on_the_number_of_workers(options):
    edges, _ = planted_partition(communities=4, size=1500)
    one = graph(edges[edges[:, 0] != edges[:, 1]].tolist())
    settings = {"num_walks": 2, "walk_length": 6, **options}
    first = text(one, workers=1, **settings)
    assert first == text(one, workers=5, **settings)
    assert first != text(one, workers=1, seed=2, **settings)


def test_each_node_begins_walks_and_each_step_is_an_edge():
    one = graph(KARATE)
    lines = [line.split(" ") for line in text(one, num_walks=3, walk_length=9).splitlines()]
    assert {len(line) for line in lines} == {9}
    for start in range(0, len(lines), 34):
        assert {line[0] for line in lines[start : start + 34]} == {str(n) for n in range(1, 35)}
    first_nodes = [line[0] for line in lines]
    assert first_nodes[:34] != first_nodes[34:68]
    edges = {*KARATE, *((b, a) for a, b in KARATE)}
    steps = {step for line in lines for step in pairwise(line)}
    assert steps <= edges
    assert [*walks(one, WalkConfig(num_walks=3, walk_length=9))] == lines


def test_directed_walks_end_where_no_edge_leaves():
    one = graph([("a", "b"), ("b", "c"), ("x", "c")], directed=True)
    assert {*text(one, num_walks=2).splitlines()} == {"a b c", "b c", "x c"}


def communities(sentences, number, **options):
    """Return the nodes and the cluster of each, by k-means of their vectors."""
    model = w2vkit.train(sentences, min_count=1, workers=1, **options)
    vectors = np.array(model.embeddings.vectors)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    found = KMeans(number, n_init=5, random_state=0).fit_predict(vectors)
    return [*model.embeddings.vocabulary], found


def test_the_karate_club_splits():
    options = WalkConfig(num_walks=50, walk_length=20)
    nodes, found = communities(
        walks(graph(KARATE), options), 2, algorithm="skipgram", dim=16, sample=0.0, epochs=5
    )
    sides = np.array([node in KARATE_CLUB for node in nodes])
    right = (found == sides).mean()
    assert max(right, 1 - right) >= 32 / 34


def test_planted_communities_are_recovered():
    edges, truth = planted_partition(communities=5, size=60)
    options = WalkConfig(walk_length=40)
    nodes, found = communities(
        walks(graph(edges[edges[:, 0] != edges[:, 1]].tolist()), options),
        5,
        algorithm="skipgram",
        dim=32,
        epochs=5,
    )
    assert normalized_mutual_info_score([truth[int(node)] for node in nodes], found) >= 0.9
