"""Tar archives: read as ZIP archives are; links, devices and bombs are not."""

import gzip
import tarfile

import pytest

from tests.books import epub, tar
from tests.toys import Notes
from w2vkit.base.errors import W2vError
from w2vkit.base.progress import SILENT
from w2vkit.text.files.archive import Limits
from w2vkit.text.files.corpus_file import LeftOut, open_texts
from w2vkit.text.files.finding import find_files
from w2vkit.text.files.reading import read_text
from w2vkit.text.files.tar_archive import is_tar
from w2vkit.text.files.text_file import NotTextError, ReadingOptions

MEMBERS = {
    "b/二.txt": "国王。\n".encode("gb18030"),
    "../a.txt": "王后。\n".encode(),
    "/c.epub": epub({"a.html": "<p>王子</p>"}),
    "link.txt": tarfile.SYMTYPE,
    "hard.txt": tarfile.LNKTYPE,
    "null": tarfile.CHRTYPE,
    "pipe": tarfile.FIFOTYPE,
    "d": tarfile.DIRTYPE,
    "x.png": b"\x89PNG\r\n",
    ".hidden": b"x",
}


@pytest.mark.parametrize("kind", ["", "gz", "bz2", "xz"])
@pytest.mark.parametrize("layout", [tarfile.PAX_FORMAT, tarfile.GNU_FORMAT, tarfile.USTAR_FORMAT])
def test_plain_files_are_read(tmp_path, kind, layout):
    path = tmp_path / "a.tar"
    path.write_bytes(tar(MEMBERS, f"w:{kind}", format=layout))
    notes = Notes()
    sources = find_files([str(path)], notes)
    texts = {source.member: "".join(read_text(source)).strip() for source in sources}
    assert texts == {"../a.txt": "王后。", "b/二.txt": "国王。", "c.epub": "王子"}
    assert f"{path}: 1 file is left out: picture (x.png)." in notes.said


def test_a_bomb_is_not_unpacked(tmp_path):
    path = tmp_path / "a.tgz"
    path.write_bytes(tar({"a.txt": b"a" * 10_000_000}, "w:gz"))
    with pytest.raises(NotTextError, match="archive bomb"):
        open_texts(path, "a.tgz", ReadingOptions(), SILENT, LeftOut(), Limits(least=1000))


def test_too_many_members_are_not_read(tmp_path):
    path = tmp_path / "a.tar"
    path.write_bytes(tar({f"{number}.txt": b"a" for number in range(20)}))
    with pytest.raises(NotTextError, match="more than 10 files"):
        open_texts(path, "a.tar", ReadingOptions(), SILENT, LeftOut(), Limits(members=10))


@pytest.mark.parametrize(
    "data",
    [tar({"a.txt": b"a" * 5000})[:3000], gzip.compress(tar({"a.txt": b"abc" * 5000}))[:60]],
    ids=["tar", "tar.gz"],
)
def test_a_damaged_archive_is_one_sentence(tmp_path, data):
    path = tmp_path / "a.tar"
    path.write_bytes(data)
    with pytest.raises(W2vError, match="damaged or truncated"):
        find_files([str(path)])


def test_an_archive_without_texts_says_so(tmp_path):
    path = tmp_path / "a.tar"
    path.write_bytes(tar({"x.png": b"\x89PNG\r\n", "l": tarfile.SYMTYPE}))
    with pytest.raises(NotTextError, match="is an archive without texts"):
        find_files([str(path)])


def test_text_is_no_tar():
    assert not is_tar("国王。\n".encode() * 100)
    assert not is_tar(bytes(512))
