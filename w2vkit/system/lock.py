"""Lock files, which the operating system releases even if the process is killed."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from w2vkit.errors import W2vError

WAITING_SECONDS = 0.1
"""Time between two attempts to take a lock that another process holds."""


@contextmanager
def locked(path: Path, taken: W2vError) -> Iterator[None]:
    """Lock the file `path`, in an existing directory; raise `taken` if another process holds it."""

    def give_up() -> None:
        raise taken from None

    with _locked(path, give_up):
        yield


@contextmanager
def locked_in_turn(path: Path, on_wait: Callable[[], None]) -> Iterator[None]:
    """Lock the file `path`, in an existing directory, when no other process holds it any longer.

    Args:
        path: the file.
        on_wait: called once if another process holds it.

    """
    announcements = iter([on_wait])

    def wait() -> None:
        next(announcements, lambda: time.sleep(WAITING_SECONDS))()

    with _locked(path, wait):
        yield


@contextmanager
def _locked(path: Path, is_taken: Callable[[], None]) -> Iterator[None]:
    """Lock a file; call `is_taken` before each further attempt."""
    file = os.open(path, os.O_CREAT | os.O_RDWR | getattr(os, "O_NOFOLLOW", 0), 0o666)
    try:
        while not _is_locked(file):
            is_taken()
        try:
            yield
        finally:
            if sys.platform != "win32":
                path.unlink(missing_ok=True)
    finally:
        os.close(file)
    if sys.platform == "win32":  # where an open file, as of the next process, is not deleted
        with suppress(PermissionError):
            path.unlink(missing_ok=True)


def _is_locked(file: int) -> bool:
    """Lock an open file; return False if another process holds it."""
    try:
        _lock(file)
    except BlockingIOError:
        return False
    return True


if sys.platform == "win32":

    def _lock(file: int) -> None:
        """Lock an open file; raise BlockingIOError if another process holds it."""
        import msvcrt

        try:
            msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
        except PermissionError as error:
            raise BlockingIOError from error

else:

    def _lock(file: int) -> None:
        """Lock an open file; raise BlockingIOError if another process holds it."""
        import fcntl

        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
