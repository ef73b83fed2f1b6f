"""Ctrl-C, SIGTERM and SIGHUP: the first signal stops a command cleanly, a later one at once."""

from __future__ import annotations

import atexit
import os
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

from w2vkit.base.errors import INTERRUPTED
from w2vkit.base.system.signals import STOP_SIGNALS, is_ignored

GRACE = 1.0
"""Seconds in which further signals are ignored during cleanup; `uv run`, `timeout` and terminals
may deliver the same signal twice."""


class Terminated(KeyboardInterrupt):
    """A request of the system to terminate; unlike Ctrl-C, a prompt does not catch it."""


class Interrupts:
    """Handles the signals of a process: raises inside a command, ends the process elsewhere.

    A `KeyboardInterrupt` in code that does not expect one, such as a module being imported, the
    interpreter shutting down or another `except` clause, would end in a traceback.

    Args:
        grace: seconds after a signal in which others are ignored.

    """

    def __init__(self, grace: float = GRACE) -> None:
        self._grace = grace
        self._raises = False
        self._first: float | None = None  # time of the signal that is being handled

    def install(self) -> None:
        """Handle the signals, except those that the parent process ignores."""
        for number in STOP_SIGNALS:
            if not is_ignored(number):
                signal.signal(number, self)
        atexit.register(_ignore_signals)  # the first one registered runs last
        sys.excepthook = _excepthook  # also called by C code that cannot propagate an exception
        sys.unraisablehook = _unraisablehook

    def __call__(self, number: int, frame: FrameType | None) -> None:
        """Handle one signal."""
        now = time.monotonic()
        if self._first is not None and now - self._first < self._grace:
            return
        if self._first is not None or not self._raises:
            os._exit(INTERRUPTED)
        self._first = now
        raise KeyboardInterrupt if number == signal.SIGINT else Terminated

    @property
    def came(self) -> bool:
        """Whether a command is being stopped."""
        return self._first is not None

    def forget(self) -> None:
        """Continue as if there had been no signal: the command has handled it."""
        self._first = None

    @contextmanager
    def raising(self) -> Iterator[None]:
        """Let the first signal raise `KeyboardInterrupt` inside the block."""
        before, self._raises = self._raises, True
        try:
            yield
        finally:
            self._raises = before


INTERRUPTS = Interrupts()
"""The handler of this process."""


def _ignore_signals() -> None:
    """Ignore signals while the interpreter exits: it restores handlers that kill the process."""
    for number in STOP_SIGNALS:
        signal.signal(number, signal.SIG_IGN)


def _excepthook(kind: type[BaseException], error: BaseException, trace: Any) -> None:
    if issubclass(kind, KeyboardInterrupt):
        os._exit(INTERRUPTED)
    sys.__excepthook__(kind, error, trace)


def _unraisablehook(what: sys.UnraisableHookArgs) -> None:
    if issubclass(what.exc_type, KeyboardInterrupt):
        os._exit(INTERRUPTED)
    sys.__unraisablehook__(what)
