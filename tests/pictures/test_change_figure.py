"""Pictures of change: intervals, curves, and the path of a word."""

import re
from dataclasses import replace

import numpy as np
import pytest

from tests.toys import Notes
from w2vkit.analysis.change.changes import Changes, WordChange, WordInPart
from w2vkit.analysis.change.difference import Difference
from w2vkit.analysis.change.word_paths import WordPath
from w2vkit.base.errors import UsageError, W2vError
from w2vkit.pictures.change_figure import draw_changes
from w2vkit.pictures.path_figure import draw_path

FOUND = Difference(0.4, 0.1, 9.0, 0.5, 0.01, 100)
PARTS = ("early", "middle", "late")
PATH = WordPath(["悟空", "monk"], np.array([[0.0, 1.0], [1.0, 0.0]]), np.eye(3, 2), 0.5)


def word(name, found=FOUND, *, curve=False):
    parts = [
        WordInPart(part, 20, (), found if curve and place else None)
        for place, part in enumerate(PARTS)
    ]
    return WordChange(name, found, parts, 0.01)


def changes(*words):
    return Changes("books/西游记.txt", PARTS, words, "24 chapters")


def drawn(path):
    return path.read_text(encoding="utf-8")


def test_words_have_intervals(tmp_path):
    nothing = Difference(None, None, None, None, 0.5, 100)
    found = changes(word("变化"), replace(word("gay"), unreliable="rare"), word("none", nothing))
    text = drawn(draw_changes(found, tmp_path / "a.svg"))
    for part in ("变化", "gay", "《西游记》", "between 3 parts", "24 chapters"):
        assert part in text
    assert ">none<" not in text


@pytest.mark.parametrize("number", [1, 4, 5])
def test_words_over_several_parts_have_curves(tmp_path, number):
    words = [word(f"word{n}", curve=True) for n in range(number)]
    text = drawn(draw_changes(changes(*words), tmp_path / "a.svg"))
    assert all(f">word{n}<" in text for n in range(number))
    assert text.count(">late<") == min(number, 3 if number == 5 else 2)
    assert "change from the first part" in text


def test_words_without_a_curve_are_named(tmp_path):
    curves = [word(f"word{n}", curve=True) for n in range(13)]
    notes = Notes()
    text = drawn(draw_changes(changes(word("rare"), *curves), tmp_path / "a.svg", None, notes))
    assert ">rare<" not in text
    assert ">word12<" not in text
    assert notes.said == [
        "rare has no curve: it occurs often enough in fewer than three parts.",
        "The first 12 of 13 words are drawn.",
    ]


def test_a_curve_has_a_gap_where_a_word_is_too_rare(tmp_path):
    parts = word("gap", curve=True).parts
    gap = replace(word("gap"), parts=[parts[0], parts[2]])
    whole = drawn(draw_changes(changes(word("gap", curve=True)), tmp_path / "a.svg"))
    assert lines_to(whole) == 2
    assert lines_to(drawn(draw_changes(changes(gap), tmp_path / "b.svg"))) == 0


def lines_to(text):
    """Count the lines between points of the curve, which is the only thick line."""
    (path,) = re.findall(r'<path d="([^"]*)"[^>]*stroke-width: 1\.6', text) or [""]
    return path.count("L ")


def test_the_path_of_a_word(tmp_path):
    found = changes(replace(word("变化"), path=PATH))
    text = drawn(draw_path(found, tmp_path / "a.svg"))
    for part in (*PARTS, "悟空", "monk", "50%"):
        assert part in text


def test_chinese_pictures_have_no_english(tmp_path, monkeypatch):
    monkeypatch.setenv("W2VKIT_LANG", "zh")
    curves = drawn(draw_changes(changes(word("变化", curve=True)), tmp_path / "a.svg"))
    path = drawn(draw_path(changes(replace(word("变化"), path=PATH)), tmp_path / "b.svg"))
    for text in (curves, path):
        assert "parts" not in text
        assert "各部分" in text


def test_what_cannot_be_drawn(tmp_path):
    with pytest.raises(UsageError, match="nothing to draw"):
        draw_changes(changes(word("x", None)), tmp_path / "a.png")
    with pytest.raises(UsageError, match="the path of one word, not of 2"):
        draw_path(changes(word("x"), word("y")), tmp_path / "a.png")
    with pytest.raises(UsageError, match="nothing to draw"):
        draw_path(changes(word("x")), tmp_path / "a.png")
    (tmp_path / "there.png").write_bytes(b"")
    with pytest.raises(W2vError):
        draw_changes(changes(word("x")), tmp_path / "there.png")
