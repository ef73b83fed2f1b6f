"""Words near the occurrences of a word."""

import math

import numpy as np
import pytest

from tests.planted import encoded
from w2vkit.analysis.collocates import collocates
from w2vkit.analysis.keyword_in_context import word_spans

SENTENCES = [["x", "a"], ["x", "a", "c"], ["b", "c", "d"], ["a", "b", "c", "d"], ["x"], ["d", "b"]]


def found(tmp_path, window=1, min_count=1, words=("x",)):
    corpus = encoded(tmp_path / "corpus", SENTENCES)
    rows = [corpus.vocabulary.find(word) for word in words]
    return collocates(corpus, word_spans(corpus, rows), window, min_count)


def test_counts_and_measures_are_those_of_the_published_formulas(tmp_path):
    (one,) = found(tmp_path)
    # 12 tokens are not x: a is 2 of the 2 near x, and 1 of the 10 elsewhere.
    assert (one.word, one.together, one.count, one.expected) == ("a", 2, 3, 0.5)
    cells = [(2, 2 * 3 / 12), (1, 10 * 3 / 12), (9, 10 * 9 / 12)]
    assert one.log_likelihood == pytest.approx(
        2 * sum(o * math.log(o / e) for o, e in cells), abs=0.01
    )
    assert one.log_dice == pytest.approx(14 + math.log2(2 * 2 / (3 + 3)), abs=0.01)


def test_a_window_ends_with_the_sentence_and_counts_a_token_once(tmp_path):
    assert {one.word: one.together for one in found(tmp_path, 9)} == {"a": 2, "c": 1}
    near = {one.word: one.together for one in found(tmp_path, 9, words=("a",))}
    assert near == {"x": 2, "c": 2}
    # Several words are one: each token near a or c counts once, and they are not near each other.
    assert found(tmp_path, 9, words=("a", "c")) == []


def test_the_words_of_a_phrase_are_not_near_it(tmp_path):
    corpus = encoded(tmp_path / "corpus", SENTENCES)
    near = collocates(corpus, np.array([[5, 6], [9, 10]]), 1)  # b c in both sentences
    assert {one.word: one.together for one in near} == {"d": 2, "a": 1}
    assert near[0].log_dice == pytest.approx(14 + math.log2(2 * 2 / (2 + 3)), abs=0.01)


def test_rare_collocates_are_left_out(tmp_path):
    assert found(tmp_path, 1, min_count=3) == []
