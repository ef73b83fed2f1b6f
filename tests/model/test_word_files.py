"""The files about words of a model: optional, checked, and deleted with it."""

import json

import pytest

from w2vkit.base.config import CHARACTERISTIC, KINDS
from w2vkit.base.errors import W2vError
from w2vkit.base.system.regular import file_sha256
from w2vkit.model import manifest, store, writer
from w2vkit.model.manifest import FileSeal, ModelInfo
from w2vkit.model.vocabulary import Vocabulary
from w2vkit.model.word_files import (
    ITEM_NAMES,
    read_characteristic,
    read_item_names,
    read_kinds,
    write_characteristic,
    write_item_names,
    write_kinds,
)
from w2vkit.training.removal import plan_removal, remove

STORED = {"行者": "person", "馒头": "thing"}
WORDS = Vocabulary.from_counts([("7", 3), ("a b", 2), ("9", 1)])
TYPICAL = ["queen", "八戒", "absent", "king"]


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


def info_of(folder):
    path = folder / ITEM_NAMES
    seal = FileSeal(path.stat().st_size, file_sha256(path))
    return ModelInfo("m", 3, 2, "toy", files={ITEM_NAMES: seal})


def test_names_of_items_are_stored_in_the_order_of_the_vocabulary(tmp_path):
    write_item_names(tmp_path, {"9": "nine", "a b": "A, b", "x": "unknown"}, WORDS)
    assert [*read_item_names(tmp_path, info_of(tmp_path)).items()] == [
        ("a b", "A, b"),
        ("9", "nine"),
    ]


def test_no_names_no_file(tmp_path):
    write_item_names(tmp_path, {"x": "unknown"}, WORDS)
    assert [*tmp_path.iterdir()] == []
    assert read_item_names(tmp_path, ModelInfo("m", 3, 2, "toy")) == {}


@pytest.mark.parametrize("content", ["7\n", "\tname\n", "7\t\n"])
def test_a_damaged_file_of_names(tmp_path, content):
    (tmp_path / ITEM_NAMES).write_text(content, encoding="utf-8")
    with pytest.raises(W2vError, match=json.dumps(ITEM_NAMES)[1:-1]):
        read_item_names(tmp_path, info_of(tmp_path))


def sealed_words(toy, words):
    write_characteristic(toy, words)
    return writer.seal(toy, manifest.read_info(toy))


def test_characteristic_words_are_read_in_their_order(toy):
    assert read_characteristic(toy, sealed_words(toy, TYPICAL)) == TYPICAL
    assert [*store.load(toy).embeddings.vocabulary.read_characteristic()] == TYPICAL


def test_a_model_without_characteristic_words_works(toy):
    info = sealed_words(toy, [])
    assert CHARACTERISTIC not in info.files
    assert read_characteristic(toy, info) == []


@pytest.mark.parametrize("content", [b"\xff\xfe\n", b"changed\n"])
def test_damaged_or_changed_characteristic_words_are_refused(toy, content):
    info = sealed_words(toy, TYPICAL)
    (toy / CHARACTERISTIC).write_bytes(content)
    with pytest.raises(W2vError):
        read_characteristic(toy, info)


def test_they_are_deleted_with_the_model(toy):
    sealed_words(toy, TYPICAL)
    remove(plan_removal("toy"))
    assert not toy.exists()
