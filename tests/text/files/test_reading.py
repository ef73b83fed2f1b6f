"""Finding and reading files: what is taken, what is left out, what is said."""

import bz2
import gzip
import io
import lzma
import os
import sys
import threading
from pathlib import Path

import pytest

from tests.texts import SIMPLIFIED, TRADITIONAL
from w2vkit.base.config import SegmentConfig
from w2vkit.base.errors import UsageError, W2vError
from w2vkit.text.files.reading import find_files, read_sentences, read_text
from w2vkit.text.sentences import split_sentences

TEXT = "\n".join(SIMPLIFIED) + "\n"


class Ears:
    def __init__(self):
        self.notes = []

    def note(self, message):
        self.notes.append(message)

    def progress(self, progress):
        raise AssertionError("reading reports by its callback")


@pytest.fixture
def ears():
    return Ears()


def write(path, content):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return str(path)


def text_of(name, encoding=None):
    [source] = find_files([name], config=SegmentConfig(encoding=encoding))
    return "".join(read_text(source))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-be"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_editions_of_one_text_read_alike(tmp_path, encoding, line_end):
    name = write(tmp_path / "a.txt", TEXT.replace("\n", line_end).encode(encoding))
    assert text_of(name) == TEXT


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress, lzma.compress])
def test_packed_files_are_unpacked_whatever_they_are_called(tmp_path, pack):
    assert text_of(write(tmp_path / "a", pack(TEXT.encode("gb18030")))) == TEXT


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress, lzma.compress])
def test_a_packed_file_cut_short_is_one_sentence(tmp_path, pack):
    packed = pack(os.urandom(3000).hex().encode())
    with pytest.raises(W2vError, match="compressed, and damaged or truncated"):
        text_of(write(tmp_path / "a.txt.gz", packed[: len(packed) // 2]))


def test_directories_are_searched_in_natural_order(tmp_path):
    for name in ("b.txt", "B.txt", "a/z.txt", "ä.txt", "回/10.txt", "回/2.txt"):
        write(tmp_path / name, TEXT)
    found = [
        Path(source.name).relative_to(tmp_path).as_posix() for source in find_files([str(tmp_path)])
    ]
    assert found == ["a/z.txt", "B.txt", "b.txt", "ä.txt", "回/2.txt", "回/10.txt"]


def test_what_is_left_out_of_a_directory_is_said(tmp_path, ears):
    write(tmp_path / "a.txt", TEXT)
    write(tmp_path / ".hidden", TEXT)
    write(tmp_path / ".git/config", TEXT)
    write(tmp_path / "picture.png", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4)
    write(tmp_path / "empty.txt", b" \n")
    assert len(find_files([str(tmp_path)], ears)) == 1
    assert ears.notes == [
        f"{tmp_path}: 3 files are left out: empty (empty.txt); hidden (.hidden); "
        "picture (picture.png)."
    ]


def test_encodings_are_said_once_for_files_alike(tmp_path, ears):
    for number in range(5):
        write(tmp_path / f"{number}.txt", TEXT.encode("gb18030"))
    write(tmp_path / "5.txt", TEXT)
    write(tmp_path / "6.txt", "\n".join(TRADITIONAL).encode("cp950"))
    find_files([str(tmp_path)], ears)
    assert len(ears.notes) == 2
    assert ears.notes[0].endswith("2.txt and 2 more: GB18030.")
    assert ears.notes[1].endswith("6.txt: Big5.")


def test_a_given_encoding_rules_but_a_likely_mistake_is_said(tmp_path, ears):
    name = write(tmp_path / "a.txt", "\n".join(TRADITIONAL).encode("cp950"))
    [source] = find_files([name], ears, SegmentConfig(encoding="gbk"))
    assert source.encoding == "GB18030"
    assert ears.notes == [f"{name}: read as GB18030 because of --encoding, but it looks like Big5."]


def test_a_wrong_encoding_names_file_offset_and_remedy(tmp_path):
    name = write(tmp_path / "a.txt", TEXT.encode("gb18030"))
    with pytest.raises(
        W2vError, match=r"a\.txt: byte 0xCB at offset 0 is not valid UTF-8"
    ) as caught:
        text_of(name, "utf-8")
    assert "looks like GB18030" in caught.value.hint
    with pytest.raises(UsageError, match="klingon"):
        text_of(name, "klingon")


def test_a_file_named_twice_is_read_once(tmp_path, ears):
    name = write(tmp_path / "a.txt", TEXT)
    assert len(find_files([name, str(tmp_path)], ears)) == 1
    assert "named twice" in ears.notes[0]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "is empty"),
        (b" \n\t\n", "contains only whitespace"),
        (b"\x00\x01\x02" * 100, "binary file"),
        (b"%PDF-1.7\n", "is damaged: it is not a complete PDF"),
        (b"PK\3\4 and so on", "is a ZIP archive"),
        ("мысль изречённая есть ложь".encode("cp1251"), "encoding of .* could not be detected"),
    ],
)
def test_files_without_readable_text_are_one_sentence(tmp_path, content, message):
    with pytest.raises(W2vError, match=message) as caught:
        find_files([write(tmp_path / "a", content)])
    assert caught.value.hint


