"""The file with the characteristic words: optional, checked, and used by what opens the model."""

import pytest

from w2vkit.base.config import CHARACTERISTIC
from w2vkit.base.errors import W2vError
from w2vkit.model import manifest, store, writer
from w2vkit.model.characteristic_file import read_characteristic, write_characteristic
from w2vkit.training.removal import plan_removal, remove

STORED = ["queen", "八戒", "absent", "king"]


def sealed(toy, words):
    write_characteristic(toy, words)
    return writer.seal(toy, manifest.read_info(toy))


def test_the_words_are_read_in_their_order(toy):
    assert read_characteristic(toy, sealed(toy, STORED)) == STORED
    assert [*store.load(toy).embeddings.vocabulary.read_characteristic()] == STORED


def test_a_model_without_them_works(toy):
    info = sealed(toy, [])
    assert CHARACTERISTIC not in info.files
    assert read_characteristic(toy, info) == []


@pytest.mark.parametrize("content", [b"\xff\xfe\n", b"changed\n"])
def test_a_damaged_or_changed_file_is_refused(toy, content):
    info = sealed(toy, STORED)
    (toy / CHARACTERISTIC).write_bytes(content)
    with pytest.raises(W2vError):
        read_characteristic(toy, info)


def test_it_is_deleted_with_its_model(toy):
    sealed(toy, STORED)
    remove(plan_removal("toy"))
    assert not toy.exists()
