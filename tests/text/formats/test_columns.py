"""Which column of a table is the text."""

import pytest

from tests.text.files.test_corpus_file import text_id
from tests.toys import Notes
from w2vkit.base.config import SegmentConfig
from w2vkit.base.errors import UsageError
from w2vkit.text.files.finding import find_files
from w2vkit.text.files.text_file import NotTextError
from w2vkit.text.formats.columns import Table, chosen_columns, column_texts

SENTENCES = ("The room was clean and quiet.", "We will come back in spring.", "Never again!")
CHINESE = ("房间很干净，服务员也热情。", "早餐太差了，咖啡很苦。", "位置很好，离车站很近。")


def table(**columns):
    rows = [[*row] for row in zip(*columns.values(), strict=True)]
    return Table("CSV", [*columns], rows, lambda: iter(rows))


@pytest.mark.parametrize(
    ("columns", "expected"),
    [
        ({"id": "123", "user": ("anna", "bob", "eve"), "review": SENTENCES}, ("review",)),
        ({"date": ("2021-03-01",) * 3, "content": CHINESE, "stars": "512"}, ("content",)),
        ({"title": ("酒店",) * 3, "content": CHINESE}, ("content",)),
        ({"url": ("https://example.org/a",) * 3, "text": SENTENCES}, ("text",)),
        ({"empty": ("", "", ""), "text": (SENTENCES[0], "", "")}, ("text",)),
    ],
    ids=text_id,
)
def test_the_text_is_found(columns, expected):
    assert chosen_columns(table(**columns), "a.csv", ()) == expected


def test_columns_of_classes_are_no_text_if_another_column_is():
    classes = ("Customer Service",) * 20
    sentences = [f"Sentence {name} is here" for name in "abcdefghijklmnopqrst"]
    assert chosen_columns(table(kind=classes, text=sentences), "a", ()) == ("text",)
    assert chosen_columns(table(kind=classes), "a", ()) == ("kind",)


def test_two_columns_that_may_be_meant_are_refused_with_their_names():
    with pytest.raises(UsageError, match="several columns may be the text: en, zh") as caught:
        chosen_columns(table(id="123", en=SENTENCES, zh=CHINESE), "a.csv", ())
    assert caught.value.hint == "Choose one or more with --column, such as --column en."


def test_columns_are_chosen_by_name_or_number():
    pair = table(id="123", en=SENTENCES, zh=CHINESE)
    assert chosen_columns(pair, "a.csv", ("zh", "2")) == ("zh", "en")
    with pytest.raises(UsageError, match=r"a\.csv has no column “de”") as caught:
        chosen_columns(pair, "a.csv", ("de",))
    assert caught.value.hint == "Its columns are: id, en, zh."


def test_numbers_and_codes_are_no_text():
    with pytest.raises(NotTextError, match="without a column of text") as caught:
        chosen_columns(table(id="123", code=("A1", "B2", "C3")), "a.csv", ())
    assert caught.value.kind == "table without text"
    assert caught.value.hint == "Its columns are: id, code. Choose one with --column."


def test_cells_are_lines_and_rows_too_if_asked():
    pair = table(en=("one\ntwo", "", "three"), zh=("一", "", ""))
    assert [*column_texts(pair, ("en", "zh"))] == ["one\ntwo\n", "一\n", "three\n"]
    assert [*column_texts(pair, ("en",), row_per_line=True)] == ["one two\n", "\n", "three\n"]


PAIRS = "en\tde\nWhere are we?\tWo sind wir?\nAt home.\tZu Hause.\n"


def test_a_stray_table_in_a_folder_is_left_out_and_many_are_asked_about(tmp_path):
    for number in range(2):
        (tmp_path / f"{number}.txt").write_text("The king sleeps.\n", encoding="utf-8")
    (tmp_path / "a.tsv").write_text(PAIRS, encoding="utf-8")
    notes = Notes()
    assert len(find_files([str(tmp_path)], notes)) == 2
    assert notes.said == [f"{tmp_path}: 1 file is left out: table (a.tsv)."]
    (tmp_path / "b.tsv").write_text(PAIRS, encoding="utf-8")
    with pytest.raises(UsageError, match="several columns may be the text: en, de"):
        find_files([str(tmp_path)])
    assert len(find_files([str(tmp_path)], config=SegmentConfig(column=("de",)))) == 4
