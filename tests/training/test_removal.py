"""Deleting models: the whole model and its checkpoint, and nothing else."""

import pytest

from tests.toys import save_model
from w2vkit.base.errors import W2vError
from w2vkit.base.system.lock import locked
from w2vkit.model.registry import lock_path
from w2vkit.training.checkpoint import Checkpoint
from w2vkit.training.removal import plan_removal, remove


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def checkpoint_of(home, name):
    kept = Checkpoint(home, name)
    kept.order_path.write_text("{}", encoding="utf-8")
    kept.state_path.write_bytes(b"state")


def test_a_model_goes_with_its_checkpoint_and_the_others_stay(models):
    for name in ("one", "two"):
        save_model(name)
        checkpoint_of(models, name)
    planned = plan_removal("one")
    on_disk = [*(models / "one").iterdir(), *models.glob(".one.checkpoint.*")]
    assert planned.bytes == sum(path.stat().st_size for path in on_disk)
    remove(planned)
    assert names(models) == [".two.checkpoint.json", ".two.checkpoint.npz", "two"]


def test_a_checkpoint_without_a_model_goes(models):
    models.mkdir()
    checkpoint_of(models, "one")
    assert plan_removal("one").folder is None
    remove(plan_removal("one"))
    assert names(models) == []


def test_a_damaged_model_goes(toy, models):
    (toy / "model.json").write_text("{", encoding="utf-8")
    remove(plan_removal("toy"))
    assert names(models) == []


@pytest.mark.parametrize("name", ["notes.txt", "sub"])
def test_what_is_not_of_the_model_keeps_it(toy, name):
    (toy / name).mkdir() if name == "sub" else (toy / name).write_text("mine", encoding="utf-8")
    before = names(toy)
    with pytest.raises(W2vError, match=f"not part of the model: {name}"):
        plan_removal("toy")
    assert names(toy) == before


@pytest.mark.parametrize("name", ["", ".", "..", "../toy", "/tmp", ".hidden", "-x", "toy/"])
def test_only_names_are_taken(toy, name):
    with pytest.raises(W2vError):
        plan_removal(name)
    assert toy.exists()


def test_a_folder_that_is_no_model_is_refused(models):
    (models / "texts").mkdir(parents=True)
    with pytest.raises(W2vError, match="is not a model"):
        plan_removal("texts")
    with pytest.raises(W2vError, match="no model named “nowhere”"):
        plan_removal("nowhere")


def test_of_a_link_only_the_link_goes(toy, models):
    (models / "link").symlink_to(toy, target_is_directory=True)
    remove(plan_removal("link"))
    assert names(models) == ["toy"]
    assert (toy / "model.json").is_file()


def test_a_model_in_training_stays(toy):
    with (
        locked(lock_path("toy"), W2vError("taken")),
        pytest.raises(W2vError, match="is being trained"),
    ):
        remove(plan_removal("toy"))
    assert toy.exists()
