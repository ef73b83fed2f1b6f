"""Lock files, which the operating system releases even if the process is killed.

Some network file systems have no locks. There, work goes on without one, and this is said.
"""

from __future__ import annotations

import errno
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from w2vkit.base.errors import W2vError
from w2vkit.base.messages import msg
from w2vkit.base.progress import SILENT, Listener
from w2vkit.base.system.paths import MODELS_VARIABLE

NO_LOCKS = frozenset({errno.ENOLCK, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS})
"""The errors of file systems without locks."""
WAITING_SECONDS = 0.1
"""Time between two attempts to take a lock that another process holds."""


@contextmanager
def locked(path: Path, taken: W2vError, listener: Listener = SILENT) -> Iterator[None]:
    """Lock the file `path` of a model; raise `taken` if another process holds it.

    Args:
        path: the file, in an existing directory of models.
        taken: the error to raise.
        listener: receives a message if the file system has no locks.

    """

    def give_up() -> None:
        raise taken from None

    def go_without() -> None:
        listener.note(
            msg(
                "The file system of {parent} has no locks: two processes that write the same "
                "model at the same time do not notice each other. To avoid this, set "
                "{models_variable} to a directory of another file system.",
                parent=path.parent,
                models_variable=MODELS_VARIABLE,
            )
        )

    with _locked(path, give_up, go_without):
        yield


@contextmanager
def locked_in_turn(path: Path, on_wait: Callable[[], None]) -> Iterator[None]:
    """Lock the file `path`, in an existing directory, when no other process holds it any longer.

    Without locks, the block runs at once.

    Args:
        path: the file.
        on_wait: called once if another process holds it.

    """
    announcements = iter([on_wait])

    def wait() -> None:
        next(announcements, lambda: time.sleep(WAITING_SECONDS))()

    with _locked(path, wait, lambda: None):
        yield


@contextmanager
def _locked(
    path: Path, is_taken: Callable[[], None], go_without: Callable[[], None]
) -> Iterator[None]:
    """Lock a file; call `is_taken` before each further attempt, `go_without` without locks."""
    file, has_locks = _open_locked(path, is_taken)
    try:
        if not has_locks:
            go_without()
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


def _open_locked(path: Path, is_taken: Callable[[], None]) -> tuple[int, bool]:
    """Return an open file with a lock, and whether there are locks."""
    while True:
        file = os.open(path, os.O_CREAT | os.O_RDWR | getattr(os, "O_NOFOLLOW", 0), 0o666)
        try:
            while (state := _is_locked(file)) is False:
                is_taken()
            if state is None or _is_at(path, file):
                return file, state is not None
        except BaseException:
            os.close(file)
            raise
        os.close(file)


def _is_at(path: Path, file: int) -> bool:
    """Return whether an open file is still at its path: who held the lock before deletes it."""
    if sys.platform == "win32":  # where an open file is not deleted
        return True
    else:  # noqa: RET505 (mypy checks each platform apart)
        try:
            return os.path.samestat(os.fstat(file), path.lstat())
        except FileNotFoundError:
            return False


def _is_locked(file: int) -> bool | None:
    """Lock an open file; return False if another process holds it, None if there are no locks."""
    try:
        _lock(file)
    except BlockingIOError:
        return False
    except OSError as error:
        if error.errno not in NO_LOCKS:
            raise
        return None
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
