"""Files of options that are pipes, `--words <(echo 妲己)`: kept, since they are read again."""

from __future__ import annotations

import hashlib
import os
import stat
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

import click

from w2vkit.base.errors import W2vError
from w2vkit.base.messages import msg, reason
from w2vkit.base.system.files import readable
from w2vkit.base.system.paths import cache_home, private_folder

PIPED = "piped"
"""The directory of the cache with the content of pipes, each named by its SHA-256."""
BYTES_PER_BLOCK = 1 << 20


class InputFile(click.ParamType[Any]):
    """The path of a file, or another word; a pipe becomes the path of a file with its content."""

    name = "text"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the path to read."""
        return regular_file(str(value))


def regular_file(path: str) -> str:
    """Return the path of a file with the content of a pipe; any other text as it is.

    Raises:
        W2vError: the pipe cannot be read, or its content cannot be kept.

    """
    try:
        mode = os.stat(path).st_mode
    except (OSError, ValueError):
        return path
    if not stat.S_ISFIFO(mode):
        return path
    folder = cache_home() / PIPED
    try:
        private_folder(folder)
        return str(_kept(path, folder))
    except OSError as error:
        raise W2vError(
            msg(
                "The content of the pipe {path} cannot be kept in {folder}: {reason}.",
                path=path,
                folder=folder,
                reason=reason(error),
            ),
            msg("Save its output to a file first."),
        ) from error


def _kept(path: str, folder: Path) -> Path:
    """Copy what a pipe yields to a file of the folder, and return it."""
    digest = hashlib.sha256()
    with (
        NamedTemporaryFile(dir=folder, delete=False) as copy,
        readable(path),
        open(path, "rb") as pipe,
    ):
        while block := pipe.read(BYTES_PER_BLOCK):
            digest.update(block)
            copy.write(block)
    target = folder / f"{digest.hexdigest()[:32]}.txt"
    os.replace(copy.name, target)
    return target
