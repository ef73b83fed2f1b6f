"""Documents and archives as part of a corpus."""

import gzip

import pytest

from tests.books import docx, epub, packed, paragraph
from w2vkit.base.errors import W2vError
from w2vkit.base.progress import SILENT
from w2vkit.text.files.archive import Limits
from w2vkit.text.files.corpus_file import LeftOut, open_texts
from w2vkit.text.files.finding import find_files
from w2vkit.text.files.reading import read_text
from w2vkit.text.files.text_file import NotTextError, ReadingOptions

HTML = '<html><meta charset="gbk"><p>孙悟空来了。</p><p>师父走了。</p></html>'.encode("gbk")
DOCX = docx(paragraph("孙悟空来了。") + paragraph("师父走了。"))
EPUB = epub({"a.html": "<p>孙悟空来了。</p>", "b.html": "<p>师父走了。</p>"})
TEXT = "孙悟空来了。\n师父走了。\n"


class Notes:
    def __init__(self):
        self.notes = []

    def note(self, message):
        self.notes.append(message)

    def progress(self, progress):
        raise AssertionError


def text_id(value):
    """Return the name of a parameter; the bytes of archives contain the time, so they have none."""
    return value if isinstance(value, str) else "data"


def write(path, data):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("a.html", HTML, "HTML"),
        ("a.txt", HTML, "HTML"),
        ("a.htm", "孙悟空来了。<br>师父走了。".encode(), "HTML"),
        ("a.html.gz", gzip.compress(HTML), "HTML"),
        ("a.docx", DOCX, "Word"),
        ("a.epub", EPUB, "EPUB"),
        ("without suffix", EPUB, "EPUB"),
    ],
    ids=text_id,
)
def test_documents_are_read_as_text(tmp_path, name, data, kind):
    path = write(tmp_path / name, data)
    listener = Notes()
    [source] = find_files([str(path)], listener)
    assert "".join(read_text(source)) == TEXT
    assert (source.name, source.place, source.format) == (str(path), path, kind)
    assert listener.notes == [f"{path}: the text of the {kind} document is read."]


def test_a_plain_text_is_no_document(tmp_path):
    path = write(tmp_path / "a.txt", TEXT.encode())
    [source] = open_texts(path, "a", ReadingOptions(), SILENT, LeftOut())
    assert (source.path, source.place, source.format) == (path, path, "")


def test_a_zip_contributes_its_texts_and_says_what_it_leaves_out(tmp_path):
    members = {
        "b/一.txt": TEXT.encode("gb18030"),
        "a.epub": EPUB,
        "cover.png": b"\x89PNG\r\n",
        "inner.zip": packed({"a.txt": TEXT}),
        "__MACOSX/a.txt": b"x",
        "b/.DS_Store": b"x",
    }
    path = write(tmp_path / "a.zip", packed(members))
    listener = Notes()
    sources = find_files([str(path), str(path)], listener)
    assert [source.member for source in sources] == ["a.epub", "b/一.txt"]
    assert [source.name for source in sources] == [f"{path}/a.epub", f"{path}/b/一.txt"]
    assert ["".join(read_text(source)) for source in sources] == [TEXT, TEXT]
    assert f"{path}: 2 files are left out: archive (inner.zip); picture (cover.png)." in (
        listener.notes
    )


def test_a_folder_says_which_files_it_leaves_out(tmp_path):
    drm = "<e><CipherReference URI='OEBPS/a.html'/></e>"
    for name, data in {
        "a.epub": EPUB,
        "drm.epub": epub({"a.html": "<p>一</p>"}, encryption=drm),
        "empty.html": b"<html><script>x</script></html>",
        "cut.docx": DOCX[:200],
        **{f"{number}.pdf": b"%PDF-1.7" for number in range(4)},
        "none.zip": packed({"a.png": b"\x89PNG"}),
        "table.xlsx": packed({"[Content_Types].xml": "<T/>", "xl/workbook.xml": "<w/>"}),
    }.items():
        write(tmp_path / name, data)
    listener = Notes()
    [source] = find_files([str(tmp_path)], listener)
    assert source.name.endswith("a.epub")
    assert listener.notes[0] == (
        f"{tmp_path}: 9 files are left out: "
        "archive without text (none.zip); damaged (0.pdf, 1.pdf, 2.pdf and 3 more); "
        "protected by DRM (drm.epub); without text (empty.html)."
    )


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.html", b"<html><title>x</title><nav>y</nav></html>", "contains no text"),
        ("a.epub", epub({"a.html": "<img src='1.png'/>"}), "contains no text"),
        ("a.docx", docx(""), "contains no text"),
        ("a.zip", packed({}), "is an archive without texts"),
        ("a.zip", packed({"b.zip": packed({"c.txt": "x"})}), "is an archive without texts"),
        ("a.odt", packed({"content.xml": "<x/>"}), "is an OpenDocument file"),
    ],
    ids=text_id,
)
def test_a_document_without_text_is_one_sentence(tmp_path, name, data, said):
    with pytest.raises(NotTextError, match=said) as caught:
        find_files([str(write(tmp_path / name, data))])
    assert caught.value.hint


def test_an_encrypted_zip_is_said_as_such(tmp_path):
    data = bytearray(packed({"a.txt": TEXT}))
    data[6] |= 1
    data[data.rindex(b"PK\1\2") + 8] |= 1
    with pytest.raises(W2vError, match="is encrypted"):
        find_files([str(write(tmp_path / "a.zip", bytes(data)))])


def test_a_bomb_in_a_zip_is_said_as_such(tmp_path):
    path = write(tmp_path / "a.zip", packed({"a.txt": b"a" * 1_000_000}))
    with pytest.raises(NotTextError, match="as an archive bomb does"):
        open_texts(path, "a.zip", ReadingOptions(), SILENT, LeftOut(), Limits(least=1000))


def test_invalid_bytes_of_a_page_are_noted(tmp_path):
    path = write(tmp_path / "a.html", "<meta charset=utf-8>孙悟空".encode() + b"\xff")
    listener = Notes()
    find_files([str(path)], listener)
    assert listener.notes[0] == (
        f"{path}: 1 sequence of bytes that are not valid UTF-8 become U+FFFD."
    )
