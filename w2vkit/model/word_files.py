"""Files of a model about some of its words: their kinds, names of items, characteristic words.

The first two have a line `word ⇥ value` for each word, the last one a line `word`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TypeVar, get_args

from w2vkit.base.config import CHARACTERISTIC, KINDS, Kind
from w2vkit.base.errors import InvalidFileError
from w2vkit.base.messages import msg
from w2vkit.base.system.regular import read_regular
from w2vkit.model.manifest import ModelInfo, broken, verify_once
from w2vkit.model.vocabulary import Vocabulary

Value = TypeVar("Value", bound=str)
ITEM_NAMES = "names.tsv"
MAX_KINDS_BYTES, MAX_NAMES_BYTES, MAX_CHARACTERISTIC_BYTES = 1 << 28, 1 << 30, 1 << 24


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
    return read_pairs(path, KINDS, info, MAX_KINDS_BYTES, _parsed_kinds)


def _parsed_kinds(lines: list[str]) -> Iterator[tuple[str, Kind]]:
    known: Mapping[str, Kind] = {kind: kind for kind in get_args(Kind)}
    for number, line in enumerate(lines, 1):
        word, tab, kind = line.partition("\t")
        if not word or not tab:
            raise InvalidFileError(
                msg("line {number} is not a word, a tab and a kind", number=number)
            )
        if kind in known:
            yield word, known[kind]


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
    return read_pairs(
        path, ITEM_NAMES, info, MAX_NAMES_BYTES, lambda lines: map(_parsed_name, lines)
    )


def _parsed_name(line: str) -> tuple[str, str]:
    item, tab, name = line.partition("\t")
    if not item or not tab or not name:
        raise InvalidFileError(msg("a line is not an id, a tab and a name"))
    return item, name


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
        path,
        CHARACTERISTIC,
        info,
        MAX_CHARACTERISTIC_BYTES,
        lambda lines: ((word, word) for word in lines),
    )
    return [*words]
