"""Chapters, files and rows of a text, sentence by sentence."""

import numpy as np
import pytest

from w2vkit.analysis.change.units import (
    NO_UNIT,
    TextUnits,
    chapter_units,
    chapters_in_files,
    file_units,
    parent_folders,
    row_units,
)
from w2vkit.analysis.opening import text_of_files
from w2vkit.base.config import SegmentConfig
from w2vkit.base.errors import UsageError, W2vError

BOOK = "A preface.\nChapter 1\nThe king rules. He sleeps.\nChapter 2\nThe queen rules.\n"
LETTERS = (
    'year,writer,body\n1901,anna,"Dear friend, I write.\nIt rains\nIt rains."\n'
    '1902,bert,"It rains. I answer at once, dear Anna."\n1902,anna,"I am glad. It rains."\n'
)


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "a.txt").write_text(BOOK, encoding="utf-8")
    other = BOOK.replace("2", "4").replace("1", "3")
    (tmp_path / "b.txt").write_text(other, encoding="utf-8")
    (tmp_path / "letters.csv").write_text(LETTERS, encoding="utf-8")
    return tmp_path


def read(folder, *names, **options):
    return text_of_files([str(folder / name) for name in names], SegmentConfig(**options))


def sizes(text, units):
    return units.tokens(np.asarray(text.corpus.starts)).tolist()


def test_the_text_before_the_first_heading_is_in_no_chapter(folder):
    text = read(folder, "a.txt")
    units = chapter_units(text)
    assert [*units.titles] == ["Chapter 1", "Chapter 2"]
    assert units.of_sentence[0] == NO_UNIT
    assert sizes(text, units) == [7, 5]


def test_a_text_without_headings_has_no_chapters(folder):
    assert chapter_units(read(folder, "letters.csv")) is None


def test_files_are_found_again_sentence_by_sentence(folder):
    text = read(folder, "a.txt", "b.txt")
    units = file_units(text, text.sources())
    assert sizes(text, units) == [14, 14]
    assert [title[-5:] for title in units.titles] == ["a.txt", "b.txt"]
    alone = read(folder, "a.txt")
    assert sizes(alone, file_units(alone, alone.sources())) == [14]


def test_the_preface_of_a_book_is_not_in_the_last_chapter_of_the_one_before(folder):
    text = read(folder, "a.txt", "b.txt")
    files = file_units(text, text.sources())
    units = chapters_in_files(chapter_units(text), files)
    assert [title.rpartition("/")[2] for title in units.titles] == [
        *("a.txt", "Chapter 1", "Chapter 2"),
        *("b.txt", "Chapter 3", "Chapter 4"),
    ]
    assert sizes(text, units) == [2, 7, 5, 2, 7, 5]


def test_rows_have_the_sentences_of_their_cells(folder):
    """A cell of several lines is several sentences; equal sentences are in rows of their own."""
    text = read(folder, "letters.csv")
    units = row_units(text, text.sources(), "writer")
    assert [*units.titles] == ["anna", "bert", "anna"]
    assert sizes(text, units) == [8, 8, 5]
    assert [*row_units(text, text.sources(), "1").titles] == ["1901", "1902", "1902"]


def test_a_column_is_of_a_table(folder):
    text = read(folder, "letters.csv")
    with pytest.raises(UsageError, match="no column “yeer”"):
        row_units(text, text.sources(), "yeer")
    text = read(folder, "a.txt")
    with pytest.raises(W2vError, match="is no table"):
        row_units(text, text.sources(), "year")


def test_folders_without_what_they_share():
    assert parent_folders(["x/a/1", "x/a/2", "x/b/c/3"]) == ["a", "a", "b/c"]
    assert parent_folders(["x/1", "x/2"]) == [".", "."]
    assert parent_folders(["x/1", "x/y/2"]) == [".", "y"]


def test_sizes_leave_out_what_is_in_no_unit():
    units = TextUnits("chapter", ["a", "b"], np.array([NO_UNIT, 1, 1]))
    assert units.tokens(np.array([0, 2, 5, 9])).tolist() == [0, 7]
