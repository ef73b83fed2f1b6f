"""Tables with a delimiter (CSV, TSV): recognized by name or by their first rows."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from w2vkit.base.messages import counted, msg
from w2vkit.base.progress import Listener
from w2vkit.text.files.document import Document
from w2vkit.text.formats.columns import Table, is_data, text_columns

SUFFIXES = {".csv": ",;\t|", ".tsv": "\t,;", ".tab": "\t"}
"""The delimiters of files with these suffixes, the most likely first."""
DELIMITERS = "\t,;"
MIN_ROWS = 4
"""Rows of a table that only its content shows, with the header."""
MIN_EQUAL, MIN_EQUAL_NAMED = 0.98, 0.9
"""Share of rows with as many cells as the first; the second one if the name says CSV or TSV."""
MAX_BLANK = 0.1
DATA_SHARE = 0.9
"""Share of the cells of a column that are numbers, dates or codes if it is data."""
MAX_NAME = 40
"""Characters of the name of a column."""
LARGEST_CELL = 1 << 30


@dataclass(frozen=True, slots=True)
class Dialect:
    """How rows are written: the delimiter, and whether cells may be quoted."""

    delimiter: str
    quoting: bool = True

    def rows(self, lines: Iterable[str], *, strict: bool = False) -> Iterator[list[str]]:
        """Yield the rows of a text given in lines."""
        if csv.field_size_limit() < LARGEST_CELL:
            csv.field_size_limit(LARGEST_CELL)
        if self.quoting:
            return csv.reader(lines, delimiter=self.delimiter, strict=strict)
        return csv.reader(lines, delimiter=self.delimiter, quoting=csv.QUOTE_NONE, strict=strict)


def delimited_table(document: Document, listener: Listener) -> Table | None:
    """Return the table in a file, or None if it is none."""
    is_named = document.suffix in SUFFIXES
    first = document.text.lstrip("\n").partition("\n")[0]
    for delimiter in SUFFIXES.get(document.suffix, DELIMITERS):
        if delimiter in first:
            for quoting in (True, False) if delimiter == "\t" else (True,):
                dialect = Dialect(delimiter, quoting)
                sample = _sample(document, dialect)
                if is_named and _is_regular(sample, MIN_EQUAL_NAMED, 2):
                    return _table(document, dialect, sample, listener)
                if not is_named and _is_regular(sample, MIN_EQUAL, MIN_ROWS):
                    table = _table(document, dialect, sample, listener)
                    if _is_evident(table, sample, delimiter):
                        return table
    return None


def _sample(document: Document, dialect: Dialect) -> list[list[str]]:
    """Return the rows of the start of a file; [] if it is not written in the dialect."""
    rows: list[list[str]] = []
    try:
        for row in dialect.rows(io.StringIO(document.text, newline=""), strict=True):
            rows.append(row)
    except csv.Error as error:
        if document.is_complete or "unexpected end" not in str(error):
            return []
    else:
        if not document.is_complete:
            rows = rows[:-1]
    return rows


def _is_regular(rows: Sequence[Sequence[str]], share: float, least: int) -> bool:
    """Return whether nearly all rows have as many cells as the first, and at least two."""
    filled = [row for row in rows if row]
    if len(filled) < least or len(filled) < (1 - MAX_BLANK) * len(rows):
        return False
    size = len(filled[0])
    return size > 1 and sum(len(row) == size for row in filled) >= share * len(filled)


def _is_evident(table: Table, sample: Sequence[Sequence[str]], delimiter: str) -> bool:
    """Return whether rows of equal length are a table, and not lines of verse or lists."""
    if not text_columns(table):
        return False
    columns = [*zip(*table.sample, strict=True)]
    if delimiter == "\t":  # no text has exactly one tab in each line, but indented lines do
        return all(_filled(column) for column in columns[:1])
    return has_header(sample) and any(_is_data_column(column) for column in columns)


def _filled(column: Sequence[str]) -> bool:
    return sum(bool(cell.strip()) for cell in column) > len(column) / 2


def _is_data_column(column: Sequence[str]) -> bool:
    cells = [cell for cell in map(str.strip, column) if cell]
    return bool(cells) and sum(map(is_data, cells)) >= DATA_SHARE * len(cells)


def has_header(rows: Sequence[Sequence[str]]) -> bool:
    """Return whether the first row names the columns.

    Names are short, differ from each other, and are no numbers; below at least one of them there
    are only numbers, dates and codes, or cells that are several times as long.

    >>> has_header([["id", "text"], ["1", "one"]]), has_header([["good", "yes"], ["bad", "no"]])
    (True, False)
    """
    names, *others = [[cell.strip() for cell in row] for row in rows if row]
    size = len(names)
    body = [row for row in others if len(row) == size]
    if not body or len(set(names)) < size or any(_is_no_name(name) for name in names):
        return False
    for name, column in zip(names, zip(*body, strict=True), strict=True):
        cells = [cell for cell in column if cell]
        if not cells or name in cells:
            continue
        mean = sum(map(len, cells)) / len(cells)
        if _is_data_column(cells) or mean > 3 * len(name):
            return True
    return False


def _is_no_name(name: str) -> bool:
    return (
        len(name) > MAX_NAME or name[:1].isdigit() or any(sign in name for sign in "。，！？.!?\n")
    )


def _table(
    document: Document, dialect: Dialect, sample: Sequence[Sequence[str]], listener: Listener
) -> Table:
    filled = [row for row in sample if row]
    size, titled = len(filled[0]), has_header(sample)
    names = [*map(str.strip, filled[0])] if titled else [str(n + 1) for n in range(size)]

    def rows() -> Iterator[Sequence[str]]:
        filled_rows = filter(None, dialect.rows(document.lines(listener)))
        if titled:
            next(filled_rows, None)
        uneven = 0
        for row in filled_rows:
            uneven += len(row) != size
            yield row if len(row) >= size else [*row, *[""] * (size - len(row))]
        if uneven:
            listener.note(
                msg(
                    "{name}: {rows} with more or fewer than {size:,} cells.",
                    name=document.name,
                    rows=counted(uneven, "{number} row", "{number} rows"),
                    size=size,
                )
            )

    body = [row for row in filled[titled:] if len(row) == size]
    return Table("TSV" if dialect.delimiter == "\t" else "CSV", names, body, rows)
