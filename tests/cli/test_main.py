"""The group of commands: found by name, loaded when used, and how a process begins and ends."""

import os
import subprocess
import sys

import click
import pytest

from tests.patience import PATIENCE
from w2vkit import __version__
from w2vkit.cli.main import COMMANDS, main


def process(line, **options):
    return subprocess.run(line, shell=True, capture_output=True, timeout=PATIENCE, **options)


def test_help_lists_all_commands_in_their_order(w2v):
    for flag in ("--help", "-h"):
        done = w2v(flag)
        assert done.exit_code == 0
        listed = done.stdout.partition("Commands:")[2].split("\n")
        assert [line.split()[0] for line in listed if line.strip()] == [*COMMANDS]


def test_the_version(w2v):
    assert w2v("--version").stdout == f"w2vkit, version {__version__}\n"


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_called_by_its_name(name):
    assert main.get_command(click.Context(main), name).name == name


@pytest.mark.parametrize(
    ("name", "near"),
    [("simlar", "similar"), ("trian", "train"), ("dcotor", "doctor"), ("eval_", "eval")],
)
def test_a_misspelt_command_names_the_nearest(w2v, name, near):
    done = w2v(name)
    assert done.exit_code == 2
    assert f"No such command '{name}'. Did you mean {near}?" in done.stderr


def test_what_is_like_no_command_names_none(w2v):
    done = w2v("xyzzy")
    assert done.exit_code == 2
    assert "No such command 'xyzzy'." in done.stderr
    assert "Did you mean" not in done.stderr


def test_a_module_is_loaded_only_when_its_command_is_used():
    code = (
        "import sys, click, w2vkit.cli.main as m; "
        "print(*sorted(n for n in sys.modules if n.startswith('w2vkit.cli.'))); "
        "m.main.get_command(click.Context(m.main), 'doctor'); "
        "print('w2vkit.cli.commands.doctor' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8")
    loaded, doctor = done.stdout.splitlines()
    assert loaded.split() == [
        f"w2vkit.cli.{name}" for name in ("boundary", "interrupts", "main", "messages", "streams")
    ]
    assert doctor == "True"


@pytest.mark.parametrize("locale", ["C", "POSIX", "zh_CN.GB18030"])
def test_streams_are_utf_8_whatever_the_locale_says(toy, locale):
    done = process(
        f"{sys.executable} -m w2vkit similar -n 1 --format tsv",
        input="孙悟空\n".encode(),
        env={**os.environ, "LC_ALL": locale, "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"},
    )
    assert done.stdout.decode().splitlines()[1] == "孙悟空\t行者\t0.990099\t90", done.stderr


def test_what_is_no_text_is_shown_escaped(toy):
    done = process(f"{sys.executable} -m w2vkit similar $(printf 'a\\377') -m toy")
    assert done.returncode == 3
    assert "“a\\udcff”" in done.stderr.decode()
