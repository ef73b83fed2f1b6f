"""The listener of the Python interface if none is given: bars for persons, a log for programs."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import Any

from w2vkit.base.progress import Progress

LOGGER = "w2vkit"
"""The name of the logger that receives messages, at the level INFO."""
PATIENCE = 0.5
"""Seconds that a call may take without showing bars."""


class Automatic:
    """Shows progress on a terminal and in a notebook, and logs messages.

    A function that takes less than half a second shows nothing; neither does one whose output goes
    to a file or a pipe.

    Attributes:
        shown: the bars, from when they are needed until the function returns.

    """

    def __init__(self) -> None:
        self.shown: Any = None
        self.began: float | None = None

    def __repr__(self) -> str:
        return "<bars on a terminal and in a notebook, messages in the log>"

    def note(self, message: str) -> None:
        """Log one sentence, with options in the words of Python."""
        import logging

        from w2vkit.base.python_words import in_python

        logging.getLogger(LOGGER).info("%s", in_python(message))

    def progress(self, progress: Progress) -> None:
        """Update the bars, which appear after a while."""
        if self.began is None or time.monotonic() - self.began < PATIENCE:
            return
        if self.shown is None:
            self.shown = _display()
        if self.shown is not None:
            self.shown.progress(progress)

    @contextmanager
    def watching(self) -> Iterator[None]:
        """Show the progress in this block, unless it is part of another."""
        if self.began is not None:
            yield
            return
        self.began = time.monotonic()
        try:
            yield
        finally:
            shown, self.shown, self.began = self.shown, None, None
            if shown is not None:
                shown.close()


AUTOMATIC = Automatic()


def _display() -> Any:
    """Return bars for a notebook or a terminal; None if nobody would see them."""
    from w2vkit.base import progress_bars

    if is_notebook():
        shown = import_module("IPython.display")  # what runs the notebook has brought it
        return progress_bars.NotebookListener(shown.display)
    if not sys.stderr.isatty():
        return None
    bars = progress_bars.bars()
    bars.start()
    return progress_bars.BarListener(bars)


def is_notebook() -> bool:
    """Return whether this process is the kernel of a notebook, which IPython knows."""
    shell = sys.modules.get("IPython")
    running = None if shell is None else shell.get_ipython()
    return running is not None and hasattr(running, "kernel")
