"""Folders in which the processes of a cluster work: on a shared file system, or on storage.

What is written appears there when it is complete.
"""

from __future__ import annotations

import shutil
import uuid
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from w2vkit.base.errors import W2vError
from w2vkit.base.system.atomic import atomic_path, writing
from w2vkit.base.system.storage import (
    BYTES_PER_READ,
    AbsentError,
    Span,
    copy_from_storage,
    is_uri,
    joined_uri,
    local_path,
    opened,
    reachable,
    shown_uri,
    stored_files,
)

CLAIM = "claim"
"""The file that a job writes into its folder on storage, where to create one excludes nobody."""
EVERYTHING: Mapping[str, Sequence[Span]] = {}


@dataclass(frozen=True, slots=True)
class LocalFolder:
    """A folder on a file system.

    Attributes:
        path: its path.

    """

    path: Path

    def __str__(self) -> str:
        """Return its path."""
        return str(self.path)

    def child(self, name: str) -> LocalFolder:
        """Return a folder in it."""
        return LocalFolder(self.path / name)

    def exists(self, name: str) -> bool:
        """Return whether it has a file."""
        return (self.path / name).is_file()

    def create(self) -> bool:
        """Create it; return False if it exists."""
        try:
            self.path.mkdir(parents=True)
        except FileExistsError:
            return False
        return True

    def is_own(self) -> bool:
        """Return True: no other job writes into a folder that this one has created."""
        return True

    @contextmanager
    def fetched(self, name: str, only: Mapping[str, Sequence[Span]] = EVERYTHING) -> Iterator[Path]:
        """Yield the path of a file or folder in it."""
        yield self.path / name

    def complete(self, name: str, copy: Path, span: Span) -> None:
        """Do nothing: what is fetched of this folder is complete."""

    @contextmanager
    def replacing(self, name: str) -> Iterator[Path]:
        """Yield a path to write a file, which replaces the one in the folder on success."""
        self.path.mkdir(exist_ok=True)
        with atomic_path(self.path / name) as draft:
            yield draft

    @contextmanager
    def adding(self, name: str, last: str) -> Iterator[Path]:
        """Yield an empty folder, which is added on success, unless there is one already."""
        draft = self.path / f".{name}-{uuid.uuid4().hex}"
        try:
            with writing(self.path / name):
                draft.mkdir()
                yield draft
            with suppress(OSError):  # another attempt was faster, with the same bytes
                draft.rename(self.path / name)
        finally:
            shutil.rmtree(draft, ignore_errors=True)

    def tidy(self, name: str) -> None:
        """Delete what killed processes have left of `adding` folders that begin with `name`."""
        for draft in self.path.glob(f".{name}*"):
            shutil.rmtree(draft, ignore_errors=True)

    def delete(self) -> None:
        """Delete it, if it exists."""
        shutil.rmtree(self.path, ignore_errors=True)


@dataclass(frozen=True, slots=True)
class StoredFolder:
    """A folder on storage.

    Attributes:
        uri: its URI.
        owner: names the job that creates it.

    """

    uri: str
    owner: str = ""

    def __str__(self) -> str:
        """Return its URI without password."""
        return shown_uri(self.uri)

    def child(self, name: str) -> StoredFolder:
        """Return a folder in it."""
        return StoredFolder(joined_uri(self.uri, name), self.owner)

    def exists(self, name: str) -> bool:
        """Return whether it has a file."""
        with reachable(self.uri):
            system, place = opened(self.uri)
            return bool(system.get_file_info(f"{place}/{name}").is_file)

    def create(self) -> bool:
        """Claim it for this job; return False if there is anything in it."""
        with suppress(AbsentError):
            if stored_files(self.uri):
                return False
        with self.replacing(CLAIM) as draft:
            draft.write_text(self.owner, encoding="utf-8")
        return True

    def is_own(self) -> bool:
        """Return whether the claim of this job is the last one, and delete it then."""
        with self.fetched(CLAIM) as path:
            is_own = path.read_text(encoding="utf-8") == self.owner
        if is_own:
            with reachable(self.uri):
                system, place = opened(self.uri)
                system.delete_file(f"{place}/{CLAIM}")
        return is_own

    @contextmanager
    def fetched(self, name: str, only: Mapping[str, Sequence[Span]] = EVERYTHING) -> Iterator[Path]:
        """Yield a copy of a file or folder in it, which is deleted afterwards.

        Args:
            name: the file or folder.
            only: for some files, the bytes that are needed; the others are zeros in the copy.

        Raises:
            W2vError: it does not exist, or the storage cannot be reached.

        """
        import tempfile

        uri = joined_uri(self.uri, name) if name else self.uri
        with tempfile.TemporaryDirectory(prefix="w2vkit-", ignore_cleanup_errors=True) as folder:
            copy = Path(folder, "copy")
            for file in stored_files(uri):
                target = copy / file
                target.parent.mkdir(parents=True, exist_ok=True)
                copy_from_storage(joined_uri(uri, file) if file else uri, target, only.get(file))
            yield copy

    def complete(self, name: str, copy: Path, span: Span) -> None:
        """Copy more bytes of a file of which only some were fetched."""
        copy_from_storage(joined_uri(self.uri, name), copy, [span])

    @contextmanager
    def replacing(self, name: str) -> Iterator[Path]:
        """Yield a path to write a file, which is stored on success."""
        import tempfile

        with tempfile.TemporaryDirectory(prefix="w2vkit-") as folder:
            draft = Path(folder, "draft")
            with writing(draft):
                yield draft
            self._store(draft, name)

    @contextmanager
    def adding(self, name: str, last: str) -> Iterator[Path]:
        """Yield an empty folder, whose files are stored on success, the one named `last` last."""
        import tempfile

        with tempfile.TemporaryDirectory(prefix="w2vkit-", ignore_cleanup_errors=True) as folder:
            draft = Path(folder)
            with writing(draft):
                yield draft
            for path in sorted(draft.iterdir(), key=lambda path: (path.name == last, path.name)):
                self._store(path, f"{name}/{path.name}")

    def tidy(self, name: str) -> None:
        """Do nothing: what is not complete was not stored."""

    def delete(self) -> None:
        """Delete it, if it exists."""
        with suppress(OSError, W2vError):
            system, place = opened(self.uri)
            system.delete_dir(place)

    def _store(self, path: Path, name: str) -> None:
        with reachable(self.uri):
            system, place = opened(self.uri)
            system.create_dir(str(PurePosixPath(place, name).parent), recursive=True)
            with path.open("rb") as file, system.open_output_stream(f"{place}/{name}") as stored:
                while block := file.read(BYTES_PER_READ):
                    stored.write(block)


Folder = LocalFolder | StoredFolder


def folder_at(path: str) -> Folder:
    """Return the folder at a path or URI."""
    if is_uri(path):
        return StoredFolder(path, uuid.uuid4().hex)
    return LocalFolder(Path(local_path(path)).absolute())
