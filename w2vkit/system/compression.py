"""zstd, which Python has of its own from 3.14 on; for older ones it comes with an extra."""

from __future__ import annotations

import io
import sys
from pathlib import Path
from typing import IO, Any, BinaryIO

from w2vkit.system.optional import needed

MAGIC = b"\x28\xb5\x2f\xfd"


class ZstdReader(io.RawIOBase):
    """The content of a zstd file; damage is an EOFError, as with other compressors."""

    def __init__(self, file: BinaryIO) -> None:
        self.file = library().ZstdFile(file)

    def readable(self) -> bool:
        """Return True."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Fill `buffer` with what comes next; return how much that was."""
        try:
            data = self.file.read(len(buffer))
        except library().ZstdError as error:
            raise EOFError(str(error)) from error
        buffer[: len(data)] = data
        return len(data)


def create(path: Path) -> IO[bytes]:
    """Open a new zstd file to write to."""
    file: IO[bytes] = library().ZstdFile(path, "wb")
    return file


def library() -> Any:
    """Return the module that knows zstd.

    Raises:
        W2vError: it is not installed.

    """
    return needed("compression.zstd" if sys.version_info >= (3, 14) else "backports.zstd", "zstd")
