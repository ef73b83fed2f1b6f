"""Why two words are similar."""

import pytest

import w2vkit
from tests.toys import Notes
from w2vkit.base.errors import MissingWordError

FILLER = "孙权在江东读书写字。\n曹操向北方派兵打仗。\n"
TEXT = "第一回 出山\n" + ("悟空，举起铁棒。\n八戒，举起钉钯。\n" + FILLER) * 40
OPTIONS = {"epochs": 1, "dim": 8, "min_count": 1, "workers": 1}


@pytest.fixture
def book(tmp_path):
    path = tmp_path / "book.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_shared_contexts_have_an_example_for_each_word(book):
    found = w2vkit.explain(None, "悟空", "八戒", corpus=book)
    assert "举起" in [one.context.context for one in found.contexts]
    assert sum(one.context.contribution for one in found.contexts) == pytest.approx(found.score)
    assert (found.similarity, found.count) == (None, len(found.contexts))
    for one in found.contexts:
        for word, example in zip(("悟空", "八戒"), one.examples, strict=True):
            assert example.word == word
            assert f"【{word}】" in example.text
            assert f"【{one.context.context}】" in example.text
            lines = TEXT.splitlines()[example.line - 1 :]
            assert lines[0] == example.text.replace("【", "").replace("】", "")
            assert (example.file, example.chapter) == (str(book), "第一回出山")


def test_of_one_word_the_typical_contexts_are_listed(book, models):
    model = w2vkit.train(book, name="m", **OPTIONS)
    found = w2vkit.explain(model, "八戒", topn=1)
    assert found.score == pytest.approx(1.0)
    assert found.contexts[0].context.context in ("钉", "钯", "钉钯")
    assert len(found.contexts[0].examples) == 1
    (row,) = found.rows()
    assert [*row] == [*found.columns, "examples"]
    assert found.columns[-1] == "with_first"
    assert -1 <= w2vkit.explain(model, "八戒", "悟空").similarity <= 1


def test_without_the_files_examples_are_encoded_words(book, models):
    model = w2vkit.train(book, name="m", **OPTIONS)
    book.unlink()
    notes = Notes()
    found = w2vkit.explain(model, "悟空", "八戒", topn=1, listener=notes)
    assert "【悟空】" in found.contexts[0].examples[0].text
    assert found.contexts[0].examples[0].line is None
    assert notes.said == [
        f"{book} no longer exists; this is its text when the model was trained.",
        "The examples are the words that the model has seen.",
    ]


def test_a_word_with_two_occurrences_and_one_that_is_missing(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("玉帝在天宫。\n玉帝在凌霄。\n" + TEXT, encoding="utf-8")
    found = w2vkit.explain(None, "玉帝", "孙权", corpus=path)
    assert [one.context.context for one in found.contexts] == ["在"]
    notes = Notes()
    assert w2vkit.explain(None, "天宫", "八戒", corpus=path, listener=notes).contexts == []
    assert notes.said[-1].startswith("There are no contexts")
    with pytest.raises(MissingWordError, match="does not occur"):
        w2vkit.explain(None, "玉皇", corpus=path)
