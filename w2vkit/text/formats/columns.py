"""Tables with text: which column is the text, by evidence in the first rows."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from w2vkit.base.errors import UsageError
from w2vkit.base.messages import joined, msg, quoted
from w2vkit.text.files.text_file import NotTextError
from w2vkit.text.unwrap import columns as width

MIN_TEXT_SHARE = 0.6
"""Share of the cells of a text column that are text."""
MIN_PHRASE_SHARE = 0.3
"""Share of the cells of a text column that have several words."""
BY_FAR = 3
"""How many times as long as the others the cells of a column are that is taken without asking."""
MIN_DIFFERENT, ROWS_TO_REPEAT = 0.2, 20
"""A column with fewer different values per row names classes, if it has this many rows."""
MAX_LISTED = 12

_FIGURES = re.compile(r"[\s\d.,:;/+\-–—()%$€£¥年月日时分秒TZ]*")
_CODE = re.compile(r"\S*(?:[\d_@=]|://)\S*|[A-Z]{1,4}")
_PHRASE = re.compile(r"[^\W\d_]\S*\s+\S*[^\W\d_]|[\u3400-\u9fff\u3040-\u30ff\uac00-\ud7a3]{2}")


class ColumnError(UsageError):
    """The column with the text is not known: several may be meant, or the given one is missing."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table in a file.

    Attributes:
        format: the name of its format, such as "CSV".
        names: the names of its columns; numbers from 1 on if it has none.
        sample: its first rows.
        rows: yields all rows; each has a cell for each column.
        is_record: whether it is a single record, which may be metadata.

    """

    format: str
    names: Sequence[str]
    sample: Sequence[Sequence[str]]
    rows: Callable[[], Iterator[Sequence[str]]]
    is_record: bool = False


def is_data(cell: str) -> bool:
    """Return whether a cell is a number, a date or a code, and no text.

    >>> [is_data(cell) for cell in ("2021-03-01", "r0001", "anna", "A1 is here", "五月")]
    [True, True, False, False, False]
    """
    return bool(_FIGURES.fullmatch(cell) or _CODE.fullmatch(cell))


def chosen_columns(table: Table, name: str, given: Sequence[str]) -> tuple[str, ...]:
    """Return the names of the columns with the text of a table.

    Args:
        table: the table.
        name: of the file, for messages.
        given: the columns that the user named; if there are none, the only text column is taken, or
            the one whose cells are by far the longest.

    Raises:
        ColumnError: a given column does not exist, or several could be meant.
        NotTextError: no column is text.

    """
    if given:
        return tuple(_named(table, name, column) for column in given)
    texts = text_columns(table)
    lengths = sorted(texts.items(), key=lambda item: -item[1])
    if not lengths:
        raise NotTextError(
            msg(
                "{name} is a table ({format}) without a column of text.",
                name=name,
                format=table.format,
            ),
            msg("{listed} Choose one with --column.", listed=_listed(table)),
            msg("table without text"),
        )
    (best, longest), *others = lengths
    if others and longest < BY_FAR * others[0][1]:
        rivals = [column for column, length in texts.items() if longest < BY_FAR * length]
        raise ColumnError(
            msg(
                "{name} is a table ({format}) in which several columns may be the text: {rivals}.",
                name=name,
                format=table.format,
                rivals=joined(", ", rivals),
            ),
            msg(
                "Choose one or more with --column, such as --column {rivals}.",
                rivals=quoted(rivals[0]),
            ),
        )
    return (best,)


def text_columns(table: Table) -> dict[str, float]:
    """Return the mean width of the cells of each column that is text."""
    widths, classes = {}, set()
    for place, column in enumerate(table.names):
        cells = [cell for row in table.sample if (cell := row[place].strip())]
        if cells and _is_text(cells):
            widths[column] = sum(map(width, cells)) / len(cells)
            if len(cells) >= ROWS_TO_REPEAT and len(set(cells)) < MIN_DIFFERENT * len(cells):
                classes.add(column)
    return {name: length for name, length in widths.items() if name not in classes} or widths


def column_texts(
    table: Table, chosen: Sequence[str], *, row_per_line: bool = False
) -> Iterator[str]:
    """Yield the cells of columns, row by row, each ending with a line break."""
    places = [[*table.names].index(column) for column in chosen]
    for row in table.rows():
        cells = [row[place].strip() for place in places]
        if row_per_line:
            yield " ".join(" ".join(cells).split()) + "\n"
        else:
            yield from (f"{cell}\n" for cell in cells if cell)


def _is_text(cells: Sequence[str]) -> bool:
    texts = [cell for cell in cells if not is_data(cell)]
    phrases = sum(_PHRASE.search(cell) is not None for cell in texts)
    return len(texts) >= MIN_TEXT_SHARE * len(cells) and phrases >= MIN_PHRASE_SHARE * len(cells)


def _named(table: Table, name: str, column: str) -> str:
    if column in table.names:
        return column
    if column.isascii() and column.isdigit() and 1 <= int(column) <= len(table.names):
        return table.names[int(column) - 1]
    raise ColumnError(
        msg("{name} has no column “{column}”.", name=name, column=column), _listed(table)
    )


def _listed(table: Table) -> str:
    more = ", …" if len(table.names) > MAX_LISTED else ""
    return msg(
        "Its columns are: {names}{more}.", names=joined(", ", table.names[:MAX_LISTED]), more=more
    )
