"""Files as blocks of bytes, unpacked if they are packed; what goes wrong becomes a sentence."""

from __future__ import annotations

import atexit
import bz2
import gzip
import lzma
import os
import shutil
import sys
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Protocol

from w2vkit.errors import W2vError
from w2vkit.system import compression

BLOCK = 1 << 20


class Readable(Protocol):
    """What gives bytes."""

    def read(self, size: int, /) -> bytes:
        """Return at most `size` bytes; none at the end."""


Unpack = Callable[[BinaryIO], gzip.GzipFile | bz2.BZ2File | lzma.LZMAFile | compression.ZstdReader]
PACKED: Mapping[bytes, Unpack] = {
    b"\x1f\x8b": lambda file: gzip.GzipFile(fileobj=file, mode="rb"),
    b"BZh": bz2.BZ2File,
    b"\xfd7zXZ\0": lzma.LZMAFile,
    compression.MAGIC: compression.ZstdReader,
}
"""How packed files begin, and what unpacks them."""


def unpacker(start: bytes) -> Unpack | None:
    """Return what unpacks a file that begins with `start`, eight bytes or more, if it is packed."""
    return next((unpack for magic, unpack in PACKED.items() if start.startswith(magic)), None)


def read_blocks(
    path: Path,
    name: str,
    advance: Callable[[int], None] = lambda place: None,
    *,
    size: int = BLOCK,
) -> Iterator[bytes]:
    """Give the content of a file, unpacked, in blocks of at most `size` bytes.

    Args:
        path: the file.
        name: what the user calls it.
        advance: called with the number of bytes of the (packed) file that were read so far.
        size: of a block.

    Raises:
        W2vError: it cannot be read, or is packed and damaged.

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
    """Turn what can go wrong in reading `name` into W2vError."""
    try:
        yield
    except (EOFError, zlib.error, lzma.LZMAError, gzip.BadGzipFile) as error:
        raise _damaged(name) from error
    except FileNotFoundError as error:
        raise W2vError(f"{name} does not exist.", "Check the spelling of the path.") from error
    except OSError as error:
        if error.errno is None:  # what bz2 raises
            raise _damaged(name) from error
        raise W2vError(
            f"{name} cannot be read: {error.strerror}.", "Check that you may read it."
        ) from error


def _damaged(name: str) -> W2vError:
    return W2vError(
        f"{name} is packed, and damaged or cut short.", "Copy or download it again, or unpack it."
    )


def stdin_bytes() -> BinaryIO:
    """Return stdin as bytes.

    Raises:
        W2vError: it is closed.

    """
    if sys.stdin is None or sys.stdin.closed:
        raise W2vError("There is nothing to read: stdin is closed.", "Name a file instead of -.")
    return sys.stdin.buffer


def spool(stream: BinaryIO) -> Path:
    """Copy a stream that can be read only once to a file, which goes when the process ends."""
    import tempfile

    handle, name = tempfile.mkstemp(prefix="w2vkit-")
    path = Path(name)
    atexit.register(path.unlink, missing_ok=True)
    with os.fdopen(handle, "wb") as file:
        shutil.copyfileobj(stream, file, BLOCK)
    return path
