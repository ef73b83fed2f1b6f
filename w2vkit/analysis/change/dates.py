"""Dates in file names and in cells of tables: 1923, 1923-05, 1923-05-01, 19230501, 1923年5月."""

from __future__ import annotations

import re
from datetime import date
from typing import Literal

Period = Literal["decades", "years", "months"]
_DATE = re.compile(
    r"(?<!\d)(?P<year>1\d{3}|20\d{2})"
    r"(?:(?P<sign>[-_./年])(?P<month>\d{1,2})(?:[-_./月](?P<day>\d{1,2}))?(?!\d)"
    r"|(?P<compact>\d{4})(?!\d)|(?!\d))"
)


def period_of(text: str, period: Period) -> str | None:
    """Return the period of the first date in a text, None if there is none.

    What only looks like a date is none: there is no thirteenth month.

    >>> period_of("news/1923-05-01.txt", "months"), period_of("daily19230501.txt", "years")
    ('1923-05', '1923')
    >>> period_of("1923年5月.txt", "decades"), period_of("2021-13-45.txt", "years")
    ('1920s', None)
    """
    for match in _DATE.finditer(text):
        found = _period(match, period)
        if found is not None:
            return found
    return None


def _period(match: re.Match[str], period: Period) -> str | None:
    year, compact = int(match["year"]), match["compact"]
    month, day = (compact[:2], compact[2:]) if compact else (match["month"], match["day"])
    try:
        date(year, int(month or 1), int(day or 1))
    except ValueError:
        return None
    if period == "months":
        return f"{year}-{int(month):02d}" if month else None
    return f"{year}" if period == "years" else f"{year // 10 * 10}s"
