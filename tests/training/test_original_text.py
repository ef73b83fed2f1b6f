"""The text of a model is found again, or it is said why not."""

from dataclasses import replace

import pytest

from w2vkit.base.errors import W2vError
from w2vkit.base.progress import SILENT
from w2vkit.corpus import cache
from w2vkit.model import store
from w2vkit.training.original_text import original_text
from w2vkit.training.request import TrainRequest
from w2vkit.training.train import train

OPTIONS = {"algorithm": "cbow", "dim": 4, "epochs": 1, "workers": 1, "min_count": 1, "sample": 0}


@pytest.fixture
def text(tmp_path):
    path = tmp_path / "text.txt"
    path.write_text("a king rules.\na queen rides.\n" * 9, encoding="utf-8")
    return path


def trained(path, **more):
    return store.load(path.parent / train(TrainRequest([str(path)], "one", True, **more)).path)


@pytest.mark.parametrize("forget", [False, True])
def test_it_is_in_the_cache_or_read_again(models, text, forget):
    model = trained(text, options=OPTIONS)
    if forget:
        cache.clear_corpora()
    assert original_text(model, SILENT).fingerprint == model.info.corpus["fingerprint"]


@pytest.mark.parametrize("forget", [False, True])
def test_so_is_a_log_of_items(models, text, forget):
    text.write_text("a b c\nb c d\n" * 9, encoding="utf-8")
    model = trained(text, options={**OPTIONS, "algorithm": "skipgram"}, items={"items": True})
    if forget:
        cache.clear_corpora()
    assert original_text(model, SILENT).fingerprint == model.info.corpus["fingerprint"]


def test_what_was_changed_or_deleted_is_said(models, text):
    model = trained(text, options=OPTIONS)
    cache.clear_corpora()
    text.write_text("another text.\n" * 9, encoding="utf-8")
    with pytest.raises(W2vError, match="has changed since"):
        original_text(model, SILENT)
    text.unlink()
    with pytest.raises(W2vError, match=r"text.txt no longer exists"):
        original_text(model, SILENT)


def test_imported_vectors_have_no_text(models, text):
    model = trained(text, options=OPTIONS)
    bare = replace(model, info=replace(model.info, corpus={}))
    with pytest.raises(W2vError, match="its text is not known"):
        original_text(bare, SILENT)
