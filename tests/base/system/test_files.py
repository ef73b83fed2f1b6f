"""Files as blocks of bytes, packed or not; every fault is one sentence."""

import bz2
import errno
import gzip
import io
import lzma
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from w2vkit.base.errors import W2vError
from w2vkit.base.system import compression
from w2vkit.base.system.files import (
    read_blocks,
    spool,
    stdin_bytes,
    unpacker,
    unreadable,
)

PACKERS = {
    "gz": gzip.compress,
    "bz2": bz2.compress,
    "xz": lzma.compress,
    "zst": compression.library().compress,
}
TEXT = "山高路远。\n".encode() * 500


@settings(max_examples=30, deadline=None)
@given(content=st.binary(max_size=300), size=st.integers(1, 50))
@pytest.mark.parametrize("kind", PACKERS)
def test_packed_files_are_read_like_plain_ones(tmp_path_factory, kind, content, size):
    path = tmp_path_factory.mktemp("files") / "a.txt"
    path.write_bytes(PACKERS[kind](content))
    found = [*read_blocks(path, "a.txt", size=size)]
    assert b"".join(found) == content
    assert all(0 < len(block) <= size for block in found)


def test_plain_bytes_are_left_as_they_are():
    assert unpacker(b"") is None
    assert unpacker("孙悟空".encode()) is None


@pytest.mark.parametrize("kind", PACKERS)
def test_a_packed_file_that_was_cut_short_is_said(tmp_path, kind):
    path = tmp_path / "a.txt"
    path.write_bytes(PACKERS[kind](TEXT)[:-9])
    with pytest.raises(W2vError, match="damaged or truncated") as caught:
        [*read_blocks(path, "a.txt")]
    assert "decompress" in caught.value.hint


def test_a_file_that_is_not_there_is_called_by_the_name_given(tmp_path):
    with pytest.raises(W2vError, match=r"^novel does not exist"):
        [*read_blocks(tmp_path / "none", "novel")]


def test_the_place_goes_up_to_the_size_of_the_packed_file(tmp_path):
    path, places = tmp_path / "a.gz", []
    path.write_bytes(gzip.compress(TEXT))
    assert b"".join(read_blocks(path, "a.gz", places.append, size=100)) == TEXT
    assert places == sorted(places)
    assert places[-1] == path.stat().st_size


def test_a_closed_stdin_is_said(monkeypatch):
    closed = io.StringIO()
    closed.close()
    for stdin in (None, closed):
        monkeypatch.setattr(sys, "stdin", stdin)
        with pytest.raises(W2vError, match="stdin is closed"):
            stdin_bytes()


def test_a_stream_is_copied_to_a_file():
    path = spool(io.BytesIO(TEXT))
    assert path.read_bytes() == TEXT
    path.unlink()


ERRORS = {
    errno.ENOENT: ("a.txt does not exist.", "Check the spelling of the path."),
    errno.EISDIR: ("a.txt is a directory.", "Name a file."),
    errno.EACCES: ("a.txt cannot be read: denied.", "Check the permissions."),
    errno.EIO: ("a.txt cannot be read: denied.", "Check the path and its permissions."),
}


@pytest.mark.parametrize("number", ERRORS)
def test_a_file_that_cannot_be_read_is_said_with_what_to_do(number):
    said = unreadable("a.txt", OSError(number, "denied"))
    assert (said.message, said.hint) == ERRORS[number]
