"""Lines of the shell: typed on a terminal with history and completion, or from a pipe.

A line can have options: `孙悟空 -n 3 --min-count 5`.
"""

from __future__ import annotations

import importlib
import locale
import os
import re
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any, get_args

import click

from w2vkit.base.config import OutputFormat, QueryConfig
from w2vkit.base.errors import UsageError
from w2vkit.base.messages import msg, reason
from w2vkit.base.system.paths import history_file
from w2vkit.cli.interrupts import INTERRUPTS, Terminated
from w2vkit.cli.messages import say
from w2vkit.cli.options import settings
from w2vkit.cli.pipes import stdin_batches
from w2vkit.cli.query_runner import QUESTION

NUMBER_OF_ANSWERS = re.compile(r"-n=?\d+")
LONG_OPTION = re.compile(r"--[a-z][a-z-]*(=.*)?", re.DOTALL)
FOR_EVERY_VERB = {"fuzzy", "compose", "prior"}
RANKING_VERBS = ("similar", "analogy")
"""Verbs that accept all options of a query."""


DELIMITERS = ' \t\n+*~?{}(),"－＋＊～，｛｝（）'
MAX_HISTORY_LINES = 1_000
MAX_COMPLETIONS = 100
Completer = Callable[[str, str], Iterator[str]]


def edited_lines(prompt: Callable[[], str], completions: Completer) -> Iterator[list[str]]:
    """Yield lines until the end of input: from a terminal one by one, else in batches.

    Args:
        prompt: returns the prompt of the next line; only a terminal shows it.
        completions: yields completions for the last word of a line, given that word and the line.

    Raises:
        UsageError: stdin is closed.

    """
    if sys.stdin is None:
        raise UsageError(
            msg("stdin is closed, so there are no queries to run."),
            msg("Use a terminal or a pipe: echo WORD | w2vkit shell."),
        )
    if not sys.stdin.isatty():
        yield from stdin_batches()
        return
    with _readline(completions):
        while True:
            try:
                yield [_ask(prompt())]
            except Terminated:
                raise
            except KeyboardInterrupt:
                INTERRUPTS.forget()
                click.echo(err=True)
            except EOFError:
                click.echo(err=True)
                return


def _ask(prompt: str) -> str:
    if sys.stdout.isatty():
        return input(prompt)
    click.echo(prompt, nl=False, err=True)  # a redirected stdout contains results only
    return input()


@contextmanager
def _readline(completions: Completer) -> Iterator[None]:
    """Enable history and completion if the platform has readline."""
    try:
        readline: Any = importlib.import_module("readline")
    except ImportError:  # Windows: the terminal keeps the history
        yield
        return
    _use_utf_8()
    with suppress(UnicodeEncodeError):  # there is no locale with these characters
        readline.set_completer_delims(DELIMITERS)
    readline.set_completer(_completer(completions, readline))
    bind = "bind ^I rl_complete" if "libedit" in (readline.__doc__ or "") else "tab: complete"
    readline.parse_and_bind(bind)
    readline.set_history_length(MAX_HISTORY_LINES)
    history = history_file()
    _use_history(history, readline.read_history_file)
    try:
        yield
    finally:
        _use_history(history, readline.write_history_file, make=True)


def _use_utf_8() -> None:
    """Let readline read and show every character where the locale, such as C, has only ASCII."""
    try:
        DELIMITERS.encode(locale.getencoding())
    except UnicodeEncodeError:
        # readline sets the locale of the environment again at each prompt.
        os.environ["LC_ALL" if os.environ.get("LC_ALL") else "LC_CTYPE"] = "C.UTF-8"
        with suppress(locale.Error):
            locale.setlocale(locale.LC_CTYPE, "")


def _use_history(path: Path, use: Callable[[Path], None], *, make: bool = False) -> None:
    """Read or write the history; report an error and continue."""
    try:
        if make:
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        use(path)
    except FileNotFoundError:
        pass
    except OSError as error:
        say(msg("The history {path} cannot be used: {reason}.", path=path, reason=reason(error)))


def _completer(
    completions: Completer, readline: Any, limit: int = MAX_COMPLETIONS
) -> Callable[[str, int], str | None]:
    """Return the function that readline calls; it offers at most `limit` completions."""
    offered: list[str] = []

    def complete(text: str, state: int) -> str | None:
        if state == 0:
            line = readline.get_line_buffer()
            offered[:] = dict.fromkeys(islice(completions(text, line), limit))
        return offered[state] if state < len(offered) else None

    return complete


@dataclass(frozen=True)
class LineOptions:
    """The options on one line.

    Attributes:
        query: fields of `QueryConfig` by name.
        output_format: the output format, or None.

    """

    query: Mapping[str, Any] = field(default_factory=dict)
    output_format: OutputFormat | None = None

    def check(self, verb: str) -> None:
        """Raise UsageError if `verb` does not accept one of the options."""
        strange = [name for name in self.query if name not in FOR_EVERY_VERB]
        if strange and verb not in RANKING_VERBS:
            option = f"--{strange[0].replace('_', '-')}"
            raise UsageError(
                msg("{verb} does not accept {option}.", verb=verb, option=option), msg("Omit it.")
            )


NO_OPTIONS = LineOptions()


def split_line(line: str) -> tuple[str, LineOptions]:
    """Return a line without its options, and the options.

    Raises:
        UsageError: an option does not exist or has an invalid value.

    """
    if "-" not in line:
        return line, NO_OPTIONS
    kept, options, takes_value, start = [], [], False, 0
    for match in QUESTION.finditer(line):
        token = match[0]
        if takes_value or _is_option(token):
            kept.append(line[start : match.start()].strip())
            start = match.end()
            options.append(token)
            takes_value = not takes_value and _takes_value(token)
    if not options:
        return line, NO_OPTIONS
    return " ".join(filter(None, [*kept, line[start:].strip()])), _parsed(options)


def _is_option(token: str) -> bool:
    return token in _options() or bool(
        NUMBER_OF_ANSWERS.fullmatch(token) or LONG_OPTION.fullmatch(token)
    )


def _takes_value(token: str) -> bool:
    option = _options().get(token)
    return option is not None and not option.is_flag


def _parsed(tokens: list[str]) -> LineOptions:
    try:
        options: LineOptions = _given.main(tokens, standalone_mode=False)
    except click.UsageError as error:
        message = error.format_message()
        raise UsageError(message, msg("w2vkit similar --help lists the options.")) from error
    return options


@click.command("line", add_help_option=False)
@click.option("--format", "output_format", type=click.Choice(get_args(OutputFormat)))
@settings(QueryConfig, "query")
def _given(output_format: OutputFormat | None, query: dict[str, Any]) -> LineOptions:
    return LineOptions(query, output_format)


@cache
def _options() -> Mapping[str, click.Option]:
    """Return the options by all of their names."""
    options = [param for param in _given.params if isinstance(param, click.Option)]
    return {name: option for option in options for name in (*option.opts, *option.secondary_opts)}
