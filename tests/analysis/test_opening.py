"""Texts of models and of files, opened to count in."""

import pytest

import w2vkit
from tests.texts import text_with
from tests.toys import Notes
from w2vkit.base.errors import W2vError

OPTIONS = {"epochs": 1, "dim": 8, "min_count": 1, "workers": 1}


def test_the_text_of_a_model_and_of_its_file_are_the_same(book, models):
    model = w2vkit.train(book, name="m", **OPTIONS)
    found = w2vkit.concordance(model, "八戒", window=2)
    assert len(found) == 60
    assert [*found] == [*w2vkit.concordance(None, "八戒", window=2, corpus=book)]
    first = next(iter(found))
    assert (first.left, first.word, first.right) == ("悟空 和", "八戒", "来 了")
    assert (first.chapter, first.line) == ("第一回出山", None)


def test_a_moved_text_that_is_named_is_not_that_of_training(book, models):
    model = w2vkit.train(book, name="m", **OPTIONS)
    moved = book.rename(book.with_name("moved.txt"))
    notes = Notes()
    found = [*w2vkit.concordance(model, "八戒", corpus=moved, lines=True, listener=notes)]
    assert {one.file for one in found} == {str(moved)}
    assert notes.said == [f"{moved} is segmented with the options and the words of “m”."]


def test_a_text_that_left_the_cache_is_encoded_again_unless_it_changed(
    book, models, tmp_path, monkeypatch
):
    model = w2vkit.train(book, name="m", **OPTIONS)
    before = [*w2vkit.concordance(model, "八戒")]
    monkeypatch.setenv("W2VKIT_CACHE", str(tmp_path / "another"))
    assert [*w2vkit.concordance(w2vkit.open("m"), "八戒")] == before
    monkeypatch.setenv("W2VKIT_CACHE", str(tmp_path / "a-third"))
    book.write_text("孙权来了。\n" * 300, encoding="utf-8")
    with pytest.raises(W2vError, match="and its files have changed"):
        w2vkit.concordance(w2vkit.open("m"), "八戒")
    book.unlink()
    with pytest.raises(W2vError, match=r"is no longer in the cache, and .*book\.txt no longer"):
        w2vkit.concordance(w2vkit.open("m"), "八戒")


def test_a_text_that_is_damaged_in_the_cache_is_encoded_again(book, models):
    model = w2vkit.train(book, name="m", **OPTIONS)
    before = [*w2vkit.concordance(model, "八戒")]
    (model.origin.folder / "ids.npy").write_bytes(b"damaged")
    assert [*w2vkit.concordance(w2vkit.open("m"), "八戒")] == before


def test_names_are_kept_whole_as_in_training_but_not_to_compare_texts(tmp_path, models):
    novel = tmp_path / "novel.txt"
    novel.write_text(text_with("鸾鹭城"), encoding="utf-8")
    counted = {one.word: one.count for one in w2vkit.frequencies(None, corpus=novel)}
    model = w2vkit.train(novel, name="m", **OPTIONS)
    assert counted == {one.word: one.count for one in w2vkit.frequencies(model)}
    plain = {one.word: one.count for one in w2vkit.frequencies(None, corpus=novel, words="none")}
    assert "鸾鹭城" in counted.keys() - plain.keys()
    compared = w2vkit.keyness(None, corpus=novel, other_corpus=novel)
    assert {one.word: one.count for one in compared} == plain
