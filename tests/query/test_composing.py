"""Which missing words are composed of their character n-grams."""

import pytest

from tests.toys import toy_embeddings, with_subwords
from w2vkit.query.composing import can_compose

WORDS = {
    word: ([1.0, 0.0], 9)
    for word in ("reading", "mountain", "kingdom", "孙悟空", "齐天大圣府", "москва")
}


@pytest.mark.parametrize("word", ["readings", "unreading", "mountains", "kingdoms", "москвой"])
def test_a_word_that_shares_five_letters_is_composed(word):
    assert can_compose(with_subwords(toy_embeddings(WORDS)), word)


@pytest.mark.parametrize(
    "word",
    [
        "reads",
        "kings",
        "doing",
        "孙悟",
        "齐天大圣府邸",
        "readinglists" * 2,
        "reading悟",
        "rea ding",
    ],
)
def test_other_words_are_composed_only_on_request(word):
    model = with_subwords(toy_embeddings(WORDS))
    assert not can_compose(model, word)
    assert can_compose(model, word, anyway=True)


def test_there_have_to_be_known_n_grams():
    assert not can_compose(toy_embeddings(WORDS), "readings", anyway=True)
    assert not can_compose(with_subwords(toy_embeddings(WORDS)), "你", anyway=True)
