"""The words that are most characteristic of the text of a model, in a file of their own."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from w2vkit.base.config import CHARACTERISTIC
from w2vkit.model.manifest import ModelInfo
from w2vkit.model.stored_pairs import read_pairs

MAX_BYTES = 1 << 24


def write_characteristic(folder: Path, words: Sequence[str]) -> None:
    """Write a line for each word, the most characteristic first; no file if there are none."""
    if words:
        lines = "".join(f"{word}\n" for word in words)
        (folder / CHARACTERISTIC).write_text(lines, encoding="utf-8", newline="\n")


def read_characteristic(path: Path, info: ModelInfo) -> list[str]:
    """Return the characteristic words of the model at `path`, [] if it stores none.

    Raises:
        W2vError: the file is missing, damaged, or was changed.

    """
    words = read_pairs(
        path, CHARACTERISTIC, info, MAX_BYTES, lambda lines: ((word, word) for word in lines)
    )
    return [*words]
