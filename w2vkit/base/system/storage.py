"""Folders on a file system, or on storage that a URI names, such as `s3://bucket/corpus`.

pyarrow reaches S3, HDFS, Google Cloud and Azure, each as a file system, with no further package.
What is stored there is read from copies on this machine, and appears there when it is complete.
"""

from __future__ import annotations

import re
import shutil
import uuid
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import quote, unquote, urlsplit, urlunsplit

from w2vkit.base.errors import W2vError
from w2vkit.base.messages import msg
from w2vkit.base.system.atomic import atomic_path, writing
from w2vkit.base.system.optional import needed

SCHEMES = {"s3a": "s3", "s3n": "s3"}
"""Hadoop's names of schemes, and the usual ones."""
CLAIM = "claim"
"""The file that a job writes into its folder on storage, where to create one excludes nobody."""
BYTES_PER_READ = 1 << 22
Span = tuple[int, int]
"""The first byte, and the byte after the last one."""
EVERYTHING: Mapping[str, Sequence[Span]] = {}
_URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+://")


def is_uri(path: str) -> bool:
    """Return whether a path is a URI of storage, not of a file on this machine.

    >>> is_uri("hdfs://node/texts"), is_uri("file:///texts"), is_uri("C://texts")
    (True, False, False)
    """
    return _URI.match(path) is not None and not path.lower().startswith("file://")


def local_path(path: str) -> str:
    """Return the path that a `file://` URI names, and any other path as it is.

    >>> local_path("file:///texts/%E8%A5%BF.txt"), local_path("a/b")
    ('/texts/西.txt', 'a/b')
    """
    return unquote(urlsplit(path).path) if path.lower().startswith("file://") else path


def shown_uri(uri: str) -> str:
    """Return a URI as messages show it: without password, options and escapes.

    >>> shown_uri("s3://key:secret@bucket/a%20b?scheme=http")
    's3://bucket/a b'
    """
    parts = urlsplit(uri)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{unquote(parts.path)}"


def joined_uri(uri: str, name: str) -> str:
    """Return the URI of something in a folder.

    >>> joined_uri("s3://bucket/a?scheme=http", "b/c d")
    's3://bucket/a/b/c%20d?scheme=http'
    """
    parts = urlsplit(uri)
    return urlunsplit(parts._replace(path=f"{parts.path.rstrip('/')}/{quote(name)}"))


def stored_files(uri: str) -> list[str]:
    """Return the relative names of the files in a folder on storage; [""] for a single file.

    Raises:
        W2vError: there is nothing, or the storage cannot be reached.

    """
    with reachable(uri):
        system, place = _opened(uri)
        kinds = needed("pyarrow.fs", "spark")
        info = system.get_file_info(place)
        if info.type == kinds.FileType.File:
            return [""]
        found = system.get_file_info(
            kinds.FileSelector(place, recursive=True, allow_not_found=True)
        )
        names = [
            str(PurePosixPath(file.path).relative_to(PurePosixPath(place)))
            for file in found
            if file.type == kinds.FileType.File
        ]
    if not names and info.type == kinds.FileType.NotFound:
        raise _absent(uri)
    return names


def copy_from_storage(uri: str, target: Path, spans: Sequence[Span] | None = None) -> None:
    """Copy a file to this machine; with `spans`, only these bytes of it.

    What was not copied yet is zeros.

    Raises:
        W2vError: it does not exist or cannot be read.

    """
    with reachable(uri):
        system, place = _opened(uri)
        _copy(system, place, target, spans)


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
            system, place = _opened(self.uri)
            return bool(system.get_file_info(f"{place}/{name}").is_file)

    def create(self) -> bool:
        """Claim it for this job; return False if there is anything in it."""
        with suppress(_AbsentError):
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
                system, place = _opened(self.uri)
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
            system, place = _opened(self.uri)
            system.delete_dir(place)

    def _store(self, path: Path, name: str) -> None:
        with reachable(self.uri):
            system, place = _opened(self.uri)
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


class _AbsentError(W2vError):
    """There is nothing at a URI."""


def _absent(uri: str) -> W2vError:
    return _AbsentError(
        msg("{name} does not exist.", name=shown_uri(uri)), msg("Check the spelling of the path.")
    )


@contextmanager
def reachable(uri: str) -> Iterator[None]:
    """Convert errors of storage to W2vError."""
    try:
        yield
    except FileNotFoundError as error:
        raise _absent(uri) from error
    except (OSError, ValueError, NotImplementedError) as error:  # pyarrow's errors are of these
        cause = next(iter(str(error).splitlines()), type(error).__name__)
        login, at, _ = urlsplit(uri).netloc.rpartition("@")
        raise W2vError(
            msg(
                "{name} cannot be reached: {cause}",
                name=shown_uri(uri),
                cause=cause.replace(login + at, ""),
            ),
            msg("Check the URI, the credentials, and that pyarrow knows this storage."),
        ) from error


def _opened(uri: str) -> tuple[Any, str]:
    """Return the file system of a URI, and its path there."""
    parts = urlsplit(uri)
    parts = parts._replace(scheme=SCHEMES.get(parts.scheme.lower(), parts.scheme.lower()))
    system, place = needed("pyarrow.fs", "spark").FileSystem.from_uri(urlunsplit(parts))
    return system, place.rstrip("/")


def _copy(system: Any, place: str, target: Path, spans: Sequence[Span] | None) -> None:
    mode = "r+b" if target.exists() else "wb"
    with system.open_input_file(place) as stored, target.open(mode) as file:
        size = stored.size()
        for first, last in [(0, size)] if spans is None else spans:
            stored.seek(min(first, size))
            file.seek(min(first, size))
            left = min(last, size) - min(first, size)
            while left and (block := stored.read(min(left, BYTES_PER_READ))):
                with writing(target):
                    file.write(block)
                left -= len(block)
        file.truncate(size)
