"""The files of a model's text that have moved or changed since it was trained."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from w2vkit.base.errors import InvalidFileError
from w2vkit.base.messages import listed, msg
from w2vkit.base.system.jsonfile import read_json
from w2vkit.base.system.regular import version_sha256
from w2vkit.model.manifest import INFO
from w2vkit.query.model import Model


@dataclass(frozen=True)
class ChangedFiles:
    """What has become of the files of a text.

    Attributes:
        gone: those that no longer exist.
        changed: those whose content is another.

    """

    gone: Sequence[Path] = ()
    changed: Sequence[Path] = ()

    def __bool__(self) -> bool:
        return bool(self.gone or self.changed)

    def notes(self) -> Iterator[str]:
        """Yield a sentence on the files that have moved, and one on those that have changed."""
        if len(self.gone) == 1:
            yield msg(
                "{moved} no longer exists; this is its text when the model was trained.",
                moved=str(self.gone[0]),
            )
        elif self.gone:
            yield msg(
                "{number:,} files no longer exist ({files}); this is their text when "
                "the model was trained.",
                number=len(self.gone),
                files=listed([*map(str, self.gone)]),
            )
        if len(self.changed) == 1:
            day = datetime.fromtimestamp(self.changed[0].stat().st_mtime).astimezone()
            yield msg(
                "{changed} was changed ({day:%Y-%m-%d %H:%M}); this is its text when the "
                "model was trained.",
                changed=self.changed[0],
                day=day,
            )
        elif self.changed:
            yield msg(
                "{number:,} files were changed ({files}); this is their text when the "
                "model was trained.",
                number=len(self.changed),
                files=listed([*map(str, self.changed)]),
            )


def changed_files(model: Model) -> ChangedFiles:
    """Return the files that a model was trained on and that have moved or changed since.

    A file counts as changed if its size differs, or if it is newer than the model and its SHA-256
    differs or is unknown.
    """
    origin = model.origin
    if origin is None:
        return ChangedFiles()
    sizes, checksums, trained = origin.files, origin.checksums, _trained(model)
    states = {path: path.stat() for path in sizes if path.exists()}
    changed = [
        path
        for path, state in states.items()
        if state.st_size != sizes[path]
        or (state.st_mtime > trained and not _has_checksum(path, checksums.get(path)))
    ]
    return ChangedFiles([path for path in sizes if path not in states], changed)


def _trained(model: Model) -> float:
    """Return when the model was created, in seconds since 1970; infinity if unknown."""
    try:
        created = read_json(model.path / INFO)["created"]
        return datetime.fromisoformat(str(created)).timestamp() + 1.0  # whole seconds
    except (OSError, ValueError, KeyError):
        return math.inf


def _has_checksum(path: Path, checksum: str | None) -> bool:
    """Return whether the content of a file has this SHA-256; False if it cannot be read."""
    try:
        return version_sha256(path) == checksum
    except (OSError, InvalidFileError):
        return False
