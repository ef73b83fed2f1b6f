"""The order in which the files of a folder are read: numbers in their names count as numbers.

Digits always do, and so do a Chinese numeral after 第 or 卷 or before 回, and a Roman or English
numeral after a word such as chapter. Other numerals, and the parts 上, 中 and 下, count only where
the names of a folder form a series: I.txt, II.txt, III.txt, but not mix.txt beside civil.txt.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import TypeVar
from unicodedata import normalize

from w2vkit.base.messages import joined, msg
from w2vkit.text.numerals import (
    CHINESE_NUMERAL_SIGNS,
    ENGLISH_NUMERAL,
    PARTS,
    chinese_number,
    number,
)

MAX_GAPS = 2
"""The values of a series reach at most this many times as far as there are values."""
MIN_NAMES_SHOWN = 7
"""The order of fewer files is not shown."""
ENDS_SHOWN = 3
"""How many files are shown at each end of the order."""

MAX_NAMED = 200
"""The largest Roman numeral that is read after a word such as chapter without a series."""

_COUNTED = "回章节節卷集部篇幕册冊折出话話"
_ALPHABETIC = f"(?:[ivxlcdm]+|{ENGLISH_NUMERAL})(?![^\\W_])"
_NUMERAL = re.compile(
    rf"(?P<digits>\d+)|"
    rf"(?:(?<=第)|(?<=卷)|(?<=卷之))(?P<title>[{CHINESE_NUMERAL_SIGNS}]+)|"
    rf"(?P<counted>[{CHINESE_NUMERAL_SIGNS}]+)(?=[{_COUNTED}])|"
    rf"(?P<han>(?:(?!\d)[{CHINESE_NUMERAL_SIGNS}])+)(?![^\W\d_])|"  # in 三10, the 10 counts
    rf"(?P<part>[{''.join(PARTS)}])(?=[{_COUNTED}]|(?![^\W\d_]))|"
    rf"(?<![^\W_])(?:chapter|ch|book|part|vol|volume|canto|stave|act|scene|letter|section)[\W_]+"
    rf"(?P<named>{_ALPHABETIC})|"
    rf"(?<![^\W_])(?P<word>{_ALPHABETIC})",
    re.IGNORECASE,
)
_CERTAIN = ("digits", "title", "counted", "named")
"""Groups that are numbers whatever the other names are."""

Piece = tuple[int, int, str]
"""A part of a key: (0, digits, number) for a number, which comes before the text (1, 0, text)."""
Key = tuple[list[Piece], str]
Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class _Numeral:
    """A numeral in a name.

    Attributes:
        start, end: its place.
        value: its value in decimal digits, without leading zeros.
        series: what the numerals of a series have in common: the kind, and the text before.
        is_certain: whether it is a number without others of the series.

    """

    start: int
    end: int
    value: str
    series: tuple[str, str]
    is_certain: bool


def natural_order(items: Iterable[tuple[Sequence[str], Item]]) -> list[Item]:
    """Return items in the natural order of their paths.

    Args:
        items: the parts of the path of each item, and the item.

    """
    paths = [(tuple(parts), item) for parts, item in items]
    siblings: defaultdict[tuple[str, ...], set[str]] = defaultdict(set)
    for parts, _ in paths:
        for depth, name in enumerate(parts):
            siblings[parts[:depth]].add(name)
    keys = {folder: name_keys(names) for folder, names in siblings.items()}
    return [
        item
        for _, item in sorted(
            paths,
            key=lambda path: [keys[path[0][:depth]][name] for depth, name in enumerate(path[0])],
        )
    ]


def name_keys(names: Iterable[str]) -> Mapping[str, Key]:
    """Return the sort keys of the names of a folder; equal names only have equal keys."""
    numerals = {name: [*_numerals(_folded(name))] for name in names}
    values: defaultdict[tuple[str, str], set[int]] = defaultdict(set)
    for parts in numerals.values():
        for numeral in parts:
            if not numeral.is_certain:
                values[numeral.series].add(int(numeral.value))
    series = {name for name, numbers in values.items() if _is_series(numbers)}
    return {
        name: ([*_pieces(_folded(name), parts, series)], name) for name, parts in numerals.items()
    }


def order_note(names: Sequence[str]) -> str | None:
    """Return the sentence on the order in which files are read, None if they are few.

    >>> order_note([f"a/{number}.txt" for number in range(9)])
    'The 9 files are read in this order: 0.txt, 1.txt, 2.txt … 6.txt, 7.txt, 8.txt.'
    """
    if len(names) < MIN_NAMES_SHOWN:
        return None
    columns = zip(*(name.split("/")[:-1] for name in names), strict=False)
    shared = sum(1 for _ in takewhile(lambda column: len({*column}) == 1, columns))
    short = ["/".join(name.split("/")[shared:]) for name in names]
    first, last = (joined(", ", some) for some in (short[:ENDS_SHOWN], short[-ENDS_SHOWN:]))
    return msg(
        "The {names:,} files are read in this order: {first} … {last}.",
        names=len(names),
        first=first,
        last=last,
    )


def _folded(name: str) -> str:
    """Return a name as it is compared: without the difference of case and of width."""
    return normalize("NFKC", name).casefold()


def _numerals(name: str) -> Iterator[_Numeral]:
    """Yield the numerals of a name; what comes before one is compared with numerals left out."""
    before, place = "", 0
    for match in _NUMERAL.finditer(name):
        kind = match.lastgroup or ""
        value = _value(kind, match[kind])
        if value is None:
            continue
        start = match.start(kind)
        before += name[place:start]
        place = match.end()
        yield _Numeral(start, place, value, (kind, before), kind in _CERTAIN)
        before += "\0"


def _value(kind: str, numeral: str) -> str | None:
    """Return the value of a numeral in decimal digits; `int` refuses thousands of digits."""
    if kind == "digits":
        return "".join(str(int(digit)) for digit in numeral).lstrip("0") or "0"
    if kind == "part":
        return str(PARTS[numeral])
    value = number(numeral) if kind in ("named", "word") else chinese_number(numeral)
    is_word = value is None or (kind == "named" and value > MAX_NAMED)
    return None if is_word else str(value)


def _is_series(numbers: set[int]) -> bool:
    """Return whether numbers are those of a series: several, without large gaps."""
    return len(numbers) > 1 and max(numbers) - min(numbers) < MAX_GAPS * len(numbers)


def _pieces(
    name: str, numerals: Iterable[_Numeral], series: set[tuple[str, str]]
) -> Iterator[Piece]:
    place = 0
    for numeral in numerals:
        if numeral.is_certain or numeral.series in series:
            if place < numeral.start:
                yield 1, 0, name[place : numeral.start]
            yield 0, len(numeral.value), numeral.value
            place = numeral.end
    yield 1, 0, name[place:]
