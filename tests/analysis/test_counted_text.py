"""Words, phrases, formulas and patterns looked up in a text."""

import pytest

import w2vkit
from tests.toys import Notes
from w2vkit.base.errors import MissingWordError, UsageError

OPTIONS = {"epochs": 1, "dim": 8, "min_count": 1, "workers": 1}


def test_a_formula_stands_for_the_nearest_word(book, models):
    model = w2vkit.train(book, name="m", **OPTIONS)
    notes = Notes()
    nearest = model.similar("悟空 + 八戒", topn=1)[0].word
    found = w2vkit.concordance(model, "悟空 + 八戒", listener=notes)
    assert {one.word for one in found} == {nearest}
    assert notes.said == [f"The nearest word to “悟空 + 八戒” is “{nearest}”."]


def test_a_phrase_is_found_across_tokens_and_inside_them(tmp_path):
    path = tmp_path / "book.txt"
    path.write_text("Dear fellow citizens. A fellow, citizens say.\n\nFellow\n\ncitizens", "utf-8")
    notes = Notes()
    found = [*w2vkit.concordance(None, "Fellow Citizens.", corpus=path, listener=notes, window=1)]
    assert [(one.left, one.word, one.right) for one in found] == [
        ("dear", "fellow citizens", "| a"),
        ("a", "fellow citizens", "say"),
    ]
    assert notes.said == [
        "“Fellow Citizens.” is not a word of the text but is found in it, as fellow | citizens (2)."
    ]
    (first, *_) = w2vkit.concordance(None, "fellow citizens", corpus=path, lines=True)
    assert (first.left, first.word, first.line) == ("Dear", "fellow citizens", 1)


def test_a_chinese_phrase_is_cut_as_the_text_is(book):
    notes = Notes()
    found = w2vkit.concordance(
        None, "八戒来", "《沙僧走》", corpus=book, listener=notes, lines=True
    )
    assert len(found) == 120
    assert {one.word for one in found} == {"八戒来", "沙僧走"}
    assert notes.said[0] == (
        "“八戒来” is not a word of the text but is found in it, as 八戒 | 来 (60)."
    )
    assert [one.word for one in w2vkit.collocates(None, "八戒来", corpus=book)] == [
        "和",
        "悟空",
        "了",
    ]


def test_phrases_are_counted_by_chapter_and_related(book):
    found = w2vkit.chapters(None, "八戒来", "沙僧", corpus=book)
    assert found.counts.tolist() == [[60, 60]]
    (one,) = w2vkit.relations(None, "八戒来、悟空", corpus=book, sentences=2)
    assert (one.first, one.second, one.together) == ("八戒来", "悟空", 60)


def test_a_regular_expression_matches_whole_words(book):
    found = w2vkit.concordance(None, regex="悟.|沙.*", corpus=book)
    assert {one.word for one in found} == {"悟空", "沙僧"}


@pytest.mark.parametrize(
    ("questions", "regex", "error", "said"),
    [
        (("玉帝",), None, MissingWordError, "“玉帝” does not occur"),
        ((), "玉.", MissingWordError, "No word of .* matches"),
        ((), "(", UsageError, "is not a valid regular expression"),
        ((), None, UsageError, "There are no words"),
    ],
)
def test_bad_questions(book, questions, regex, error, said):
    with pytest.raises(error, match=said):
        w2vkit.concordance(None, *questions, regex=regex, corpus=book)
