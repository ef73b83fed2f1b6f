"""Progress on stderr: bars on a terminal, elsewhere a line from time to time."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

import click

from w2vkit.base.messages import printable
from w2vkit.base.progress import Listener, Progress
from w2vkit.base.translation.translate import joined_clauses, labeled, translated
from w2vkit.cli.messages import is_quiet

SECONDS_BETWEEN_LINES = 10.0
KERNEL = "JPY_PARENT_PID"
"""The variable that kernels of Jupyter, and what they start, have in their environment."""


class LineListener:
    """Prints notes at once and progress every ten seconds, one line each."""

    def __init__(self) -> None:
        self.last_line = time.monotonic()
        self.is_quiet = is_quiet()

    def note(self, message: str) -> None:
        """Print one sentence."""
        if not self.is_quiet:
            click.echo(printable(translated(message)), err=True)

    def progress(self, progress: Progress) -> None:
        """Print a line unless the last one is recent."""
        now = time.monotonic()
        if self.is_quiet or now - self.last_line < SECONDS_BETWEEN_LINES:
            return
        self.last_line = now
        share = f"{progress.done / progress.total:.0%} " if progress.total else ""
        done = f"{share}{progress.done:,} {translated(progress.unit)}"
        from w2vkit.base.progress_bars import figure

        figures = (figure(name, x) for name, x in progress.details.items())
        click.echo(labeled(progress.stage, joined_clauses([done, *figures])), err=True)


@contextmanager
def listening() -> Iterator[Listener]:
    """Yield the listener for stderr: bars on a terminal, else lines.

    A cell of a notebook that runs a command with `!` looks like a terminal, but keeps all that bars
    write one below the other.
    """
    if is_quiet() or not sys.stderr.isatty() or KERNEL in os.environ:
        yield LineListener()
        return
    from w2vkit.base.progress_bars import BarListener, bars

    with bars() as shown:
        yield BarListener(shown)
