"""Members of a model on disk: directions as int8."""

import numpy as np
import pytest

from tests.toys import random_embeddings, save_model
from w2vkit.model import manifest, store
from w2vkit.model.stability import as_embeddings, read_members, rounded_directions, write_members


def test_rounding_changes_a_cosine_by_about_a_thousandth():
    embeddings = random_embeddings(300, 50)
    member = as_embeddings(embeddings, rounded_directions(embeddings.vectors * 7))

    def cosines(one):
        unit = one.vectors / one.norms[:, np.newaxis]
        return unit @ unit.T

    changes = np.abs(cosines(member) - cosines(embeddings))
    assert changes.mean() < 0.0015
    assert changes.max() < 0.01


def test_zero_rows_stay_zero():
    assert rounded_directions(np.zeros((2, 3), np.float32)).tolist() == [[0, 0, 0], [0, 0, 0]]


def test_members_of_other_vectors_are_none(models):
    save_model("toy")
    path = models / "toy"
    info = manifest.read_info(path)
    assert read_members(path, info) == ()
    directions = rounded_directions(np.asarray(store.load(path).embeddings.vectors))
    write_members(path, info, [directions, directions])
    found = read_members(path, manifest.read_info(path))
    assert [one.tolist() for one in found] == [directions.tolist()] * 2
    text = (path / manifest.INFO).read_text(encoding="utf-8")
    other = text.replace(info.files["vectors.npy"].sha256, "0" * 64, 1)
    (path / manifest.INFO).write_text(other, encoding="utf-8")
    assert read_members(path, manifest.read_info(path)) == ()
    assert pytest.approx(127) == np.abs(directions).max()
