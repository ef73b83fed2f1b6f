"""Zip archives of vector files, and paths inside them: `glove.6B.zip/glove.6B.50d.txt`."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from w2vkit.errors import W2vError

ZIP_MAGIC = b"PK\x03\x04"
ZIP_TIME = (1980, 1, 1, 0, 0, 0)
"""A fixed timestamp, so that equal vectors give equal bytes."""
MAX_NAMES_LISTED = 10


def split_archive_path(path: Path) -> tuple[Path, str | None]:
    """Split a path into the existing file and the member name that follows it, or None."""
    if not path.exists():
        for parent in path.parents:
            if parent.is_file():
                return parent, path.relative_to(parent).as_posix()
    return path, None


def resolve_archive_path(path: Path) -> Path:
    """Return `path`, or for an archive of one file the path of that file inside it.

    Raises:
        W2vError: the archive has no such file, or has several and none was chosen.

    """
    file, name = split_archive_path(path)
    members = _members(file)
    if members is None and name is not None:
        raise W2vError(
            f"{path} cannot be read: {file} is neither a directory nor an archive.",
            "Check the path.",
        )
    if members is None or name in members:
        return path
    if len(members) == 1 and name is None:
        return Path(f"{file}/{members[0]}")  # an absolute name must not escape the archive
    listed = ", ".join(members[:MAX_NAMES_LISTED]) + (
        ", …" if len(members) > MAX_NAMES_LISTED else ""
    )
    if name is None:
        what = f"{file} cannot be read: it is an archive of {len(members)} files"
    else:
        what = f"{path} cannot be read: the archive {file.name} has no file “{name}”"
    choose = f" Specify one, such as {file}/{members[0]}." if members else ""
    raise W2vError(f"{what}.", f"The archive contains: {listed or 'no files'}.{choose}")


def _members(file: Path) -> list[str] | None:
    """Return the names of the files in an archive, or None for other files and NumPy's .npz."""
    if not file.is_file():
        return None
    with file.open("rb") as stream:
        if stream.read(len(ZIP_MAGIC)) != ZIP_MAGIC:
            return None
    try:
        with zipfile.ZipFile(file) as archive:
            names = [name for name in archive.namelist() if not name.endswith("/")]
    except (zipfile.BadZipFile, NotImplementedError, ValueError):
        return None
    if "vectors.npy" in names or (file.suffix == ".npz" and all(n.endswith(".npy") for n in names)):
        return None
    return [name for name in names if _is_plain(name)]


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
