"""The file with the kinds of words: optional, checked, and deleted with its model."""

import pytest

from w2vkit.base.config import KINDS
from w2vkit.base.errors import W2vError
from w2vkit.model import manifest, writer
from w2vkit.model.kinds_file import read_kinds, write_kinds
from w2vkit.training.removal import plan_removal, remove

STORED = {"行者": "person", "馒头": "thing"}


def sealed(toy, content):
    """Store a content, a dictionary or bytes, as the kinds of the toy model; return its info."""
    if isinstance(content, bytes):
        (toy / KINDS).write_bytes(content)
    else:
        write_kinds(toy, content)
    return writer.seal(toy, manifest.read_info(toy))


def test_kinds_are_read_as_they_were_written(toy):
    assert read_kinds(toy, sealed(toy, STORED)) == STORED


def test_a_model_without_kinds_works(toy):
    info = sealed(toy, {})
    assert KINDS not in info.files
    assert read_kinds(toy, info) == {}


def test_kinds_of_later_versions_are_ignored(toy):
    info = sealed(toy, "行者\tperson\n八戒\tpig\n".encode())
    assert read_kinds(toy, info) == {"行者": "person"}


@pytest.mark.parametrize("content", [b"\xff\xfe\n", b"word\n", b"\tperson\n", b"a\tperson\n\n"])
def test_a_damaged_file_is_refused(toy, content):
    info = sealed(toy, content)
    with pytest.raises(W2vError, match=r"kinds\.tsv is damaged"):
        read_kinds(toy, info)


def test_a_changed_file_is_refused(toy):
    info = sealed(toy, STORED)
    (toy / KINDS).write_bytes(b"x" * (toy / KINDS).stat().st_size)
    with pytest.raises(W2vError, match=r"kinds\.tsv was changed"):
        read_kinds(toy, info)


def test_a_missing_file_is_reported(toy):
    info = sealed(toy, STORED)
    (toy / KINDS).unlink()
    with pytest.raises(W2vError, match=r"kinds\.tsv is missing"):
        read_kinds(toy, info)


def test_the_kinds_are_deleted_with_the_model(toy):
    sealed(toy, STORED)
    remove(plan_removal(toy.name))
    assert not toy.exists()
