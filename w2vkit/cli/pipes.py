"""Input from pipes: the lines of stdin as they arrive, and files of options.

Lines can be in any encoding. The content of a pipe such as `--words <(echo 妲己)` is kept in a
file, since it is read again.
"""

from __future__ import annotations

import hashlib
import os
import stat
import sys
from collections.abc import Iterator
from io import BufferedReader
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any, cast

import click

from w2vkit.base.errors import W2vError
from w2vkit.base.messages import msg, reason
from w2vkit.base.system.files import readable
from w2vkit.base.system.paths import cache_home, private_folder
from w2vkit.cli.messages import say

PIPED = "piped"
"""The directory of the cache with the content of pipes, each named by its SHA-256."""
BYTES_PER_BLOCK = 1 << 20


MAX_BYTES_PER_CHUNK = 1 << 16


def is_live() -> bool:
    """Return whether stdin is a pipe, a socket or a device, which may block."""
    try:
        return not stat.S_ISREG(os.fstat(sys.stdin.fileno()).st_mode)
    except (AttributeError, OSError, ValueError):  # closed, or not a file of the system
        return False


def stdin_batches() -> Iterator[list[str]]:
    """Yield the lines of stdin that are not blank, in batches of those that arrive together.

    Flushes stdout before it waits for more, so that the results so far are visible.

    Raises:
        W2vError: the input is not text.

    """
    for lines in _decoded(cast(BufferedReader, sys.stdin.buffer)):
        batch = [text for line in lines if (text := line.strip())]
        if batch:
            yield batch


def _decoded(stream: BufferedReader) -> Iterator[list[str]]:
    """Yield the lines of each block; from the first that is not UTF-8, detect the encoding."""
    for block in _whole_lines(stream):
        try:
            yield _lines(block.decode("utf-8").removeprefix("\ufeff"))
        except UnicodeDecodeError as error:
            good = block.rfind(b"\n", 0, error.start) + 1
            yield _lines(block[:good].decode("utf-8").removeprefix("\ufeff"))
            yield _lines(_in_another_encoding(block[good:] + stream.read()))
            return


def _whole_lines(stream: BufferedReader) -> Iterator[bytes]:
    """Yield the available input up to the last complete line; at the end the rest."""
    parts: list[bytes] = []
    while block := _next_block(stream):
        end = block.rfind(b"\n") + 1
        if end:
            yield b"".join([*parts, block[:end]])
            parts.clear()
        parts.append(block[end:])
    yield b"".join(parts)


def _next_block(stream: BufferedReader) -> bytes:
    """Wait for input and return what is available."""
    sys.stdout.flush()
    return stream.read1(MAX_BYTES_PER_CHUNK)


def _lines(text: str) -> list[str]:
    return text.replace("\r", "\n").split("\n")


def _in_another_encoding(content: bytes) -> str:
    from w2vkit.text.character_encoding import decode
    from w2vkit.text.detection import detect_encoding

    detection = detect_encoding([content])
    if detection is None:
        raise W2vError(msg("stdin is not text in a known encoding."), msg("Convert it to UTF-8."))
    say(msg("stdin is read as {label}.", label=detection.label))
    return "".join(decode([content], detection, "stdin"))


class Text(click.ParamType[Any]):
    """A text that is not empty, as it is if a variable of the shell has no value."""

    name = "text"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the text; fail if it is empty."""
        if value == "":
            self.fail(msg("it is empty."), param, ctx)
        return value


class InputFile(Text):
    """The path of a file, or another word; a pipe becomes the path of a file with its content."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the path to read."""
        return regular_file(str(super().convert(value, param, ctx)))


class FilePath(click.Path):
    """A path that is not empty: Python would take that for the current directory."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the path; fail if it is empty."""
        return super().convert(Text().convert(value, param, ctx), param, ctx)


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
