"""The names of the items of a model, in a file of their own."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from w2vkit.base.errors import InvalidFileError
from w2vkit.base.messages import msg
from w2vkit.model.manifest import ModelInfo
from w2vkit.model.stored_pairs import read_pairs
from w2vkit.model.vocabulary import Vocabulary

ITEM_NAMES = "names.tsv"
MAX_NAMES_BYTES = 1 << 30


def write_item_names(folder: Path, names: Mapping[str, str], vocabulary: Vocabulary) -> None:
    """Write a line `id ⇥ name` for each item that has a name; no file if none has one."""
    lines = [f"{item}\t{names[item]}\n" for item in vocabulary if item in names] if names else []
    if lines:
        (folder / ITEM_NAMES).write_text("".join(lines), encoding="utf-8", newline="\n")


def read_item_names(path: Path, info: ModelInfo) -> dict[str, str]:
    """Return the names of the items of the model at `path`, {} if it stores none.

    Raises:
        W2vError: the file is missing, damaged, or was changed.

    """
    return read_pairs(path, ITEM_NAMES, info, MAX_NAMES_BYTES, lambda lines: map(_parsed, lines))


def _parsed(line: str) -> tuple[str, str]:
    item, tab, name = line.partition("\t")
    if not item or not tab or not name:
        raise InvalidFileError(msg("a line is not an id, a tab and a name"))
    return item, name
