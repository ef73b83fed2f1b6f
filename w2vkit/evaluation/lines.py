"""The lines of a test set: cut into fields, with the section they stand in."""

from __future__ import annotations

import csv
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

NO_SECTION = ""
"""The section of questions that stand in none."""
SEPARATORS = ("\t", ";", ",")


@dataclass(frozen=True, slots=True)
class Line:
    """A line that may hold a question.

    Attributes:
        number: from 1.
        section: of the last line `: section` before it.
        fields: what stands between tabs, or else semicolons, commas, or spaces.

    """

    number: int
    section: str
    fields: tuple[str, ...]


def read_lines(text: str) -> list[Line]:
    """Return the lines of a file that are neither blank, nor comments, nor names of sections."""
    return [*_lines(text.splitlines())]


def _lines(lines: Sequence[str]) -> Iterator[Line]:
    section = NO_SECTION
    for number, line in enumerate(lines, start=1):
        text = line.strip()
        if text.startswith(":"):
            section = text.lstrip(": ").strip()
        elif text and not text.startswith("#"):
            yield Line(number, section, tuple(fields_of(line.strip(" \r\n\f\v"))))


def fields_of(text: str) -> list[str]:
    """Cut a line at tabs, or else at semicolons or commas if it has any, or else at spaces.

    >>> fields_of('"New York",city,7.5')
    ['New York', 'city', '7.5']
    """
    separator = next((sign for sign in SEPARATORS if sign in text), None)
    if separator is None:
        return text.split()
    if separator == "\t":
        fields = text.rstrip("\t").split("\t")
    else:
        fields = next(csv.reader([text], delimiter=separator, skipinitialspace=True))
    return [field.strip() for field in fields]


def number(text: str) -> float | None:
    """Return the finite number that a field holds, or None.

    >>> number("7.5"), number("nan"), number("love")
    (7.5, None, None)
    """
    try:
        value = float(text)
    except ValueError:
        return None
    return value if math.isfinite(value) else None
