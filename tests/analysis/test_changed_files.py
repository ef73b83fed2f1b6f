"""Files that have moved or changed since a model was trained on them."""

import os

import pytest

import w2vkit
from tests.toys import Notes
from w2vkit.base.errors import W2vError

OPTIONS = {"epochs": 1, "dim": 8, "min_count": 1, "workers": 1}


def test_a_text_that_was_changed_or_moved_is_said(book, models):
    model = w2vkit.train(book, name="m", **OPTIONS)
    notes = Notes()
    before = [*w2vkit.concordance(model, "八戒", listener=notes)]
    assert notes.said == []
    os.utime(book, (4e9, 4e9))
    assert [*w2vkit.concordance(model, "八戒", listener=notes)] == before
    assert notes.said == []  # a copy of the same text
    book.write_text("孙权来了。\n" * 300, encoding="utf-8")
    assert [*w2vkit.concordance(model, "八戒", listener=notes)] == before
    with pytest.raises(W2vError, match="are not those that the model was trained on"):
        [*w2vkit.concordance(model, "八戒", lines=True)]
    book.unlink()
    assert [*w2vkit.concordance(model, "八戒", listener=notes)] == before
    with pytest.raises(W2vError, match="no longer exists"):
        [*w2vkit.concordance(model, "八戒", lines=True)]
    assert ["was changed" in said for said in notes.said] == [True, False]
    assert "no longer exists; this is its text when the model was trained" in notes.said[1]


def test_several_files_that_were_changed_or_moved_are_said_at_once(tmp_path, models):
    folder = tmp_path / "book"
    folder.mkdir()
    for number in range(6):
        (folder / f"{number}.txt").write_text("孙权见八戒。\n" * 60, encoding="utf-8")
    model = w2vkit.train(folder, name="m", **OPTIONS)
    (folder / "0.txt").write_text("曹操见八戒。\n" * 60, encoding="utf-8")  # as many bytes
    (folder / "1.txt").write_text("曹操来了。\n" * 60, encoding="utf-8")
    for number in range(6):
        os.utime(folder / f"{number}.txt", (4e9, 4e9))
    for number in (2, 3, 4):
        (folder / f"{number}.txt").unlink()
    notes = Notes()
    assert [*w2vkit.concordance(model, "八戒", listener=notes)]
    moved, changed = notes.said
    assert moved.startswith("3 files no longer exist (")
    assert changed.startswith("2 files were changed (")
    assert moved.count(".txt") == 3
    assert changed.count(".txt") == 2
