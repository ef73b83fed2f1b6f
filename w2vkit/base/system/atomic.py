"""Output files that appear complete or not at all; links are followed, streams are written to."""

from __future__ import annotations

import errno
import io
import os
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from itertools import chain, count
from pathlib import Path
from typing import IO, Any, BinaryIO

from w2vkit.base.errors import UsageError, W2vError
from w2vkit.base.messages import joined, msg, reason, remedy

STDOUT = "-"
"""The file name that stands for standard output."""
STDOUT_DESCRIPTOR = 1
OTHERWISE = msg("choose another file")
ANOTHER = msg("Choose another file.")
MAX_LINKS = 40
"""Number of symbolic links to follow, as in Linux."""
_DESCRIPTORS = re.compile(r"/dev/fd|/proc/(\d+)/(?:task/\d+/)?fd")
"""Directories whose file names are numbers of open files, of this or of the named process."""


@dataclass(frozen=True, slots=True)
class Destination:
    """The target of an output path.

    Attributes:
        path: the file after resolving all symbolic links, or the stream.
        is_stream: whether it is a pipe, socket or device, which is written to and never replaced.
        descriptor: the open file descriptor it names, such as 1 for `/dev/stdout`, or None.

    """

    path: Path
    is_stream: bool = False
    descriptor: int | None = None


def destination(target: Path) -> Destination:
    """Follow the symbolic links of `target` and return their target.

    Raises:
        W2vError: the links form a cycle.

    """
    if str(target) == STDOUT:
        return Destination(target, is_stream=True, descriptor=STDOUT_DESCRIPTOR)
    path = target
    for _ in range(MAX_LINKS):
        folder = _DESCRIPTORS.fullmatch(os.path.realpath(path.parent))
        if folder and path.name.isdecimal():
            is_own = folder[1] in (None, str(os.getpid()))
            return Destination(path, is_stream=True, descriptor=int(path.name) if is_own else None)
        if not path.is_symlink():
            return Destination(path, is_stream=_is_special(path))
        path = path.parent / os.readlink(path)
    raise refused(target, msg("its symbolic links form a cycle"), ANOTHER)


def is_stdout(target: Path) -> bool:
    """Return whether `target` is standard output, such as `-` or `/dev/stdout`."""
    return destination(target).descriptor == STDOUT_DESCRIPTOR


def check_target(target: Path, *, force: bool = True) -> None:
    """Check before a long computation that the file `target` can be written.

    Raises:
        W2vError: `target` exists and `force` is not set, is a directory, or is not writable.

    """
    place = destination(target)
    if place.is_stream:
        _check_open(target, place)
        return
    folder = place.path.parent
    if place.path.is_dir():
        raise refused(target, msg("it is a directory"), ANOTHER)
    check_absent(target, force=force)
    if not folder.is_dir():
        raise refused(
            target,
            msg("the directory {folder} does not exist", folder=folder),
            msg("Create it, or {otherwise}.", otherwise=OTHERWISE),
        )
    if not may_write(folder):
        denied = PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        raise refused(
            target,
            msg("no permission to write in {folder}", folder=folder.absolute()),
            remedy(denied, OTHERWISE),
        )


def check_file_type(target: Path, suffixes: Sequence[str]) -> None:
    """Raise UsageError unless the name of the file `target` ends with one of some suffixes."""
    if target.suffix.lower() not in suffixes:
        raise UsageError(
            msg("The file type of {path} is not supported.", path=target),
            msg(
                "Use the suffix {suffixes} or {last}.",
                suffixes=joined(", ", suffixes[:-1]),
                last=suffixes[-1],
            ),
        )


def check_not_input(target: Path, inputs: Iterable[Path]) -> None:
    """Raise UsageError if the file `target` is one of its input files."""
    place = destination(target)
    if place.is_stream or not place.path.exists():
        return
    for path in inputs:
        if path.exists() and place.path.samefile(path):
            raise UsageError(
                msg("The output {target} is a file of the corpus.", target=target),
                msg("Choose another file."),
            )


def check_absent(target: Path, *, force: bool) -> None:
    """Raise W2vError if `target` exists and `force` is not set."""
    if target.exists() and not force:
        raise W2vError(
            msg("{target} already exists.", target=target),
            msg("Choose another file or add --force."),
        )


def unused(target: Path) -> Path:
    """Return `target`, or if it exists, the first of `NAME-2`, `NAME-3`, … that does not.

    This is for names that the user did not choose.
    """
    others = (target.with_name(f"{target.stem}-{number}{target.suffix}") for number in count(2))
    return next(path for path in chain([target], others) if not os.path.lexists(path))


def may_write(folder: Path) -> bool:
    """Return whether files can be created in an existing directory."""
    return os.access(folder, os.W_OK, effective_ids=os.access in os.supports_effective_ids)


