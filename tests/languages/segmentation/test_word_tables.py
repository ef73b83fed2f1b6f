"""Lists of words as tables of other programs."""

import csv
import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.toys import Notes
from w2vkit.languages.segmentation.word_lists import (
    read_aliases,
    read_dictionary,
    read_known_words,
    read_protected_words,
    read_word_kinds,
    read_word_list,
    split_lines_note,
)
from w2vkit.languages.segmentation.word_tables import table_rows

ROWS = (
    {
        "word": "妲己",
        "count": "9",
        "score": "1.5",
        "cut": "妲 己",
        "alias_of": "",
        "kind": "person",
    },
    {"word": "苏妲己", "count": "", "score": "0", "cut": "", "alias_of": "妲己", "kind": ""},
    {"word": "a, b", "count": "2", "score": "1", "cut": "", "alias_of": "", "kind": "thing"},
)


def delimited(delimiter, rows=ROWS):
    file = io.StringIO()
    table = csv.DictWriter(file, [*rows[0]], delimiter=delimiter)
    table.writeheader()
    table.writerows(rows)
    return file.getvalue()


TABLES = {
    "csv": delimited(","),
    "semicolons": delimited(";"),
    "reordered": delimited(",", [dict(reversed(row.items())) for row in ROWS]),
    "tsv": delimited("\t", [dict(reversed(row.items())) for row in ROWS]),
    "ours": delimited("\t"),
    "json": json.dumps(ROWS, ensure_ascii=False, indent=1),
    "jsonl": "\n".join(map(json.dumps, ROWS)),
    "comment": "# of mine\n\n" + delimited(","),
    "upper": delimited(",").replace("word", "Word", 1),
}


@pytest.mark.parametrize("name", TABLES)
def test_a_table_is_read_as_the_list_of_words_that_it_holds(tmp_path, name):
    path = tmp_path / "words"
    path.write_text(TABLES[name], encoding="utf-8")
    words = ["妲己", "苏妲己", "a, b"]
    assert read_protected_words(str(path)) == read_word_list(str(path)) == words
    assert read_aliases(str(path)) == {"苏妲己": "妲己"}
    assert read_word_kinds(str(path)) == {"妲己": "person", "a, b": "thing"}
    assert split_lines_note(str(path)) is None
    if name != "ours":
        notes = Notes()
        assert read_known_words(str(path), lambda word: False, notes.note) == words
        assert notes.said == []
        assert [one.count for one in read_dictionary(str(path))] == [9, None, 2]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "word",
        "word\n甲\n",
        "甲,乙\n",
        "{\n",
        "[1, 2]",
        '{"a": 1}\n',
        "[]",
        "甲 9 nr\nword 3 n\n",
    ],
)
def test_other_text_is_no_table(text):
    assert table_rows(text) is None


@pytest.mark.parametrize("text", ["词,次数\n甲,3\n", '[{"词": "甲", "x": null}]'])
def test_the_column_can_have_a_chinese_name(text):
    assert [row.word for row in table_rows(text)] == ["甲"]


@given(st.lists(st.text("甲乙a,;\"' ", min_size=1).map(str.strip).filter(bool), min_size=1))
def test_any_word_survives_a_csv_file(words):
    rows = [{"n": "1", "word": word} for word in words]
    assert [row.word for row in table_rows(delimited(",", rows))] == words
