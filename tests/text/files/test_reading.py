"""Reading files: one text whatever it is stored as, sentences, and what is said."""

import bz2
import gzip
import lzma
import os
from pathlib import Path

import pytest

from tests.text.files.conftest import TEXT, text_of, write
from tests.texts import SIMPLIFIED
from w2vkit.base.config import SegmentConfig
from w2vkit.base.errors import UsageError, W2vError
from w2vkit.text.files.finding import find_files
from w2vkit.text.files.reading import read_sentences
from w2vkit.text.sentences import split_sentences


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


def test_a_wrong_encoding_names_file_offset_and_remedy(tmp_path):
    name = write(tmp_path / "a.txt", TEXT.encode("gb18030"))
    with pytest.raises(
        W2vError, match=r"a\.txt: byte 0xCB at offset 0 is not valid UTF-8"
    ) as caught:
        text_of(name, "utf-8")
    assert "looks like GB18030" in caught.value.hint
    with pytest.raises(UsageError, match="klingon"):
        text_of(name, "klingon")


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
