"""The Huffman tree: optimal, a prefix code, the same for equal counts, that of word2vec.c."""

import heapq

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from w2vkit.engines.word2vec.huffman import word_paths

COUNTS = st.lists(st.integers(0, 2**62), min_size=2, max_size=120).map(np.array)


def codes_of(counts):
    """Return the path to each word as pairs of node and branch."""
    paths = word_paths(np.array(counts))
    return [
        [*zip(*(part.tolist() for part in paths.path(word)), strict=True)]
        for word in range(len(counts))
    ]


def least_cost(counts):
    """Return the least possible sum of count times depth (Huffman 1952)."""
    heap, cost = [max(count, 1) for count in counts], 0
    heapq.heapify(heap)
    while len(heap) > 1:
        both = heapq.heappop(heap) + heapq.heappop(heap)
        heapq.heappush(heap, both)
        cost += both
    return cost


@given(COUNTS)
def test_no_code_is_shorter(counts):
    depths = word_paths(counts).depths.tolist()
    cost = sum(max(count, 1) * depth for count, depth in zip(counts.tolist(), depths, strict=True))
    assert cost == least_cost(counts.tolist())


@given(COUNTS)
def test_each_path_leads_to_its_word_alone(counts):
    codes = codes_of(counts)
    branches = {}
    for word, path in enumerate(codes):
        assert path[0][0] == 0  # the root
        following = [*[node for node, _ in path[1:]], f"word {word}"]
        for step, target in zip(path, following, strict=True):
            assert branches.setdefault(step, target) == target
    assert len(branches) == 2 * len(codes) - 2  # both branches of every node
    assert {node for node, _ in branches} == {*range(len(codes) - 1)}


@given(COUNTS)
def test_nodes_are_in_the_order_of_their_counts(counts):
    counts = np.minimum(np.maximum(counts, 1), 2**40)
    visits = word_paths(counts).visits(counts.astype(float))
    assert visits[0] == counts.sum()
    assert visits[-1] == 0
    assert (np.diff(visits) <= 0).all()


def test_the_tree_of_word2vec_c():
    # Worked out on paper from CreateBinaryTree; with ties, in both queues and between them.
    assert codes_of([5, 3, 2, 2, 1]) == [
        [(0, 0)],
        [(0, 1), (1, 0)],
        [(0, 1), (1, 1), (2, 0)],
        [(0, 1), (1, 1), (2, 1), (3, 1)],
        [(0, 1), (1, 1), (2, 1), (3, 0)],
    ]


def test_the_order_of_the_words_does_not_matter_for_the_lengths():
    counts = np.array([1, 50, 7, 7, 300, 2])
    assert word_paths(counts).depths.tolist() == [5, 2, 3, 4, 1, 5]


def test_words_without_counts_have_short_paths():
    assert set(word_paths(np.zeros(64, np.int64)).depths.tolist()) == {6}


@pytest.mark.parametrize(("counts", "depths"), [([9], [0]), ([9, 1], [1, 1])])
def test_the_smallest_trees(counts, depths):
    paths = word_paths(np.array(counts))
    assert paths.depths.tolist() == depths
    assert len(paths.visits(np.ones(len(counts)))) == len(counts)
