"""Files that appear whole under their name or not at all; links are followed, streams written."""

from __future__ import annotations

import io
import os
import re
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from itertools import chain, count
from pathlib import Path
from typing import IO, Any, BinaryIO

from w2vkit.errors import UsageError, W2vError
from w2vkit.messages import reason

STDOUT = "-"
"""The name that stands for the standard output wherever an output is named."""
STDOUT_DESCRIPTOR = 1
MOST_LINKS = 40
"""Symbolic links that are followed, as many as Linux follows."""
_DESCRIPTORS = re.compile(r"/dev/fd|/proc/(\d+)/(?:task/\d+/)?fd")
"""Folders in which a name is the number of an open file: of this process, or of the one named."""


@dataclass(frozen=True, slots=True)
class Destination:
    """What the name of an output leads to.

    Attributes:
        path: the file itself, after all symbolic links; or the stream.
        is_stream: whether it is written directly and never replaced: a pipe, socket or device.
        descriptor: the open file descriptor that it names, such as 1 for `/dev/stdout`, or None.

    """

    path: Path
    is_stream: bool = False
    descriptor: int | None = None


def destination(target: Path) -> Destination:
    """Follow the symbolic links of `target` and return what they lead to.

    Raises:
        W2vError: the links run in a circle.

    """
    if str(target) == STDOUT:
        return Destination(target, is_stream=True, descriptor=STDOUT_DESCRIPTOR)
    path = target
    for _ in range(MOST_LINKS):
        folder = _DESCRIPTORS.fullmatch(os.path.realpath(path.parent))
        if folder and path.name.isdecimal():
            is_own = folder[1] in (None, str(os.getpid()))
            return Destination(path, is_stream=True, descriptor=int(path.name) if is_own else None)
        if not path.is_symlink():
            return Destination(path, is_stream=_is_special(path))
        path = path.parent / os.readlink(path)
    raise refused(target, "its symbolic links run in a circle")


def is_stdout(target: Path) -> bool:
    """Tell whether `target` names the standard output, as `-` and `/dev/stdout` do."""
    return destination(target).descriptor == STDOUT_DESCRIPTOR


def check_target(target: Path, *, force: bool = True) -> None:
    """Find out before long work that the file `target` could not be written after it.

    Raises:
        W2vError: `target` exists and `force` is not set, is a directory, or may not be written.

    """
    place = destination(target)
    if place.is_stream:
        _check_open(target, place)
        return
    folder = place.path.parent
    if place.path.is_dir():
        raise refused(target, "it is a directory")
    check_absent(target, force=force)
    if not folder.is_dir():
        raise refused(target, f"there is no folder {folder}")
    if not may_write(folder):
        raise refused(target, f"you may not write in {folder.absolute()}")


def check_not_input(target: Path, inputs: Iterable[Path]) -> None:
    """Raise UsageError if the file `target` is one of those that are read for it."""
    place = destination(target)
    if place.is_stream or not place.path.exists():
        return
    for path in inputs:
        if path.exists() and place.path.samefile(path):
            raise UsageError(
                f"The output {target} is a file of the corpus.", "Choose another file."
            )


def check_absent(target: Path, *, force: bool) -> None:
    """Raise W2vError if `target` exists and `force` is not set."""
    if target.exists() and not force:
        raise W2vError(f"{target} exists already.", "Choose another file or add --force.")


def unused(target: Path) -> Path:
    """Return `target`, or the first of `NAME-2`, `NAME-3`, … that does not exist if it does.

    This is for names that the user did not choose.
    """
    others = (target.with_name(f"{target.stem}-{number}{target.suffix}") for number in count(2))
    return next(path for path in chain([target], others) if not os.path.lexists(path))


def may_write(folder: Path) -> bool:
    """Tell whether files can be made in a folder that exists."""
    return os.access(folder, os.W_OK, effective_ids=os.access in os.supports_effective_ids)