def refused(target: Path, why: str, hint: str) -> W2vError:
    """Return the error that says why `target` could not be written, and what to do."""
    return W2vError(msg("{target} could not be written: {why}.", target=target, why=why), hint)


@contextmanager
def writing(target: Path, otherwise: str = OTHERWISE) -> Iterator[None]:
    """Convert an OSError while writing `target` to W2vError, whose hint ends with `otherwise`.

    BrokenPipeError passes through: a reader that closes early, such as `head`, is not an error.
    """
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        raise refused(target, reason(error), remedy(error, otherwise)) from error


@contextmanager
def atomic_path(target: Path, *, force: bool = True, otherwise: str = OTHERWISE) -> Iterator[Path]:
    """Yield a temporary path, which is renamed to `target` on success.

    It is in the directory of the file that `target` links to, so that a symbolic link is kept. For
    a stream it is in a temporary directory and is copied to the stream.

    Raises:
        W2vError: `target` exists and `force` is not set, or cannot be written.

    """
    import tempfile

    check_target(target, force=force)
    place = destination(target)
    with writing(target, otherwise):
        if place.is_stream:
            with tempfile.TemporaryDirectory(prefix="w2vkit-") as folder:
                draft = Path(folder, target.name)
                yield draft
                copy_to_stream(draft, place)
            return
        # Writers choose the format by suffix. The name is unpredictable, so that in a shared
        # directory no other user can place a link there.
        draft = place.path.with_name(f".{place.path.stem}.{os.urandom(8).hex()}{target.suffix}")
        try:
            yield draft
            draft.replace(place.path)
        finally:
            with suppress(OSError):  # the original error is more important
                draft.unlink()


@contextmanager
def atomic_text(target: Path, *, force: bool = True) -> Iterator[IO[Any]]:
    """Open `target` for writing UTF-8 text with LF; it is replaced only on success.

    A stream is written to directly.
    """
    check_target(target, force=force)
    place = destination(target)
    if place.is_stream:
        with writing(target), open_stream(place) as stream:
            text = io.TextIOWrapper(stream, encoding="utf-8", newline="\n")
            yield text
            text.flush()
        return
    with (
        atomic_path(target, force=force) as draft,
        draft.open("w", encoding="utf-8", newline="\n") as file,
    ):
        yield file


@contextmanager
def atomic_folder(target: Path, *, force: bool = True) -> Iterator[Path]:
    """Yield an empty directory, which is renamed to `target` on success; links are followed.

    Raises:
        W2vError: `target` exists and `force` is not set, is not a directory or contains other
            files, or cannot be written.

    """
    import shutil
    import tempfile

    place = destination(target).path
    check_absent(target, force=force)
    if os.path.lexists(place) and not place.is_dir():
        raise refused(target, msg("it is not a directory"), ANOTHER)
    with writing(target):
        beside = Path(tempfile.mkdtemp(prefix=".w2vkit-", dir=place.parent))
        try:
            draft = beside / msg("new")
            draft.mkdir()
            yield draft
            if place.exists():
                _check_others(place, draft)
                place.rename(beside / "old")
            draft.rename(place)
        finally:
            shutil.rmtree(beside, ignore_errors=True)


def _check_others(place: Path, draft: Path) -> None:
    """Raise W2vError if a directory to be replaced contains files that the new one does not."""
    for path in sorted(place.rglob("*")):
        if not os.path.lexists(draft / path.relative_to(place)):
            raise W2vError(
                msg(
                    "The directory {place} contains other files, such as {relative_to}.",
                    place=place,
                    relative_to=path.relative_to(place),
                ),
                msg("Choose another directory, or move the files first."),
            )


def open_stream(place: Destination) -> BinaryIO:
    """Open a stream for appending.

    A descriptor is duplicated, because opening `/dev/stdout` again would truncate the file that
    it is redirected to.
    """
    if place.descriptor is None:
        return place.path.open("wb")
    if place.descriptor == STDOUT_DESCRIPTOR:
        sys.stdout.flush()
    return os.fdopen(os.dup(place.descriptor), "wb")


def copy_to_stream(draft: Path, place: Destination) -> None:
    """Copy the file `draft` to a stream."""
    import shutil  # imported here because it loads every compression module

    with draft.open("rb") as file, open_stream(place) as stream:
        shutil.copyfileobj(file, stream)


def _check_open(target: Path, place: Destination) -> None:
    """Raise W2vError if `place` is a descriptor that is not open."""
    if place.descriptor is not None:
        with writing(target):
            os.fstat(place.descriptor)


def _is_special(path: Path) -> bool:
    """Return whether `path` exists and is neither a file nor a directory."""
    return path.exists() and not path.is_file() and not path.is_dir()
