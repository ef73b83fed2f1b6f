"""Help in groups: every option once, the usual ones first, in both languages."""

import re

import click
import pytest

from w2vkit.cli.main import COMMANDS, main

PLAIN = "孙悟空 - 八戒"

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


@pytest.mark.parametrize(
    "question",
    [
        ("-八戒 + 孙悟空",),
        ("-八戒", "+", "孙悟空"),
        ("-1*八戒 + 孙悟空",),
        ("-1.0*八戒+孙悟空",),
        ("--", "-八戒 + 孙悟空"),
    ],
)
def test_a_formula_may_begin_with_a_minus(toy, w2v, question):
    def scores(*words):
        rows = w2v("similar", "--format", "tsv", "-n", "2", *words).stdout.splitlines()
        return [row.split("\t")[1:] for row in rows[1:]]

    assert scores(*question) == scores(PLAIN) != []


@pytest.mark.parametrize(
    ("arguments", "shown"),
    [
        (("similarity", "-八戒 + 孙悟空", "孙悟空 - 八戒"), "score  1.0000"),
        (("odd", "-八戒 + 孙悟空", "沙僧", "行者"), "八戒 + 孙悟空"),
        (("analogy", "-八戒 + 孙悟空", "沙僧", "行者"), "八戒 + 孙悟空 + 沙僧 - 行者"),
        (("vector", "-八戒 + 孙悟空"), "-八戒 + 孙悟空 "),
        (("similar", "沙僧", "--match", "-八"), "No word matches “沙僧”"),
    ],
)
def test_other_commands_take_it_too(toy, w2v, arguments, shown):
    done = w2v(*arguments)
    assert done.exit_code == 0, done.stderr
    assert shown in done.output


def test_plot_takes_it_too(toy, w2v, tmp_path):
    file = tmp_path / "map.svg"
    done = w2v("plot", "沙僧", "-八戒 + 孙悟空", "行者", "-o", file)
    assert (done.exit_code, file.exists()) == (0, True), done.stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("similar", "-八戒"), "all terms are subtracted"),
        (("similar", "-foo"), "No such option '-f'. If a formula begins with a minus"),
        (("similar", "--topm", "3", "沙僧"), "Did you mean '--topn'?"),
        (("similar", "沙僧", "--match"), "'--match' requires an argument"),
        (("similar", "--八戒"), "No such option '--八戒'"),
    ],
)
def test_what_is_no_formula_is_wrong_usage(toy, w2v, arguments, said):
    done = w2v(*arguments)
    assert done.exit_code == 2
    assert said in done.stderr
    assert "\0" not in done.output
