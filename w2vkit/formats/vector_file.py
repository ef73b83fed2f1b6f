"""An untrusted vector file: decompressed within limits, its faults reported with their place."""

from __future__ import annotations

import codecs
import gzip
import io
import lzma
import shutil
import tempfile
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, NoReturn

from w2vkit.config import ImportConfig
from w2vkit.errors import InvalidFileError, W2vError
from w2vkit.formats.archive_paths import resolve_archive_path, split_archive_path
from w2vkit.system.files import Readable, Unpack, unpacker

HEAD_BYTES, MAX_READ_BYTES = 1 << 16, 1 << 20
MAX_COMPRESSION_RATIO, COMPRESSION_ALLOWANCE = 200, 1 << 24
"""A compressed file may decompress to this many times its size, plus the allowance in bytes."""

WIDE_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
"""Byte order marks of UTF-16; the UTF-32 (LE) mark begins with the first one."""

DECOMPRESSION_ERRORS = (EOFError, zlib.error, lzma.LZMAError, gzip.BadGzipFile, zipfile.BadZipFile)


def decompressed_limit(size: int) -> int:
    """Return the number of bytes to which `size` compressed bytes may decompress."""
    return size * MAX_COMPRESSION_RATIO + COMPRESSION_ALLOWANCE


class BoundedStream(io.RawIOBase):
    """A stream that raises an error once it yields more than `limit` bytes."""

    def __init__(self, stream: Readable, limit: int, source: VectorFile) -> None:
        self.stream, self.left, self.source = stream, limit, source

    def readable(self) -> bool:
        """Return True."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Fill `buffer` with the next bytes and return their number."""
        try:
            data = self.stream.read(min(len(buffer), MAX_READ_BYTES))
        except (*DECOMPRESSION_ERRORS, OSError) as error:
            self.source.refuse(f"it cannot be decompressed ({error or 'unexpected end of file'})")
        self.left -= len(data)
        if self.left < 0:
            self.source.refuse(f"it decompresses to over {MAX_COMPRESSION_RATIO} times its size")
        buffer[: len(data)] = data
        return len(data)


class VectorFile(ExitStack):
    """A vector file or directory of another tool, open for reading.

    Attributes:
        path: its path; inside an archive, `glove.zip/glove.txt`.
        config: the import options.
        repairs: the number of repairs of each kind, by description.
        size: the largest number of bytes that its content can have.

    """

    def __init__(self, path: Path, config: ImportConfig) -> None:
        super().__init__()
        self.path, self.config = resolve_archive_path(path), config
        self.repairs: Counter[str] = Counter()
        self.file, self.member = split_archive_path(self.path)
        bytes_here = self.file.stat().st_size
        if not self.file.is_file() and not self.file.is_dir():
            self.refuse(
                "it is a pipe or a device, which can be read only once",
                "Save its output to a file first.",
            )
        self.compressed = self.file.is_file() and (self.member or self._opener()) is not None
        self.size = decompressed_limit(bytes_here) if self.compressed else bytes_here

    def stream(self) -> io.BufferedReader:
        """Open the decompressed content for one sequential read."""
        opener = self._opener()
        if self.member is None and opener is None:
            return self.enter_context(self.file.open("rb"))
        return io.BufferedReader(BoundedStream(self._unpacked(opener), self.size, self), 1 << 20)

    def text_stream(self) -> io.BufferedReader:
        """Open the content as UTF-8 text without its byte order mark; refuse UTF-16."""
        stream = self.stream()
        start = stream.peek(len(codecs.BOM_UTF8))[: len(codecs.BOM_UTF8)]
        if start.startswith(WIDE_MARKS):
            self.refuse_utf16()
        if start == codecs.BOM_UTF8:
            stream.read(len(start))
        return stream

    def refuse_utf16(self) -> NoReturn:
        """Raise W2vError for text in UTF-16."""
        self.refuse("it is UTF-16 text, not UTF-8", "Save it as UTF-8.")

    def _unpacked(self, opener: Unpack | None) -> Readable:
        if opener is not None:
            return self.enter_context(opener(self.enter_context(self.file.open("rb"))))
        try:
            archive = self.enter_context(zipfile.ZipFile(self.file))
            return self.enter_context(archive.open(self.member or ""))
        except (
            *DECOMPRESSION_ERRORS,
            KeyError,
            NotImplementedError,
            RuntimeError,
            ValueError,
        ) as error:
            self.refuse(f"it cannot be extracted from its archive ({error})")

    def head(self) -> bytes:
        """Return the first 64 KiB of the content."""
        if self.path.is_dir():
            return b""
        with VectorFile(self.path, self.config) as again:
            return again.stream().read(HEAD_BYTES)

    def plain_path(self) -> Path:
        """Return the path of a decompressed file, for readers that need random access."""
        if not self.compressed:
            return self.path
        folder = Path(self.enter_context(tempfile.TemporaryDirectory(ignore_cleanup_errors=True)))
        plain = folder / (self.path.name if self.member else self.path.stem)
        with plain.open("wb") as file:
            shutil.copyfileobj(self.stream(), file, 1 << 20)
        return plain

    def fault(self, place: str, what: str, remedy: str) -> None:
        """Raise W2vError for a fault at `place`; with `--repair`, count `remedy` instead."""
        if not self.config.repair:
            raise W2vError(
                f"{self.path}: {place}: {what}.",
                f"Repair it with w2vkit import --repair: {remedy}.",
            )
        self.repairs[remedy] += 1

    def refuse(self, what: str, hint: str | None = None) -> NoReturn:
        """Raise W2vError for a file that cannot be read."""
        raise W2vError(
            f"{self.path} cannot be read: {what}.",
            hint or "Download it again, or specify its format with w2vkit import --from FORMAT.",
        )

    @contextmanager
    def refusing(self) -> Iterator[None]:
        """Turn InvalidFileError, which the header parsers raise, into `refuse`."""
        try:
            yield
        except InvalidFileError as error:
            self.refuse(str(error), error.hint)

    def _opener(self) -> Unpack | None:
        if self.member is not None:
            return None
        with self.file.open("rb") as file:
            return unpacker(file.read(8))
