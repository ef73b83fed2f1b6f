"""Excel workbooks: the text column of the first sheet with a table."""

import io

import openpyxl
import pytest

from tests.books import opened, packed
from w2vkit.text.files.text_file import NotTextError

TEXTS = [
    "早餐太差了，鸡蛋是冷的。",
    "The room was clean,\nand we slept.",
    "位置很好，离地铁站很近。",
]


def workbook(**sheets):
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def test_the_text_column_is_read_and_named(tmp_path):
    rows = [["id", "评论", "price"], *([n, text, 1.5] for n, text in enumerate(TEXTS))]
    text, notes = opened(tmp_path / "a.xlsx", workbook(Empty=[], Data=rows, Other=[["x"]]))
    assert text == "".join(f"{one}\n" for one in TEXTS)
    assert notes == [
        "the sheet Data is read; others are left out: Other.",
        "the column 评论 of the Excel table is read.",
    ]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (workbook(Empty=[]), "contains no text"),
        (packed({"xl/workbook.xml": "<w/>"}), "not a complete Excel workbook"),
        (workbook(Data=[["id"], [1], [2]]), "without a column of text"),
    ],
    ids=["empty", "damaged", "numbers"],
)
def test_a_workbook_without_text_is_one_sentence(tmp_path, data, said):
    with pytest.raises(NotTextError, match=said):
        opened(tmp_path / "a.xlsx", data)
