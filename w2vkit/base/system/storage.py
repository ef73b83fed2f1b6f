"""Files on storage that a URI names, such as `s3://bucket/corpus`.

pyarrow reaches S3, HDFS, Google Cloud and Azure, each as a file system, with no further package.
What is stored there is read from copies on this machine.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import quote, unquote, urlsplit, urlunsplit

from w2vkit.base.errors import W2vError
from w2vkit.base.messages import msg
from w2vkit.base.system.atomic import writing
from w2vkit.base.system.optional import needed

SCHEMES = {"s3a": "s3", "s3n": "s3"}
"""Hadoop's names of schemes, and the usual ones."""
BYTES_PER_READ = 1 << 22
Span = tuple[int, int]
"""The first byte, and the byte after the last one."""
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
        system, place = opened(uri)
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
        system, place = opened(uri)
        _copy(system, place, target, spans)


class AbsentError(W2vError):
    """There is nothing at a URI."""


def _absent(uri: str) -> W2vError:
    return AbsentError(
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


def opened(uri: str) -> tuple[Any, str]:
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
