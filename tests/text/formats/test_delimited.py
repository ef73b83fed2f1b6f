"""CSV and TSV: recognized by name or content, read row by row; prose is never taken for them."""

import csv
import gzip
import io
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.books import opened
from tests.text.files.test_corpus_file import text_id
from tests.toys import Notes
from w2vkit.base.errors import UsageError
from w2vkit.text.files.finding import find_files

HEADER = ["id", "name", "date", "review", "useful"]
REVIEWS = [
    'The room was clean, and the staff was "very" friendly.',
    "We will come back again!",
    "Breakfast was cold;\nthe coffee was bitter.",
    "早餐太差了，鸡蛋是冷的，咖啡很苦。",
    "位置很好，离地铁站很近。",
]
ROWS = [[f"r{n:03}", "anna", "2021-03-01", text, str(n)] for n, text in enumerate(REVIEWS)]
EXPECTED = "".join(f"{text}\n" for text in REVIEWS)
SAID = "the column review of the {} table is read."


def written(rows, **dialect):
    file = io.StringIO(newline="")
    csv.writer(file, **dialect).writerows(rows)
    return file.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("a.csv", written([HEADER, *ROWS]), "CSV"),
        ("a.txt", written([HEADER, *ROWS]), "CSV"),
        ("a", written([HEADER, *ROWS], delimiter=";"), "CSV"),
        ("a.csv", written([HEADER, *ROWS], quoting=csv.QUOTE_ALL), "CSV"),
        ("a.tsv", written([HEADER, *ROWS], delimiter="\t"), "TSV"),
        ("a.csv.gz", gzip.compress(written([HEADER, *ROWS]).encode()), "CSV"),
        ("a.csv", written([HEADER, *ROWS]).encode("utf-8-sig"), "CSV"),
        ("a.csv", written([HEADER, *ROWS]).encode("gb18030"), "CSV"),
        ("a.csv", written([HEADER, *ROWS], delimiter="\t").encode("utf-16"), "TSV"),
    ],
    ids=text_id,
)
def test_the_text_column_is_read_and_named(tmp_path, name, data, kind):
    text, notes = opened(tmp_path / name, data)
    assert text == EXPECTED
    assert notes[0] == SAID.format(kind)


def test_the_encoding_of_a_table_is_said(tmp_path):
    _, notes = opened(tmp_path / "a.csv", written([HEADER, *ROWS]).encode("gb18030"))
    assert [note.split(" ")[0] for note in notes] == ["the", "GB18030"]


def test_many_tables_are_one_line(tmp_path):
    ears = Notes()
    for number in range(5):
        (tmp_path / f"{number}.csv").write_text(written([HEADER, *ROWS]), encoding="utf-8")
    found = find_files([str(tmp_path)], ears)
    assert len(ears.said) == 1
    assert ears.said[0].endswith(f"2.csv and 2 more: {SAID.format('CSV')}")
    assert found.reading.record() == {"column": {"CSV: review": 5}}


def test_a_table_without_header_has_numbers(tmp_path):
    text, notes = opened(tmp_path / "a.csv", written(ROWS))
    assert text == EXPECTED
    assert notes == ["the column 4 of the CSV table is read."]


def test_a_column_is_chosen(tmp_path):
    text, notes = opened(tmp_path / "a.csv", written([HEADER, *ROWS]), column=("name",))
    assert text == "anna\n" * 5
    assert notes == ["the column name of the CSV table is read."]


def test_a_column_without_a_table_is_said(tmp_path):
    _, notes = opened(tmp_path / "a.txt", "Only prose.\n", column=("name",))
    assert notes == ["--column has no effect: no file is a table."]


def test_plain_reads_the_table_as_it_is(tmp_path):
    data = written([HEADER, *ROWS], lineterminator="\n")
    assert opened(tmp_path / "a.csv", data, plain=True) == (data, [])


def test_uneven_rows_are_said(tmp_path):
    text, notes = opened(tmp_path / "a.csv", written([HEADER, *ROWS * 5, ["only", "two"]]))
    assert text == EXPECTED * 5
    assert notes[0] == "1 row with more or fewer than 5 cells."


def test_parallel_texts_are_refused_with_their_columns(tmp_path):
    rows = [["Where are we going?", "我们现在要到哪里去呢？"], ["I do not know.", "我不知道。"]]
    with pytest.raises(UsageError, match="several columns may be the text: 1, 2"):
        opened(tmp_path / "a.txt", written(rows * 3, delimiter="\t"))


@pytest.mark.parametrize(
    "text",
    [
        "床前明月光,疑是地上霜\n举头望明月,低头思故乡\n" * 10,
        "He came, he saw\nShe sat, she spoke\nThey ran, they fell\n" * 10,
        "\tAn indented line.\n\tAnother one, with a comma.\n" * 10,
        "Names; places\nTimes; seasons\nDays; nights\n" * 10,
        "I came in 1900, alone\nI left in 1901, again\nI died in 1902, at last\n" * 10,
        "one two\nthree\tfour five\n" * 10,
        "x, y, z\n1, 2, 3\n",
        "a,b\nc,d\n" * 4,
    ],
    ids=text_id,
)
def test_prose_verse_and_lists_are_no_tables(tmp_path, text):
    assert opened(tmp_path / "a.txt", text) == (text, [])


CELLS = st.text(st.sampled_from("abc 中文,;\"\n\t'|"), max_size=12)


@given(
    st.lists(CELLS, min_size=3, max_size=12),
    st.sampled_from([",", ";", "\t"]),
    st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
)
def test_what_csv_writes_is_read_back(cells, delimiter, quoting):
    texts = [f"The text is {cell}".strip() for cell in cells]
    rows = [["number", "text"], *([str(n), text] for n, text in enumerate(texts))]
    data = written(rows, delimiter=delimiter, quoting=quoting)
    with tempfile.TemporaryDirectory() as folder:
        found, _ = opened(Path(folder, "a.csv"), data, column=("text",))
    assert found == "".join(f"{text}\n" for text in texts)
