"""Regular files: opened, read, hashed; a pipe or device could block a reader forever."""

from __future__ import annotations

import io
import os
import stat
from functools import lru_cache
from pathlib import Path

from w2vkit.base.errors import InvalidFileError
from w2vkit.base.messages import msg

_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


def open_regular(path: Path) -> io.BufferedReader:
    """Open a regular file for reading bytes.

    Raises:
        InvalidFileError: it is a directory, a pipe or a device.
        OSError: it is missing or cannot be read.

    """
    handle = os.open(path, _FLAGS)  # O_NONBLOCK: opening a pipe would wait for a writer
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise InvalidFileError(msg("{name} is not a regular file", name=path.name))
    return os.fdopen(handle, "rb")


def read_regular(path: Path, limit: int) -> bytes:
    """Return the content of a file of at most `limit` bytes; errors are those of `open_regular`."""
    with open_regular(path) as file:
        size = os.fstat(file.fileno()).st_size
        if size > limit:
            raise InvalidFileError(
                msg("{name} is larger than {limit:,} bytes", name=path.name, limit=limit)
            )
        return file.read(size)


def delete(path: Path) -> None:
    """Delete the file or directory at `path`; a link is deleted, not its target."""
    import shutil

    if path.is_symlink() or not path.is_dir():
        path.unlink(missing_ok=True)
    else:
        shutil.rmtree(path, ignore_errors=True)


def file_sha256(path: Path) -> str:
    """Return the SHA-256 of a file's content, in hexadecimal.

    Raises:
        InvalidFileError: it is not a regular file.
        OSError: it is missing or cannot be read.

    """
    import hashlib

    with open_regular(path) as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def version_sha256(path: Path) -> str:
    """Return what `file_sha256` returns, computed once for each size and time of change."""
    status = path.stat()
    return _version_sha256(path, status.st_size, status.st_mtime_ns)


@lru_cache(maxsize=1 << 16)
def _version_sha256(path: Path, size: int, modified: int) -> str:
    return file_sha256(path)
