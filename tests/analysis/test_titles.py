"""Titles of chapters as their lines are written."""

import pytest

import w2vkit

OPTIONS = {"keep_whole": ("悟空",)}
PROSE = "悟空来到山前，看了一回。\n" * 40


@pytest.mark.parametrize(
    ("heading", "title"),
    [
        ("第一回　石猴出世　美猴学艺", "第一回 石猴出世 美猴学艺"),
        ("第一回 石猴出世，美猴学艺", "第一回 石猴出世，美猴学艺"),
        ("第1章 Hello, World 再见", "第1章 Hello, World 再见"),
        ("  第一回  ", "第一回"),
        ("第一回 " + "石猴出世" * 12, "第一回 " + ("石猴出世" * 12)[:35] + "…"),
    ],
)
def test_a_title_is_the_line_of_the_text(tmp_path, heading, title):
    path = tmp_path / "a.txt"
    path.write_text(f"{heading}\n{PROSE}第二回　又\n{PROSE}", encoding="utf-8")
    found = w2vkit.chapters(None, "悟空", corpus=path, **OPTIONS)
    assert list(found.titles) == [title, "第二回 又"]


def test_without_the_files_titles_are_their_tokens(tmp_path, monkeypatch):
    monkeypatch.setenv("W2VKIT_MODELS", str(tmp_path / "models"))
    path = tmp_path / "a.txt"
    path.write_text(f"第一回　石猴\n{PROSE}第二回　又\n{PROSE}", encoding="utf-8")
    model = w2vkit.train(path, name="a", epochs=1, **OPTIONS)
    path.unlink()
    assert list(w2vkit.chapters(model, "悟空").titles) == ["第一回石猴", "第二回又"]
