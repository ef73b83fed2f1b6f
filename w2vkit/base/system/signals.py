"""The signals that request a process to stop."""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager

STOP_SIGNAL_NAMES = ("SIGINT", "SIGTERM", "SIGHUP")
STOP_SIGNALS = tuple(getattr(signal, name) for name in STOP_SIGNAL_NAMES if hasattr(signal, name))


def is_ignored(number: int) -> bool:
    """Return whether a signal is ignored, like SIGINT in the background and SIGHUP under nohup."""
    return signal.getsignal(number) is signal.SIG_IGN


@contextmanager
def held() -> Iterator[None]:
    """Block signals in this thread, and in processes that start inside the block.

    They arrive after the block or after `leave_to_parent`. On Windows, nothing is blocked.
    """
    if sys.platform == "win32":
        yield
    else:
        before = signal.pthread_sigmask(signal.SIG_BLOCK, STOP_SIGNALS)
        try:
            yield
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)


def leave_to_parent() -> None:
    """In a worker process, ignore Ctrl-C, which the parent handles, and exit on other signals."""
    for number in STOP_SIGNALS:
        if not is_ignored(number):
            signal.signal(number, signal.SIG_IGN if number == signal.SIGINT else signal.SIG_DFL)
    if sys.platform != "win32":
        signal.pthread_sigmask(signal.SIG_UNBLOCK, STOP_SIGNALS)