def refused(target: Path, why: str) -> W2vError:
    """Return the error that says why `target` could not be written."""
    return W2vError(
        f"{target} could not be written: {why}.",
        "Check that its folder exists, that you may write there and that the disk has room.",
    )


@contextmanager
def writing(target: Path) -> Iterator[None]:
    """Turn what the system refuses while `target` is written into W2vError.

    A reader that has gone away, as in `| head`, is left to the caller: nothing is wrong then.
    """
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        raise refused(target, reason(error)) from error


@contextmanager
def atomic_path(target: Path, *, force: bool = True) -> Iterator[Path]:
    """Give a temporary path that becomes `target` when all went well.

    It lies beside the file that `target` leads to and is renamed to that, so that a symbolic link
    stays one. For a stream it lies elsewhere and is copied into the stream.

    Raises:
        W2vError: `target` exists and `force` is not set, or cannot be written.

    """
    import tempfile

    check_target(target, force=force)
    place = destination(target)
    with writing(target):
        if place.is_stream:
            with tempfile.TemporaryDirectory(prefix="w2vkit-") as folder:
                draft = Path(folder, target.name)
                yield draft
                copy_to_stream(draft, place)
            return
        # The suffix stays, since writers choose the format by it. Nobody can guess the name, so
        # that in a shared folder no other user can put a link there to a file of this one.
        draft = place.path.with_name(f".{place.path.stem}.{os.urandom(8).hex()}{target.suffix}")
        try:
            yield draft
            draft.replace(place.path)
        finally:
            with suppress(OSError):  # what went wrong before is what matters
                draft.unlink()


@contextmanager
def atomic_text(target: Path, *, force: bool = True) -> Iterator[IO[Any]]:
    """Open `target` for writing UTF-8 text with LF; it is replaced only when all went well.

    A stream is written as the text comes.
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
    """Give an empty folder that becomes `target` when all went well; links are followed.

    Raises:
        W2vError: `target` exists and `force` is not set, is no folder or holds other files, or
            cannot be written.

    """
    import shutil
    import tempfile

    place = destination(target).path
    check_absent(target, force=force)
    if os.path.lexists(place) and not place.is_dir():
        raise refused(target, "it is not a folder")
    with writing(target):
        beside = Path(tempfile.mkdtemp(prefix=".w2vkit-", dir=place.parent))
        try:
            draft = beside / "new"
            draft.mkdir()
            yield draft
            if place.exists():
                _check_others(place, draft)
                place.rename(beside / "old")
            draft.rename(place)
        finally:
            shutil.rmtree(beside, ignore_errors=True)


def _check_others(place: Path, draft: Path) -> None:
    """Raise W2vError if a folder to be replaced holds files that the new one does not have."""
    for path in sorted(place.rglob("*")):
        if not os.path.lexists(draft / path.relative_to(place)):
            raise W2vError(
                f"{place} is a folder that holds other files, such as {path.relative_to(place)}.",
                "Choose another folder, or move them out of it first.",
            )


def open_stream(place: Destination) -> BinaryIO:
    """Open a stream to be written after what was written to it before.

    A descriptor is duplicated: to open `/dev/stdout` again would empty the file that it is
    redirected to.
    """
    if place.descriptor is None:
        return place.path.open("wb")
    if place.descriptor == STDOUT_DESCRIPTOR:
        sys.stdout.flush()
    return os.fdopen(os.dup(place.descriptor), "wb")


def copy_to_stream(draft: Path, place: Destination) -> None:
    """Write what is in the file `draft` to a stream."""
    import shutil  # it loads every compressor there is

    with draft.open("rb") as file, open_stream(place) as stream:
        shutil.copyfileobj(file, stream)


def _check_open(target: Path, place: Destination) -> None:
    """Raise W2vError if `place` is a descriptor that is not open."""
    if place.descriptor is not None:
        with writing(target):
            os.fstat(place.descriptor)


def _is_special(path: Path) -> bool:
    """Tell whether there is something that is no file and no directory."""
    return path.exists() and not path.is_file() and not path.is_dir()
