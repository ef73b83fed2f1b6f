"""Lines typed on a terminal, with history and completion; or the lines of a pipe."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any

import click

from w2vkit.base.errors import UsageError
from w2vkit.base.messages import msg, reason
from w2vkit.base.system.paths import history_file
from w2vkit.cli.interrupts import INTERRUPTS, Terminated
from w2vkit.cli.messages import say
from w2vkit.cli.stdin import stdin_batches

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
    found: list[str] = []

    def complete(text: str, state: int) -> str | None:
        if state == 0:
            line = readline.get_line_buffer()
            found[:] = dict.fromkeys(islice(completions(text, line), limit))
        return found[state] if state < len(found) else None

    return complete
