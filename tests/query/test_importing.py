"""Files of other tools as models."""

from pathlib import Path

import numpy as np
import pytest

from tests.toys import Notes
from w2vkit.base.config import ImportConfig
from w2vkit.base.errors import W2vError
from w2vkit.model import registry, store
from w2vkit.model.formats.reading import read_embeddings
from w2vkit.query.importing import import_file, name_from_file

TOY = Path(__file__).parents[1] / "data" / "toy"


@pytest.mark.parametrize(
    "name", ["toy.bin", "toy.txt.gz", "toy.npz", "toy-folder", "toy.glove", "toy.vec.zip"]
)
def test_an_imported_model_equals_the_file(name, models):
    done = import_file(TOY / name, "m")
    model = store.load(models / "m")
    read = read_embeddings(TOY / name)
    assert (done.name, done.words, done.dim) == ("m", 6, 4)
    assert bytes(model.embeddings.vocabulary.buffer) == bytes(read.vocabulary.buffer)
    assert np.array_equal(model.embeddings.vocabulary.index, read.vocabulary.index)
    assert np.array_equal(model.embeddings.vectors, read.vectors)
    assert np.array_equal(model.embeddings.norms, read.norms)
    assert model.info.engine == f"imported from {done.format}"
    registry.info_record(str(models / "m"), verify=True)


def test_repairs_are_said_and_kept_in_the_model(models, tmp_path):
    path = tmp_path / "x.txt"
    path.write_text("4 2\na 1 2\nb 1 nan\na 3 4\nc 5 6\n", encoding="utf-8")
    with pytest.raises(W2vError, match="infinite or NaN"):
        import_file(path)
    assert not (models / "x").exists()
    notes = Notes()
    import_file(path, config=ImportConfig(repair=True), listener=notes)
    model = store.load(models / "x")
    assert [*model.embeddings.vocabulary] == ["a", "c"]
    assert model.embeddings.vectors.tolist() == [[1, 2], [5, 6]]
    assert model.embeddings.norms == pytest.approx([5**0.5, 61**0.5])
    assert notes.said == [
        "x.txt: repaired 1 ×: such words are left out.",
        "x.txt: repaired 1 ×: only the first of duplicate words is kept.",
    ]
    assert sum(model.info.report["repairs"].values()) == 2


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("news-300.bin.gz", "news-300"),
        ("x.vec.zst", "x"),
        ("g.zip/glove.6B.50d.txt", "glove.6B.50d"),
    ],
)
def test_a_model_is_called_like_its_file(name, wanted):
    assert name_from_file(Path(name)) == wanted
