"""Words that occur together."""

import numpy as np

from w2vkit.analysis.relations import relations

COUNTS = np.array([[1, 2, 0], [1, 1, 0], [0, 0, 3], [0, 0, 1], [1, 0, 1], [0, 0, 0]])


def test_pairs_are_ordered_by_the_strength_of_their_relation():
    first, second = relations(["a", "b", "c"], COUNTS, lambda one, other: 0.5)
    assert (first.first, first.second, first.together, first.expected) == ("a", "b", 2, 1.0)
    assert first.log_likelihood > 0 > second.log_likelihood
    assert (second.first, second.second, second.together) == ("a", "c", 1)
    assert first.similarity == 0.5


def test_words_that_never_meet_have_no_relation():
    assert relations(["b", "c"], COUNTS[:, 1:]) == []
    assert relations(["b"], COUNTS[:, :1]) == []
