"""A finished training and a disk that refuses it."""

import os

import numpy as np
import pytest

from tests.gensim_marks import trainings
from tests.training.test_train import TEXT, Diary, request
from w2vkit.base.errors import W2vError
from w2vkit.model import store
from w2vkit.training.saving import check_room, least_size
from w2vkit.training.train import resume, train


@pytest.fixture
def corpus(tmp_path):
    path = tmp_path / "small.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def in_the_way(models):
    """Put a file where the draft of the model is to be made."""
    models.mkdir(exist_ok=True)
    draft = models / f".small.{os.getpid()}.new"
    draft.write_text("in the way", encoding="utf-8")
    return draft


@pytest.mark.parametrize(
    "options",
    trainings(
        {"checkpoint_minutes": 0.0},
        {"checkpoint_minutes": 5.0},
        {"engine": "gensim"},
        {"algorithm": "fasttext", "buckets": 1000},
    ),
    ids=str,
)
def test_a_finished_training_that_cannot_be_saved_is_not_lost(models, corpus, options):
    train(request(corpus, options=options))
    whole = store.load(models / "small")
    vectors, context = np.array(whole.embeddings.vectors), np.array(whole.context())
    draft = in_the_way(models)
    with pytest.raises(W2vError, match="its vectors are kept") as caught:
        train(request(corpus, options=options, force=True))
    assert "w2vkit train --resume small" in caught.value.hint
    assert "could not be written" in caught.value.message
    draft.unlink()
    diary = Diary()
    summary = resume("small", {}, diary)
    assert "Training" not in {stage for stage, _, _ in diary.stages}
    saved = store.load(models / "small")
    assert np.array_equal(saved.embeddings.vectors, vectors)
    assert np.array_equal(saved.context(), context)
    assert (summary.loss, summary.seconds > 0) == (whole.info.report["loss"], True)
    assert [path.name for path in models.iterdir()] == ["small"]


def test_a_model_too_large_for_the_disk_is_not_begun(models, corpus):
    train(request(corpus))
    model = store.load(models / "small")
    least = least_size(model.embeddings.vocabulary, 8, with_context=True)
    assert least < sum(one.bytes for one in model.info.files.values())
    check_room(least, models)
    with pytest.raises(W2vError, match=r"The model needs .* MB, but only .* MB are free"):
        check_room(10**18, models)
