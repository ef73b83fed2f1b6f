"""Checksums of files."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from w2vkit.base.system.regular import open_regular


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
