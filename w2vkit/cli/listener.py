"""Progress on stderr: bars on a terminal, elsewhere a line from time to time."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import click

from w2vkit.base.messages import msg, printable
from w2vkit.base.progress import Listener, Progress
from w2vkit.base.translation.translate import joined_clauses, labeled, translated
from w2vkit.cli.messages import is_quiet

SECONDS_BETWEEN_LINES = 10.0
MIN_WIDE_COLUMNS = 76
"""Minimum columns of a terminal that shows figures beside the bars."""


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
        figures = (figure(name, x) for name, x in progress.details.items())
        click.echo(labeled(progress.stage, joined_clauses([done, *figures])), err=True)


class BarListener:
    """Shows one bar for each stage with rich, and notes above them."""

    def __init__(self, bars: Any) -> None:
        self.bars = bars
        self.tasks: dict[str, Any] = {}
        self.started: dict[str, float] = {}

    def note(self, message: str) -> None:
        """Print one sentence above the bars."""
        self.bars.console.print(printable(translated(message)), markup=False, highlight=False)

    def progress(self, progress: Progress) -> None:
        """Update the bar of this stage."""
        if progress.stage not in self.tasks:
            self.tasks[progress.stage] = self.bars.add_task(
                translated(progress.stage), rate="", figures=""
            )
            self.started[progress.stage] = time.monotonic()
        seconds = time.monotonic() - self.started[progress.stage]
        self.bars.update(
            self.tasks[progress.stage],
            completed=progress.done,
            total=progress.total,
            rate=rate(progress, seconds),
            figures="  ".join(figure(name, x) for name, x in progress.details.items()),
        )


def figure(name: str, value: float) -> str:
    """Return a figure with its name: `loss 2.3105`."""
    return f"{translated(name)} {value:.4g}"


def rate(progress: Progress, seconds: float) -> str:
    """Return the speed of a stage: `5.2 MB/s` or `812,000 words/s`."""
    if seconds < 0.1:
        return ""
    speed = progress.done / seconds
    return (
        msg("{speed:.1f} MB/s", speed=speed / 1000000.0)
        if progress.unit == "B"
        else f"{speed:,.0f} {translated(progress.unit)}/s"
    )


@contextmanager
def listening() -> Iterator[Listener]:
    """Yield the listener for stderr: bars on a terminal, else lines."""
    if is_quiet() or not sys.stderr.isatty():
        yield LineListener()
        return
    from rich.console import Console
    from rich.progress import BarColumn, TaskProgressColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bars

    console = Console(stderr=True)
    figures = (TextColumn("{task.fields[rate]}"), TextColumn("{task.fields[figures]}"))
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TaskProgressColumn(),
        *(figures if console.width >= MIN_WIDE_COLUMNS else ()),
        TimeRemainingColumn(),
    )
    with Bars(*columns, console=console) as bars:
        yield BarListener(bars)
