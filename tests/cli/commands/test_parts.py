"""`parts`: what is found, corrected and kept."""

import json

import pytest

BOOK = "".join(
    f"第{n}回 {title}\n悟空来了。八戒走了。\n"
    for n, title in zip("一二三四", "甲乙丙丁", strict=True)
)


@pytest.fixture
def book(tmp_path):
    path = tmp_path / "book.txt"
    path.write_text(BOOK, encoding="utf-8")
    return path


def test_parts_are_listed_and_corrected(w2v, book, tmp_path):
    found = json.loads(w2v("parts", book, "--format", "json").stdout)
    assert [row["part"] for row in found] == ["第一回 甲", "第二回 乙", "第三回 丙", "第四回 丁"]
    listing = w2v("parts", book, "--units", "--format", "tsv").stdout
    table = tmp_path / "parts.tsv"
    table.write_text(listing.replace("\t第一回 甲\t第一回 甲", "\t第一回 甲\t序"), encoding="utf-8")
    done = w2v("parts", book, "--by", table, "--format", "json")
    assert json.loads(done.stdout)[0]["part"] == "序"
    assert "The parts are kept of this text" in done.stderr
    kept = w2v("parts", book, "--format", "json")
    assert kept.stdout == done.stdout
    assert "--by chooses others" in kept.stderr


def test_a_mistake_has_a_remedy(w2v, book):
    done = w2v("parts", book, "--by", "pages")
    assert done.exit_code == 2
    assert "--by takes chapters, files" in done.stderr
