"""JSON Lines, arrays and objects: the text of a field."""

import json
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.books import opened
from tests.text.files.test_corpus_file import text_id
from tests.toys import Notes
from w2vkit.text.files.finding import find_files
from w2vkit.text.files.text_file import NotTextError
from w2vkit.text.formats.json_records import json_values

TEXTS = ("早餐太差了，鸡蛋是冷的。", "位置很好，\n离地铁站很近。", "下次还会再来，一定！")
RECORDS = [{"id": n, "user": {"name": "anna"}, "content": text} for n, text in enumerate(TEXTS)]
EXPECTED = "".join(f"{text}\n" for text in TEXTS)
LINES = "".join(json.dumps(record) + "\n" for record in RECORDS)


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("a.jsonl", LINES, "JSON Lines"),
        ("a.txt", LINES, "JSON Lines"),
        ("a.json", json.dumps(RECORDS), "JSON"),
        ("a.json", json.dumps(RECORDS, indent=2, ensure_ascii=False), "JSON"),
        ("a.json", "\ufeff" + json.dumps(RECORDS), "JSON"),
        ("a.json", json.dumps(RECORDS, ensure_ascii=False).encode("gb18030"), "JSON"),
    ],
    ids=text_id,
)
def test_the_text_field_is_read_and_named(tmp_path, name, data, kind):
    text, notes = opened(tmp_path / name, data)
    assert text == EXPECTED
    assert notes[0] == f"the column content of the {kind} table is read."


def test_fields_of_objects_in_a_list_are_columns(tmp_path):
    data = json.dumps({"data": [{"title": "x1", "text": text} for text in TEXTS]})
    assert opened(tmp_path / "a.json", data)[0] == EXPECTED


@pytest.mark.parametrize("data", [LINES[:-20], '{"a": ', "[1, 2, 3]", "[[1]]"], ids=text_id)
def test_other_json_is_refused(tmp_path, data):
    with pytest.raises(NotTextError, match="JSON"):
        opened(tmp_path / "a.json", data)


@pytest.mark.parametrize(
    "text",
    [
        '[1] A note at the start.\nThen { some "text": in braces }.\n',
        "{a} and {b} are sets.\n",
        '["Enter Hamlet"]\nTo be, or not to be.\n',
        "{{template}} text\n",
    ],
    ids=text_id,
)
def test_prose_with_braces_is_no_json(tmp_path, text):
    assert opened(tmp_path / "a.txt", text)[0] == text


def test_metadata_beside_chapters_is_left_out_once(tmp_path):
    for number in range(3):
        (tmp_path / f"{number}.txt").write_text("第一回 国王。\n", encoding="utf-8")
    info = {"title": "王国", "author": "某某", "intro": TEXTS[0] * 20}
    (tmp_path / "info.json").write_text(json.dumps(info), encoding="utf-8")
    notes = Notes()
    assert len(find_files([str(tmp_path)], notes)) == 3
    assert notes.said == [f"{tmp_path}: 1 file is left out: metadata (info.json)."]


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda children: st.lists(children) | st.dictionaries(st.text(), children),
    max_leaves=6,
)


@given(
    st.lists(st.dictionaries(st.text(), VALUES), min_size=1),
    st.sampled_from(["lines", "array", "indented"]),
    st.integers(1, 40),
)
def test_values_are_read_wherever_blocks_end(records, layout, size):
    if layout == "lines":
        text = "".join(json.dumps(record) + "\n" for record in records)
    else:
        text = json.dumps(records, indent=1 if layout == "indented" else None)
    blocks = [text[place : place + size] for place in range(0, len(text), size)]
    assert [*json_values(blocks)] == records


@given(st.lists(st.text(st.characters(exclude_categories=("Cc", "Cs"))), min_size=1))
def test_what_json_writes_is_read_back(cells):
    texts = [f"The text is {cell}".strip() for cell in cells]
    data = json.dumps([{"text": text} for text in texts])
    with tempfile.TemporaryDirectory() as folder:
        found, _ = opened(Path(folder, "a.json"), data, column=("text",))
    assert found == "".join(f"{text}\n" for text in texts)
