"""The words that a training keeps; `test_train` and `test_interrupted_training` run whole jobs."""

import pytest

from tests.planted import encoded
from w2vkit.base.config import TrainConfig
from w2vkit.base.errors import W2vError
from w2vkit.training.kept_vocabulary import kept_vocabulary


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"min_count": 1}, "abcd"),
        ({"min_count": 3}, "abc"),
        ({"min_count": 3, "max_words": 2}, "ab"),
        ({"min_count": 3, "max_words": 9}, "abc"),
    ],
)
def test_the_most_frequent_words_are_kept(tmp_path, options, words):
    corpus = encoded(tmp_path, [[*"aaaaabbbbcccd"]])
    assert [*kept_vocabulary(corpus, TrainConfig(**options))] == [*words]


@pytest.mark.parametrize(
    ("options", "said"),
    [({"min_count": 5}, "5 times or more"), ({"min_count": 1, "max_words": 1}, "at least 2")],
)
def test_fewer_than_two_words_are_refused(tmp_path, options, said):
    corpus = encoded(tmp_path, [[*"aaaaabbbbcccd"]])
    with pytest.raises(W2vError, match=said):
        kept_vocabulary(corpus, TrainConfig(**options))
