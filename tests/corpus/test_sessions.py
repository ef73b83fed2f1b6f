"""Sessions of items."""

import numpy as np
import pytest

from w2vkit.base.errors import W2vError
from w2vkit.corpus.sessions import entries_of, sessions_of


def test_shuffling_keeps_the_items_of_each_session():
    found = sessions_of([[str(n) for n in range(size)] for size in (30, 1, 50)])
    mixed = found.shuffled()
    assert mixed.sizes.tolist() == [30, 1, 50]
    for before, after in zip(entries_of(found), entries_of(mixed), strict=True):
        assert sorted(before) == sorted(after)
    assert not np.array_equal(found.numbers, mixed.numbers)
    assert np.array_equal(mixed.numbers, found.shuffled().numbers)


def test_sessions_in_memory():
    found = sessions_of([["a", "b", "a"], [], ["b"]])
    assert (found.items, len(found), found.sizes.tolist()) == (["a", "b"], 2, [2, 1])
    with pytest.raises(W2vError, match="session 1: the id “a\\\\nb”"):
        sessions_of([["a\nb"]])
