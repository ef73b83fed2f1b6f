"""Plain-text tables: aligned columns, also where Chinese characters take two."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterator, Sequence
from typing import Any

from w2vkit.base.messages import printable

Row = Sequence[Any]


def display_width(text: str) -> int:
    """Return the number of terminal columns of `text`; a Chinese character takes two.

    >>> display_width("孙悟空 a")
    8
    """
    return sum(
        0 if unicodedata.combining(sign) else 2 if unicodedata.east_asian_width(sign) in "WF" else 1
        for sign in text
    )


def pad(text: str, width: int) -> str:
    """Return `text` followed by spaces, `width` columns wide."""
    return text + " " * (width - display_width(text))


DECIMALS = 4
"""Of a score in a table."""


def cell(value: Any, decimals: int = DECIMALS) -> str:
    """Return a value as a table shows it: numbers grouped, floats with some decimals."""
    if isinstance(value, bool):
        return "yes" if value else ""
    if isinstance(value, float):
        return f"{value:z.{decimals}f}" if abs(value) < 1000 else f"{value:,.0f}"
    if isinstance(value, int):
        return f"{value:,}"
    if isinstance(value, (list, tuple, dict)):
        return printable(json.dumps(value, ensure_ascii=False))
    return "" if value is None else printable(str(value))


def table_lines(
    header: Sequence[str],
    rows: Sequence[Row],
    printed: list[int] | None = None,
    decimals: Sequence[int] | None = None,
) -> Iterator[str]:
    """Yield the lines of a table, columns of numbers right-aligned; none if there are no rows.

    Args:
        header: names of the columns.
        rows: values.
        printed: column widths of the lines printed so far, updated in place; if it is not empty,
            the header was printed and is omitted.
        decimals: those of the floats of each column.

    """
    if not rows:
        return
    decimals = [DECIMALS] * len(header) if decimals is None else decimals
    header, cells = [*map(printable, header)], [[*map(cell, row, decimals)] for row in rows]
    widths = [max(map(display_width, column)) for column in zip(header, *cells, strict=True)]
    right = [*map(_is_number, rows[0])]
    lines = cells if printed else [[*header], *cells]
    if printed is not None:
        widths = [*map(max, widths, printed or widths)]
        printed[:] = widths
    for line in lines:
        parts = [
            " " * (width - display_width(text)) + text if flush else pad(text, width)
            for text, width, flush in zip(line, widths, right, strict=True)
        ]
        yield "  ".join(parts).rstrip()


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)
