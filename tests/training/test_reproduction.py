"""Models trained again."""

import json
from pathlib import Path

import pytest

from tests.toys import Notes
from w2vkit.base.errors import W2vError
from w2vkit.engines.word2vec.engine import TRAINER_VERSION
from w2vkit.model import manifest
from w2vkit.text.files.finding import find_files
from w2vkit.training.reproduction import reproduce
from w2vkit.training.request import TrainRequest
from w2vkit.training.train import train

TEXT = "悟空举起铁棒。\n八戒举起钉钯。\n沙僧走了。\n" * 60


@pytest.fixture
def book(tmp_path):
    path = tmp_path / "book.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def trained(book, **options):
    options = {"dim": 8, "min_count": 1, **options}
    return Path(train(TrainRequest([str(book)], "m", options=options), Notes()).path)


@pytest.mark.parametrize(
    "options", [{"workers": 2}, {"loss": "hierarchical"}, {"algorithm": "ppmi"}]
)
def test_a_model_is_reproduced_with_another_number_of_workers(book, models, options):
    path = trained(book, **options)
    before = {one.name: one.read_bytes() for one in path.iterdir()}
    found = reproduce(path, workers=1)
    assert (found.equal, found.differences) == (True, ())
    assert "vectors.npy" in [one.file for one in found.files]
    assert {one.name: one.read_bytes() for one in path.iterdir()} == before
    assert [one.name for one in path.parent.iterdir() if one.is_dir()] == ["m"]


def test_the_files_are_read_in_the_order_that_the_model_records(tmp_path, models):
    folder = tmp_path / "book"
    folder.mkdir()
    for name in ("2", "10"):
        (folder / f"{name}.txt").write_text(f"第{name}天。\n{TEXT}", encoding="utf-8")
    path = trained(folder)
    content = json.loads((path / manifest.INFO).read_text(encoding="utf-8"))
    names = manifest.file_names(content["corpus"])
    assert [Path(name).stem for name in names] == ["2", "10"]
    sources = find_files([str(folder)], order=names[::-1])
    assert [source.name for source in sources] == names[::-1]
    content["corpus"]["files"] = content["corpus"]["files"][::-1]  # as an older version read them
    (path / manifest.INFO).write_text(json.dumps(content), encoding="utf-8")
    assert "The text differs" in reproduce(path).differences[0]


def test_another_text_and_other_versions_are_named(book, models):
    path = trained(book)
    book.write_text(TEXT + "玉帝来了。\n", encoding="utf-8")
    content = json.loads((path / manifest.INFO).read_text(encoding="utf-8"))
    content["versions"]["numba"] = "0.1"
    del content["versions"]["w2vkit trainer"]  # as in models of older versions
    (path / manifest.INFO).write_text(json.dumps(content), encoding="utf-8")
    found = reproduce(path)
    assert not found.equal
    said = "\n".join(found.differences)
    assert "The text differs: " in said
    assert f"{book}: {len(TEXT.encode()):,} bytes then" in said
    assert "The version of numba differs: 0.1 then" in said
    assert f"The version of w2vkit trainer differs: none then, {TRAINER_VERSION} now." in said


def test_other_bytes_without_a_known_reason(book, models):
    path = trained(book)
    content = json.loads((path / manifest.INFO).read_text(encoding="utf-8"))
    content["options"]["training"]["seed"] = 7
    (path / manifest.INFO).write_text(json.dumps(content), encoding="utf-8")
    found = reproduce(path)
    assert not found.equal
    assert "Either the processor differs" in found.differences[0]


def test_a_model_whose_text_is_gone_or_that_was_not_trained(book, models, toy):
    with pytest.raises(W2vError, match="was not trained by w2vkit"):
        reproduce(toy)
    path = trained(book)
    content = json.loads((path / manifest.INFO).read_text(encoding="utf-8"))
    for corpus, said in (
        ({"continues": "old"}, "continues another model"),
        ({"paths": ["-"]}, "was not read from files"),
        ({"paths": ["gone.txt"]}, "gone.txt, which “m” was trained on, no longer exists"),
    ):
        changed = {**content, "corpus": {**content["corpus"], **corpus}}
        (path / manifest.INFO).write_text(json.dumps(changed), encoding="utf-8")
        with pytest.raises(W2vError, match=said):
            reproduce(path)
