"""Help in groups: every option once, the usual ones first, in both languages."""

import re

import click
import pytest

from w2vkit.cli.main import COMMANDS, main

GROUPED = ("train", "tune", "check", "similar", "analogy", "plot")


def help_of(w2v, command, monkeypatch, language="en"):
    monkeypatch.setenv("W2VKIT_LANG", language)
    return w2v(command, "--help").stdout


@pytest.mark.parametrize("command", GROUPED)
def test_the_usual_options_come_first(w2v, monkeypatch, command):
    text = help_of(w2v, command, monkeypatch)
    usual, advanced = text.index("\nOptions:"), text.index("\nAdvanced options:")
    assert usual < text.index("--help") < advanced


def test_the_options_of_the_text_are_between(w2v, monkeypatch):
    text = help_of(w2v, "train", monkeypatch)
    order = ["\nOptions:", "--min-count", "\nText options:", "--unwrap", "\nAdvanced options:"]
    places = [text.index(part) for part in [*order, "--buckets"]]
    assert places == sorted(places)


def names_in(line):
    """Give the options that a line of help lists; its description may name others."""
    return re.findall(r"--?\w[-\w]*", re.split(r" {2,}", line.strip())[0])


@pytest.mark.parametrize("command", COMMANDS)
def test_every_option_is_listed_once(w2v, monkeypatch, command):
    text = help_of(w2v, command, monkeypatch)
    shown = main.get_command(click.Context(main), command)
    lines = [
        line for line in text[text.index("\nOptions:") :].splitlines() if line.startswith("  -")
    ]
    for option in shown.params:
        if isinstance(option, click.Option) and not option.hidden:
            named = [line for line in lines if option.opts[-1] in names_in(line)]
            assert len(named) == 1, option.name


def test_the_groups_have_chinese_headings(w2v, monkeypatch):
    text = help_of(w2v, "train", monkeypatch, "zh")
    assert text.index("选项：") < text.index("文本选项：") < text.index("高级选项：")


@pytest.mark.parametrize("command", GROUPED)
def test_usual_options_exist(command):
    shown = main.get_command(click.Context(main), command)
    assert {*shown.usual} <= {param.name for param in shown.params}
