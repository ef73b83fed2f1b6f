"""The kinds of the words of a model, such as person or place, in a file of their own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import get_args

from w2vkit.config import KINDS, Kind
from w2vkit.errors import InvalidFileError
from w2vkit.model.manifest import ModelInfo, broken, verify_file
from w2vkit.system.regular import read_regular

MAX_KINDS_BYTES = 1 << 28


def write_kinds(folder: Path, kinds: Mapping[str, Kind]) -> None:
    """Write a line `word ⇥ kind` for each word; no file if there are none."""
    if kinds:
        lines = "".join(f"{word}\t{kind}\n" for word, kind in kinds.items())
        (folder / KINDS).write_text(lines, encoding="utf-8", newline="\n")


def read_kinds(path: Path, info: ModelInfo) -> dict[str, Kind]:
    """Return the kinds of the words of the model at `path`, {} if it stores none.

    Kinds that only later versions know are ignored.

    Raises:
        W2vError: the file is missing, damaged, or was changed.

    """
    if KINDS not in info.files:
        return {}
    verify_file(path, KINDS, info)
    try:
        text = read_regular(path / KINDS, MAX_KINDS_BYTES).decode("utf-8")
        return dict(_parsed(text))
    except (OSError, UnicodeDecodeError, InvalidFileError) as error:
        raise broken(path, f"{KINDS} is damaged ({error})") from error


def _parsed(text: str) -> Iterator[tuple[str, Kind]]:
    known: Mapping[str, Kind] = {kind: kind for kind in get_args(Kind)}
    for number, line in enumerate(text.split("\n")[:-1], 1):
        word, tab, kind = line.partition("\t")
        if not word or not tab:
            raise InvalidFileError(f"line {number} is not a word, a tab and a kind")
        if kind in known:
            yield word, known[kind]
