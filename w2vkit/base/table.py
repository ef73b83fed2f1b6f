"""Plain-text tables: aligned columns, also where Chinese characters take two, and marks none."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

from w2vkit.base.direction import isolated
from w2vkit.base.messages import printable

Row = Sequence[Any]


def display_width(text: str) -> int:
    """Return the number of terminal columns of `text`; a Chinese character takes two.

    Combining marks and marks of direction take none.

    >>> display_width("孙悟空 a"), display_width("สวัสดี")
    (8, 4)
    """
    return len(text) if text.isascii() else sum(map(_width, text))


@cache
def _width(sign: str) -> int:
    if unicodedata.category(sign) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(sign) in "WF" else 1


def pad(text: str, width: int) -> str:
    """Return `text` followed by spaces, `width` columns wide."""
    return text + " " * (width - display_width(text))


def pad_left(text: str, width: int) -> str:
    """Return `text` after spaces, `width` columns wide."""
    return " " * (width - display_width(text)) + text


DECIMALS = 4
"""Of a score in a table."""


class PValue(float):
    """The probability of what was seen by chance; a table shows a tiny one as <0.0001, not as 0."""


def cell(value: Any, decimals: int = DECIMALS) -> str:
    """Return a value as a table shows it: numbers grouped, floats with some decimals."""
    if isinstance(value, bool):
        return "yes" if value else ""
    if isinstance(value, PValue) and value < 10**-decimals / 2:
        return f"<{10**-decimals:.{decimals}f}"
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
    header = [*map(printable, header)]
    cells = [[*map(isolated, map(cell, row, decimals))] for row in rows]
    widths = [max(map(display_width, column)) for column in zip(header, *cells, strict=True)]
    right = [*map(_is_number, rows[0])]
    lines = cells if printed else [[*header], *cells]
    if printed is not None:
        widths = [*map(max, widths, printed or widths)]
        printed[:] = widths
    for line in lines:
        parts = [
            pad_left(text, width) if flush else pad(text, width)
            for text, width, flush in zip(line, widths, right, strict=True)
        ]
        yield "  ".join(parts).rstrip()


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)