def test_a_directory_without_text_is_one_sentence(tmp_path):
    with pytest.raises(W2vError, match="contains no text"):
        find_files([str(tmp_path)])


def test_a_path_that_is_not_there_is_one_sentence(tmp_path):
    with pytest.raises(W2vError, match="does not exist"):
        find_files([str(tmp_path / "none.txt")])


def test_a_broken_link_in_a_directory_is_an_error(tmp_path):
    (tmp_path / "a.txt").symlink_to(tmp_path / "gone.txt")
    with pytest.raises(W2vError, match=r"a\.txt does not exist"):
        find_files([str(tmp_path)])


def test_a_file_that_disappears_or_changes_is_one_sentence(tmp_path):
    name = write(tmp_path / "a.txt", TEXT)
    for other in (TEXT * 2, TEXT[::-1]):  # the second is as long
        [source] = find_files([write(tmp_path / "a.txt", TEXT)])
        write(tmp_path / "a.txt", other)
        os.utime(name, (1, 1))
        with pytest.raises(W2vError, match="was changed while it was being read"):
            [*read_sentences(source)]
    Path(name).unlink()
    with pytest.raises(W2vError, match="does not exist"):
        [*read_sentences(source)]


class Stdin:
    """What the interpreter gives for bytes on stdin."""

    closed = False

    def __init__(self, data):
        self.buffer = io.BytesIO(data)


@pytest.mark.parametrize(
    "data", [TEXT.encode("gb18030"), gzip.compress(TEXT.encode("utf-8"), mtime=0)]
)
def test_stdin_is_read_in_any_encoding(monkeypatch, data):
    monkeypatch.setattr(sys, "stdin", Stdin(data))
    [source] = find_files(["-"])
    assert source.name == "stdin"
    assert "".join(read_text(source)) == TEXT


def test_stdin_empty_or_closed_is_one_sentence(monkeypatch):
    monkeypatch.setattr(sys, "stdin", Stdin(b""))
    with pytest.raises(W2vError, match="stdin is empty"):
        find_files(["-"])
    monkeypatch.setattr(sys, "stdin", None)
    with pytest.raises(W2vError, match="stdin is closed"):
        find_files(["-"])


def test_a_pipe_by_name_is_read(tmp_path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    writer = threading.Thread(target=pipe.write_bytes, args=(TEXT.encode("utf-8"),))
    writer.start()
    assert text_of(str(pipe)) == TEXT
    writer.join()


def test_the_place_reached_is_told(tmp_path):
    [source] = find_files([write(tmp_path / "a.txt", TEXT * 9000)])
    places = []
    sentences = [*read_sentences(source, advance=places.append)]
    assert len(sentences) == 9000 * len(
        [*read_sentences(find_files([write(tmp_path / "b.txt", TEXT)])[0])]
    )
    assert places == sorted(places)
    assert places[-1] == source.bytes
    assert len(places) > 1


def test_a_divided_sentence_is_said_once(tmp_path, ears):
    [source] = find_files([write(tmp_path / "a.txt", "word " * 500_000)])
    assert sum(len(part) + 1 for part in read_sentences(source, ears)) == 2_500_000
    assert len(ears.notes) == 1


def test_wrapped_lines_are_joined_and_it_is_said_once(tmp_path, ears):
    prose = "".join(SIMPLIFIED) * 4
    wrapped = "\n".join(prose[start : start + 33] for start in range(0, len(prose), 33))
    for number in range(2):
        write(tmp_path / f"{number}.txt", wrapped)
    first, _ = find_files([str(tmp_path)], ears)
    assert [*read_sentences(first)] == split_sentences(prose)
    assert len(ears.notes) == 1
    assert "lines wrapped at 66 columns are joined" in ears.notes[0]
    first, _ = find_files([str(tmp_path)], ears, SegmentConfig(unwrap="no"))
    assert [*read_sentences(first)] == split_sentences(wrapped)
    assert len(ears.notes) == 1


def test_unwrap_can_be_demanded_where_it_would_not_be_found(tmp_path):
    name = write(tmp_path / "a.txt", "孙悟空一个筋斗翻\n出十万八千里\n")
    assert len([*read_sentences(find_files([name])[0])]) == 2
    assert len([*read_sentences(find_files([name], config=SegmentConfig(unwrap="yes"))[0])]) == 1


@pytest.mark.parametrize(
    ("script", "expected"), [("simplified", "孙悟空来了。"), ("traditional", "孫悟空來了。")]
)
def test_the_script_is_converted_on_request(tmp_path, script, expected):
    name = write(tmp_path / "a.txt", "孫悟空來了。\n孙悟空来了。\n")
    [source] = find_files([name], config=SegmentConfig(script=script))
    assert [*read_sentences(source)] == [expected] * 2
