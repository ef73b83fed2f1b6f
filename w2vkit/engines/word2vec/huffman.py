"""The Huffman tree of hierarchical softmax: the path of binary decisions that leads to each word.

The words are the leaves. A frequent word has a short path, so that a prediction takes about as many
decisions as the entropy of the words in bits, instead of V (Mikolov et al. 2013, arXiv:1301.3781,
section 3.3). Equal counts have a fixed order, so the tree depends on nothing but the counts.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from w2vkit.engines.sampling import Counts


@dataclass(frozen=True, eq=False)
class WordPaths:
    """The paths from the root to all words.

    Attributes:
        starts: int64 (V + 1,), the path of word w is steps[starts[w]:starts[w + 1]].
        steps: int32, 2 · node + code, from the root down. The code is 0 or 1, the branch to take.
            Node 0 is the root; the others follow by descending count, as words do.

    """

    starts: NDArray[np.int64]
    steps: NDArray[np.int32]

    def path(self, word: int) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
        """Return the nodes on the path to a word and the branches to take, int32 (depth,) each."""
        steps = self.steps[self.starts[word] : self.starts[word + 1]]
        return steps >> 1, steps & 1

    @property
    def depths(self) -> NDArray[np.int64]:
        """The lengths of the paths, int64 (V,)."""
        return np.diff(self.starts)

    def visits(self, weights: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return for each node the sum of the weights of the words below it, float64 (V,).

        There are V - 1 nodes; the last number is zero.
        """
        of_steps = np.repeat(weights, self.depths)
        nodes = self.steps >> 1
        return np.bincount(nodes, of_steps, minlength=len(self.starts) - 1).astype(np.float64)


def word_paths(counts: Counts) -> WordPaths:
    """Return the paths to the words of the Huffman tree of these counts.

    Words without a count, as in imported models, count as if they occurred once.
    """
    parents, codes = huffman_tree(np.maximum(counts, 1))
    words, root = len(counts), len(parents) - 1
    depths = _depths(parents)[:words]
    starts = np.concatenate([[0], np.cumsum(depths)])
    steps = np.empty(starts[-1], np.int32)
    # All words at once climb towards the root; those that have arrived are left out.
    at, ends = np.arange(words), starts[1:].copy()
    while len(at := at[climbing := at != root]):
        ends = ends[climbing] - 1
        parent = parents[at]
        steps[ends] = 2 * (root - parent) + codes[at]
        at = parent
    return WordPaths(starts, steps)


def huffman_tree(counts: Counts) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the parent of each of the 2 · V - 1 leaves and nodes, and its branch, int64 each.

    The leaves come first, then the nodes in the order in which they are made; the last one is the
    root, which is its own parent. The two rarest trees are joined, V - 1 times. The leaves are
    sorted, and new nodes never have a smaller count than earlier ones, so the rarest are found at
    the ends of two queues. At equal counts a node comes before a leaf, and of leaves the later one
    in the vocabulary comes first, as in word2vec.c.
    """
    words = len(counts)
    leaves = np.argsort(-counts, kind="stable").tolist()
    weights = counts.tolist()  # without limit, unlike int64
    parents, codes = [2 * words - 2] * (2 * words - 1), [0] * (2 * words - 1)
    first_node = words
    for node in range(words, 2 * words - 1):
        pair = []
        for _ in range(2):
            has_node = first_node < node
            if has_node and (not leaves or weights[first_node] <= weights[leaves[-1]]):
                pair.append(first_node)
                first_node += 1
            else:
                pair.append(leaves.pop())
        for code, child in enumerate(pair):
            parents[child], codes[child] = node, code
        weights.append(weights[pair[0]] + weights[pair[1]])
    return np.array(parents, np.int64), np.array(codes, np.int64)


def _depths(parents: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the distance of each leaf and node to the root, int64."""
    depths, at = np.zeros(len(parents), np.int64), parents
    below = np.arange(len(parents)) != len(parents) - 1
    while below.any():
        depths += below
        below, at = at != len(parents) - 1, parents[at]
    return depths
