import json

import pytest

from w2vkit.base.errors import W2vError
from w2vkit.base.system.regular import file_sha256
from w2vkit.model.item_names import ITEM_NAMES, read_item_names, write_item_names
from w2vkit.model.manifest import FileSeal, ModelInfo
from w2vkit.model.vocabulary import Vocabulary

WORDS = Vocabulary.from_counts([("7", 3), ("a b", 2), ("9", 1)])


def info(folder):
    path = folder / ITEM_NAMES
    seal = FileSeal(path.stat().st_size, file_sha256(path))
    return ModelInfo("m", 3, 2, "toy", files={ITEM_NAMES: seal})


def test_names_are_stored_in_the_order_of_the_vocabulary(tmp_path):
    write_item_names(tmp_path, {"9": "nine", "a b": "A, b", "x": "unknown"}, WORDS)
    assert [*read_item_names(tmp_path, info(tmp_path)).items()] == [("a b", "A, b"), ("9", "nine")]


def test_no_names_no_file(tmp_path):
    write_item_names(tmp_path, {"x": "unknown"}, WORDS)
    assert [*tmp_path.iterdir()] == []
    assert read_item_names(tmp_path, ModelInfo("m", 3, 2, "toy")) == {}


@pytest.mark.parametrize("content", ["7\n", "\tname\n", "7\t\n"])
def test_a_damaged_file(tmp_path, content):
    (tmp_path / ITEM_NAMES).write_text(content, encoding="utf-8")
    with pytest.raises(W2vError, match=json.dumps(ITEM_NAMES)[1:-1]):
        read_item_names(tmp_path, info(tmp_path))
