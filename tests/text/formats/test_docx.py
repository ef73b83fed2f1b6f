"""Text of Word documents."""

import pytest

from tests.books import docx, packed, paragraph
from w2vkit.text.files.archive import Limits, open_archive
from w2vkit.text.files.text_file import NotTextError, ReadingOptions
from w2vkit.text.formats.docx import docx_text, is_docx


def text(tmp_path, data, limits=None):
    path = tmp_path / "a.docx"
    path.write_bytes(data)
    with open_archive(path, "a.docx", limits) as archive:
        assert is_docx(archive)
        return "".join(docx_text(archive, ReadingOptions()))


def run(text):
    return f"<w:r><w:t>{text}</w:t></w:r>"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (paragraph("一") + paragraph("二"), "一\n二\n"),
        (paragraph("") + paragraph(" ") + paragraph("二"), "二\n"),
        (f"<w:p>{run('孙')}{run('悟空')}</w:p>", "孙悟空\n"),
        (
            "<w:p><w:r><w:t>一</w:t><w:br/><w:t>二</w:t><w:tab/><w:t>三</w:t></w:r></w:p>",
            "一\n二\t三\n",
        ),
        (f"<w:p><w:pPr><w:tabs><w:tab/></w:tabs></w:pPr>{run('一')}</w:p>", "一\n"),
        (f"<w:p><w:del><w:r><w:delText>x</w:delText></w:r></w:del>{run('一')}</w:p>", "一\n"),
        (f"<w:p><w:r><w:instrText>PAGE</w:instrText></w:r>{run('一')}</w:p>", "一\n"),
        (
            f"<w:p><w:r><w:ruby><w:rt>{run('kan')}</w:rt><w:rubyBase>{run('漢')}</w:rubyBase>"
            "</w:ruby></w:r></w:p>",
            "漢\n",
        ),
        (
            f"<w:tbl><w:tr><w:tc>{paragraph('一')}{paragraph('二')}</w:tc><w:tc>{paragraph('三')}"
            f"</w:tc></w:tr><w:tr><w:tc>{paragraph('四')}</w:tc></w:tr></w:tbl>",
            "一 二\t三\n四\n",
        ),
        (
            f"<w:p>{run('外')}<w:txbxContent>{paragraph('内')}</w:txbxContent>{run('面')}</w:p>",
            "内\n外面\n",
        ),
        ("", ""),
    ],
)
def test_paragraphs_and_tables(tmp_path, body, expected):
    assert text(tmp_path, docx(body)) == expected


def test_the_text_can_have_another_name(tmp_path):
    relations = '<R><Relationship Type="x/officeDocument" Target="/word/document2.xml"/></R>'
    data = packed(
        {
            "[Content_Types].xml": "<T/>",
            "_rels/.rels": relations,
            "word/document2.xml": '<w:d xmlns:w="x">' + paragraph("一") + "</w:d>",
        }
    )
    assert text(tmp_path, data) == "一\n"


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ("<w:p>", "damaged"),
        (paragraph("孙悟空") * 100_000, "archive bomb"),
    ],
)
def test_damage_and_bombs_are_one_sentence(tmp_path, body, kind):
    with pytest.raises(NotTextError) as caught:
        text(tmp_path, docx(body), Limits(least=1000, ratio=100))
    assert caught.value.kind == kind
    assert "unpack" not in caught.value.hint


def test_entities_are_refused(tmp_path):
    bomb = '<!DOCTYPE d [<!ENTITY a "x"><!ENTITY b "&a;&a;">]><d>&b;</d>'
    data = packed({"[Content_Types].xml": "<T/>", "word/document.xml": bomb})
    with pytest.raises(NotTextError, match=r"declares entities in .*; it is not read") as caught:
        text(tmp_path, data)
    assert caught.value.kind == "archive bomb"
