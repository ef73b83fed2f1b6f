"""The content of `model.json`, and the checksums of the other files of a model."""

from __future__ import annotations

import hashlib
import json
import os
import stat
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from w2vkit.base.errors import InvalidFileError, W2vError
from w2vkit.base.messages import msg, reason
from w2vkit.base.system import jsonfile
from w2vkit.base.system.atomic import atomic_text
from w2vkit.base.system.paths import cache_home, private_folder, why_unsafe
from w2vkit.base.system.regular import delete, file_sha256, read_regular

INFO = "model.json"
FORMAT_NAME, FORMAT_VERSION = "w2vkit", 1
VERIFIED_AT_OPENING = 64 * 2**20
"""The SHA-256 of files up to this size in bytes is checked before a model is used."""
MAX_RECORD_BYTES = 100_000


@dataclass(frozen=True, slots=True)
class FileSeal:
    """Size and SHA-256 of a file of a model."""

    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class ModelInfo:
    """The content of `model.json`.

    Attributes:
        name: the name of the directory, also after it was copied or renamed.
        words: V, the number of words.
        dim: D, the dimension.
        engine: the engine that trained it, or where it was imported from.
        created: UTC, ISO 8601.
        options: all options, in groups such as `training` and `segmentation`.
        corpus: fingerprint and files of the corpus.
        report: tokens, types, seconds, loss and other results of training.
        versions: of w2vkit and of the packages that computed the vectors.
        files: size and SHA-256 of every other file.

    """

    name: str
    words: int
    dim: int
    engine: str
    created: str = ""
    options: Mapping[str, Any] = field(default_factory=dict)
    corpus: Mapping[str, Any] = field(default_factory=dict)
    report: Mapping[str, Any] = field(default_factory=dict)
    versions: Mapping[str, str] = field(default_factory=dict)
    files: Mapping[str, FileSeal] = field(default_factory=dict)


def stamp(path: Path) -> tuple[int, int] | None:
    """Return a value that changes when the model at `path` is replaced; None if it is deleted."""
    try:
        status = (path / INFO if path.is_dir() else path).stat()
    except OSError:
        return None
    return status.st_ino, status.st_mtime_ns


def read_info(path: Path) -> ModelInfo:
    """Return the content of `model.json` in the directory `path`.

    Raises:
        W2vError: it is missing, damaged, or has a newer format version.

    """
    try:
        content = jsonfile.read_json(path / INFO)
        if content.get("format") != FORMAT_NAME:
            raise InvalidFileError(msg("it is not a w2vkit model"))
        version = jsonfile.whole(content, "version")
        if version > FORMAT_VERSION:
            raise W2vError(
                msg(
                    "The model at {path} has format version {version}; this w2vkit reads up "
                    "to {format_version}.",
                    path=path,
                    version=version,
                    format_version=FORMAT_VERSION,
                ),
                msg("Update w2vkit: pip install --upgrade w2vkit."),
            )
        return replace(_parsed(content), name=os.path.basename(os.path.abspath(path)))
    except FileNotFoundError:
        raise broken(path, msg("{info} is missing", info=INFO)) from None
    except OSError as error:
        if isinstance(error, NotADirectoryError):
            raise W2vError(
                msg("{path} is a file, not a model.", path=path),
                msg("Import it: w2vkit import {path}.", path=path),
            ) from None
        raise broken(
            path, msg("{info} cannot be read: {reason}", info=INFO, reason=reason(error))
        ) from error
    except InvalidFileError as error:
        raise broken(path, msg("{info} is damaged ({error})", info=INFO, error=error)) from error


def _parsed(content: Mapping[str, Any]) -> ModelInfo:
    """Return the content with types checked; entries added by later versions are ignored."""
    groups = {
        name: jsonfile.group(content, name) if name in content else {}
        for name in ("options", "corpus", "report", "versions")
    }
    for name in ("training", "segmentation", "items", "subwords", "index"):
        if name in groups["options"]:
            jsonfile.group(groups["options"], name)
    _check_unicode(content)
    files = jsonfile.group(content, "files")
    return ModelInfo(
        name=jsonfile.text(content, "name"),
        words=jsonfile.whole(content, "words", 1),
        dim=jsonfile.whole(content, "dim", 1),
        engine=jsonfile.text(content, "engine"),
        created=jsonfile.text(content, "created") if "created" in content else "",
        **groups,
        files={name: _seal_of(files, name) for name in files},
    )


def file_names(corpus: Mapping[str, Any]) -> list[str]:
    """Return the names of the files of a text in the order of the text, from `ModelInfo.corpus`."""
    files = corpus.get("files") or ()
    return [str(file["name"]) for file in files if isinstance(file, Mapping) and "name" in file]


def _seal_of(files: Mapping[str, Any], name: str) -> FileSeal:
    if name != Path(name).name or "\0" in name:
        raise InvalidFileError(msg("{name!r} is not a plain file name", name=name))
    facts = jsonfile.group(files, name)
    return FileSeal(jsonfile.whole(facts, "bytes"), jsonfile.text(facts, "sha256"))


def _check_unicode(content: Mapping[str, Any]) -> None:
    """Raise InvalidFileError if a string has half a surrogate pair, which UTF-8 cannot encode."""
    try:
        json.dumps(content, ensure_ascii=False).encode("utf-8")
    except UnicodeEncodeError:
        raise InvalidFileError(msg("a string contains half a surrogate pair")) from None


def verify_file(path: Path, name: str, info: ModelInfo, *, whole: bool = False) -> None:
    """Raise W2vError if a file is missing, or differs from its seal in size.

    If `whole` is set, its SHA-256 is compared, too.
    """
    if name not in info.files:
        raise broken(path, msg("{info} does not list {name}", info=INFO, name=name))
    sealed = info.files[name]
    try:
        status = (path / name).stat()
        if not stat.S_ISREG(status.st_mode):
            raise broken(path, msg("{name} is not a regular file", name=name))
        if status.st_size != sealed.bytes:
            raise broken(
                path,
                msg(
                    "{name} has {size:,} bytes instead of {expected:,}",
                    name=name,
                    size=status.st_size,
                    expected=sealed.bytes,
                ),
            )
        if whole and file_sha256(path / name) != sealed.sha256:
            raise broken(path, msg("{name} was changed after the model was saved", name=name))
    except FileNotFoundError:
        raise broken(path, msg("{name} is missing", name=name)) from None
    except OSError as error:
        raise broken(
            path, msg("{name} cannot be read: {reason}", name=name, reason=reason(error))
        ) from error


def broken(path: Path, what: str) -> W2vError:
    """Return the error that says what is wrong with the model at `path`."""
    return W2vError(
        msg("The model at {path} cannot be used: {reason}.", path=path, reason=what),
        msg("Train or import it again, or restore the directory from a backup."),
    )


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
