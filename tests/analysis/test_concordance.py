"""Concordances of models and files from Python."""

import pytest

import w2vkit
from w2vkit.base.direction import is_right_to_left
from w2vkit.base.table import display_width


def test_lines_show_the_text_as_written(book, models):
    first, second, *_ = w2vkit.concordance(None, "八戒", window=3, corpus=book, lines=True)
    assert (first.left, first.word, first.right) == ("山 悟空，和", "八戒", "来了。 沙僧")
    assert (first.file, first.line, second.line) == (str(book), 2, 4)


def test_collocates_of_a_word_that_occurs_twice(book):
    book.write_text("玉帝在天宫。\n玉帝在天宫。\n" + book.read_text("utf-8"), encoding="utf-8")
    found = w2vkit.collocates(None, "玉帝", corpus=book)
    assert [(one.word, one.together) for one in found] == [("在", 2), ("天宫", 2)]
    assert w2vkit.collocates(None, "玉帝", corpus=book, min_count=3) == []


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
