"""Files that appear whole under their name or not at all."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Any

from w2vkit.errors import W2vError
from w2vkit.wording import reason


def check_target(target: Path, *, force: bool = True) -> None:
    """Find out before long work that the file `target` could not be written after it.

    Raises:
        W2vError: `target` exists and `force` is not set, is a directory, or may not be written.

    """
    if _is_stream(target):
        return
    folder = target.parent
    if target.is_dir():
        raise refused(target, "it is a directory")
    check_absent(target, force=force)
    if not folder.is_dir():
        raise refused(target, f"there is no folder {folder}")
    if not may_write(folder):
        raise refused(target, f"you may not write in {folder.absolute()}")


def check_absent(target: Path, *, force: bool) -> None:
    """Raise W2vError if `target` exists and `force` is not set."""
    if target.exists() and not force:
        raise W2vError(f"{target} exists already.", "Choose another file or add --force.")


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
def atomic_path(target: Path, *, force: bool = True) -> Iterator[Path]:
    """Give a temporary path beside `target` that is renamed to it when all went well.

    What is no file, such as `/dev/stdout` or a named pipe, is given as it is.

    Raises:
        W2vError: `target` exists and `force` is not set, or cannot be written.

    """
    check_target(target, force=force)
    # The suffix stays, since writers choose the format by it.
    draft = target.with_name(f".{target.stem}.{os.getpid()}{target.suffix}")
    is_stream = _is_stream(target)
    try:
        yield target if is_stream else draft
        if not is_stream:
            draft.replace(target)
    except OSError as error:
        raise refused(target, reason(error)) from error
    finally:
        with suppress(OSError):  # what went wrong before is what matters
            draft.unlink()


@contextmanager
def atomic_text(target: Path, *, force: bool = True) -> Iterator[IO[Any]]:
    """Open `target` for writing UTF-8 text with LF; it is replaced only when all went well."""
    with (
        atomic_path(target, force=force) as draft,
        draft.open("w", encoding="utf-8", newline="\n") as file,
    ):
        yield file


def _is_stream(target: Path) -> bool:
    """Whether there is something that is no file and no directory, and must not be replaced."""
    return target.exists() and not target.is_file() and not target.is_dir()
