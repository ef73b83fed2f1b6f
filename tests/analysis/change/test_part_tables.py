"""Parts that a user corrects in a table."""

import csv
import io

import numpy as np
import pytest

from w2vkit.analysis.change.part_rules import parts_of
from w2vkit.analysis.change.part_tables import KEPT, keep_parts, kept_parts
from w2vkit.analysis.change.parts import UNIT_COLUMNS
from w2vkit.analysis.opening import text_of_files
from w2vkit.base.config import SegmentConfig
from w2vkit.base.errors import W2vError


@pytest.fixture
def text(tmp_path):
    folder = tmp_path / "texts"
    folder.mkdir()
    for name, king in (("a", "Arthur"), ("b", "Bors"), ("c", "Cador")):
        chapter = f"Chapter 1\nKing {king} rules.\n"
        (folder / f"{name}.txt").write_text(chapter, encoding="utf-8")
    return text_of_files([str(folder)], SegmentConfig())


def table(tmp_path, content):
    path = tmp_path / "parts.tsv"
    path.write_text(content, encoding="utf-8")
    return str(path)


@pytest.mark.parametrize("delimiter", ["\t", ","])
def test_the_listing_is_a_table_that_can_be_corrected(text, tmp_path, delimiter):
    written = io.StringIO()
    rows = [*parts_of(text, "files").unit_rows()]
    for row, part in zip(rows, ("old", "", "new"), strict=True):
        row["part"] = part
    lines = csv.DictWriter(written, UNIT_COLUMNS, delimiter=delimiter)
    lines.writeheader()
    lines.writerows(rows)
    parts = parts_of(text, table(tmp_path, written.getvalue()))
    assert [*parts.names] == ["old", "new"]
    assert parts.of_unit.tolist() == [0, -1, 1]


def test_units_of_one_title_are_taken_in_order(text, tmp_path):
    copy = tmp_path / "texts" / "d" / "a.txt"
    copy.parent.mkdir()
    copy.write_text("Chapter 9\nQueen Dido rules.\n", encoding="utf-8")
    text = text_of_files([str(tmp_path / "texts")], SegmentConfig())
    content = "unit\tpart\tkind\na.txt\tx\tfile\na.txt\ty\tfile\nb.txt\tx\tfile\n"
    assert parts_of(text, table(tmp_path, content)).of_unit.tolist() == [0, 0, -1, 1]


def test_files_are_known_by_their_names_alone(text, tmp_path):
    content = "unit,part,kind\nc.txt,late,file\na.txt,early,file\n"
    parts = parts_of(text, table(tmp_path, content))
    assert ([*parts.names], parts.of_unit.tolist()) == (["early", "late"], [0, -1, 1])


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("a b c\n", "is no table of parts"),
        ("unit\tpart\n", "is no table of parts"),
        ("unit\tpart\nChapter 9\tx\n", "line 2: the text has no unit “Chapter 9”"),
        ("unit\tpart\tkind\nx\ty\trow\n", "all of the kind chapter or all of the kind file"),
    ],
)
def test_what_is_no_table_of_this_text(text, tmp_path, content, message):
    with pytest.raises(W2vError, match=message):
        parts_of(text, table(tmp_path, content))


def test_parts_are_kept_beside_the_text_and_only_for_it(text):
    assert kept_parts(text) is None
    parts = parts_of(text, "files")
    keep_parts(text, parts)
    kept = kept_parts(text)
    assert [*kept.unit_rows()] == [*parts.unit_rows()]
    path = text.corpus.folder / KEPT
    with np.load(path) as arrays:
        np.savez(path, **{**arrays, "of_sentence": np.zeros(2, np.int64)})
    assert kept_parts(text) is None
    path.write_bytes(b"damaged")
    assert kept_parts(text) is None
