"""Lock files, which the operating system releases even if the process is killed."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from w2vkit.errors import W2vError


@contextmanager
def locked(path: Path, taken: W2vError) -> Iterator[None]:
    """Lock the file `path`, in an existing directory; raise `taken` if another process holds it."""
    file = os.open(path, os.O_CREAT | os.O_RDWR | getattr(os, "O_NOFOLLOW", 0), 0o666)
    try:
        try:
            _lock(file)
        except BlockingIOError:
            raise taken from None
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
