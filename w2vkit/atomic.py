"""Files that appear whole under their name or not at all."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from w2vkit.errors import W2vError
from w2vkit.wording import reason


@contextmanager
def atomic_path(target: Path, *, force: bool = True) -> Iterator[Path]:
    """Give a temporary path beside `target` that is renamed to it when all went well.

    Raises:
        W2vError: `target` exists and `force` is not set, or cannot be written.

    """
    if target.exists() and not force:
        raise W2vError(f"{target} exists already.", "Choose another file or add --force.")
    # The suffix stays, since writers choose the format by it.
    draft = target.with_name(f".{target.stem}.{os.getpid()}{target.suffix}")
    try:
        yield draft
        draft.replace(target)
    except OSError as error:
        raise W2vError(
            f"{target} could not be written: {reason(error)}.",
            "Check that its folder exists, that you may write there, and that the disk has room.",
        ) from error
    finally:
        draft.unlink(missing_ok=True)


@contextmanager
def atomic_text(target: Path, *, force: bool = True) -> Iterator[IO[Any]]:
    """Open `target` for writing UTF-8 text with LF; it is replaced only when all went well."""
    with (
        atomic_path(target, force=force) as draft,
        draft.open("w", encoding="utf-8", newline="\n") as file,
    ):
        yield file
