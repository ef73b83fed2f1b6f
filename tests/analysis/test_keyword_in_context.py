"""Occurrences of words in their contexts."""

from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.planted import encoded
from w2vkit.analysis.keyword_in_context import occurrences, ordered, positions, word_spans

SENTENCES = [["c", "a", "x"], ["x"], ["b", "x", "a"]]


@pytest.fixture
def corpus(tmp_path):
    return encoded(tmp_path / "corpus", SENTENCES)


def lines(corpus, word, order="text", width=2):
    spans = ordered(corpus, word_spans(corpus, [corpus.vocabulary.find(word)]), order)
    return [(one.left, one.word, one.right) for one in occurrences(corpus, spans, width)]


def test_contexts_cross_the_ends_of_sentences_with_a_mark(corpus):
    assert lines(corpus, "x") == [
        ("c a", "x", "| x | b"),
        ("a x |", "x", "| b x"),
        ("x | b", "x", "a"),
    ]
    assert lines(corpus, "c") == [("", "c", "a x")]


def test_lines_are_sorted_by_their_neighbors(corpus):
    assert [left for left, _, _ in lines(corpus, "x", "left")] == ["c a", "x | b", "a x |"]
    assert [right for _, _, right in lines(corpus, "x", "right")] == ["a", "| b x", "| x | b"]


def test_the_end_of_the_text_is_before_all_words(tmp_path):
    corpus = encoded(tmp_path / "corpus", [["x", "a"], ["b", "x"]])
    assert [left for left, _, _ in lines(corpus, "x", "left")] == ["", "a | b"]
    assert [right for _, _, right in lines(corpus, "x", "right")] == ["", "a | b"]


def test_an_occurrence_knows_its_sentence_and_chapter(tmp_path):
    corpus = encoded(tmp_path / "corpus", [["x"], ["chapter", "1"], *[["x", "y"]] * 60])
    first, second, *_ = occurrences(corpus, word_spans(corpus, [corpus.vocabulary.find("x")]), 1)
    assert (first.sentence, first.chapter) == (1, "")
    assert (second.sentence, second.chapter) == (3, "chapter 1")


@given(
    st.lists(st.lists(st.sampled_from("abcd"), min_size=1, max_size=5), min_size=1, max_size=12),
    st.integers(1, 7),
)
def test_every_occurrence_is_found_once_whatever_the_blocks(sentences, block):
    with TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        corpus = encoded(Path(folder), sentences)
        counts = Counter(word for sentence in sentences for word in sentence)
        for word, count in counts.items():
            places = positions(corpus, [corpus.vocabulary.find(word)], block)
            assert len(places) == count
            spans = word_spans(corpus, [corpus.vocabulary.find(word)])
            assert spans[:, 0].tolist() == spans[:, 1].tolist() == places.tolist()
            for order in ("left", "right"):
                assert sorted(ordered(corpus, spans, order).tolist()) == spans.tolist()


def test_a_phrase_has_the_words_before_its_first_and_after_its_last_token(corpus):
    spans = np.array([[0, 1], [4, 5]])
    before, after = occurrences(corpus, spans, 2)
    assert (before.left, before.word, before.right) == ("", "c a", "x | x")
    assert (after.left, after.word, after.right) == ("x | x |", "b x", "a")
    for order, first in (("left", 0), ("right", 4)):
        assert ordered(corpus, spans, order)[0, 0] == first
