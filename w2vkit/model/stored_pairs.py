"""Files of a model with a line `word ⇥ value` for some of its words."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TypeVar

from w2vkit.base.errors import InvalidFileError
from w2vkit.base.messages import msg
from w2vkit.base.system.regular import read_regular
from w2vkit.model.manifest import ModelInfo, broken
from w2vkit.model.verification import verify_once

Value = TypeVar("Value", bound=str)


def read_pairs(
    path: Path,
    name: str,
    info: ModelInfo,
    most_bytes: int,
    parse: Callable[[list[str]], Iterable[tuple[str, Value]]],
) -> dict[str, Value]:
    """Return the values of words in the file `name` of the model at `path`, {} if there is none.

    Args:
        path: the model.
        name: of the file.
        info: of the model.
        most_bytes: the most that the file may have.
        parse: returns the words and values of lines; raises InvalidFileError.

    Raises:
        W2vError: the file is missing, damaged, or was changed.

    """
    if name not in info.files:
        return {}
    verify_once(path, [name], info)
    try:
        text = read_regular(path / name, most_bytes).decode("utf-8")
        return dict(parse(text.split("\n")[:-1]))
    except (OSError, UnicodeDecodeError, InvalidFileError) as error:
        raise broken(path, msg("{name} is damaged ({error})", name=name, error=error)) from error
