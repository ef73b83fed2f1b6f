"""Progress as bars: with rich on a terminal, as a table of bars in a notebook."""

from __future__ import annotations

import html
import time
from collections.abc import Callable, Mapping
from typing import Any

from w2vkit.base.messages import msg, printable
from w2vkit.base.progress import Progress
from w2vkit.base.translation.translate import translated

MIN_WIDE_COLUMNS = 76
"""Minimum columns of a terminal that shows figures beside the bars."""
SECONDS_BETWEEN_UPDATES = 0.2
"""How often the output of a notebook is replaced."""


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

    def close(self) -> None:
        """End the display; the bars stay."""
        self.bars.stop()


class NotebookListener:
    """Shows a table of bars as one output of a notebook cell, which needs no widgets.

    Attributes:
        display: shows data by MIME type, and returns a handle whose `update` replaces them:
            `IPython.display.display`.

    """

    def __init__(self, display: Callable[..., Any]) -> None:
        self.display = display
        self.stages: dict[str, Progress] = {}
        self.handle: Any = None
        self.last = 0.0

    def note(self, message: str) -> None:
        """Ignore the message: messages are logged."""

    def progress(self, progress: Progress) -> None:
        """Update the bar of this stage, unless the last update is recent."""
        self.stages[progress.stage] = progress
        is_done = progress.done == progress.total
        if is_done or time.monotonic() - self.last >= SECONDS_BETWEEN_UPDATES:
            self._show()

    def close(self) -> None:
        """Show the last state, which stays."""
        self._show(is_over=True)

    def _show(self, *, is_over: bool = False) -> None:
        self.last = time.monotonic()
        shown = bundle(self.stages, is_over=is_over)
        if self.handle is None:
            self.handle = self.display(shown, raw=True, display_id=True)
        else:
            self.handle.update(shown, raw=True)


def bundle(stages: Mapping[str, Progress], *, is_over: bool = False) -> dict[str, str]:
    """Return bars by MIME type: as HTML, and as text for what shows no HTML.

    When all is over, bars of unknown length are full.
    """
    rows, lines = [], []
    for stage, progress in stages.items():
        name = translated(stage)
        share = f"{progress.done / progress.total:.0%}" if progress.total else f"{progress.done:,}"
        figures = "  ".join(figure(label, x) for label, x in progress.details.items())
        limits = f' max="{progress.total}" value="{progress.done}"' if progress.total else ""
        limits = limits or (' value="1"' if is_over else "")
        cells = (html.escape(name), f"<progress{limits}></progress>", share, html.escape(figures))
        rows.append("<tr>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>")
        lines.append("  ".join(filter(None, (name, share, figures))))
    return {"text/html": f"<table>{''.join(rows)}</table>", "text/plain": "\n".join(lines)}


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


def bars() -> Any:
    """Return bars on stderr, which are not shown yet: `rich.progress.Progress`."""
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
    return Bars(*columns, console=console)
