"""zstd: part of Python since 3.14, an optional package before."""

from __future__ import annotations

import io
import sys
from pathlib import Path
from typing import IO, Any, BinaryIO

from w2vkit.base.system.optional import needed

COMPRESSED_SUFFIXES = (".gz", ".bz2", ".xz", ".zst")
ZSTD_MAGIC = b"\x28\xb5\x2f\xfd"


class ZstdReader(io.RawIOBase):
    """Decompressed content of a zstd file; raises EOFError on damage, like other decompressors."""

    def __init__(self, file: BinaryIO) -> None:
        self.file = library().ZstdFile(file)

    def readable(self) -> bool:
        """Return True."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Read into `buffer`; return the number of bytes read."""
        try:
            data = self.file.read(len(buffer))
        except library().ZstdError as error:
            raise EOFError(str(error)) from error
        buffer[: len(data)] = data
        return len(data)


def create(path: Path) -> IO[bytes]:
    """Open a new zstd file for writing."""
    file: IO[bytes] = library().ZstdFile(path, "wb")
    return file


def library() -> Any:
    """Return the zstd module.

    Raises:
        W2vError: it is not installed.

    """
    return needed("compression.zstd" if sys.version_info >= (3, 14) else "backports.zstd", "zstd")
