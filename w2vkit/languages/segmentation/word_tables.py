"""Tables of words that other programs write: CSV, TSV, JSON or JSON Lines with a column `word`."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

WORD_NAMES = ("word", "词")
"""Names of the column of words, of which a table has one."""
DELIMITERS = "\t,;"
OWN_COLUMNS = ["word", "count", "score"]
"""The first columns of the lists that `w2vkit words` writes."""


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row of a table.

    Attributes:
        line: its line, from 1; for JSON, its place.
        cells: the values by the name of the column in lower case; that of the words is `word`.

    """

    line: int
    cells: Mapping[str, str]

    @property
    def word(self) -> str:
        """The word, "" if the cell is empty."""
        return self.cells.get(WORD_NAMES[0], "")


def table_rows(text: str) -> list[TableRow] | None:
    r"""Return the rows of a table that have a word; None for other text, such as a list of words.

    Blank lines and lines that begin with `#` are left out. The lists of `w2vkit words` with tabs
    are not read as tables: in them, a wrong count is reported.

    >>> [row.word for row in table_rows('count,word\n3,"a, b"\n') or ()]
    ['a, b']
    >>> table_rows("word\na, b\n")
    """
    lines = [(number, line) for number, line in enumerate(text.splitlines(), 1) if line.strip()]
    lines = [(number, line) for number, line in lines if not line.startswith("#")]
    if not lines:
        return None
    is_json = lines[0][1].lstrip()[0] in "{["
    rows: Iterable[TableRow] | None = _json_rows(lines, text) if is_json else _delimited_rows(lines)
    return None if rows is None else [row for row in rows if row.word]


def _delimited_rows(lines: Sequence[tuple[int, str]]) -> list[TableRow] | None:
    for delimiter in DELIMITERS:
        names = [_name(cell) for cell in _cells(lines[0][1], delimiter)]
        if delimiter == "\t" and names[: len(OWN_COLUMNS)] == OWN_COLUMNS:
            return None
        if len(names) > 1 and WORD_NAMES[0] in names:
            return [
                TableRow(number, dict(zip(names, _cells(line, delimiter), strict=False)))
                for number, line in lines[1:]
            ]
    return None


def _cells(line: str, delimiter: str) -> list[str]:
    """Return the cells of a line; tabs need no quotes, so that those in words are preserved."""
    if delimiter == "\t":
        return [cell.strip() for cell in line.split("\t")]
    return [cell.strip() for cell in next(csv.reader([line], delimiter=delimiter))]


def _name(cell: str) -> str:
    name = cell.lower()
    return WORD_NAMES[0] if name in WORD_NAMES else name


def _json_rows(lines: Sequence[tuple[int, str]], text: str) -> list[TableRow] | None:
    """Return the objects of JSON or JSON Lines as rows, None if it is neither."""
    try:
        if lines[0][1].lstrip()[0] == "[":
            values = [*enumerate(json.loads(text), 1)]
        else:
            values = [(number, json.loads(line)) for number, line in lines]
    except (ValueError, RecursionError):
        return None
    if not all(isinstance(value, dict) for _, value in values):
        return None
    rows = [TableRow(number, _texts(value)) for number, value in values]
    return rows if rows and WORD_NAMES[0] in rows[0].cells else None


def _texts(record: Mapping[str, Any]) -> dict[str, str]:
    return {_name(name): "" if x is None else str(x).strip() for name, x in record.items()}
