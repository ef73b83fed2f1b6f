"""An untrusted vector file: decompressed within limits, its faults reported with their place."""

from __future__ import annotations

import codecs
import gzip
import io
import lzma
import shutil
import tarfile
import tempfile
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, NamedTuple, NoReturn

from w2vkit.base.config import ImportConfig
from w2vkit.base.errors import InvalidFileError, W2vError
from w2vkit.base.messages import listed, msg
from w2vkit.base.progress import Listener
from w2vkit.base.system.files import Readable, Unpack, unpacker
from w2vkit.model.formats.archive_paths import (
    open_tar_member,
    resolve_archive_path,
    split_archive_path,
)
from w2vkit.text.character_encoding import given_encoding
from w2vkit.text.detection import LABELS, MARKS

HEAD_BYTES, MAX_READ_BYTES = 1 << 16, 1 << 20
MAX_COMPRESSION_RATIO, COMPRESSION_ALLOWANCE = 200, 1 << 24
"""A compressed file may decompress to this many times its size, plus the allowance in bytes."""

DECOMPRESSION_ERRORS = (
    *(EOFError, zlib.error, lzma.LZMAError, gzip.BadGzipFile),
    *(zipfile.BadZipFile, tarfile.TarError),
)

MAX_REPAIRS, MAX_SHARE = 3, 0.05
"""More repairs than this number and this share of all words show that a file is read wrongly."""


class Misreading(NamedTuple):
    """Why a file may be read wrongly: what is likely, and what the user can do."""

    what: str
    hint: str


def wide_encoding(start: bytes, given: str | None) -> str | None:
    """Return the codec of a text in UTF-16 or UTF-32, by its mark or as given, or None.

    >>> wide_encoding("\ufeffa".encode("utf-16-be"), None)
    'utf-16'
    """
    for mark, encoding in MARKS:
        if start.startswith(mark) and encoding in ("utf-16", "utf-32"):
            return encoding
    if given is None:
        return None
    codec = given_encoding(given).encoding
    return codec if codec.startswith(("utf-16", "utf-32")) else None


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
            self.source.refuse(
                msg(
                    "it cannot be decompressed ({error})",
                    error=error or msg("unexpected end of file"),
                )
            )
        self.left -= len(data)
        if self.left < 0:
            self.source.refuse(
                msg(
                    "it decompresses to over {max_compression_ratio} times its size",
                    max_compression_ratio=MAX_COMPRESSION_RATIO,
                )
            )
        buffer[: len(data)] = data
        return len(data)


class TranscodedStream(io.RawIOBase):
    """Text in another encoding, read as UTF-8."""

    def __init__(self, stream: Readable, encoding: str, source: VectorFile) -> None:
        self.stream, self.source, self.rest = stream, source, b""
        self.decoder = codecs.getincrementaldecoder(encoding)()
        self.at_start = True

    def readable(self) -> bool:
        """Return True."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Fill `buffer` with the next bytes and return their number."""
        while not self.rest:
            data = self.stream.read(MAX_READ_BYTES)
            try:
                text = self.decoder.decode(data, not data)
            except UnicodeDecodeError as error:
                self.source.refuse(msg("it is not valid {encoding} text", encoding=error.encoding))
            if self.at_start and text:
                text, self.at_start = text.removeprefix("\ufeff"), False
            self.rest = text.encode("utf-8", "replace")
            if not data:
                break
        size = min(len(buffer), len(self.rest))
        buffer[:size], self.rest = self.rest[:size], self.rest[size:]
        return size


