"""Verification of large files of a model, repeated only after a change."""

from __future__ import annotations

import hashlib
from contextlib import suppress
from pathlib import Path

from w2vkit.errors import InvalidFileError, W2vError
from w2vkit.model.manifest import VERIFIED_AT_OPENING, ModelInfo, verify_file
from w2vkit.system.atomic import atomic_text
from w2vkit.system.ownership import why_unsafe
from w2vkit.system.paths import cache_home, private_folder
from w2vkit.system.regular import delete, read_regular

MAX_RECORD_BYTES = 1_000


def verify_once(path: Path, name: str, info: ModelInfo, small: int = VERIFIED_AT_OPENING) -> None:
    """Check the SHA-256 of the file `name` of the model at `path`.

    A file of more than `small` bytes is not hashed again while its size, inode and times are those
    of the last check, which the cache records.

    Raises:
        W2vError: the file is missing, or differs from the saved one.

    """
    verify_file(path, name, info)
    status = (path / name).stat()
    if status.st_size <= small:
        return
    facts = (info.files[name].sha256, status.st_ino, status.st_size)
    state = " ".join(map(str, (*facts, status.st_mtime_ns, status.st_ctime_ns)))
    place = str((path / name).resolve()).encode("utf-8", "surrogateescape")
    record = cache_home() / "verified" / hashlib.sha256(place).hexdigest()
    with suppress(OSError, InvalidFileError):
        if why_unsafe(record) is None and read_regular(record, MAX_RECORD_BYTES) == state.encode():
            return
    verify_file(path, name, info, whole=True)
    with suppress(OSError, W2vError):  # without a record, the next query hashes the file again
        private_folder(record.parent)
        delete(record)  # otherwise a pipe there would be written to
        with atomic_text(record) as file:
            file.write(state)
