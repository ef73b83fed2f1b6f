"""Numerals as they number chapters, volumes and files: 12, 第叁回, 廿一, XIV, twenty-one."""

from __future__ import annotations

import re
from itertools import pairwise
from unicodedata import normalize

_DIGIT_SIGNS = (
    "〇○零",
    "一壹弌",
    "二贰貳弍两兩",
    "三叁參参叄弎",
    "四肆",
    "五伍",
    "六陆陸",
    "七柒",
    "八捌",
    "九玖",
)
_DIGITS = {sign: value for value, signs in enumerate(_DIGIT_SIGNS) for sign in signs}
_TENS = {"廿": 20, "卄": 20, "卅": 30, "卌": 40}
_UNITS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_MYRIADS = {"万": 10_000, "萬": 10_000}
CHINESE_NUMERAL_SIGNS = "0-9０-９" + "".join((*_DIGITS, *_TENS, *_UNITS, *_MYRIADS))
"""The characters of a Chinese numeral, for use in the brackets of a regular expression."""
PARTS = {"上": 1, "中": 2, "下": 3}
"""The parts into which chapters and books are divided, as numbers."""
MAX_SIGNS = 12
"""A longer numeral is not read."""

ROMAN_NUMERAL = "(?=[IVXLCDM])M{0,3}(?:C[MD]|D?C{0,4})(?:X[CL]|L?X{0,4})(?:I[XV]|V?I{0,4})"
"""A regular expression for the numerals in capital letters."""
_ROMAN = re.compile(ROMAN_NUMERAL, re.IGNORECASE)
_ROMAN_VALUES = dict(zip("ivxlcdm", (1, 5, 10, 50, 100, 500, 1000), strict=True))

_CARDINALS = (
    "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|"
    "sixteen|seventeen|eighteen|nineteen"
)
_ORDINALS = (
    "first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|thirteenth|"
    "fourteenth|fifteenth|sixteenth|seventeenth|eighteenth|nineteenth"
)
_ENGLISH_TENS = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
_ORDINAL_TENS = "twentieth|thirtieth|fortieth|fiftieth|sixtieth|seventieth|eightieth|ninetieth"


def _values(names: str, first: int, step: int) -> dict[str, int]:
    return {name: first + step * place for place, name in enumerate(names.split("|"))}


_SMALL = _values(_CARDINALS, 1, 1) | _values(_ORDINALS, 1, 1)
_CARDINAL_TENS = _values(_ENGLISH_TENS, 20, 10)
_LARGE = _CARDINAL_TENS | _values(_ORDINAL_TENS, 20, 10)
_ONES = "|".join(name for name, value in _SMALL.items() if value < 10)
ENGLISH_NUMERAL = (
    rf"(?:(?:{_ENGLISH_TENS})(?:[ -](?:{_ONES}))?|{_ORDINAL_TENS}|"
    rf"{'|'.join(sorted(_SMALL, key=len, reverse=True))})"
)
"""A regular expression for the numerals from one to ninety-nine in small letters."""


def number(numeral: str) -> int | None:
    """Return the value of a numeral in any of these scripts, None if it is not one.

    >>> [number(one) for one in ("０12", "第", "XIV", "廿一", "一百〇五", "Twenty-First")]
    [12, None, 14, 21, 105, 21]
    """
    numeral = normalize("NFKC", numeral)
    for read in (chinese_number, roman_number, english_number):
        if (value := read(numeral)) is not None:
            return value
    return None


def chinese_number(numeral: str) -> int | None:
    """Return the value of a numeral of Chinese characters or digits, None if it is not one.

    As in titles, 一百二 is 102.

    >>> [chinese_number(one) for one in ("叁", "一二〇", "一百十二", "卅六", "一千零一", "2百")]
    [3, 120, 112, 36, 1001, 200]
    """
    if not numeral or len(numeral) > MAX_SIGNS:
        return None
    total = section = digits = 0
    has_digits = False
    for sign in numeral:
        if sign in _DIGITS or sign.isdecimal():
            digits = 10 * digits + _DIGITS.get(sign, int(sign) if sign.isdecimal() else 0)
            has_digits = True
            continue
        if sign in _TENS:
            section += digits + _TENS[sign]
        elif sign in _UNITS:
            section += (digits if has_digits and digits else 1) * _UNITS[sign]
        elif sign in _MYRIADS:
            total = (total + section + digits or 1) * _MYRIADS[sign]
            section = 0
        else:
            return None
        digits, has_digits = 0, False
    return total + section + digits


def roman_number(numeral: str) -> int | None:
    """Return the value of a Roman numeral, None if it is not one.

    >>> [roman_number(one) for one in ("xiv", "MIX", "viiii", "civil", "")]
    [14, 1009, 9, None, None]
    """
    if not _ROMAN.fullmatch(numeral):
        return None
    values = [_ROMAN_VALUES[letter] for letter in numeral.lower()]
    return sum(-value if value < after else value for value, after in pairwise([*values, 0]))


def english_number(numeral: str) -> int | None:
    """Return the value of an English numeral below a hundred, None if it is not one.

    >>> [english_number(one) for one in ("Seven", "thirty third", "fifty-", "third thirty")]
    [7, 33, None, None]
    """
    first, _, second = numeral.lower().replace("-", " ").partition(" ")
    if not second:
        return None if numeral.endswith(("-", " ")) else _SMALL.get(first) or _LARGE.get(first)
    ones = _SMALL.get(second, 10)
    return _CARDINAL_TENS[first] + ones if first in _CARDINAL_TENS and ones < 10 else None