class VectorFile(ExitStack):
    """A vector file or directory of another tool, open for reading.

    Attributes:
        path: its path; inside an archive, `glove.zip/glove.txt`.
        config: the import options.
        repairs: the number of repairs of each kind, by description.
        misread: the number of repaired records that each likely cause explains.
        encoding: the encoding of the words, as given with `--encoding`; None to detect it.
        without_direction: words whose vector is zero.
        decisions: how the file is read, where that is not obvious: "it is UTF-16 text".
        size: the largest number of bytes that its content can have.

    """

    def __init__(self, path: Path, config: ImportConfig) -> None:
        super().__init__()
        self.path, self.config = resolve_archive_path(path), config
        self.repairs: Counter[str] = Counter()
        self.decisions: list[str] = []
        self.misread: Counter[Misreading] = Counter()
        self.without_direction: list[str] = []
        self.encoding = given_encoding(config.encoding).encoding if config.encoding else None
        self.file, self.member = split_archive_path(self.path)
        bytes_here = self.file.stat().st_size
        if not self.file.is_file() and not self.file.is_dir():
            self.refuse(
                msg("it is a pipe or a device, which can be read only once"),
                msg("Save its output to a file first."),
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
        """Open the content as text without its byte order mark; UTF-16 and UTF-32 become UTF-8."""
        stream = self.stream()
        start = stream.peek(len(codecs.BOM_UTF32_LE))
        if wide := wide_encoding(start, self.config.encoding):
            self.decide(msg("it is {labels} text", labels=LABELS[wide]))
            self.encoding = "utf-8"
            return io.BufferedReader(TranscodedStream(stream, wide, self), 1 << 20)
        if start.startswith(codecs.BOM_UTF8):
            stream.read(len(codecs.BOM_UTF8))
        return stream

    def _unpacked(self, opener: Unpack | None) -> Readable:
        if opener is not None:
            return self.enter_context(opener(self.enter_context(self.file.open("rb"))))
        try:
            if not zipfile.is_zipfile(self.file):
                return self.enter_context(open_tar_member(self.file, self.member or ""))
            archive = self.enter_context(zipfile.ZipFile(self.file))
            return self.enter_context(archive.open(self.member or ""))
        except (
            *DECOMPRESSION_ERRORS,
            KeyError,
            NotImplementedError,
            RuntimeError,
            ValueError,
        ) as error:
            self.refuse(msg("it cannot be extracted from its archive ({error})", error=error))

    def head(self) -> bytes:
        """Return the first 64 KiB of the content."""
        if self.path.is_dir():
            return b""
        with VectorFile(self.path, self.config) as again:
            head = again.stream().read(HEAD_BYTES)
        if wide := wide_encoding(head, self.config.encoding):
            return head.decode(wide, "replace").removeprefix("\ufeff").encode("utf-8")
        return head

    def plain_path(self) -> Path:
        """Return the path of a decompressed file, for readers that need random access."""
        if not self.compressed:
            return self.path
        folder = Path(self.enter_context(tempfile.TemporaryDirectory(ignore_cleanup_errors=True)))
        plain = folder / (self.path.name if self.member else self.path.stem)
        with plain.open("wb") as file:
            shutil.copyfileobj(self.stream(), file, 1 << 20)
        return plain

    def fault(
        self, place: str, what: str, remedy: str, misreading: Misreading | None = None
    ) -> None:
        """Raise W2vError for a fault at `place`; with `--repair`, count `remedy` instead.

        Args:
            place: the line or word.
            what: is wrong.
            remedy: what `--repair` does.
            misreading: what many such faults would show; None if they show nothing.

        """
        if not self.config.repair:
            raise W2vError(
                msg("{path}: {place}: {fault}.", path=self.path, place=place, fault=what),
                msg("Repair it with w2vkit import --repair: {remedy}.", remedy=remedy),
            )
        self.repairs[remedy] += 1
        if misreading is not None:
            self.misread[misreading] += 1

    def report(self, listener: Listener) -> None:
        """Tell how the file was read, and how often each kind of repair was made."""
        for what in self.decisions:
            listener.note(msg("{name}: {decision}.", name=self.path.name, decision=what))
        if words := self.without_direction:
            listener.note(
                msg(
                    "{name}: words with a zero vector, which is similar to none and is left "
                    "out of comparisons: {words}.",
                    name=self.path.name,
                    words=listed(words),
                )
            )
        for remedy, times in self.repairs.items():
            listener.note(
                msg(
                    "{name}: repaired {times:,} ×: {remedy}.",
                    name=self.path.name,
                    times=times,
                    remedy=remedy,
                )
            )

    def check_share(self, records: int) -> None:
        """Refuse a file if more than a small share of its records needs repair.

        Args:
            records: the number of records in the file.

        """
        damaged = self.misread.total()
        if damaged <= max(MAX_REPAIRS, MAX_SHARE * records):
            return
        cause = self.misread.most_common(1)[0][0]
        self.refuse(
            msg(
                "{damaged:,} of its {records:,} words need repair, too many for a damaged "
                "file: {fault}",
                damaged=damaged,
                records=records,
                fault=cause.what,
            ),
            cause.hint,
        )

    def decide(self, what: str) -> None:
        """Remember how the file is read, once; the user is told."""
        if what not in self.decisions:
            self.decisions.append(what)

    def refuse(self, what: str, hint: str | None = None) -> NoReturn:
        """Raise W2vError for a file that cannot be read."""
        raise W2vError(
            msg("{path} cannot be read: {reason}.", path=self.path, reason=what),
            hint
            or msg("Download it again, or specify its format with w2vkit import --from FORMAT."),
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
