"""Formulas and composed words as words of a figure."""

from dataclasses import replace

import numpy as np
import pytest

from tests.toys import toy_embeddings
from w2vkit.base.config import PlotConfig
from w2vkit.base.errors import UsageError
from w2vkit.model.subwords import Subwords, ngram_hashes
from w2vkit.pictures.added_words import with_composed, with_formulas
from w2vkit.pictures.selection import select


@pytest.fixture(scope="module")
def toy():
    return toy_embeddings()


def test_formulas_become_words(toy):
    texts = ("king", "king -  man + woman", "缺", "king - 缺", "New York", "well-known")
    wider, words = with_formulas(toy, texts)
    assert words == ("king", "king - man + woman", "缺", "king - 缺", "New York", "well-known")
    assert len(wider) == len(toy) + 1
    chosen = select(wider, words, PlotConfig())
    assert [wider.vocabulary.word(row) for row in chosen.rows] == [
        "king",
        "king - man + woman",
        "New York",
        "well-known",
    ]
    assert chosen.missing == ("缺", "king - 缺")
    assert np.linalg.norm(wider.vector("king - man + woman")) == pytest.approx(1, abs=1e-6)
    assert with_formulas(toy, ("king",)) == (toy, ("king",))
    assert len(with_formulas(toy, ("king - man",))[0]) == len(toy) + 1


def test_what_is_neither_word_nor_formula_is_said(toy):
    with pytest.raises(UsageError):
        with_formulas(toy, ("king -",))


def test_words_made_of_ngrams_become_words(toy):
    ids = np.unique(ngram_hashes(["孙空".encode()], 1, 1, 1000)[0])
    grams = Subwords(1, 1, 1000, ids, np.array([[3, 0, 0, 0], [0, 4, 0, 0]], np.float32))
    model = replace(toy, subwords=grams)
    words = ("孙大空", "king", "xyz", "孙大空")
    assert with_composed(model, words) == (model, ())
    wider, made = with_composed(model, words, anyway=True)
    assert made == ("孙大空",)
    assert len(wider) == len(toy) + 1
    assert sorted(wider.vector("孙大空")) == pytest.approx([0, 0, 0.6, 0.8])
    assert with_composed(toy, ("孙大空",), anyway=True) == (toy, ())
