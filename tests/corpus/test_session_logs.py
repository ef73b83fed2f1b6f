"""Logs of items in every layout, and what is wrong with them."""

import csv
import io
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.toys import Notes
from w2vkit.base.config import ItemsConfig
from w2vkit.base.errors import W2vError
from w2vkit.corpus.session_logs import find_logs, read_sessions
from w2vkit.corpus.sessions import entries_of

LOGGED = [["Ann's book", "SKU-1"], ["10% off", "苹果", "a b"], ["SKU-1", "sku-1", "a b"]]
"""Sessions with ids that text processing would change."""


def pairs(found):
    return [(f"s{number}", item) for number, one in enumerate(found) for item in one]


def separated(found, header, sign):
    file = io.StringIO()
    csv.writer(file, delimiter=sign, lineterminator="\n").writerows([header, *pairs(found)])
    return file.getvalue()


def json_rows(found):
    return "".join(json.dumps({"user": g, "n": 1, "item": i}) + "\n" for g, i in pairs(found))


LAYOUTS = {
    "log.csv": lambda found: separated(found, ("session_id", "Item ID"), ","),
    "log.tsv": lambda found: separated(found, ("order", "product"), "\t"),
    "semicolons.csv": lambda found: separated(found, ("订单号", "商品"), ";"),
    "log.jsonl": json_rows,
    "lists.jsonl": lambda found: "".join(json.dumps(one) + "\n" for one in found),
    "objects.jsonl": lambda found: "".join(json.dumps({"items": one}) + "\n" for one in found),
    "baskets.csv": lambda found: "".join(",".join(one) + "\n" for one in found),
    "baskets.tsv": lambda found: "\n\n".join("\t".join(one) for one in found),
}


def read(path, listener=None, **columns):
    config = ItemsConfig(items=bool(columns), **columns)
    listener = listener or Notes()
    found = read_sessions(find_logs([str(path)], None, listener), config, listener)
    return [[found.items[number] for number in one] for one in entries_of(found)]


def written(tmp_path, text, name="log.csv"):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("name", LAYOUTS)
def test_every_layout_gives_the_same_sessions_with_ids_as_they_are(tmp_path, name):
    path = written(tmp_path, LAYOUTS[name](LOGGED), name)
    assert read(path) == LOGGED


IDS = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=1, max_size=8)


@settings(max_examples=50)
@given(st.lists(st.lists(IDS, min_size=1, max_size=5, unique=True), min_size=1, max_size=6))
def test_any_ids_survive_csv_and_json(tmp_path_factory, found):
    folder = tmp_path_factory.mktemp("logs")
    path = written(folder, separated(found, ("session", "item"), ","), "log.csv")
    assert read(path) == found
    path = written(folder, "".join(json.dumps({"items": one}) + "\n" for one in found), "a.jsonl")
    assert read(path) == found


def test_one_session_a_line_separated_by_spaces(tmp_path):
    assert read(written(tmp_path, "a b\nc\n\nA a\n")) == [["a", "b"], ["c"], ["A", "a"]]


def test_interleaved_rows_and_several_files_make_the_same_sessions(tmp_path):
    first = written(tmp_path, "session,item\n1,a\n2,b\n1,c\n", "a.csv")
    second = written(tmp_path, "item,session\nd,2\n", "b.csv")
    found = read_sessions(
        find_logs([str(first), str(second)], None, Notes()), ItemsConfig(), Notes()
    )
    assert [[found.items[n] for n in one] for one in entries_of(found)] == [["a", "c"], ["b", "d"]]


def test_an_item_counts_once_in_a_session(tmp_path):
    assert read(written(tmp_path, "a,b,a\nb,b\n")) == [["a", "b"], ["b"]]


def test_numbers_are_ids(tmp_path):
    rows = '{"user": 7, "item": 12}\n{"user": 7.0, "item": 13.0}\n{"user": 7, "item": 1.5}\n'
    assert read(written(tmp_path, rows)) == [["12", "13", "1.5"]]


def test_columns_by_name_and_by_number(tmp_path):
    table = written(tmp_path, "when,who,what\n1,x,a\n2,x,b\n")
    assert read(table, group_column="who", item_column="what") == [["a", "b"]]
    plain = written(tmp_path, "1\tx\ta\n2\tx\tb\n", "plain.tsv")
    assert read(plain, group_column="2", item_column="3") == [["a", "b"]]
    fields = written(tmp_path, '{"who": "x", "what": "a"}\n{"who": "x", "what": "b"}\n', "f.jsonl")
    assert read(fields, group_column="who", item_column="what") == [["a", "b"]]


def test_incomplete_rows_are_counted(tmp_path):
    notes = Notes()
    log = written(tmp_path, "session,item\n1,a\n1\n,b\n1,\n1,c\n")
    assert read(log, notes) == [["a", "c"]]
    assert notes.said == ["Left out 3 entries of the log without a group or an item."]


def test_lines_that_may_be_rows_are_noted(tmp_path):
    notes = Notes()
    read(written(tmp_path, "uid,pid\n" + "1,2\n" * 20), notes)
    assert "each line is read as a session of 2 items" in notes.said[0]
    notes = Notes()
    read(written(tmp_path, "a,b\n" * 20 + "a,b,c\n"), notes)
    assert notes.said == []


@pytest.mark.parametrize(
    ("name", "text", "columns", "said"),
    [
        ("a.csv", "when,who,item\n1,2,3\n", {}, "is recognized as the groups"),
        ("a.csv", "user,x,y\n1,2,3\n", {}, "is recognized as the items"),
        (
            "a.csv",
            "a,b\n1,2\n",
            {"group_column": "who"},
            "has no column “who”; its columns are a, b",
        ),
        ("a.csv", "1,2\n", {"group_column": "1", "item_column": "3"}, "has no column 3"),
        ("a.jsonl", '{"a": 1, "b": 2, "c": 3}\n', {}, "is recognized as the"),
        ("a.jsonl", '{"user": 1, "item": 2}\nx\n', {}, "line 2 is not a JSON object"),
        ("a.jsonl", '{"user": 1, "item": "a\\tb"}\n', {}, "the id “a\\tb” contains a tab"),
        ("a.jsonl", '["a", "\\ud800"]\n', {}, "invalid Unicode"),
        ("a.csv", "session,item\n", {}, "no entry has a group (column session) and an item"),
        ("a.csv", "order,item\n,a\n,b\nx,a\n", {}, "The column order of"),
        ("a.csv", "session,item\n,\n", {}, "The column session of"),
    ],
)
def test_a_wrong_log_is_refused_in_one_sentence(tmp_path, name, text, columns, said):
    with pytest.raises(W2vError) as caught:
        read(written(tmp_path, text, name), **columns)
    assert said in caught.value.message
    assert caught.value.hint
