"""Both columns of the page “From gensim”, run line by line; the answers to questions are equal."""

import os
import re

import numpy as np
import pytest

import w2vkit
from tests.documentation import DOCS
from tests.gensim_marks import NEEDS_GENSIM

PAGE = (DOCS / "en" / "how-to" / "gensim.md").read_text(encoding="utf-8")
ROW = re.compile(r"^\| `(.+?)` \| `(.+?)` \|", re.M)
ASKED, TRAINED = (ROW.findall(part) for part in PAGE.split("\n## ")[1:])
SENTENCES = [
    ["the", "king", "and", "the", "queen", "rule", "the", "man"],
    ["the", "woman", "and", "the", "king", "eat", "bread"],
    ["a", "man", "and", "a", "woman", "bake", "bread"],
] * 40
WORDS = sorted({word for sentence in SENTENCES for word in sentence})


def run(code, names):
    """Run a line, and return the value of an expression; None for a statement."""
    try:
        return eval(code, names)
    except SyntaxError:
        exec(code, names)


def test_the_tables_are_found():
    assert (len(ASKED), len(TRAINED)) == (19, 17)


@NEEDS_GENSIM
@pytest.mark.filterwarnings("ignore:Call to deprecated")
@pytest.mark.parametrize(("old", "new"), ASKED)
def test_answers_are_equal(old, new):
    from gensim.models import KeyedVectors

    kv = KeyedVectors(8)
    kv.add_vectors(WORDS, np.random.default_rng(1).normal(size=(len(WORDS), 8)))
    for place, word in enumerate(WORDS):
        kv.set_vecattr(word, "count", 100 - place)
    names = {"kv": kv, "m": w2vkit.Model.from_gensim(kv)}
    expected, answer = run(old, names), run(new, names)
    if isinstance(expected, list) and expected and isinstance(expected[0], tuple):
        assert [word for word, _ in answer] == [word for word, _ in expected]
        expected, answer = ([score for _, score in pairs] for pairs in (expected, answer))
    is_numbers = isinstance(expected, float | np.ndarray | np.floating) or (
        isinstance(expected, list) and isinstance(expected[0], float)
    )
    assert answer == (pytest.approx(expected, abs=1e-6) if is_numbers else expected)


@NEEDS_GENSIM
@pytest.mark.filterwarnings("ignore")
def test_training_saving_and_continuing_line_by_line(tmp_path, monkeypatch, models):
    from gensim.models import FastText, KeyedVectors, Phrases, Word2Vec
    from gensim.models.callbacks import CallbackAny2Vec

    monkeypatch.chdir(tmp_path)
    text = "\n".join(" ".join(sentence) for sentence in SENTENCES)
    (tmp_path / "text.txt").write_text(text, encoding="utf-8")
    old = {
        **{one.__name__: one for one in (FastText, KeyedVectors, Phrases, Word2Vec)},
        "Printer": type("Printer", (CallbackAny2Vec,), {}),
        "sentences": SENTENCES,
        "np": np,
        "os": os,
    }
    new = {"w2vkit": w2vkit, "sentences": SENTENCES, "np": np}
    for before, after in TRAINED:
        expected = run(before, old)
        new["model"] = old["model"]
        answer = run(after, new)
        assert not isinstance(expected, int) or answer == expected, after
    assert w2vkit.list_models() == []
