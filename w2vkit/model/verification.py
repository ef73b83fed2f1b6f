"""Verification of the files of a model, repeated only after a change."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from w2vkit.base.errors import InvalidFileError, W2vError
from w2vkit.base.system.atomic import atomic_text
from w2vkit.base.system.paths import cache_home, private_folder, why_unsafe
from w2vkit.base.system.regular import delete, read_regular
from w2vkit.model.manifest import ModelInfo, verify_file

VERIFIED_AT_OPENING = 64 * 2**20
"""The SHA-256 of files up to this size in bytes is checked before a model is used."""
MAX_RECORD_BYTES = 100_000


def verify_once(
    path: Path, names: Iterable[str], info: ModelInfo, limit: int | None = VERIFIED_AT_OPENING
) -> None:
    """Check the files `names` of the model at `path`: size, and SHA-256 up to `limit` bytes.

    A file is not hashed again while its size, inode and times are those of the last check, which
    the cache records. With a limit of None, files of any size are hashed.

    Raises:
        W2vError: a file is missing, or differs from the saved one.

    """
    record = _record_of(path)
    known = _read_states(record)
    states = {}
    for name in names:
        verify_file(path, name, info)
        if limit is None or info.files[name].bytes <= limit:
            states[name] = _state(path, name, info)
    if new := [name for name, state in states.items() if known.get(name) != state]:
        for name in new:
            verify_file(path, name, info, whole=True)
        _write_states(record, {**known, **states})


def _record_of(path: Path) -> Path:
    place = str(path.resolve()).encode("utf-8", "surrogateescape")
    return cache_home() / "verified" / hashlib.blake2b(place, digest_size=16).hexdigest()


def _state(path: Path, name: str, info: ModelInfo) -> str:
    """Return what changes when the file is written, together with the SHA-256 it has to have."""
    status = (path / name).stat()
    times = status.st_mtime_ns, status.st_ctime_ns
    return " ".join(map(str, (info.files[name].sha256, status.st_ino, status.st_size, *times)))


def _read_states(record: Path) -> dict[str, str]:
    """Return the recorded states of files by name; {} without a record that can be trusted."""
    try:
        if why_unsafe(record) is not None:
            return {}
        lines = read_regular(record, MAX_RECORD_BYTES).decode("utf-8").splitlines()
    except (OSError, InvalidFileError, UnicodeDecodeError):
        return {}
    return dict(line.split("\t", 1) for line in lines if "\t" in line)


def _write_states(record: Path, states: dict[str, str]) -> None:
    with suppress(OSError, W2vError):  # without a record, the next query hashes the files again
        private_folder(record.parent)
        if not record.is_file():
            delete(record)  # otherwise a pipe there would be written to
        with atomic_text(record) as file:
            file.writelines(f"{name}\t{state}\n" for name, state in states.items())
