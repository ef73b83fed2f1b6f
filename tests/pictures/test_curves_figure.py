"""Curves of words by chapter."""

import numpy as np
import pytest

from w2vkit.base.errors import UsageError
from w2vkit.pictures.curves_figure import draw_curves


@pytest.mark.parametrize("chapters", [1, 12])
def test_there_is_a_curve_with_a_name_for_each_word(tmp_path, chapters):
    rates = np.arange(2.0 * chapters).reshape(chapters, 2)
    path = draw_curves("西游记", ["悟空", "never"], rates, tmp_path / "a.svg")
    text = path.read_text(encoding="utf-8")
    assert all(word in text for word in ("悟空", "never", f"{chapters} chapters"))


def test_a_word_that_never_occurs_is_a_flat_curve(tmp_path):
    path = draw_curves("a", ["x"], np.zeros((3, 1)), tmp_path / "a.png")
    assert path.read_bytes().startswith(b"\x89PNG")


def test_other_file_types_are_refused(tmp_path):
    with pytest.raises(UsageError):
        draw_curves("a", ["x"], np.zeros((3, 1)), tmp_path / "a.txt")


def test_a_chinese_picture_has_no_english(tmp_path, monkeypatch):
    monkeypatch.setenv("W2VKIT_LANG", "zh")
    path = draw_curves("西游记", ["悟空"], np.ones((12, 1)), tmp_path / "a.svg")
    text = path.read_text(encoding="utf-8")
    assert ">章</text>" in text
    assert "chapter" not in text


def test_the_title_has_no_path_and_chapters_are_whole_numbers(tmp_path):
    rates = np.arange(7.0).reshape(7, 1)
    text = draw_curves("books/西游记.txt", ["悟空"], rates, tmp_path / "a.svg").read_text("utf-8")
    assert "in the chapters of 《西游记》" in text
    assert "books/" not in text
    assert ".5</text>" not in text
