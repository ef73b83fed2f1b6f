"""Decoding never replaces, and says where the first bad byte is."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.texts import SIMPLIFIED, TRADITIONAL
from w2vkit.base.errors import UsageError, W2vError
from w2vkit.text.character_encoding import DecodeError, decode, given_encoding, read_small_file
from w2vkit.text.detection import Detection

TEXT = "\n".join(SIMPLIFIED)
BAD = {"utf-8": b"\xff", "gb18030": b"\xff", "cp950": b"\xff", "utf-16-le": b"\x00\xd8a\x00"}


def decoded(data, encoding, size=1 << 16):
    blocks = (data[start : start + size] for start in range(0, len(data), size))
    return "".join(decode(blocks, Detection(encoding, "given"), "novel.txt"))


@given(st.text(), st.sampled_from(("utf-8", "gb18030", "utf-16", "utf-32")), st.integers(1, 9))
def test_blocks_may_end_anywhere(text, encoding, size):
    plain = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    assert decoded(text.encode(encoding), encoding, size) == plain


@given(st.sampled_from([*BAD]), st.integers(0, 200), st.integers(1, 50))
def test_the_offset_of_the_first_bad_byte_is_exact(encoding, length, size):
    good = "".join(TRADITIONAL)[:length].encode(encoding)
    with pytest.raises(DecodeError) as caught:
        decoded(good + BAD[encoding] + good, encoding, size)
    assert caught.value.offset == len(good)
    assert f"novel.txt: byte 0x{BAD[encoding][0]:02X} at offset {len(good):,}" in str(caught.value)


def test_text_cut_short_inside_a_character_is_an_error():
    with pytest.raises(DecodeError, match="offset 3 "):
        decoded("孙悟".encode()[:-1], "utf-8")


@pytest.mark.parametrize(
    ("data", "encoding", "hint"),
    [
        (TEXT.encode("utf-8"), "cp950", "looks like UTF-8"),
        (TEXT.encode("gb18030"), "utf-8", "looks like GB18030: omit --encoding"),
        (
            TEXT.encode("gb18030") + b"\xff" + TEXT.encode("gb18030"),
            "gb18030",
            "w2vkit clean novel.txt",
        ),
        (TEXT.encode("utf-16-le"), "utf-16", "Omit --encoding"),
    ],
)
def test_the_hint_names_the_likely_encoding(data, encoding, hint):
    with pytest.raises(DecodeError) as caught:
        decoded(data, encoding)
    assert hint in caught.value.hint


def test_a_second_encoding_within_a_file_is_named():
    blocks = ["行者。\n".encode() * 9, TEXT.encode("gb18030")]
    with pytest.raises(DecodeError) as caught:
        [*decode(blocks, Detection("utf-8", "valid"), "novel.txt")]
    assert "From there on it looks like GB18030" in caught.value.hint


@pytest.mark.parametrize(
    ("name", "codec"),
    [("GBK", "gb18030"), ("gb2312", "gb18030"), ("Big5", "cp950"), ("UTF8", "utf-8")],
)
def test_names_stand_for_what_files_really_hold(name, codec):
    assert given_encoding(name).encoding == codec


@pytest.mark.parametrize("name", ["klingon", "rot13", "base64", "", "a\0b"])
def test_unknown_encodings_are_refused(name):
    with pytest.raises(UsageError):
        given_encoding(name)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16"])
def test_small_files_are_read_in_any_encoding(tmp_path, encoding):
    (tmp_path / "words.txt").write_bytes(TEXT.encode(encoding))
    assert read_small_file(tmp_path / "words.txt") == TEXT


def test_a_missing_or_binary_small_file_is_one_sentence(tmp_path):
    with pytest.raises(W2vError, match=r"none\.txt does not exist"):
        read_small_file(tmp_path / "none.txt")
    (tmp_path / "x.bin").write_bytes(bytes(range(256)) * 9)
    with pytest.raises(W2vError, match="not text"):
        read_small_file(tmp_path / "x.bin")


@pytest.mark.parametrize("name", ["a\0b", "\ud800"])
def test_a_small_file_with_an_impossible_name_is_refused(name):
    with pytest.raises(W2vError, match="is not a valid file name"):
        read_small_file(Path(name))
