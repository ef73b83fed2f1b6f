"""Formulas as values: how they are written, which words they hold, words replaced."""

import pytest

from w2vkit.query.formula import Formula, Group, Rejection, Word, replace_words, word_formula, words

KING, MAN, WOMAN = map(Word, ("king", "man", "woman"))
WRITTEN = {
    "king": Formula(((1.0, KING),)),
    "- king": Formula(((-1.0, KING),)),
    "king - man + woman": Formula(((1.0, KING), (-1.0, MAN), (1.0, WOMAN))),
    "2*king - 0.5*man": Formula(((2.0, KING), (-0.5, MAN))),
    "{king, man} - woman": Formula(((1.0, Group((KING, MAN))), (-1.0, WOMAN))),
    "king ~ man ~ woman": Formula(((1.0, Rejection(KING, (MAN, WOMAN))),)),
    '"New York" + king': Formula(((1.0, Word("New York")), (1.0, KING))),
}


@pytest.mark.parametrize("text", WRITTEN)
def test_a_formula_is_written_as_one_would_type_it(text):
    assert str(WRITTEN[text]) == text


def test_words_come_from_left_to_right_however_deep_they_are():
    deep = Formula(((1.0, Rejection(Group((KING, MAN)), (WOMAN,))), (2.0, MAN)))
    assert [*words(deep)] == ["king", "man", "woman", "man"]


@pytest.mark.parametrize("text", WRITTEN)
def test_replacing_words_leaves_the_shape(text):
    new = replace_words(WRITTEN[text], {"king": "queen", "Elba": "none"})
    assert str(new) == text.replace("king", "queen")


def test_one_word_may_hold_any_sign():
    assert [*words(word_formula("a + b"))] == ["a + b"]
    assert str(word_formula("a + b")) == '"a + b"'
