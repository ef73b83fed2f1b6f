"""The lines of a test set: fields and sections."""

from __future__ import annotations

import csv
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

NO_SECTION = ""
"""The section of questions outside any section."""
SEPARATORS = ("\t", ";", ",")


@dataclass(frozen=True, slots=True)
class Line:
    """A line that may contain a question.

    Attributes:
        number: its number, from 1.
        section: the section named by the last line `: section` before it.
        fields: its fields, separated by tabs, or else by semicolons, commas or spaces.

    """

    number: int
    section: str
    fields: tuple[str, ...]


def read_lines(text: str) -> list[Line]:
    """Return the lines of a file other than blank lines, comments and section names."""
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
    """Split a line at tabs, or else at semicolons or commas if it has any, or else at spaces.

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


def parse_number(text: str) -> float | None:
    """Parse a field as a finite number; return None for anything else.

    >>> parse_number("7.5"), parse_number("nan"), parse_number("love")
    (7.5, None, None)
    """
    try:
        value = float(text)
    except ValueError:
        return None
    return value if math.isfinite(value) else None
