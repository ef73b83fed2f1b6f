"""Vectors in memory, as a model."""

import numpy as np
import pytest

import w2vkit
from w2vkit.base.errors import UsageError
from w2vkit.query.model import Model


@pytest.mark.parametrize(
    ("words", "vectors", "counts", "message"),
    [
        (["a", "b"], np.ones((1, 2)), None, r"2 words, but the vectors have the shape \(1, 2\)"),
        ([], np.ones((0, 2)), None, "0 words"),
        (["a", "a"], np.ones((2, 2)), None, "“a” is there twice"),
        (["a", "b"], [[1, np.nan], [1, 2]], None, "not numbers"),
        (["a", "b"], np.ones((2, 2)), [1], "2 words, but 1 counts"),
    ],
)
def test_arrays_that_do_not_fit_are_refused(words, vectors, counts, message):
    with pytest.raises(UsageError, match=message):
        Model.from_arrays(words, np.asarray(vectors), counts)


def test_arrays_become_a_model_that_can_be_saved(models):
    vectors = np.eye(3)
    model = Model.from_arrays(["a", "b", "c"], vectors, {"b": 5, "c": 7})
    assert model.words == ["c", "b", "a"]
    assert model["c"].tolist() == [0, 0, 1]
    model.save("kept")
    assert w2vkit.open("kept").words == model.words


def test_a_list_is_no_model_of_gensim():
    with pytest.raises(UsageError, match="list is not a model of gensim"):
        Model.from_gensim([1])
