import shutil

import pytest

import w2vkit
from tests.toys import random_embeddings, save_model
from w2vkit.base.errors import MissingWordError, W2vError
from w2vkit.query.missing_reasons import NOT_KNOWN


@pytest.fixture
def toy(models):
    save_model("toy")
    return w2vkit.open("toy")


def test_the_model_trained_last_is_opened_if_none_is_named(models, monkeypatch):
    save_model("older")
    save_model("newer")
    assert w2vkit.open().name == "newer"
    assert w2vkit.open(str(models / "older")).name == "older"
    monkeypatch.setenv("W2VKIT_MODEL", "older")
    assert w2vkit.open().name == "older"


def test_no_model_is_an_error_that_says_what_to_do(models):
    with pytest.raises(W2vError, match="no model") as caught:
        w2vkit.open()
    assert "w2vkit train" in caught.value.hint


def test_an_open_model_goes_on_when_its_directory_is_replaced(toy, models):
    before = toy.similar("孙悟空")
    shutil.rmtree(models / "toy")
    save_model("toy", random_embeddings(50, 3))
    assert toy.similar("孙悟空") == before
    assert len(w2vkit.open("toy")) == 50


def test_a_model_without_rare_words_opens(models):
    save_model("bare", rare=None)
    with pytest.raises(MissingWordError) as caught:
        w2vkit.open("bare").similar("唐三藏")
    assert caught.value.hint is None
    save_model("empty", rare=())
    with pytest.raises(MissingWordError) as caught:
        w2vkit.open("empty").similar("唐三藏")
    assert caught.value.hint == NOT_KNOWN
