"""Contexts summed by word and block."""

import numpy as np
import pytest

from tests.planted import encoded
from tests.toys import Notes
from w2vkit.analysis.change.contexts import ContextSpace, block_sums, context_space

SENTENCES = [["x", "a", "b"], ["a", "x"], ["b", "x", "x", "a"], ["c"]]


@pytest.fixture
def corpus(tmp_path):
    return encoded(tmp_path / "corpus", SENTENCES)


def plain_space(corpus, window=2):
    """Return a space in which each type is a dimension, without rare ones."""
    size = len(corpus.vocabulary) - 1
    return ContextSpace(np.eye(size, dtype=np.float32), np.ones(size, np.float32), window)


def test_near_context_words_count_more_and_none_beyond_the_sentence(corpus):
    row = corpus.vocabulary.find
    words = np.array([row("x"), row("b")])
    sums = block_sums(corpus, plain_space(corpus), np.array([0, 0, 1, -1]), words)
    assert sums.starts.tolist() == [0, 2, 4]
    assert sums.blocks.tolist() == [0, 1, 0, 1]
    assert sums.counts.tolist() == [2, 2, 1, 1]
    of_x = {word: sums.sums[:2, row(word)].tolist() for word in "xab"}
    assert of_x == {"x": [0, 2], "a": [2, 1.5], "b": [0.5, 1.5]}


def test_what_a_block_has_in_common_is_subtracted(corpus):
    """All tokens of a block together have no context of their own."""
    every = np.arange(3)
    block = np.array([0, 0, 0, -1])
    plain = block_sums(corpus, plain_space(corpus), block, every)
    centered = block_sums(corpus, plain_space(corpus), block, every, np.array([0]))
    usual = np.array([4, 3, 2])[np.argsort([corpus.vocabulary.find(w) for w in "xab"])] / 9
    weights = plain.sums.sum(axis=1)
    assert np.allclose(plain.sums - centered.sums, weights[:, None] * usual, atol=1e-6)


def test_the_space_of_a_text_is_quiet_and_the_same_each_time(tmp_path):
    rng = np.random.default_rng(0)
    sentences = [[*rng.choice([*"abcdefgh"], 6)] for _ in range(60)]
    corpus, notes = encoded(tmp_path / "corpus", sentences), Notes()
    first, second = context_space(corpus, 3, notes), context_space(corpus, 3)
    assert first.vectors.shape == (8, 50)
    assert np.array_equal(first.vectors, second.vectors)
    assert notes.said == []
    assert ((first.weights > 0) & (first.weights < 0.02)).all()
