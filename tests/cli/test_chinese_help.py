"""Help in Chinese: complete, in lines that fit, and only where the locale says so."""

import pytest
from click.testing import CliRunner

from tests.base.translation.sources import commands
from w2vkit.base.table import display_width
from w2vkit.cli.chinese_help import help_texts, in_chinese, option_help, option_name, wrapped
from w2vkit.cli.main import main

NAMES = ["", *(name for name, _ in commands())]


def help_of(name, monkeypatch, language="zh"):
    monkeypatch.setenv("W2VKIT_LANG", language)
    return CliRunner().invoke(main, [*name.split(), "--help"], terminal_width=80).output


@pytest.mark.parametrize("name", NAMES)
def test_help_is_chinese(name, monkeypatch, foreign):
    text = help_of(name, monkeypatch)
    assert text.startswith("用法：")
    assert "选项：" in text
    assert foreign(text) == []


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("name", ["check", "clean", "train", "segment", "words"])
def test_help_names_the_formats_of_documents(name, language, monkeypatch):
    text = help_of(name, monkeypatch, language)
    kinds = ("HTML", "EPUB", "PDF", "Word", "CSV", "JSON")
    assert [kind for kind in kinds if kind not in text] == []


@pytest.mark.parametrize("name", NAMES)
def test_lines_of_text_fit(name, monkeypatch):
    for line in help_of(name, monkeypatch).splitlines():
        assert display_width(line) <= 80 or line.isascii() or "w2vkit" in line, line


def test_help_is_english_again_afterwards(monkeypatch):
    before = help_of("train", monkeypatch, "en")
    help_of("train", monkeypatch)
    assert help_of("train", monkeypatch, "en") == before


def test_help_train_is_train_help(monkeypatch):
    expected = help_of("train", monkeypatch)
    assert CliRunner().invoke(main, ["help", "train"], terminal_width=80).output == expected


def test_defaults_are_named_once(monkeypatch):
    assert "[默认：随语料大小]" in help_of("train", monkeypatch)
    for name, command in commands():
        for option in in_chinese(command, name).params:
            text = getattr(option, "help", None) or ""
            assert "[默认" not in text or text.count("默认") == 1, (name, option.name)


def test_lines_break_between_characters_but_not_before_punctuation():
    assert wrapped("训练模型，提问。", 8) == ["训练模", "型，提", "问。"]
    assert wrapped("使用 --min-count 选项", 12) == ["使用", "--min-count", "选项"]
    assert wrapped("", 8) == []


def test_the_text_of_a_command_takes_precedence():
    assert option_help("similar", "min_count") == help_texts()["similar"]["min_count"]
    assert option_help("train", "min_count") == help_texts()["options"]["min_count"]
    assert option_help("train", "nonsense") is None


def test_an_option_is_named_by_its_long_name():
    assert option_name(["-n", "--min-count"]) == "min_count"
