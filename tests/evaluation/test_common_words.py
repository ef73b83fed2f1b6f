import numpy as np
import pytest

from w2vkit.base.config import EvalConfig
from w2vkit.base.errors import W2vError
from w2vkit.evaluation.common_words import with_common_words
from w2vkit.model.embeddings import Embeddings


def embeddings(*words):
    rows = np.arange(2 * len(words), dtype=np.float32).reshape(-1, 2) + 1
    return Embeddings.from_vectors([(word, 1) for word in words], rows)


def test_common_words_have_the_same_rows_in_every_model():
    first, second = embeddings("a", "b", "c", "d"), embeddings("x", "d", "B", "a")
    known = with_common_words({"first": first, "second": second}, EvalConfig())
    assert [[*one.embeddings.vocabulary] for one in known.values()] == [["a", "b", "d"]] * 2
    assert known["first"].embeddings.vectors[:, 0].tolist() == [1, 3, 7]
    assert known["second"].embeddings.vectors[:, 0].tolist() == [7, 5, 3]
    assert known["second"].find(["D", "x"]) == [2, None]


def test_letter_case_can_be_kept():
    models = {"first": embeddings("a", "b", "c"), "second": embeddings("a", "B", "c")}
    known = with_common_words(models, EvalConfig(keep_case=True))
    assert [*known["second"].embeddings.vocabulary] == ["a", "c"]


@pytest.mark.parametrize(
    ("words", "said"),
    [(("c", "d"), "“m”, “n” have no word in common."), (("a", "d"), "only one word in common.")],
)
def test_models_without_common_words(words, said):
    with pytest.raises(W2vError, match=said):
        with_common_words({"m": embeddings("a", "b"), "n": embeddings(*words)}, EvalConfig())


def test_words_without_direction_are_not_common():
    model = embeddings("a", "b", "c")
    model.vectors[1] = 0
    model.norms[1] = 0
    known = with_common_words({"m": embeddings("a", "b", "c"), "n": model}, EvalConfig())
    assert [*known["m"].embeddings.vocabulary] == ["a", "c"]
