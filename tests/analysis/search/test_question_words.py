"""The words of a question: segmented as the text of the model, divided into known words."""

import pytest

from tests.toys import save_model
from w2vkit.analysis.search.text_vectors import question_rows
from w2vkit.base.errors import MissingWordError, UsageError
from w2vkit.query.opening import open_model


@pytest.fixture
def model(models):
    save_model("toy")
    return open_model("toy")


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("孙悟空", ["孙悟空"]),
        ("行者八戒", ["行者", "八戒"]),
        ("行者甲八戒", ["行者", "八戒"]),
        ("八戒\t、八戒！", ["八戒", "八戒"]),
    ],
)
def test_a_question_is_divided_into_known_words(model, question, words):
    vocabulary = model.embeddings.vocabulary
    assert [vocabulary.word(row) for row in question_rows(model, question)] == words


@pytest.mark.parametrize(
    ("question", "error"),
    [("", UsageError), (" \n", UsageError), ("zzz", MissingWordError), ("！？", MissingWordError)],
)
def test_a_question_without_known_words_is_refused(model, question, error):
    with pytest.raises(error):
        question_rows(model, question)
