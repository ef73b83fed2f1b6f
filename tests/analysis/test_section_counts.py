"""Counts by chapter, file and passage from Python, beside those of the text itself."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import w2vkit
from tests.planted import encoded
from tests.toys import Notes
from w2vkit.analysis.section_counts import counts_by_section, counts_of_chapters, counts_of_files
from w2vkit.base.errors import MissingWordError, UsageError, W2vError
from w2vkit.corpus.sections import chapters, passage_starts

BOOK = "第一回 起\n悟空八戒来。\n悟空来。\n第二回 终\n八戒走。\n悟空八戒走。\n八戒走。\n"
OTHER = "唐僧来。\n唐僧走。\n悟空来。\n"
OPTIONS = {"keep_whole": ("悟空", "八戒", "唐僧")}


@pytest.fixture
def book(tmp_path):
    path = tmp_path / "book.txt"
    path.write_text(BOOK, encoding="utf-8")
    return path


@pytest.fixture
def other(tmp_path):
    path = tmp_path / "other.txt"
    path.write_text(OTHER, encoding="utf-8")
    return path


def test_words_by_chapter(book):
    found = w2vkit.chapters(None, "悟空", "八戒", "悟空", corpus=book, **OPTIONS)
    assert found.words == ["悟空", "八戒"]
    assert found.counts.tolist() == [[2, 1], [1, 3]]
    assert [row["八戒"] for row in found.rows()] == [1, 3]


def test_files_without_chapters_are_counted_by_file(other, tmp_path):
    notes = Notes()
    found = w2vkit.chapters(None, "唐僧", corpus=other, listener=notes, **OPTIONS)
    assert (list(found.titles), found.counts.tolist()) == ([str(other)], [[2]])
    assert "it is counted as one" in notes.said[0]


def test_frequencies_are_counts_and_keyness_compares_them(book, other):
    counts = {one.word: one.count for one in w2vkit.frequencies(None, corpus=book, **OPTIONS)}
    assert (counts["悟空"], counts["八戒"]) == (3, 4)
    least = w2vkit.frequencies(None, corpus=book, min_count=4, **OPTIONS)
    assert {one.word for one in least} == {word for word in counts if counts[word] >= 4}
    found = w2vkit.keyness(None, corpus=book, other_corpus=other, **OPTIONS)
    assert {one.word: (one.count, one.other_count) for one in found}["唐僧"] == (0, 2)
    with pytest.raises(UsageError, match="there is only one"):
        w2vkit.keyness(None, corpus=book)


@pytest.mark.parametrize(
    ("options", "together"), [({"sentences": 1}, 2), ({"within": "chapter"}, 2)]
)
def test_words_that_occur_together(book, options, together):
    (found,) = w2vkit.relations(None, "悟空", "八戒", corpus=book, **options, **OPTIONS)
    assert (found.first, found.second, found.together) == ("悟空", "八戒", together)
    assert found.similarity is None


def test_characteristic_words_are_related_if_none_are_given(book):
    found = w2vkit.relations(None, corpus=book, sentences=1, **OPTIONS)
    assert {"悟空", "八戒"} in [{one.first, one.second} for one in found]


def test_bad_questions(book, other):
    with pytest.raises(MissingWordError, match="“李白” does not occur"):
        w2vkit.chapters(None, "李白", corpus=book, **OPTIONS)
    with pytest.raises(UsageError, match="at least two words"):
        w2vkit.relations(None, "悟空", corpus=book, **OPTIONS)
    with pytest.raises(W2vError, match="has only one chapter or file"):
        w2vkit.relations(None, "悟空", "唐僧", corpus=other, within="chapter", **OPTIONS)


def test_words_are_counted_by_chapter_and_by_file(tmp_path):
    text = [["悟空"], ["第一回"], ["悟空", "来"], ["第二回"], ["来", "来"]]
    corpus = encoded(tmp_path, text)
    found = counts_of_chapters(corpus, chapters(corpus), ["悟空", "来", "无"])
    assert [*found.rows()] == [
        {"chapter": 1, "title": "第一回", "tokens": 3, "悟空": 1, "来": 1, "无": 0},
        {"chapter": 2, "title": "第二回", "tokens": 3, "悟空": 0, "来": 2, "无": 0},
    ]
    assert found.rates()[1].tolist() == [0, pytest.approx(20_000 / 3), 0]
    files = counts_of_files([("a", corpus, {}), ("b", corpus, {})], ["来"])
    assert (files.counts.tolist(), [*files.titles]) == ([[3], [3]], ["a", "b"])


@given(
    st.lists(st.lists(st.sampled_from("abc"), max_size=5), min_size=1, max_size=20),
    st.integers(1, 5),
)
def test_the_counts_of_passages_add_up(tmp_path_factory, sentences, size):
    corpus = encoded(tmp_path_factory.mktemp("corpus"), sentences)
    counts = counts_by_section(corpus, ["a", "z", "c"], passage_starts(corpus, size))
    groups = [sentences[at : at + size] for at in range(0, len(sentences), size)]
    expected = [[sum(one.count(word) for one in group) for word in "azc"] for group in groups]
    assert np.array_equal(counts, expected)
