"""The picture of frequency and use."""

import pytest

from w2vkit.analysis.change.changes import WordChange
from w2vkit.analysis.change.contrast import Contrast, ContrastedWord
from w2vkit.analysis.change.difference import Difference
from w2vkit.base.errors import UsageError, W2vError
from w2vkit.pictures.contrast_figure import draw_contrast


def word(name, change, log_ratio, q_value=0.5):
    found = None if change is None else Difference(change, 0.0, 1.0, 0.5, 0.5, 100)
    use = WordChange(name, found, (), q_value)
    return ContrastedWord(name, (10, 20), (1.0, 2.0), log_ratio, 3.0, use)


WORDS = [
    word("变化", 0.8, 1.2, 0.01),
    word("gay", 4.0, -2.0, 0.01),
    word("the", -0.1, 0.0),
    word("none", None, 1.0),
]
NAMED = Contrast("old.txt, new.txt", ("old", "new"), WORDS)


def drawn(contrast, path):
    return draw_contrast(contrast, path).read_text(encoding="utf-8")


def test_words_and_axes_are_named(tmp_path):
    text = drawn(NAMED, tmp_path / "a.svg")
    for part in ("变化", "gay", "the", "more frequent in old", "change of use", "4×", "3 words"):
        assert part in text
    assert ">none<" not in text
    assert "Words in old and new" in text


def test_parts_of_a_text_have_its_title_and_chinese_pictures_no_english(tmp_path, monkeypatch):
    inside = Contrast("books/红楼梦.txt", ("1-80", "81-120"), WORDS)
    assert "Words of 《红楼梦》 in 1-80 and 81-120" in drawn(inside, tmp_path / "a.svg")
    monkeypatch.setenv("W2VKIT_LANG", "zh")
    text = drawn(inside, tmp_path / "b.svg")
    assert "用法的变化" in text
    assert "frequent" not in text


def test_what_cannot_be_drawn(tmp_path):
    with pytest.raises(UsageError, match="at least two words"):
        draw_contrast(Contrast("a", ("b", "c"), WORDS[:1]), tmp_path / "a.png")
    with pytest.raises(UsageError):
        draw_contrast(NAMED, tmp_path / "a.gif")
    (tmp_path / "there.png").write_bytes(b"")
    with pytest.raises(W2vError):
        draw_contrast(NAMED, tmp_path / "there.png")
