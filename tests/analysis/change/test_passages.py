"""Passages are of different blocks, and of sentences that are long enough."""

import numpy as np

from tests.planted import encoded
from w2vkit.analysis.change.blocks import Blocks
from w2vkit.analysis.change.contexts import ContextSpace
from w2vkit.analysis.change.passages import typical_passages

SENTENCES = [
    *(["a", "a", "x", "a"], ["a", "x", "a", "a", "a"], ["b", "x", "b", "b"]),
    *(["x", "b"], ["b", "b", "x", "b"], ["a", "a", "x", "a"]),
]


def test_passages_of_each_part(tmp_path):
    corpus = encoded(tmp_path / "corpus", SENTENCES)
    row = corpus.vocabulary.find
    size = len(corpus.vocabulary)
    space = ContextSpace(np.eye(size, dtype=np.float32), np.ones(size, np.float32), 2)
    blocks = Blocks(np.array([0, 0, 1, 2, 3, 3]), np.array([0, 0, 1, 1]), "", np.arange(4))
    means = np.zeros((2, size), np.float32)
    means[0, row("a")] = means[1, row("b")] = 1
    first, second = typical_passages(corpus, space, blocks, row("x"), [0, 1], means)
    assert [(passage.left.split()[-1], passage.right.split()[0]) for passage in first] == [
        ("a", "a"),
        ("b", "b"),
    ]
    assert [passage.left.split()[-1] for passage in second] == ["b"]
    assert second[0].row["middle"] == "x"
