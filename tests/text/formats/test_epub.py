"""Text of EPUBs."""

import pytest

from tests.books import CONTAINER, epub, packed
from w2vkit.text.files.archive import open_archive
from w2vkit.text.files.text_file import NotTextError, ReadingOptions
from w2vkit.text.formats.epub import epub_text, is_epub

ENCRYPTED = (
    '<encryption xmlns="urn:oasis:names:tc:opendocument:xmlns:container">'
    '<e:CipherReference xmlns:e="http://www.w3.org/2001/04/xmlenc#" URI="OEBPS/{}"/></encryption>'
)


def text(tmp_path, data):
    path = tmp_path / "a.epub"
    path.write_bytes(data)
    with open_archive(path, "a.epub") as archive:
        assert is_epub(archive)
        return "".join(epub_text(archive, ReadingOptions()))


def test_pages_are_read_in_the_order_of_the_spine(tmp_path):
    assert text(tmp_path, epub({"b.html": "<p>一</p>", "a.html": "<p>二</p>"})) == "一\n二\n"


def test_titles_stand_on_lines_of_their_own_and_only_once(tmp_path):
    pages = {
        "a%20a.html": "<p>话说东胜神洲。</p>",
        "b.html": "<h2>第二回</h2><h3>悟彻菩提</h3><p>却说。</p>",
        "c.html": "<p>又说。</p>",
    }
    data = epub(pages, toc={"a%20a.html": "第一回 灵根", "b.html": "第二回 悟彻菩提"})
    data = packed({name.replace("%20", " "): content for name, content in members(data).items()})
    assert text(tmp_path, data) == (
        "第一回 灵根\n话说东胜神洲。\n第二回\n悟彻菩提\n却说。\n又说。\n"
    )


def members(data):
    import io
    import zipfile

    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_titles_of_an_old_table_of_contents(tmp_path):
    found = members(epub({"a.html": "<p>一</p>"}))
    found["OEBPS/toc.ncx"] = (
        "<ncx><navPoint><navLabel><text>第一回</text></navLabel>"
        "<content src='a.html'/></navPoint></ncx>"
    )
    found["OEBPS/book.opf"] = found["OEBPS/book.opf"].replace(
        b"<manifest>",
        b'<manifest><item id="n" href="toc.ncx" media-type="application/x-dtbncx+xml"/>',
    )
    assert text(tmp_path, packed(found)) == "第一回\n一\n"


def test_a_book_with_drm_is_one_sentence(tmp_path):
    data = epub({"a.html": "<p>一</p>"}, encryption=ENCRYPTED.format("a.html"))
    with pytest.raises(NotTextError, match="is protected by DRM") as caught:
        text(tmp_path, data)
    assert caught.value.kind == "protected by DRM"


def test_encrypted_fonts_are_no_drm(tmp_path):
    data = epub({"a.html": "<p>一</p>"}, encryption=ENCRYPTED.format("font.otf"))
    assert text(tmp_path, data) == "一\n"


@pytest.mark.parametrize(
    ("member", "content"),
    [
        ("META-INF/container.xml", b"<container/>"),
        ("META-INF/container.xml", b"<container"),
        ("META-INF/container.xml", CONTAINER.replace("book.opf", "other.opf").encode()),
        ("OEBPS/book.opf", b"<package>"),
        ("OEBPS/a.html", None),
    ],
)
def test_a_damaged_book_is_one_sentence(tmp_path, member, content):
    found = members(epub({"a.html": "<p>一</p>"}))
    found[member] = content
    data = packed({name: part for name, part in found.items() if part is not None})
    with pytest.raises(NotTextError) as caught:
        text(tmp_path, data)
    assert caught.value.kind == "damaged"
