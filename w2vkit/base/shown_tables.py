"""How results show themselves: as tables, in plain text and in the HTML of notebooks.

A result yields its tables from the rows that it has for every format; this module alone renders
them. The HTML has no colors of its own and loads nothing, so it suits light and dark notebooks and
those that are exported.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import islice
from typing import Any, Literal, TypeVar

from w2vkit.base.direction import is_right_to_left
from w2vkit.base.messages import msg, printable
from w2vkit.base.table import DECIMALS, PValue, cell, display_width, table_lines
from w2vkit.base.translation.translate import heading, translated

Item = TypeVar("Item")
Record = Mapping[str, Any]
Side = Literal["left", "right"]
SHOWN_ROWS = 30
"""Rows that a long result shows; iterate over it for all of them."""
PADDING = "padding: 0.15em 0.6em"
UNBROKEN = 20
"""Columns of a terminal up to which a text in a cell stays on one line."""
MARKS = ("rare", "alias_of", "weight", "similarity")
"""Columns that a table shows only if one of its rows has a value there."""
COLUMN_DECIMALS = {
    "change": 2,
    "detectable": 2,
    "exchanged": 2,
    "expected": 1,
    "first_per_10000": 2,
    "keyness": 2,
    "log_dice": 2,
    "log_likelihood": 2,
    "log_ratio": 2,
    "medium": 2,
    "other_per_10000": 2,
    "per_10000": 2,
    "second_per_10000": 2,
    "small": 2,
    "trend": 2,
    "unchanged": 2,
}
"""Decimals in a table, of what is not a score."""
P_VALUES = ("p_value", "q_value", "trend_p_value")
LIMITED = ("change", "trend")
"""Columns whose limits, `low` and `high`, have as many decimals as they."""


@dataclass(frozen=True, slots=True)
class ShownTable:
    """A table as a reader sees it, in the reader's language.

    Attributes:
        columns: the names of the columns; a column of marks is left out if no row has one.
        rows: the values by column.
        title: what the table has, or "".
        notes: sentences below it: what was decided, and what is left out.
        total: the number of all rows, if `rows` are only the first.
        prose: columns whose values are messages.
        names: columns whose names are words of the user, and are not translated.
        sides: on which side the texts of some columns are flush; otherwise, numbers are on the
            right and texts on the left.
        has_head: whether the names of the columns are shown.

    """

    columns: Sequence[str]
    rows: Sequence[Record]
    title: str = ""
    notes: Sequence[str] = ()
    total: int | None = None
    prose: Sequence[str] = ()
    names: Sequence[str] = ()
    sides: Mapping[str, Side] | None = None
    has_head: bool = True

    @property
    def shown(self) -> Sequence[str]:
        """The columns without those of marks which no row has."""
        return with_marks(self.columns, self.rows)

    @property
    def header(self) -> list[str]:
        """The headings of the shown columns."""
        return [name if name in self.names else heading(name) for name in self.shown]

    @property
    def values(self) -> list[list[Any]]:
        """The values of each row in the order of the shown columns."""
        return [[self._value(row, name) for name in self.shown] for row in self.rows]

    def _value(self, row: Record, name: str) -> Any:
        value = row.get(name, "")
        if value is True:
            return translated("yes")
        if name in P_VALUES and isinstance(value, float):
            return PValue(value)
        return translated(value) if name in self.prose and isinstance(value, str) else value

    @property
    def sentences(self) -> list[str]:
        """What is said below the table."""
        shown = (
            msg("{shown:,} of {total:,} rows.", shown=len(self.rows), total=self.total)
            if self.total is not None and self.total > len(self.rows)
            else ""
        )
        return [translated(said) for said in (shown, *self.notes) if said]

    @property
    def lines(self) -> list[str]:
        """The lines of the table alone, in aligned columns; [] if there are no rows."""
        lines = [*table_lines(self.header, self.values, decimals=decimals_of(self.shown))]
        return lines if self.has_head else lines[1:]

    @property
    def text(self) -> str:
        """The table with its title and the sentences below it."""
        title = [translated(self.title)] if self.title else []
        lines = self.lines or [translated(msg("(nothing found)"))]
        return "\n".join([*title, *lines, *self.sentences])

    @property
    def html(self) -> str:
        """The table in HTML, with escaped texts and without colors of its own."""
        sides = [self._side(name) for name in self.shown]
        titled = f"<b>{_escaped(translated(self.title))}</b>" if self.title else ""
        head = "".join(
            f'<th scope="col" style="text-align: {side}; {PADDING}">{_escaped(name)}</th>'
            for name, side in zip(self.header, sides, strict=True)
        )
        head = f"<thead><tr>{head}</tr></thead>" if self.has_head else ""
        body = "".join(f"<tr>{self._cells(row, sides)}</tr>" for row in self.values)
        table = f"<table>{head}<tbody>{body}</tbody></table>" if self.rows else ""
        said = [*map(_escaped, self.sentences)]
        if not self.rows:
            said = [_escaped(translated(msg("(nothing found)"))), *said]
        below = f'<div style="opacity: 0.75">{"<br>".join(said)}</div>' if said else ""
        return f'<div style="overflow-x: auto; margin-bottom: 0.8em">{titled}{table}{below}</div>'

    def _side(self, name: str) -> Side:
        if self.sides and name in self.sides:
            return self.sides[name]
        first = next((row[name] for row in self.rows if row.get(name) not in (None, "")), None)
        return "right" if isinstance(first, int | float) and first is not True else "left"

    def _cells(self, values: Sequence[Any], sides: Sequence[Side]) -> str:
        shown = map(cell, values, decimals_of(self.shown))
        return "".join(map(_html_cell, shown, sides))


def _html_cell(text: str, side: Side) -> str:
    """Return a cell; a short text, such as a Chinese word, stays on one line."""
    unbroken = "; white-space: nowrap" if display_width(text) <= UNBROKEN else ""
    direction = ' dir="auto"' if is_right_to_left(text) else ""
    return f'<td{direction} style="text-align: {side}; {PADDING}{unbroken}">{_escaped(text)}</td>'


class Tabular:
    """A result that `print` and notebooks show as tables."""

    __slots__ = ()

    def tables(self) -> Iterable[ShownTable]:
        """Return the tables, which name columns of the rows of this result."""
        raise NotImplementedError

    def __str__(self) -> str:
        return "\n\n".join(table.text for table in self.tables())

    def _repr_html_(self) -> str:
        return "\n".join(table.html for table in self.tables())

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, str]:
        """Return what the consoles and notebooks of Jupyter show."""
        return {"text/plain": str(self), "text/html": self._repr_html_()}


class Results(Tabular, list[Item]):
    """A list of results that shows its first rows as a table.

    Attributes:
        columns: the columns of the table.
        rows_of: returns the rows of a result.
        notes: sentences below the table.
        prose: columns whose values are messages.

    """

    def __init__(
        self,
        results: Iterable[Item],
        columns: Sequence[str],
        rows_of: Callable[[Item], Iterable[Record]],
        notes: Sequence[str] = (),
        prose: Sequence[str] = (),
    ) -> None:
        super().__init__(results)
        self.columns, self.rows_of, self.notes, self.prose = columns, rows_of, notes, prose

    def tables(self) -> list[ShownTable]:
        """Return one table."""
        rows = [row for one in islice(self, SHOWN_ROWS) for row in self.rows_of(one)]
        total = len(self) if len(self) > SHOWN_ROWS else None
        return [ShownTable(self.columns, rows, notes=self.notes, total=total, prose=self.prose)]


def _escaped(text: str) -> str:
    """Return a text for HTML."""
    from html import escape

    return escape(printable(text))


def fields_row(result: Any) -> Iterator[Record]:
    """Yield the fields of a dataclass as a row."""
    yield asdict(result)


def first_rows(rows: Iterable[Record]) -> list[Record]:
    """Return as many rows as a long result shows."""
    return [*islice(rows, SHOWN_ROWS)]


def with_marks(columns: Sequence[str], rows: Sequence[Record]) -> Sequence[str]:
    """Return the columns, without those of marks that no row has."""
    return [
        column for column in columns if column not in MARKS or any(row.get(column) for row in rows)
    ]


def decimals_of(columns: Sequence[str]) -> list[int]:
    """Return the decimals of each column."""
    limited = next((name for name in LIMITED if name in columns), "")
    measured = [limited if name in ("low", "high") else name for name in columns]
    return [COLUMN_DECIMALS.get(name, DECIMALS) for name in measured]
