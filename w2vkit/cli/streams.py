"""The standard streams of the process: open, in UTF-8; failures of stderr are ignored."""

from __future__ import annotations

import io
import os
import sys
from contextlib import suppress
from typing import Any


def prepare_streams() -> None:
    """Set the streams to UTF-8 and stdout to LF on every platform; ignore failures of stderr."""
    _fill_descriptors()
    sys.stdout = sys.stdout or _nowhere()
    if isinstance(sys.stdin, io.TextIOWrapper):
        sys.stdin.reconfigure(encoding="utf-8", errors="surrogateescape")
    if isinstance(sys.stdout, io.TextIOWrapper):  # an argument may contain bytes that are not text
        sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")
    if sys.stderr is None:
        sys.stderr = _nowhere()
    elif isinstance(sys.stderr, io.TextIOWrapper):
        raw = getattr(sys.stderr.buffer, "raw", sys.stderr.buffer)
        sys.stderr = io.TextIOWrapper(
            io.BufferedWriter(UnfailingWriter(raw)),
            encoding="utf-8",
            errors="backslashreplace",
            line_buffering=True,
            write_through=True,
        )


def _nowhere() -> io.TextIOWrapper:
    return open(os.devnull, "w", encoding="utf-8")


def flush_or_drop_output() -> None:
    """Write the buffer of stdout, or discard it, so that the exit does not fail."""
    try:
        sys.stdout.flush()
    except OSError:
        drop_output()


def drop_output() -> None:
    """Discard the buffer of stdout and all further output."""
    with suppress(OSError, ValueError):
        null = os.open(os.devnull, os.O_WRONLY)
        os.dup2(null, sys.stdout.fileno())
        os.close(null)


class UnfailingWriter(io.RawIOBase):
    """Writes to another stream and ignores failures.

    Messages to a closed pipe, a closed terminal or a full disk must not stop hours of training.
    """

    def __init__(self, raw: Any) -> None:
        super().__init__()
        self.raw = raw

    def write(self, data: Any) -> int:
        """Write bytes; return their number."""
        left = memoryview(data)
        with suppress(OSError):
            while written := self.raw.write(left):  # a console takes some kilobytes at a time
                left = left[written:]
        return len(data)

    def writable(self) -> bool:
        """Return True."""
        return True

    def fileno(self) -> int:
        """Return the number of the descriptor."""
        return int(self.raw.fileno())

    def isatty(self) -> bool:
        """Return whether the stream is a terminal."""
        return bool(self.raw.isatty())


def _fill_descriptors() -> None:
    """Open the null device in place of a closed stdin, stdout or stderr.

    Otherwise the next file that is opened gets that descriptor, and messages of a library are
    written into the file.
    """
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # gets the lowest free number
