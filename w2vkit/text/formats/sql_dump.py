"""Dumps of SQL databases: the rows of INSERT statements."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from w2vkit.base.messages import msg
from w2vkit.base.progress import SILENT, Listener
from w2vkit.text.files.document import Document
from w2vkit.text.files.text_file import NotTextError
from w2vkit.text.formats.columns import Table

SAMPLE_ROWS = 200
_NAME = r"[`\"\[]?[\w$]+[`\"\]]?"
_PATH = rf"(?:{_NAME}\.)*({_NAME})"
_START = re.compile(
    r"\s*(?:--[^\n]*\n\s*|/\*.*?\*/;?\s*)*(?:SET\s+\S+\s*=|USE\s+`|PRAGMA\s|BEGIN(?:\s+TRANSACTION)?\s*;|"
    rf"DROP\s+TABLE\s|CREATE\s+(?:TABLE|DATABASE)\s|INSERT\s+INTO\s+{_PATH}\s*[(V])",
    re.I | re.S,
)
_MARK = re.compile(r"-- (?:MySQL|MariaDB|PostgreSQL|SQLite|phpMyAdmin|Dump)", re.I)
_PIECE = re.compile(
    r"'(?:[^'\\]++|\\.|'')*+(?:'|\\?\Z)|--[^\n]*+(?:\n|\Z)|/\*.*?(?:\*/|\Z)|;", re.S
)
"""What may contain a semicolon that ends no statement, perhaps cut by the end of a block."""
_CREATE = re.compile(rf"\s*CREATE\s+TABLE\s+(?:IF\s+NOT\s+EXISTS\s+)?{_PATH}\s*\((.*)", re.I | re.S)
_COLUMN = re.compile(rf"(?:\A|[\n,])\s*({_NAME})\s+[A-Za-z]+", re.S)
_NO_COLUMN = re.compile(r"(?:PRIMARY|UNIQUE|KEY|CONSTRAINT|INDEX|FOREIGN|FULLTEXT|CHECK)\b", re.I)
_INSERT = re.compile(
    rf"\s*(?:INSERT|REPLACE)\s+(?:IGNORE\s+)?INTO\s+{_PATH}\s*(?:\(([^()]*)\)\s*)?VALUES\s*",
    re.I,
)
_VALUE = re.compile(
    r"\s*(?:[A-Za-z_]*'((?:[^'\\]|\\.|'')*)'|([^,()']*(?:\([^()]*\))?[^,()']*))\s*([,)])", re.S
)
_ESCAPE = re.compile(r"''|\\(.)", re.S)
_SIGNS = {"n": "\n", "r": "\n", "t": "\t", "0": "", "Z": ""}


def sql_table(document: Document, listener: Listener) -> Table | None:
    """Return the rows of all tables of a dump as one table, or None if the file is no dump.

    Raises:
        NotTextError: it has no INSERT statements.

    """
    text = document.text[: 1 << 13]
    if not (_MARK.match(text.lstrip()) or _START.match(text)):
        return None
    tables, sample = _sampled(document.decoded(SILENT))
    if not tables:
        raise NotTextError(
            msg("{name} is an SQL dump without INSERT statements.", name=document.name),
            msg("Export the table with the text as CSV."),
            "SQL",
        )
    places = {name: place for place, name in enumerate(_all_names(tables))}

    def placed(table: str, row: Sequence[str]) -> list[str]:
        cells = [""] * len(places)
        for name, cell in zip(_names(tables, table), row, strict=False):
            cells[places[name]] = cell
        return cells

    def rows() -> Iterator[Sequence[str]]:
        for table, _, values in _inserts(document.decoded(listener)):
            if table in tables:
                yield from (placed(table, row) for row in rows_of(values))

    sample_rows = [placed(table, row) for table in tables for row in sample[table]]
    return Table("SQL", [*places], sample_rows, rows)


def _sampled(
    blocks: Iterable[str],
) -> tuple[dict[str, list[str]], dict[str, list[list[str]]]]:
    """Return the names of the columns of each table with rows, and its first rows."""
    tables: dict[str, list[str]] = {}
    sample: dict[str, list[list[str]]] = {}
    for table, names, values in _inserts(blocks):
        if len(first := sample.setdefault(table, [])) < SAMPLE_ROWS:
            for row in rows_of(values):
                tables.setdefault(table, names or [str(n + 1) for n in range(len(row))])
                first.append(row)
    return tables, sample


def _names(tables: dict[str, list[str]], table: str) -> list[str]:
    """Return the names of the columns of a table, with its own if there are several tables."""
    prefix = msg("{table}.", table=table) if len(tables) > 1 else ""
    return [prefix + name for name in tables[table]]


def _all_names(tables: dict[str, list[str]]) -> list[str]:
    return [name for table in tables for name in _names(tables, table)]


def _inserts(blocks: Iterable[str]) -> Iterator[tuple[str, list[str], str]]:
    """Yield the table, the names of its columns if they are known, and the rows of each INSERT."""
    created: dict[str, list[str]] = {}
    for statement in statements(blocks):
        if match := _CREATE.match(statement):
            created[_plain(match[1])] = _columns(match[2])
        elif match := _INSERT.match(statement):
            table = _plain(match[1])
            names = [*map(_plain, match[2].split(","))] if match[2] else created.get(table, [])
            yield table, names, statement[match.end() :]


def _columns(definition: str) -> list[str]:
    flat = re.sub(r"\([^()]*\)", "", definition)
    names = [name for name in _COLUMN.findall(flat) if not _NO_COLUMN.fullmatch(name)]
    return [_plain(name) for name in names]


def _plain(name: str) -> str:
    return name.strip().strip('`"[]')


def statements(blocks: Iterable[str]) -> Iterator[str]:
    r"""Yield the statements of a dump without comments; semicolons in strings do not end them.

    >>> [*statements(["INSERT 'a;b", "'; -- c;\nSELECT 1;"])]
    ["INSERT 'a;b'", ' \nSELECT 1']
    """
    rest = ""
    for block in blocks:
        text, start = rest + block, 0
        parts: list[str] = []
        for piece in _PIECE.finditer(text):
            if piece[0] == ";":
                yield "".join([*parts, text[start : piece.start()]])
                parts, start = [], piece.end()
            elif piece[0].endswith(("\n", "*/")) and piece[0].startswith(("--", "/*")):
                parts.append(text[start : piece.start()])
                start = piece.end() - piece[0].endswith("\n")
        rest = "".join([*parts, text[start:]])
    if rest.strip():
        yield rest


def rows_of(values: str) -> Iterator[list[str]]:
    r"""Yield the rows of the part of an INSERT statement that follows VALUES.

    >>> [*rows_of("(1,'it''s',NULL), (2,'a\\nb',now())")]
    [['1', "it's", ''], ['2', 'a\nb', 'now()']]
    """
    place = values.find("(") + 1
    row: list[str] = []
    while place:
        match = _VALUE.match(values, place)
        if match is None:
            return
        quoted, bare, end = match.groups()
        row.append(_unescaped(quoted) if quoted is not None else _bare(bare))
        place = match.end()
        if end == ")":
            yield row
            row = []
            place = values.find("(", place) + 1


def _bare(value: str) -> str:
    value = value.strip()
    return "" if value.upper() == "NULL" else value


def _unescaped(text: str) -> str:
    return _ESCAPE.sub(lambda match: _SIGNS.get(match[1], match[1]) if match[1] else "'", text)
