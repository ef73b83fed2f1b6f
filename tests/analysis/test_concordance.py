"""Concordances of models and files from Python."""

import os

import pytest

import w2vkit
from tests.toys import Notes
from w2vkit.base.direction import is_right_to_left
from w2vkit.base.errors import MissingWordError, UsageError, W2vError
from w2vkit.base.table import display_width

TEXT = "第一回 出山\n" + "悟空，和八戒来了。\n沙僧走了。\n" * 60
OPTIONS = {"epochs": 1, "dim": 8, "min_count": 1, "workers": 1}


@pytest.fixture
def book(tmp_path):
    path = tmp_path / "book.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_the_text_of_a_model_and_of_its_file_are_the_same(book, models):
    model = w2vkit.train(book, name="m", **OPTIONS)
    found = w2vkit.concordance(model, "八戒", window=2)
    assert len(found) == 60
    assert [*found] == [*w2vkit.concordance(None, "八戒", window=2, corpus=book)]
    first = next(iter(found))
    assert (first.left, first.word, first.right) == ("悟空 和", "八戒", "来 了")
    assert (first.chapter, first.line) == ("第一回出山", None)


def test_lines_show_the_text_as_written(book, models):
    first, second, *_ = w2vkit.concordance(None, "八戒", window=3, corpus=book, lines=True)
    assert (first.left, first.word, first.right) == ("山 悟空，和", "八戒", "来了。 沙僧")
    assert (first.file, first.line, second.line) == (str(book), 2, 4)


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


def test_a_text_that_was_changed_or_moved_is_said(book, models):
    model = w2vkit.train(book, name="m", **OPTIONS)
    notes = Notes()
    before = [*w2vkit.concordance(model, "八戒", listener=notes)]
    assert notes.said == []
    os.utime(book, (4e9, 4e9))
    assert [*w2vkit.concordance(model, "八戒", listener=notes)] == before
    assert notes.said == []  # a copy of the same text
    book.write_text("孙权来了。\n" * 300, encoding="utf-8")
    assert [*w2vkit.concordance(model, "八戒", listener=notes)] == before
    with pytest.raises(W2vError, match="are not those that the model was trained on"):
        [*w2vkit.concordance(model, "八戒", lines=True)]
    book.unlink()
    assert [*w2vkit.concordance(model, "八戒", listener=notes)] == before
    with pytest.raises(W2vError, match="no longer exists"):
        [*w2vkit.concordance(model, "八戒", lines=True)]
    assert ["was changed" in said for said in notes.said] == [True, False]
    assert "no longer exists; this is its text when the model was trained" in notes.said[1]


def test_a_moved_text_that_is_named_is_not_that_of_training(book, models):
    model = w2vkit.train(book, name="m", **OPTIONS)
    moved = book.rename(book.with_name("moved.txt"))
    notes = Notes()
    found = [*w2vkit.concordance(model, "八戒", corpus=moved, lines=True, listener=notes)]
    assert {one.file for one in found} == {str(moved)}
    assert notes.said == [f"{moved} is segmented with the options and the words of “m”."]


def test_several_files_that_were_changed_or_moved_are_said_at_once(tmp_path, models):
    folder = tmp_path / "book"
    folder.mkdir()
    for number in range(6):
        (folder / f"{number}.txt").write_text("孙权见八戒。\n" * 60, encoding="utf-8")
    model = w2vkit.train(folder, name="m", **OPTIONS)
    (folder / "0.txt").write_text("曹操见八戒。\n" * 60, encoding="utf-8")  # as many bytes
    (folder / "1.txt").write_text("曹操来了。\n" * 60, encoding="utf-8")
    for number in range(6):
        os.utime(folder / f"{number}.txt", (4e9, 4e9))
    for number in (2, 3, 4):
        (folder / f"{number}.txt").unlink()
    notes = Notes()
    assert [*w2vkit.concordance(model, "八戒", listener=notes)]
    moved, changed = notes.said
    assert moved.startswith("3 files no longer exist (")
    assert changed.startswith("2 files were changed (")
    assert moved.count(".txt") == 3
    assert changed.count(".txt") == 2


def test_a_text_that_left_the_cache_is_encoded_again_unless_it_changed(
    book, models, tmp_path, monkeypatch
):
    model = w2vkit.train(book, name="m", **OPTIONS)
    before = [*w2vkit.concordance(model, "八戒")]
    monkeypatch.setenv("W2VKIT_CACHE", str(tmp_path / "another"))
    assert [*w2vkit.concordance(w2vkit.open("m"), "八戒")] == before
    monkeypatch.setenv("W2VKIT_CACHE", str(tmp_path / "a-third"))
    book.write_text("孙权来了。\n" * 300, encoding="utf-8")
    with pytest.raises(W2vError, match="and its files have changed"):
        w2vkit.concordance(w2vkit.open("m"), "八戒")
    book.unlink()
    with pytest.raises(W2vError, match=r"is no longer in the cache, and .*book\.txt no longer"):
        w2vkit.concordance(w2vkit.open("m"), "八戒")


def test_collocates_of_a_word_that_occurs_twice(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("玉帝在天宫。\n玉帝在天宫。\n" + TEXT, encoding="utf-8")
    found = w2vkit.collocates(None, "玉帝", corpus=path)
    assert [(one.word, one.together) for one in found] == [("在", 2), ("天宫", 2)]
    assert w2vkit.collocates(None, "玉帝", corpus=path, min_count=3) == []


def test_a_text_that_is_damaged_in_the_cache_is_encoded_again(book, models):
    model = w2vkit.train(book, name="m", **OPTIONS)
    before = [*w2vkit.concordance(model, "八戒")]
    (model.missing_words.origin.folder / "ids.npy").write_bytes(b"damaged")
    assert [*w2vkit.concordance(w2vkit.open("m"), "八戒")] == before


HEBREW = "אמר המלך למלכה בגן.\nהמלכה ישבו עם המלך.\n"
KING = "המלך"


@pytest.mark.parametrize("lines", [False, True])
def test_what_is_before_a_word_of_a_right_to_left_text_stands_on_its_right(tmp_path, lines):
    path = tmp_path / "book.txt"
    path.write_text(HEBREW, encoding="utf-8")
    found = w2vkit.concordance(None, KING, corpus=path, lines=lines)
    rows = str(found).split("\n")
    places = set()
    for row, one in zip(rows, found, strict=True):
        after, word, before = (f"\u2067{text}\u2069" * bool(text) for text in shown(one))
        assert row.strip().removeprefix(f"book.txt:{one.line}").lstrip() == (
            f"{after}  {word}  {before}".strip()
        )
        places.add(display_width(row[: row.index(word)]))
    assert len(rows) == 2
    assert len(places) == 1
    page = found._repr_html_()
    assert page.index("after") < page.index("before")
    assert page.count('<td dir="auto"') == sum(
        is_right_to_left(text) for one in found for text in shown(one)
    )


def shown(line):
    return line.right, line.word, line.left


def test_lines_without_a_place_are_aligned_too(tmp_path):
    path = tmp_path / "book.txt"
    path.write_text("a king\nlong ago that king was\n", encoding="utf-8")
    rows = str(w2vkit.concordance(None, "king", corpus=path, window=1)).split("\n")
    assert len({row.index("king") for row in rows}) == 1
