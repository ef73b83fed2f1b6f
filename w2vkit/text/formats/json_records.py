"""JSON with text: JSON Lines, arrays of objects, and single objects."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from w2vkit.base.messages import msg
from w2vkit.base.progress import SILENT, Listener
from w2vkit.text.files.document import Document
from w2vkit.text.files.text_file import NotTextError
from w2vkit.text.formats.columns import Table

JSON_SUFFIXES = (".json", ".jsonl", ".ndjson", ".geojson", ".ipynb")
SAMPLE_ROWS = 200
_START = re.compile(r'\s*(?:\[\s*)?\{\s*(?:"(?:[^"\\\n]|\\.)*"\s*:|\}\s*\Z)|\s*\[\s*(?:["\[\d]|\])')
_SPACE = re.compile(r"[\s,]*")


class _DamagedError(Exception):
    pass


def json_table(document: Document, listener: Listener) -> Table | None:
    """Return the records of a JSON file, or None if it is none.

    Raises:
        NotTextError: it is JSON without objects, or damaged.

    """
    if not (start := _START.match(document.text)):
        return None
    is_named = document.suffix in JSON_SUFFIXES
    try:
        sample = [*islice(json_values(document.decoded(SILENT)), SAMPLE_ROWS)]
    except _DamagedError:
        if not is_named and start[0].lstrip().startswith("["):  # a stage direction: ["Enter
            return None
        raise _damaged(document.name) from None
    records = [flattened(value) for value in sample if isinstance(value, Mapping)]
    if not records:
        if not is_named and not document.text.lstrip().startswith("[["):
            return None
        raise NotTextError(
            msg("{name} is JSON, but not a list of objects.", name=document.name),
            msg("Save it as plain text."),
            "JSON",
        )
    names = [*dict.fromkeys(name for record in records for name in record)]

    def rows() -> Iterator[Sequence[str]]:
        try:
            for value in json_values(document.decoded(listener)):
                if isinstance(value, Mapping):
                    record = flattened(value)
                    yield [record.get(name, "") for name in names]
        except _DamagedError:
            raise _damaged(document.name) from None

    cells = [[record.get(name, "") for name in names] for record in records]
    is_array = document.text.lstrip().startswith("[")
    kind = "JSON" if is_array or len(sample) == 1 else msg("JSON Lines")
    return Table(kind, names, cells, rows, is_record=len(sample) == 1 and not is_array)


def json_values(blocks: Iterable[str]) -> Iterator[Any]:
    """Yield the values of JSON Lines or of other JSON texts one after another; those in an array.

    Raises:
        _DamagedError: the text is not valid JSON.

    """
    decoder, remaining = json.JSONDecoder(), filter(None, blocks)
    text, place, is_array = next(remaining, "").removeprefix("\ufeff"), 0, None
    while True:
        place = _after_space(text, place)
        if place == len(text):
            if not (block := next(remaining, "")):
                return
            text, place = block, 0
            continue
        if is_array is None:
            is_array = text[place] == "["
            if is_array:
                place += 1
                continue
        if is_array and text[place] == "]":
            place += 1
            continue
        try:
            value, place = decoder.raw_decode(text, place)
        except (json.JSONDecodeError, RecursionError) as error:
            more = _more(remaining, len(text) - place)
            if not more or isinstance(error, RecursionError):
                raise _DamagedError from error
            text, place = text[place:] + more, 0
        else:
            yield value


def _after_space(text: str, place: int) -> int:
    space = _SPACE.match(text, place)
    return space.end() if space else place


def _more(blocks: Iterator[str], least: int) -> str:
    """Return at least `least` more characters, so that a long value is parsed only a few times."""
    parts, size = [], 0
    for block in blocks:
        parts.append(block)
        size += len(block)
        if size >= least:
            break
    return "".join(parts)


def flattened(value: Mapping[str, Any], prefix: str = "") -> dict[str, str]:
    r"""Return the cells of an object; those of objects in it are named with a dot.

    >>> flattened({"id": 1, "user": {"name": "Anna"}, "text": ["a", "b"], "no": None})
    {'id': '1', 'user.name': 'Anna', 'text': 'a\nb', 'no': ''}
    """
    cells: dict[str, str] = {}
    for key, item in value.items():
        for name, cell in _cells(f"{prefix}{key}", item):
            cells[name] = f"{cells[name]}\n{cell}" if cells.get(name) else cell
    return cells


def _cells(name: str, value: Any) -> Iterator[tuple[str, str]]:
    if isinstance(value, Mapping):
        yield from flattened(value, msg("{name}.", name=name)).items()
    elif isinstance(value, list):
        for item in value:
            yield from _cells(name, item)
    else:
        yield name, "" if value is None or isinstance(value, bool) else str(value)


def _damaged(name: str) -> NotTextError:
    return NotTextError(
        msg("{name} looks like JSON, but is damaged or truncated.", name=name),
        msg("Obtain it again, or read it as it is with --plain."),
        msg("damaged"),
    )
