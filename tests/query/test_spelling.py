"""Words that a model spells in another way."""

import numpy as np
import pytest

from w2vkit.base.errors import MissingWordError, W2vError
from w2vkit.model.embeddings import Embeddings
from w2vkit.query.missing_words import MissingWords
from w2vkit.query.model import Model
from w2vkit.query.spelling import respelled

WORDS = ["king", "new_york", "new_york_city", "Paris", "USA", "san josé", "isn't", "Los_Angeles"]
WORDS += ["york", "new", "cafe\u0301", "don’t", "c++"]
CASE, SPACES, BOTH = (f"they differ only in {how}" for how in ("case", "spaces", "case and spaces"))
FORM = "they differ only in the form of a character"
MEANT = {
    "King": ("king", CASE),
    "KING": ("king", CASE),
    "new york": ("new_york", SPACES),
    "new  york": ("new_york", SPACES),
    "New York": ("new_york", BOTH),
    "NEW_YORK": ("new_york", CASE),
    "paris": ("Paris", CASE),
    "usa": ("USA", CASE),
    "san_josé": ("san josé", SPACES),
    "san jose\u0301": ("san josé", FORM),
    "los angeles": ("Los_Angeles", BOTH),
    "isn’t": ("isn't", FORM),
    "don't": ("don’t", FORM),
    "café": ("cafe\u0301", FORM),
    "C++": ("c++", CASE),
    "queen": None,
    "": None,
    "newyork": None,
}


@pytest.fixture(scope="module")
def model(tmp_path_factory):
    vectors = np.random.default_rng(1).normal(size=(len(WORDS), 8)).astype(np.float32)
    embeddings = Embeddings.from_vectors([(word, 9) for word in WORDS], vectors)
    return Model("m", tmp_path_factory.mktemp("m"), embeddings, MissingWords(embeddings.vocabulary))


@pytest.mark.parametrize("word", MEANT)
def test_the_word_that_is_meant(model, word):
    assert respelled(word, model.embeddings.vocabulary) == MEANT[word]


@pytest.mark.parametrize("word", [word for word in MEANT if MEANT[word]])
def test_a_question_is_understood_and_what_replaced_a_word_is_kept(model, word):
    reading = model.parse(word)
    meant, why = MEANT[word]
    assert str(reading.formula).strip('"') == meant
    assert reading.replaced == ((word, meant, why),)


FORMULAS = {
    "new york - usa + paris": "new_york - USA + Paris",
    "King - new york city": "king - new_york_city",
    "2*new york ~ los angeles": "2*new_york ~ Los_Angeles",
    "{new york, los angeles, king}": "{new_york, Los_Angeles, king}",
    "usa:new york::paris:?": "new_york - USA + Paris",
    '"New York" + KING': "new_york + king",
    "(new york + king) - Paris": "(new_york + king) - Paris",
}


@pytest.mark.parametrize("question", FORMULAS)
def test_a_phrase_that_the_model_knows_needs_no_quotes(model, question):
    assert str(model.parse(question).formula) == FORMULAS[question]


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("king new", "“king new” is not in the model"),
        ("new york king", "“new york king” is not in the model"),
        ("king - new paris", "a sign such as"),
    ],
)
def test_words_in_a_row_that_are_no_phrase_are_an_error(model, question, said):
    with pytest.raises(W2vError, match=said):
        model.parse(question)


def test_every_question_takes_spellings(model):
    assert model.similarity("New York", "new_york") == pytest.approx(1)
    assert model.similar("King", topn=2) == model.similar("king", topn=2)
    assert model.analogy("KING", "new york", "paris") == model.analogy("king", "new_york", "Paris")
    assert model.odd(["King", "new york", "usa"]) == model.odd(["king", "new_york", "USA"])
    assert (model.vector("New York") == model.vector("new_york")).all()
    with pytest.raises(MissingWordError):
        model.parse("queen")
