"""The one place where errors become words for the user and an exit code."""

from __future__ import annotations

import errno
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

import click

from w2vkit.errors import INTERRUPTED, W2vError
from w2vkit.wording import reason

ADVICE = {
    errno.ENOENT: "Check the spelling of the path.",
    errno.EACCES: "Check that you may use it, or choose another place.",
    errno.ENOSPC: "Free some space or choose another place.",
    errno.ENAMETOOLONG: "Choose a shorter name.",
}


def end_tidily_on_sigterm() -> None:
    """Let SIGTERM end the process as Ctrl-C does, so that drafts of files are deleted."""

    def interrupt(number: int, frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    signal.signal(signal.SIGTERM, interrupt)


def open_streams() -> None:
    """Put the null device where stdout or stderr was closed, as `2>&-` does."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115


def show_error(message: str, hint: str | None = None) -> None:
    """Print what happened, and what to do if there is something, to stderr."""
    click.echo(f"Error: {message}", err=True)
    if hint:
        click.echo(f"Hint: {hint}", err=True)


@contextmanager
def shown_errors() -> Iterator[None]:
    """Print errors that a user can mend and exit with their code; let our own bugs through."""
    try:
        yield
    except W2vError as error:
        show_error(error.message, error.hint)
        raise click.exceptions.Exit(error.exit_code) from error
    except BrokenPipeError:
        raise
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        show_error(
            f"{where}{reason(error)}.",
            ADVICE.get(error.errno or 0, "Check that the path exists and that you may use it."),
        )
        raise click.exceptions.Exit(1) from error
    except KeyboardInterrupt as error:
        show_error("Stopped before it was done.", "Nothing half-done is left; run it again.")
        raise click.exceptions.Exit(INTERRUPTED) from error
    except MemoryError as error:
        show_error(
            "The machine ran out of memory.",
            "Ask for less at a time: fewer words, a smaller --dim or a smaller picture.",
        )
        raise click.exceptions.Exit(1) from error
