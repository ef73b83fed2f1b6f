"""Reading a corpus piece by piece."""

import numpy as np
import pytest

from tests.planted import encoded
from w2vkit.engines.stream import TokenStream
from w2vkit.engines.word2vec.memory import WORD_MASK

SENTENCES = [["a", "b"], [], ["c", "a", "a"], ["b"], []]


@pytest.mark.parametrize(("first", "last"), [(0, 6), (0, 1), (1, 2), (2, 5), (3, 6), (4, 4)])
def test_a_piece_is_that_of_the_whole(tmp_path, first, last):
    corpus = encoded(tmp_path, SENTENCES)
    tokens = TokenStream(corpus).read(first, last)
    assert np.array_equal(tokens & WORD_MASK, corpus.ids()[first:last])
    assert (tokens < 0).tolist() == [True, False, True, False, False, True][first:last]
