"""One process at a time: a lock file that the system lets go of whatever happens."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from w2vkit.errors import W2vError


@contextmanager
def locked(path: Path, taken: W2vError) -> Iterator[None]:
    """Hold the lock file `path`, in a folder that exists; raise `taken` if another process does.

    On systems without `flock` nothing is locked.
    """
    try:
        import fcntl
    except ImportError:
        yield
        return
    file = os.open(path, os.O_CREAT | os.O_RDWR | os.O_NOFOLLOW, 0o666)
    try:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise taken from None
        try:
            yield
        finally:
            path.unlink(missing_ok=True)
    finally:
        os.close(file)
