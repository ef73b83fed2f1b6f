"""The kinds of the words of a model, such as person or place, in a file of their own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import get_args

from w2vkit.base.config import KINDS, Kind
from w2vkit.base.errors import InvalidFileError
from w2vkit.base.messages import msg
from w2vkit.model.manifest import ModelInfo
from w2vkit.model.stored_pairs import read_pairs

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
    return read_pairs(path, KINDS, info, MAX_KINDS_BYTES, _parsed)


def _parsed(lines: list[str]) -> Iterator[tuple[str, Kind]]:
    known: Mapping[str, Kind] = {kind: kind for kind in get_args(Kind)}
    for number, line in enumerate(lines, 1):
        word, tab, kind = line.partition("\t")
        if not word or not tab:
            raise InvalidFileError(
                msg("line {number} is not a word, a tab and a kind", number=number)
            )
        if kind in known:
            yield word, known[kind]
