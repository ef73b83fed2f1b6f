"""Checksums of files."""

from __future__ import annotations

from pathlib import Path

from w2vkit.system.regular import open_regular


def file_sha256(path: Path) -> str:
    """Return the SHA-256 of a file's content, in hexadecimal.

    Raises:
        InvalidFileError: it is not a regular file.
        OSError: it is missing or cannot be read.

    """
    import hashlib

    with open_regular(path) as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
