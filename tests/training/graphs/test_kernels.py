"""The compiled loops of random walks, beside plain Python and exact probabilities."""

from collections import Counter

import numpy as np
import pytest

from w2vkit.base.progress import SILENT
from w2vkit.engines import sampling
from w2vkit.training.graphs import kernels
from w2vkit.training.graphs.adjacency import adjacency
from w2vkit.training.graphs.edges import edges_of

KITE = [("a", "b", 1), ("a", "c", 2), ("b", "c", 3), ("c", "d", 1.5), ("d", "e", 0.5)]
DRAWS = 40_000


@pytest.fixture(scope="module", autouse=True)
def loaded(own_cache):
    kernels.load_walks(SILENT)


def graph(directed=False):
    return adjacency(edges_of(KITE), directed, SILENT)


def transitions(p, q, directed=False):
    """Return the exact probabilities of node2vec: {(before, node): {next: probability}}."""
    weights = {}
    for a, b, weight in KITE:
        weights[a, b] = weight
        if not directed:
            weights[b, a] = weight
    found = {}
    for before, node in weights:
        scores = {}
        for (source, other), weight in weights.items():
            if source == node:
                near = 1.0 if (before, other) in weights else 1 / q
                scores[other] = weight * (1 / p if other == before else near)
        total = sum(scores.values())
        found[before, node] = {other: score / total for other, score in scores.items()}
    return found


def test_hashes_are_those_of_the_engines():
    key = 12345
    expected = [sampling.draw(node, key) for node in (0, 1, 99)]
    assert kernels.hashes(np.array([0, 1, 99]), np.uint64(key)).tolist() == expected


@pytest.mark.parametrize(("p", "q"), [(1, 1), (0.25, 4), (0.01, 1), (4, 0.25), (100, 100), (1, 8)])
@pytest.mark.parametrize("directed", [False, True])
def test_steps_have_the_probabilities_of_node2vec(p, q, directed):
    one = graph(directed)
    rows = {name: row for row, name in enumerate(one.nodes)}
    edges = one.starts, one.neighbors, one.sums
    for (before, node), expected in transitions(p, q, directed).items():
        state = np.uint64(7)
        counts = Counter()
        for _ in range(DRAWS // 10 if expected else 0):
            place, state = kernels.next_node(
                *edges, rows[before], rows[node], float(p), float(q), np.uint64(state)
            )
            counts[one.nodes[place]] += 1
        total = sum(counts.values())
        for other, share in expected.items():
            spread = 5 * (share * (1 - share) / total) ** 0.5 + 1e-9
            assert abs(counts[other] / total - share) < spread, (before, node, other)


def test_first_steps_follow_the_weights():
    one = graph()
    numbers = kernels.hashes(np.arange(DRAWS), np.uint64(3))
    row = one.nodes.index("c")
    picked = [one.neighbors[kernels.pick(one.starts, one.sums, row, n)] for n in numbers[:4000]]
    shares = np.bincount(picked, minlength=5) / len(picked)
    expected = [2 / 6.5, 3 / 6.5, 0, 1.5 / 6.5, 0]
    assert np.allclose(shares, expected, atol=0.04)


def test_walks_become_lines_of_names():
    names = [name.encode() for name in ("孙悟空", "b", "c")]
    offsets = np.cumsum([0, *map(len, names)])
    nodes = np.array([[0, 1, 0], [2, 0, 0], [1, 2, 0]], np.int32)
    text = kernels.spell(
        nodes, np.array([3, 1, 2]), np.frombuffer(b"".join(names), np.uint8).copy(), offsets
    )
    assert text.tobytes().decode() == "孙悟空 b 孙悟空\nb c\n"
