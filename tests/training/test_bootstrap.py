"""Members of a model: trained on samples of its text, kept with it."""

from pathlib import Path

import numpy as np
import pytest

from tests.toys import Notes, save_model
from w2vkit.base.errors import W2vError
from w2vkit.corpus import cache
from w2vkit.model import manifest, store
from w2vkit.model.manifest import verify_once
from w2vkit.model.stability import STABILITY, read_members
from w2vkit.query.opening import open_model
from w2vkit.training.bootstrap import train_members
from w2vkit.training.request import TrainRequest
from w2vkit.training.train import train

TEXT = "悟空举起铁棒。\n八戒举起钉钯。\n沙僧走了。\n师父念经。\n悟空打妖精。\n" * 30


class Interrupt(Notes):
    """A listener that interrupts the training of the third member."""

    def progress(self, progress):
        super().progress(progress)
        if progress.done > 2.2 * progress.total / 4:
            raise KeyboardInterrupt


@pytest.fixture
def book(tmp_path):
    path = tmp_path / "book.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def trained(book, **options):
    usual = {"algorithm": "cbow", "dim": 8, "min_count": 1}
    options = {**usual, **({} if options.get("algorithm") else {"epochs": 5}), **options}
    return Path(train(TrainRequest([str(book)], "m", options=options), Notes()).path)


def members(path):
    return read_members(path, manifest.read_info(path))


@pytest.mark.parametrize(
    "options", [{}, {"algorithm": "ppmi"}, {"loss": "hierarchical"}, {"algorithm": "fused"}]
)
def test_members_are_kept_with_the_model(book, models, options):
    path = trained(book, **options)
    before = (path / "vectors.npy").read_bytes()
    listener = Notes()
    assert train_members(path, 3, listener, workers=1) == 3
    found = members(path)
    vectors = store.load(path).embeddings.vectors
    assert [one.shape for one in found] == [vectors.shape] * 3
    assert not np.array_equal(found[0], found[1])
    verify_once(path, [STABILITY], manifest.read_info(path))
    assert (path / "vectors.npy").read_bytes() == before
    assert len(open_model(str(path)).members) == 3
    assert any("3 bootstrap samples" in said for said in listener.said)


@pytest.mark.parametrize("options", [{}, {"algorithm": "fused"}])
def test_the_progress_of_all_samples_is_one_stage_that_grows_to_its_end(book, models, options):
    path, listener = trained(book, **options), Notes()
    train_members(path, 2, listener, workers=1)
    long = [one for one in listener.progressed if one.stage == "Training on samples"]
    assert {one.unit for one in long} == {"words"}
    shares = [one.done / one.total for one in long]
    assert shares == sorted(shares)
    assert shares[-1] == pytest.approx(1)
    assert any(0 < share <= 0.5 for share in shares)


def test_further_members_are_added_to_the_first(book, models):
    path = trained(book)
    train_members(path, 2, workers=1)
    first = [np.array(one) for one in members(path)]
    assert train_members(path, 2) == 2
    assert train_members(path, 4, workers=2) == 4
    assert [np.array_equal(*both) for both in zip(first, members(path), strict=False)] == [True] * 2


def test_an_interrupted_call_continues_with_its_finished_members(book, models):
    path = trained(book, epochs=40)
    with pytest.raises(KeyboardInterrupt):
        train_members(path, 4, Interrupt(), workers=1)
    assert members(path) == ()
    listener = Notes()
    train_members(path, 4, listener, workers=1)
    assert min(one.done / one.total for one in listener.progressed) >= 0.5
    whole = [np.array(one) for one in members(path)]
    again = trained_again(book)
    train_members(again, 4, workers=1)
    for one, other in zip(whole, members(again), strict=True):
        assert np.array_equal(one, other)


def trained_again(book):
    options = {"algorithm": "cbow", "dim": 8, "min_count": 1, "epochs": 40}
    return Path(train(TrainRequest([str(book)], "again", options=options), Notes()).path)


def test_members_of_other_vectors_are_outdated(book, models):
    path = trained(book)
    train_members(path, 2, workers=1)
    (path / "stability.npy").rename(book.parent / "kept.npy")
    request = TrainRequest([str(book)], "m", force=True, options={"dim": 8, "min_count": 1})
    train(request, Notes())
    assert members(path) == ()


def test_a_damaged_file_is_one_error(book, models):
    path = trained(book)
    train_members(path, 2, workers=1)
    content = (path / STABILITY).read_bytes()
    (path / STABILITY).write_bytes(content[:-1] + b"\x55")
    with pytest.raises(W2vError, match="was changed after the model was saved"):
        members(path)
    (path / STABILITY).unlink()
    with pytest.raises(W2vError, match=f"{STABILITY} is missing"):
        members(path)


def without_cache(path):
    folder = cache.cached_corpus(manifest.read_info(path).corpus["fingerprint"])
    for one in folder.iterdir():
        one.unlink()
    folder.rmdir()


def test_a_text_that_left_the_cache_is_encoded_again(book, models):
    path = trained(book)
    without_cache(path)
    assert train_members(path, 2, workers=1) == 2


def test_a_text_that_is_gone_or_changed(book, models):
    path = trained(book)
    without_cache(path)
    book.write_text(TEXT + "玉帝来了。\n", encoding="utf-8")
    with pytest.raises(W2vError, match="has changed since it was trained"):
        train_members(path, 2)
    book.unlink()
    with pytest.raises(W2vError, match=r"book\.txt no longer exists"):
        train_members(path, 2)
    assert members(path) == ()


def test_models_that_w2vkit_did_not_train(models):
    save_model("toy")
    with pytest.raises(W2vError, match="was not trained by w2vkit"):
        train_members(models / "toy", 2)
