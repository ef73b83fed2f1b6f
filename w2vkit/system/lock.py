"""Lock files, which the operating system releases even if the process is killed."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from w2vkit.errors import W2vError


@contextmanager
def locked(path: Path, taken: W2vError) -> Iterator[None]:
    """Lock the file `path`, in an existing directory; raise `taken` if another process holds it.

    On systems without `flock`, nothing is locked.
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
