"""Options made of the configuration, and questions out of arguments, files and stdin."""

import io
import shlex
import sys
from dataclasses import dataclass
from typing import Literal

import click
import pytest
from click.testing import CliRunner

from w2vkit.base.config import setting
from w2vkit.base.errors import UsageError, W2vError
from w2vkit.cli.options import lines_or_stdin, settings


@dataclass(frozen=True)
class Config:
    """One option of each kind."""

    size: int = setting(3, "How many.", low=1, high=9, short="-s")
    rate: float = setting(0.5, "How fast.", low=0.0, high=1.0, sized=True)
    most: int | None = setting(None, "At most.", low=1, high=9)
    kind: Literal["a", "b"] = setting("a", "Which.")
    words_file: str | None = setting(None, "From where.")
    loud: bool = setting(False, "Say more.", aliases=("noisy",))
    links: int = setting(8, "Links.", 1, 9, aliases=("arrows", "edges"))


def run(*arguments, only=()):
    got = {}

    @click.command("x")
    @settings(Config, "options", only)
    def command(options):
        """Do x."""
        got.update(options)

    done = CliRunner().invoke(command, arguments)
    return done, got


@pytest.mark.parametrize(
    ("arguments", "got"),
    [
        ((), {}),
        (("--size", "3"), {"size": 3}),  # given by hand, though it is the default
        (("-s", "9", "--rate", "1"), {"size": 9, "rate": 1.0}),
        (("--most", "1", "--kind", "b"), {"most": 1, "kind": "b"}),
        (("--words-file", "f"), {"words_file": "f"}),
        (("--loud",), {"loud": True}),
        (("--no-loud",), {"loud": False}),
    ],
)
def test_only_what_was_given_arrives(arguments, got):
    done, found = run(*arguments)
    assert done.exit_code == 0, done.output
    assert found == got


@pytest.mark.parametrize(
    ("arguments", "got"),
    [
        (("--arrows", "2"), {"links": 2}),
        (("--edges=3",), {"links": 3}),
        (("--edges", "3", "--links", "4"), {"links": 4}),
        (("--noisy",), {"loud": True}),
        (("--no-noisy",), {"loud": False}),
    ],
)
def test_aliases_of_options_work(arguments, got):
    done, found = run(*arguments)
    assert done.exit_code == 0, done.output
    assert found == got


def test_aliases_of_options_are_hidden():
    shown = run("--help")[0].output + run("--arrows", "10")[0].output
    assert "--links" in shown
    assert not any(name in shown for name in ("arrows", "edges", "noisy"))


@pytest.mark.parametrize(
    "arguments",
    [
        ("--size", "0"), ("--size", "10"), ("--size", "x"), ("--rate", "1.1"), ("--most", "0"),
        ("--kind", "c"), ("--words_file", "f"), ("--unknown",),
    ],
)  # fmt: skip
def test_what_is_out_of_range_is_a_usage_error(arguments):
    assert run(*arguments)[0].exit_code == 2


def test_help_tells_defaults_once_and_those_that_depend_on_the_corpus():
    shown = " ".join(run("--help")[0].output.split())
    assert "-s, --size INTEGER How many. [default: 3]" in shown
    assert "How fast. [default: by size of the corpus]" in shown
    assert "--loud / --no-loud Say more. " in shown
    assert "At most. [1<=x<=9]" in shown
    assert shown.count("[default") == 4


def test_some_of_the_options():
    assert run("--size", "2", only=("size", "kind"))[1] == {"size": 2}
    assert run("--loud", only=("size", "kind"))[0].exit_code == 2


def stdin_of(monkeypatch, data):
    """Put bytes on stdin, as `main.run` opens it."""
    stream = io.TextIOWrapper(io.BytesIO(data), encoding="utf-8", errors="surrogateescape")
    monkeypatch.setattr(sys, "stdin", stream)


def test_arguments_come_before_stdin_and_a_file_before_both(monkeypatch, tmp_path):
    stdin_of(monkeypatch, b"from stdin\n")
    path = tmp_path / "words.txt"
    path.write_bytes("\n 文件 \n\n".encode("gb18030"))
    assert [*lines_or_stdin(("a", "b"))] == ["a", "b"]
    assert [*lines_or_stdin(("a",), str(path))] == ["文件"]
    assert [*lines_or_stdin(("-",))] == ["from stdin"]


@pytest.mark.parametrize("data", [b"", b"\n \n"])
def test_nothing_to_ask_is_said(monkeypatch, tmp_path, data):
    stdin_of(monkeypatch, data)
    with pytest.raises(W2vError, match="stdin contains no words"):
        [*lines_or_stdin(())]
    path = tmp_path / "words.txt"
    path.write_bytes(b"\n")
    with pytest.raises(W2vError, match=r"words\.txt contains no words"):
        [*lines_or_stdin((), str(path))]
    monkeypatch.setattr(sys, "stdin", None)
    with pytest.raises(UsageError, match="There are no words"):
        [*lines_or_stdin(())]


EMPTY = (
    "train ''",
    "segment ''",
    "import ''",
    "eval ''",
    "segment a.txt --keep-whole ''",
    "segment a.txt --stop-words ''",
    "segment a.txt -o ''",
    "train a.txt --continue ''",
    "concordance a --corpus ''",
)


@pytest.mark.parametrize("command", EMPTY)
def test_an_empty_value_is_refused(w2v, tmp_path, monkeypatch, command):
    """A variable of the shell without a value: Python takes "" for the current directory."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.txt").write_text("孙悟空打妖怪。\n", encoding="utf-8")
    done = w2v(*shlex.split(command))
    assert done.exit_code == 2
    assert "is empty." in done.stderr
    assert not done.stdout
    assert {path.name for path in tmp_path.iterdir()} <= {"a.txt", "models"}


READING = (
    "segment {}",
    "import {}",
    "similar 孙悟空 --restrict {}",
    "segment a.txt --words {}",
    "segment a.txt --dictionary {}",
)


@pytest.mark.parametrize("command", READING)
def test_what_is_not_there_is_said_alike(w2v, toy, tmp_path, monkeypatch, command):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.txt").write_text("孙悟空打妖怪。\n", encoding="utf-8")
    done = w2v(*command.format("gone.txt").split())
    assert done.exit_code == 1
    said = "Error: gone.txt does not exist.\nHint: Check the spelling of the path.\n"
    assert done.stderr.endswith(said)
