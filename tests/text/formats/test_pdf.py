"""Text of PDFs."""

import io
import sys
from contextlib import suppress

import pypdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.books import pdf
from w2vkit.text.files.text_file import NotTextError
from w2vkit.text.formats.pdf import pdf_text

STORY = ["孙悟空大闹天宫。", "唐僧念咒。"]


def text(tmp_path, data):
    path = tmp_path / "a.pdf"
    path.write_bytes(data)
    return "".join(pdf_text("a.pdf", path))


def encrypted(data, password):
    writer = pypdf.PdfWriter(io.BytesIO(data))
    writer.encrypt(password, owner_password="owner", algorithm="RC4-128")
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


def test_pages_are_read_in_order(tmp_path):
    assert text(tmp_path, pdf([STORY, ["猪八戒。"]])) == "孙悟空大闹天宫。\n唐僧念咒。\n猪八戒。\n"


@pytest.mark.parametrize("number", ["12", "- 3 -", "第 4 页", "— 5 —", "6/120", "第7页"])
def test_page_numbers_are_left_out(tmp_path, number):
    expected = "".join(f"{line}\n" for line in STORY)
    assert text(tmp_path, pdf([[number, *STORY]])) == expected
    assert text(tmp_path, pdf([[*STORY, number]])) == expected


@pytest.mark.parametrize("line", ["第四回", "12 月", "一", "公元 1368 年", "3.14159"])
def test_other_lines_at_the_edge_of_a_page_stay(tmp_path, line):
    assert line.replace(" ", "") in text(tmp_path, pdf([[line, *STORY, line]])).replace(" ", "")


def test_a_pdf_that_only_restricts_copying_is_read(tmp_path):
    assert "大闹天宫" in text(tmp_path, encrypted(pdf([STORY]), ""))


def test_an_encrypted_pdf_is_one_sentence(tmp_path):
    with pytest.raises(NotTextError, match=r"^a\.pdf is encrypted\.$") as caught:
        text(tmp_path, encrypted(pdf([STORY]), "secret"))
    assert caught.value.kind == "encrypted"


def test_a_pdf_of_pictures_has_no_text(tmp_path):
    assert text(tmp_path, pdf([[], []])) == ""


@pytest.mark.parametrize("data", [b"%PDF-1.7", b"%PDF-1.7\n%%EOF\n", pdf([STORY])[:300]])
def test_a_truncated_pdf_is_one_sentence(tmp_path, data):
    with pytest.raises(NotTextError, match=r"^a\.pdf is damaged: it is not a complete PDF\.$"):
        text(tmp_path, data)


@settings(max_examples=100)
@given(st.integers(0, 10_000), st.binary(max_size=4), st.integers(0, 10_000))
def test_damage_is_text_or_one_sentence(tmp_path_factory, place, value, cut):
    data = pdf([STORY])
    place, cut = place % len(data), len(data) - cut % 50
    damaged = data[:place] + value + data[place + len(value) : cut]
    with suppress(NotTextError):
        text(tmp_path_factory.mktemp("damaged"), damaged)


def test_without_pypdf_the_extra_is_named(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "pypdf", None)
    with pytest.raises(NotTextError, match="pypdf is not installed") as caught:
        text(tmp_path, pdf([STORY]))
    assert caught.value.kind == "PDF"
    assert "pip install 'w2vkit[pdf]'" in caught.value.hint
