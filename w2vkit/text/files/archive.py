"""ZIP archives from others: damage, passwords and archive bombs become one sentence."""

from __future__ import annotations

import zipfile
import zlib
from abc import ABC, abstractmethod
from collections.abc import Collection, Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from w2vkit.base.errors import W2vError
from w2vkit.base.messages import msg
from w2vkit.base.system.files import BYTES_PER_BLOCK, readable
from w2vkit.text.detection import detect_encoding
from w2vkit.text.files.text_file import NotTextError
from w2vkit.text.remedy import DOCUMENT_SUFFIXES

ENCRYPTED = 0x1
"""The flag of a member that needs a password."""
UTF8_NAME = 0x800
"""The flag of a member whose name is UTF-8; other names are in the encoding of their author."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How much an archive may expand.

    Attributes:
        total: bytes of all that is read.
        ratio: expanded bytes per packed byte; text packs to a fifth, XML to a fiftieth.
        least: bytes that a member may always have, whatever the ratio.
        members: the number of files.

    """

    total: int = 1 << 31
    ratio: int = 200
    least: int = 1 << 24
    members: int = 100_000


class Archive(ABC):
    """An open archive.

    Attributes:
        name: of the file in messages.
        limits: how much it may expand.
        total: how many bytes were unpacked.

    """

    def __init__(self, name: str, limits: Limits) -> None:
        self.name, self.limits = name, limits
        self.total = 0

    @property
    @abstractmethod
    def members(self) -> Collection[str]:
        """The names of its files, in the order of the archive."""

    @abstractmethod
    def blocks(self, member: str) -> Generator[bytes, None, None]:
        """Yield the content of a member.

        Raises:
            NotTextError: it is encrypted or damaged, or expands beyond the limits.

        """

    def __contains__(self, member: str) -> bool:
        return member in self.members

    @abstractmethod
    def check_sizes(self) -> None:
        """Check the stored sizes of all members, for a reader that opens the archive itself."""

    def check_number(self, members: int) -> None:
        """Raise NotTextError if there are too many members."""
        if members > self.limits.members:
            raise self.bomb(
                msg("contains more than {members:,} files", members=self.limits.members)
            )

    def check(self, member: str, size: int, most: int, total: int) -> None:
        """Raise NotTextError if a member or the whole archive is too large.

        The sizes in the archive are checked first, and then what is really unpacked.
        """
        if size > most:
            raise self.bomb(
                msg(
                    "expands {member} more than {ratio} times",
                    member=member,
                    ratio=self.limits.ratio,
                )
            )
        if total > self.limits.total:
            raise self.bomb(msg("expands to more than {total:,} bytes", total=self.limits.total))

    def read(self, member: str) -> bytes:
        """Return the content of a member; raises what `blocks` raises, and if it is missing."""
        if member not in self.members:
            raise damaged(self.name, msg("{member} is missing", member=member))
        return b"".join(self.blocks(member))

    def bomb(self, does: str) -> NotTextError:
        """Return the error for an archive that would fill memory or disk."""
        is_document = self.name.lower().endswith(DOCUMENT_SUFFIXES)
        return NotTextError(
            msg(
                "{name} {does}, as an archive bomb does; it is not read.", name=self.name, does=does
            ),
            msg("If you trust it, open it in its program, and save it as plain text.")
            if is_document
            else msg("If you trust it, unpack it and name the files in it."),
            msg("archive bomb"),
        )


class ZipArchive(Archive):
    """An open ZIP archive."""

    def __init__(self, file: zipfile.ZipFile, name: str, limits: Limits) -> None:
        super().__init__(name, limits)
        self.file = file
        infos = [info for info in file.infolist() if not info.is_dir()]
        self.check_number(len(infos))
        self.infos = dict(zip(_names(infos), infos, strict=True))

    @property
    def members(self) -> Collection[str]:
        """The names of its files, in the order of the archive."""
        return self.infos.keys()

    def check_sizes(self) -> None:
        """Check the stored sizes of all members; no reader unpacks more."""
        total = 0
        for member, info in self.infos.items():
            total += info.file_size
            self.check(member, info.file_size, self._most(info), total)

    def blocks(self, member: str) -> Generator[bytes, None, None]:
        """Yield the content of a member; raises as `Archive.blocks`."""
        info = self.infos[member]
        if info.flag_bits & ENCRYPTED:
            raise NotTextError(
                msg("{name} is encrypted.", name=self.name),
                msg("Unpack it with its password first."),
                "encrypted",
            )
        size, most = 0, self._most(info)
        self.check(member, info.file_size, most, self.total + info.file_size)
        with _sound(self.name), self.file.open(info) as file:
            while block := file.read(BYTES_PER_BLOCK):
                size += len(block)
                self.total += len(block)
                self.check(member, size, most, self.total)
                yield block

    def _most(self, info: zipfile.ZipInfo) -> int:
        """Return how many bytes a member may have."""
        return max(self.limits.least, self.limits.ratio * info.compress_size)


@contextmanager
def open_archive(path: Path, name: str, limits: Limits | None = None) -> Iterator[Archive]:
    """Open a ZIP archive.

    Raises:
        NotTextError: it is damaged or truncated, or has too many files.
        W2vError: it cannot be read.

    """
    with readable(name), _sound(name):
        file = zipfile.ZipFile(path)
    with file:
        yield ZipArchive(file, name, limits or Limits())


def damaged(name: str, why: str = "") -> NotTextError:
    """Return the error for an archive that is incomplete or damaged."""
    return NotTextError(
        msg(
            "{name} is a ZIP archive, as .docx and .epub are, and damaged or truncated: {why}.",
            name=name,
            why=why,
        )
        if why
        else msg(
            "{name} is a ZIP archive, as .docx and .epub are, and damaged or truncated.", name=name
        ),
        msg("Copy or download it again."),
        msg("damaged"),
    )


@contextmanager
def _sound(name: str) -> Iterator[None]:
    """Convert the errors of damaged archives to NotTextError."""
    try:
        yield
    except W2vError:
        raise
    except NotImplementedError as error:
        raise NotTextError(
            msg("{name} is packed with a method that Python cannot unpack.", name=name),
            msg("Unpack it with another program, and name the files in it."),
            msg("unknown compression"),
        ) from error
    except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, RuntimeError) as error:
        raise damaged(name) from error


def _names(infos: list[zipfile.ZipInfo]) -> list[str]:
    """Return the names of members; those that are not marked as UTF-8 are detected together."""
    raw = [_raw_name(info) for info in infos]
    unmarked = b"\n".join(name for name in raw if name is not None)
    detection = detect_encoding([unmarked]) if not unmarked.isascii() else None
    codec = detection.encoding if detection else "utf-8"
    return [
        info.filename if name is None else _decoded(name, codec, info.filename)
        for name, info in zip(raw, infos, strict=True)
    ]


def _raw_name(info: zipfile.ZipInfo) -> bytes | None:
    """Return the bytes of the name of a member, None if it is marked as UTF-8."""
    if info.flag_bits & UTF8_NAME:
        return None
    try:
        return info.filename.encode("cp437")
    except UnicodeEncodeError:
        return None


def _decoded(name: bytes, codec: str, otherwise: str) -> str:
    for encoding in (codec, "gb18030"):
        try:
            return name.decode(encoding)
        except UnicodeDecodeError:
            pass
    return otherwise
