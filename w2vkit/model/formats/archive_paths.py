"""Archives of vector files, and paths inside them: `glove.6B.zip/glove.6B.50d.txt`."""

from __future__ import annotations

import lzma
import re
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import IO

from w2vkit.base.errors import W2vError
from w2vkit.base.messages import joined, msg, sentences
from w2vkit.base.system.files import read_blocks, unpacker
from w2vkit.text.files.tar_archive import HEADER_BYTES, is_tar, member_name

ZIP_MAGIC = b"PK\x03\x04"
ZIP_TIME = (1980, 1, 1, 0, 0, 0)
"""A fixed timestamp, so that equal vectors give equal bytes."""
MAX_NAMES_LISTED = 10
_NO_VECTORS = re.compile(r"(?:readme|licen[cs]e)\b.*|.*\.(?:md|pdf|html?|json|py)", re.I)
"""Names of files that archives contain beside the vectors."""


def split_archive_path(path: Path) -> tuple[Path, str | None]:
    """Split a path into the existing file and the member name that follows it, or None."""
    if not path.exists():
        for parent in path.parents:
            if parent.is_file():
                return parent, path.relative_to(parent).as_posix()
    return path, None


def resolve_archive_path(path: Path) -> Path:
    """Return `path`, or for an archive of one file of vectors the path of that file inside it.

    Raises:
        W2vError: the archive has no such file, or has several and none was chosen.

    """
    file, name = split_archive_path(path)
    members = _members(file)
    if members is None and name is not None:
        raise W2vError(
            msg(
                "{path} cannot be read: {file} is neither a directory nor an archive.",
                path=path,
                file=file,
            ),
            msg("Check the path."),
        )
    if members is None or name in members:
        return path
    vectors = [member for member in members if not _NO_VECTORS.fullmatch(Path(member).name)]
    if name is None and len(only := vectors if len(members) > 1 else members) == 1:
        return Path(f"{file}/{only[0]}")  # an absolute name must not escape the archive
    listed = joined(", ", members[:MAX_NAMES_LISTED]) + (
        ", …" if len(members) > MAX_NAMES_LISTED else ""
    )
    if name is None:
        what = msg(
            "{file} cannot be read: it is an archive of {members} files",
            file=file,
            members=len(members),
        )
    else:
        what = msg(
            "{path} cannot be read: the archive {archive} has no file “{name}”",
            path=path,
            archive=file.name,
            name=name,
        )
    choose = (
        msg("Specify one, such as {file}/{vectors}.", file=file, vectors=(vectors or members)[0])
        if members
        else None
    )
    raise W2vError(
        msg("{what}.", what=what),
        sentences(
            msg("The archive contains: {names}.", names=listed)
            if listed
            else msg("The archive contains no files."),
            choose,
        ),
    )


def _members(file: Path) -> list[str] | None:
    """Return the names of the files in an archive, or None for other files and NumPy's .npz."""
    if not file.is_file():
        return None
    with file.open("rb") as stream:
        is_zip = stream.read(len(ZIP_MAGIC)) == ZIP_MAGIC
    if not is_zip:
        return _tar_members(file)
    try:
        with zipfile.ZipFile(file) as archive:
            names = [name for name in archive.namelist() if not name.endswith("/")]
    except (zipfile.BadZipFile, NotImplementedError, ValueError):
        return None
    if "vectors.npy" in names or (file.suffix == ".npz" and all(n.endswith(".npy") for n in names)):
        return None
    return [name for name in names if _is_plain(name)]


def _tar_members(file: Path) -> list[str] | None:
    """Return the names of the plain files in a tar archive, None for other files."""
    try:
        start = next(read_blocks(file, str(file), size=HEADER_BYTES), b"")
    except W2vError:  # damaged; the reader says so
        return None
    if not is_tar(start):
        return None
    status = file.stat()
    return [*_names_in_tar(file, status.st_size, status.st_mtime_ns)]


@lru_cache(maxsize=8)  # the whole archive is decompressed to list it
def _names_in_tar(file: Path, size: int, modified: int) -> tuple[str, ...]:
    try:
        with _tar(file) as archive:
            names = [member_name(info) for info in archive if info.isreg() and not info.issparse()]
    except (tarfile.TarError, EOFError, OSError, zlib.error, lzma.LZMAError) as error:
        raise W2vError(
            msg("{file} is a tar archive, and damaged or truncated.", file=file),
            msg("Copy or download it again."),
        ) from error
    return tuple(name for name in names if _is_plain(name))


@contextmanager
def open_tar_member(file: Path, name: str) -> Iterator[IO[bytes]]:
    """Open a plain file in a tar archive for one sequential read.

    Raises:
        TarError: the archive is damaged.
        KeyError: it has no such file.

    """
    with _tar(file) as archive:
        for info in archive:
            if info.isreg() and not info.issparse() and member_name(info) == name:
                member = archive.extractfile(info)
                if member is not None:
                    yield member
                    return
    raise KeyError(name)


@contextmanager
def _tar(file: Path) -> Iterator[tarfile.TarFile]:
    """Open a tar archive, compressed or not, as a stream."""
    with file.open("rb") as raw:
        unpack = unpacker(raw.read(8))
        raw.seek(0)
        with tarfile.open(fileobj=unpack(raw) if unpack else raw, mode="r|") as archive:
            yield archive


def _is_plain(name: str) -> bool:
    """Return whether a name is printable and not hidden metadata of macOS or a file manager."""
    hidden = any(part.startswith((".", "__MACOSX")) for part in name.split("/"))
    return bool(name) and name.isprintable() and not hidden


@contextmanager
def create_zip(path: Path) -> Iterator[IO[bytes]]:
    """Create an archive and open its only member, named like the archive without `.zip`."""
    member = zipfile.ZipInfo(path.stem, ZIP_TIME)
    member.compress_type = zipfile.ZIP_DEFLATED
    with (
        zipfile.ZipFile(path, "w") as archive,
        archive.open(member, "w", force_zip64=True) as file,
    ):
        yield file
