"""Files as blocks of bytes, decompressed if necessary; errors become W2vError."""

from __future__ import annotations

import atexit
import bz2
import gzip
import lzma
import os
import sys
import zlib
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Protocol

from w2vkit.base.errors import W2vError
from w2vkit.base.messages import msg, reason, remedy
from w2vkit.base.system import compression

BYTES_PER_BLOCK = 1 << 20


class Readable(Protocol):
    """A source of bytes."""

    def read(self, size: int, /) -> bytes:
        """Return at most `size` bytes; none at the end."""


Unpack = Callable[[BinaryIO], gzip.GzipFile | bz2.BZ2File | lzma.LZMAFile | compression.ZstdReader]
UNPACKERS: Mapping[bytes, Unpack] = {
    b"\x1f\x8b": lambda file: gzip.GzipFile(fileobj=file, mode="rb"),
    b"BZh": bz2.BZ2File,
    b"\xfd7zXZ\0": lzma.LZMAFile,
    compression.ZSTD_MAGIC: compression.ZstdReader,
}
"""The first bytes of compressed files, and their decompressors."""


def unpacker(start: bytes) -> Unpack | None:
    """Return the decompressor of a file that begins with `start` (at least 8 bytes), or None."""
    return next((unpack for magic, unpack in UNPACKERS.items() if start.startswith(magic)), None)


def read_blocks(
    path: Path,
    name: str,
    advance: Callable[[int], None] = lambda place: None,
    *,
    size: int = BYTES_PER_BLOCK,
) -> Generator[bytes, None, None]:
    """Yield the decompressed content of a file in blocks of at most `size` bytes.

    Args:
        path: of the file.
        name: of the file in messages.
        advance: called with the number of (compressed) bytes read so far.
        size: of a block.

    Raises:
        W2vError: it cannot be read or decompressed.

    """
    with readable(name), path.open("rb") as raw:
        start = raw.read(8)
        raw.seek(0)
        unpack = unpacker(start)
        file: Readable = unpack(raw) if unpack else raw
        while block := file.read(size):
            advance(raw.tell())
            yield block


@contextmanager
def readable(name: str) -> Iterator[None]:
    """Convert errors of reading and decompressing `name` to W2vError."""
    try:
        yield
    except (EOFError, zlib.error, lzma.LZMAError, gzip.BadGzipFile) as error:
        raise _damaged(name) from error
    except OSError as error:
        if error.errno is None:  # from bz2
            raise _damaged(name) from error
        raise unreadable(name, error) from error


def unreadable(name: str, error: OSError) -> W2vError:
    """Return what is said if a file cannot be opened or read."""
    if isinstance(error, FileNotFoundError):
        return W2vError(msg("{name} does not exist.", name=name), remedy(error, ""))
    if isinstance(error, IsADirectoryError):
        return W2vError(msg("{name} is a directory.", name=name), msg("Name a file."))
    return W2vError(
        msg("{name} cannot be read: {reason}.", name=name, reason=reason(error)), remedy(error, "")
    )


def _damaged(name: str) -> W2vError:
    return W2vError(
        msg("{name} is compressed, and damaged or truncated.", name=name),
        msg("Copy or download it again, or decompress it."),
    )


def stdin_bytes() -> BinaryIO:
    """Return stdin as bytes.

    Raises:
        W2vError: it is closed.

    """
    if sys.stdin is None or sys.stdin.closed:
        raise W2vError(msg("stdin is closed."), msg("Give a file instead of -."))
    return sys.stdin.buffer


def spool(stream: BinaryIO) -> Path:
    """Copy a stream that can be read only once to a file, which is deleted at exit."""
    return spool_blocks(iter(lambda: stream.read(BYTES_PER_BLOCK), b""))


def spool_blocks(blocks: Iterable[bytes]) -> Path:
    """Write blocks of bytes to a temporary file, which is deleted at exit or if they fail."""
    import tempfile

    handle, name = tempfile.mkstemp(prefix="w2vkit-")
    path = Path(name)
    atexit.register(path.unlink, missing_ok=True)
    try:
        with os.fdopen(handle, "wb") as file:
            file.writelines(blocks)
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return path
