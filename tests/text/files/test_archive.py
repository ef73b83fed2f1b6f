"""ZIP archives of others."""

import random
import zipfile
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.books import named_in_gbk, packed
from w2vkit.base.errors import W2vError
from w2vkit.text.files.archive import Limits, open_archive
from w2vkit.text.files.text_file import NotTextError

TEXT = "孙悟空来了。\n".encode() * 400


def contents(path, limits=None):
    with open_archive(path, "a.zip", limits) as archive:
        return {name: archive.read(name) for name in archive.members}


def write(tmp_path, data):
    path = tmp_path / "a.zip"
    path.write_bytes(data)
    return path


def test_members_are_read_and_folders_are_not_members(tmp_path):
    data = packed({"a.txt": TEXT, "folder/": b"", "folder/b.txt": b"x"})
    assert contents(write(tmp_path, data)) == {"a.txt": TEXT, "folder/b.txt": b"x"}


def test_names_in_gbk_are_decoded(tmp_path):
    names = ["第一回.txt", "第二回/孙悟空大闹天宫.txt"]
    found = contents(write(tmp_path, named_in_gbk(dict.fromkeys(names, b"x"))))
    assert [name[:-1] for name in found] == names
    assert contents(write(tmp_path, packed({"第一回.txt": b"x"}))) == {"第一回.txt": b"x"}


def failed(path, limits=None):
    with pytest.raises(NotTextError) as caught:
        contents(path, limits)
    assert caught.value.hint
    return caught.value


@pytest.mark.parametrize("share", [0.02, 0.3, 0.9, 0.99])
def test_a_truncated_archive_is_one_sentence(tmp_path, share):
    noise = random.Random(1).randbytes(5000)
    data = packed({"a.txt": noise, "b.txt": noise})
    error = failed(write(tmp_path, data[: int(len(data) * share)]))
    assert (error.kind, error.message) == (
        "damaged",
        "a.zip is a ZIP archive, as .docx and .epub are, and damaged or truncated.",
    )


def test_an_encrypted_archive_is_one_sentence(tmp_path):
    data = bytearray(packed({"a.txt": TEXT}))
    data[6] |= 1
    data[data.rindex(b"PK\1\2") + 8] |= 1
    error = failed(write(tmp_path, bytes(data)))
    assert (error.kind, error.message) == ("encrypted", "a.zip is encrypted.")


def test_an_unknown_method_is_one_sentence(tmp_path):
    data = bytearray(packed({"a.txt": TEXT}))
    data[8] = 99
    data[data.rindex(b"PK\1\2") + 10] = 99
    assert failed(write(tmp_path, bytes(data))).kind == "unknown compression"


def test_archive_bombs_are_refused(tmp_path):
    path = write(tmp_path, packed({"a": b"\0" * 100_000, "b": b"\0" * 100_000}))
    assert len(contents(path)["a"]) == 100_000
    for limits, said in (
        (Limits(ratio=200, least=1000), "expands a more than 200 times"),
        (Limits(total=150_000), "expands to more than 150,000 bytes"),
        (Limits(members=1), "contains more than 1 files"),
    ):
        error = failed(path, limits)
        assert error.kind == "archive bomb"
        assert said in error.message


def test_a_false_size_does_not_help_a_bomb(tmp_path):
    data = bytearray(packed({"a": b"\0" * 5_000_000}))
    place = data.rindex(b"PK\1\2") + 24
    data[place : place + 4] = (10).to_bytes(4, "little")
    error = failed(write(tmp_path, bytes(data)), Limits(least=1000, ratio=1))
    assert error.kind in ("damaged", "archive bomb")


@settings(max_examples=200, deadline=None)
@given(st.integers(0, 10_000), st.integers(0, 255), st.integers(0, 10_000))
def test_damage_is_always_one_sentence(tmp_path_factory, place, value, cut):
    data = bytearray(packed({"a.txt": TEXT, "b/c.txt": b"x"}, zipfile.ZIP_STORED))
    data[place % len(data)] = value
    path = tmp_path_factory.getbasetemp() / "damaged.zip"
    path.write_bytes(data[: len(data) - cut % 200])
    with suppress(W2vError):
        contents(path)
