"""The one place where errors become words for the user and an exit code."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import click

from w2vkit.errors import W2vError


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
            f"{where}{error.strerror or error}.",
            "Check that the path exists, that you may use it, and that the disk has room.",
        )
        raise click.exceptions.Exit(1) from error
    except MemoryError as error:
        show_error(
            "The machine ran out of memory.",
            "Use a smaller --dim, a larger --min-count, or --max-words.",
        )
        raise click.exceptions.Exit(1) from error
