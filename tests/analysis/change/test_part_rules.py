"""What is written after --by, and the parts that it means."""

import pytest

from tests.toys import Notes
from w2vkit.analysis.change.part_rules import parts_of
from w2vkit.analysis.change.part_tables import keep_parts
from w2vkit.analysis.opening import text_of_files
from w2vkit.base.config import SegmentConfig
from w2vkit.base.errors import UsageError, W2vError

CHAPTERS = "".join(f"Chapter {n}\nThe king number {n} rules the land.\n" for n in range(1, 9))
LETTERS = (
    "date,body\n1901-05-01,I write to you today.\n1902,It rains and I answer.\n,No date here.\n"
)


@pytest.fixture
def place(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "book.txt").write_text(CHAPTERS, encoding="utf-8")
    (tmp_path / "letters.csv").write_text(LETTERS, encoding="utf-8")
    for name in ("a/1923-01-05", "a/1924", "b/1925-12", "b/undated"):
        path = tmp_path / "news" / f"{name}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"The news of {name[2:6]} are good.\n", encoding="utf-8")
    return tmp_path


def parts(by, *paths):
    notes = Notes()
    found = parts_of(text_of_files(paths, SegmentConfig()), by, notes)
    sizes = dict(zip(found.names, found.tokens.tolist(), strict=True))
    return sizes, found, notes.said


@pytest.mark.parametrize(
    ("by", "paths", "sizes"),
    [
        ("files", ["news/a"], {"news/a/1923-01-05.txt": 6, "news/a/1924.txt": 6}),
        ("folders", ["news"], {"a": 12, "b": 12}),
        ("years", ["news"], {"1923": 6, "1924": 6, "1925": 6}),
        ("months", ["news"], {"1923-01": 6, "1925-12": 6}),
        ("1-2,5-8", ["book.txt"], {"1-2": 18, "5-8": 36}),
        ("1-1,2-3", ["news"], {"1-1": 6, "2-3": 12}),
        ("4", ["book.txt"], {"1": 18, "2": 18, "3": 18, "4": 18}),
        ("2", ["news/b"], {"1": 6, "2": 6}),
        ("2", ["news"], {"1": 12, "2": 12}),
        ("column:date", ["letters.csv"], {"1901-05-01": 5, "1902": 5}),
        ("years:date", ["letters.csv"], {"1901": 5, "1902": 5}),
        ("books", ["book.txt", "news"], {"book": 72, "news": 24}),
    ],
)
def test_parts_by(place, by, paths, sizes):
    assert parts(by, *paths)[0] == sizes


def test_chapters_or_else_files_are_the_parts_of_one_text(place):
    assert parts(None, "book.txt")[1].names[:2] == ["Chapter 1", "Chapter 2"]
    sizes, _, said = parts(None, "news")
    assert len(sizes) == 4
    assert any("its parts are its files" in note for note in said)


def test_several_texts_are_books_whose_chapters_are_units(place):
    sizes, found, said = parts(None, "news", "book.txt")
    assert [*sizes] == ["news", "book"]
    assert len(found.units.titles) == 12
    assert "Parts by books: 2 (news, book)." in said


def test_what_was_chosen_and_left_out_is_said(place):
    _, _, said = parts("years", "news")
    assert "Parts by years: 3 (1923, 1924, 1925)." in said
    assert "1 unit is without a part: news/b/undated.txt." in said
    assert any("3 parts are of fewer than 10,000 words" in note for note in said)
    assert "1 unit is without a part: 3." in parts("column:date", "letters.csv")[2]
    assert any(
        "The parts begin with Chapter 1, Chapter 5." in note for note in parts("2", "book.txt")[2]
    )


def test_equal_parts_of_files_without_headings_end_with_a_file(place):
    _, found, said = parts("2", "news")
    assert (found.units.kind, found.of_unit.tolist()) == ("file", [0, 0, 1, 1])
    assert "The parts begin with news/a/1923-01-05.txt, news/b/1925-12.txt." in said
    assert parts("3", "news")[1].units.kind == "passage"  # of four files, too few for three parts


def test_a_kind_of_parts_in_the_singular_is_the_same(place):
    assert parts("chapter", "book.txt")[0] == parts("chapters", "book.txt")[0]
    assert parts("year", "news")[0] == parts("years", "news")[0]


def test_kept_parts_are_taken_unless_others_are_named(place):
    text = text_of_files(["book.txt"], SegmentConfig())
    keep_parts(text, parts_of(text, "1-2,3-4"))
    sizes, found, said = parts(None, "book.txt")
    assert (sizes, found.by) == ({"1-2": 18, "3-4": 18}, "1-2,3-4")
    assert said == ["The parts kept of book.txt: 2 (1-2, 3-4); --by chooses others."]
    assert len(parts("chapters", "book.txt")[0]) == 8


@pytest.mark.parametrize(
    ("by", "path", "message"),
    [
        ("verses", "book.txt", "There are no parts by “verses”"),
        ("1", "book.txt", "cannot be divided into 1 part for"),
        ("10000", "book.txt", "cannot be divided into 10,000 parts for"),
        ("1-3,3-4", "book.txt", "ranges 1-3,3-4 overlap"),
        ("1-3,4-9", "book.txt", "so there is no part 4-9"),
        ("0-3,4-8", "book.txt", "so there is no part 0-3"),
    ],
)
def test_what_cannot_be_meant_is_a_mistake(place, by, path, message):
    with pytest.raises(UsageError, match=message):
        parts(by, path)


@pytest.mark.parametrize(
    ("by", "path", "message"),
    [
        ("years", "book.txt", "contains no date"),
        ("files", "book.txt", "has only one part by files"),
        ("decades", "news", r"by decades: 1920s\. news/b/undated\.txt contains no date"),
    ],
)
def test_what_the_text_lacks_is_said(place, by, path, message):
    with pytest.raises(W2vError, match=message):
        parts(by, path)
