"""Tar archives from others, compressed or not, with the same limits as ZIP archives.

Only plain files in them are read; nothing is ever written under the names that an archive contains,
so that links, devices and absolute paths have no effect.
"""

from __future__ import annotations

import tarfile
from collections.abc import Collection, Generator, Iterator
from contextlib import contextmanager
from pathlib import Path

from w2vkit.base.messages import msg
from w2vkit.base.system.files import BYTES_PER_BLOCK, read_blocks, spool_blocks
from w2vkit.text.files.archive import Archive, Limits
from w2vkit.text.files.text_file import NotTextError

HEADER_BYTES = 512


def is_tar(start: bytes) -> bool:
    """Return whether the (decompressed) start of a file is the header of a tar archive."""
    if len(start) < HEADER_BYTES or b"\0" not in start[:HEADER_BYTES]:
        return False
    try:
        tarfile.TarInfo.frombuf(start[:HEADER_BYTES], "utf-8", "surrogateescape")
    except tarfile.HeaderError:
        return False
    return True


class TarArchive(Archive):
    """An open tar archive."""

    def __init__(self, file: tarfile.TarFile, name: str, limits: Limits) -> None:
        super().__init__(name, limits)
        self.file = file
        self.infos: dict[str, tarfile.TarInfo] = {}
        for info in file:
            if info.isreg() and not info.issparse():
                self.infos[member_name(info)] = info
                self.check_number(len(self.infos))

    @property
    def members(self) -> Collection[str]:
        """The names of its plain files, in the order of the archive."""
        return self.infos.keys()

    def check_sizes(self) -> None:
        """Check the stored sizes of all members."""
        self.check("", 0, 0, sum(info.size for info in self.infos.values()))

    def blocks(self, member: str) -> Generator[bytes, None, None]:
        """Yield the content of a member; raises as `Archive.blocks`."""
        info = self.infos[member]
        self.check(member, info.size, info.size, self.total + info.size)
        with _sound(self.name):
            file = self.file.extractfile(info)
            while file is not None and (block := file.read(BYTES_PER_BLOCK)):
                self.total += len(block)
                yield block


@contextmanager
def open_tar(path: Path, name: str, limits: Limits) -> Iterator[TarArchive]:
    """Open a tar archive, which is decompressed into a temporary file, since members are sorted.

    Raises:
        NotTextError: it is damaged or truncated, or expands beyond the limits.
        W2vError: it cannot be read or decompressed.

    """
    copy = spool_blocks(_within_limits(path, name, limits))
    try:
        with _sound(name), tarfile.open(copy, "r:") as file:
            yield TarArchive(file, name, limits)
    finally:
        copy.unlink(missing_ok=True)


def _within_limits(path: Path, name: str, limits: Limits) -> Iterator[bytes]:
    size, most = 0, max(limits.least, limits.ratio * path.stat().st_size)
    for block in read_blocks(path, name):
        size += len(block)
        if size > most or size > limits.total:
            raise NotTextError(
                msg(
                    "{name} expands to more than {most:,} bytes, as an archive bomb does; it "
                    "is not read.",
                    name=name,
                    most=min(most, limits.total),
                ),
                msg("If you trust it, unpack it and name the files in it."),
                msg("archive bomb"),
            )
        yield block


@contextmanager
def _sound(name: str) -> Iterator[None]:
    try:
        yield
    except (tarfile.TarError, EOFError) as error:
        raise NotTextError(
            msg("{name} is a tar archive, and damaged or truncated.", name=name),
            msg("Copy or download it again."),
            msg("damaged"),
        ) from error


def member_name(info: tarfile.TarInfo) -> str:
    """Return the name of a member; one that is not UTF-8 is decoded as GB18030."""
    raw = info.name.encode("utf-8", "surrogateescape")
    try:
        return raw.decode("utf-8").lstrip("/")
    except UnicodeDecodeError:
        return raw.decode("gb18030", "replace").lstrip("/")
