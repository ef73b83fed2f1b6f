"""Headings of chapters: in languages with spaces, from a table of their words; and lone numbers."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Iterable, Mapping
from functools import cache, partial
from pathlib import Path

from w2vkit.languages.headings import Heading, HeadingStyle
from w2vkit.languages.language import Language
from w2vkit.text.numerals import CHINESE_NUMERAL_SIGNS, ROMAN_NUMERAL, number

WORDS_FILE = Path(__file__).with_name("chapter_words.toml")
LONGEST_ENDING = 3
"""Letters of the ending of an ordinal, which agrees with its noun: erst-er, prim-ero."""
_DIGITS = "0123456789٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹०१२३४५६७८९০১২৩৪৫৬৭৮৯"


def headings_of(language: Language) -> tuple[HeadingStyle, ...]:
    """Return how a language writes the headings of chapters, () if that is unknown."""
    return tuple(language.headings) or chapter_headings(language.code)


@cache
def _chapter_words() -> Mapping[str, Mapping[str, str]]:
    return tomllib.loads(WORDS_FILE.read_text(encoding="utf-8"))


@cache
def chapter_headings(code: str) -> tuple[HeadingStyle, ...]:
    """Return how a language writes the headings of chapters, by its code; () if that is unknown.

    A number, in digits, Roman or as an ordinal, stands before or after the word for the unit:
    Erstes Kapitel, 1. Kapitel, Kapitel I.
    """
    words = _chapter_words().get(code)
    if words is None:
        return ()
    volumes = frozenset(words["volumes"].split())
    values = {
        stem: value
        for value, stems in enumerate(words.get("ordinals", "").split(), 1)
        for stem in stems.split("/")
    }
    units = [*words["chapters"].split(), *volumes]
    stems = _any(values) if values else "(?!)"
    numeral = rf"(?:\d+|{ROMAN_NUMERAL}|{stems}\w{{0,{LONGEST_ENDING}}})"
    pattern = re.compile(
        rf"(?:(?P<unit>{_any(units)}) (?P<after>{numeral})"
        rf"|(?P<before>{numeral}) (?P<noun>{_any(units)}))(?!\S)",
        re.IGNORECASE,
    )
    first = [*units, *values]
    written = {form for word in first for form in (word, word.capitalize(), word.upper())}
    # It is searched in bytes, in which only ASCII letters and digits count as such.
    start = rf"(?:{_any(written)}[^\t]{{0,{4 * LONGEST_ENDING}}}|{_any(_DIGITS)}[^\t]*|[ivxlc]+)"
    return (HeadingStyle(start, pattern, partial(_heading, values, volumes)),)


def _any(words: Iterable[str]) -> str:
    """Return the pattern of any of these words, the longest first."""
    return f"(?:{'|'.join(sorted(map(re.escape, words), key=lambda word: (-len(word), word)))})"


def _heading(values: Mapping[str, int], volumes: Collection[str], match: re.Match[str]) -> Heading:
    unit = (match["unit"] or match["noun"]).lower()
    numeral = (match["after"] or match["before"]).lower()
    stem = max((stem for stem in values if numeral.startswith(stem)), key=len, default="")
    value = number(numeral) or values.get(stem)
    return Heading(unit, value, match[0].lower(), is_volume=unit in volumes)


def _lone_number(match: re.Match[str]) -> Heading:
    numeral = match[0].replace(" ", "")
    return Heading(LONE_NUMBER, number(numeral), numeral)


LONE_NUMBER = ""
"""The unit of headings that are a number only."""
_SIGNS = CHINESE_NUMERAL_SIGNS
LONE_NUMBERS = HeadingStyle(
    rf"(?:{_any(set(_DIGITS) | set(_SIGNS.replace('-', '')))}[^\t]*|[ivxlc]+)",
    re.compile(rf"(?:\d+|{ROMAN_NUMERAL}|[{_SIGNS}]+(?: [{_SIGNS}]+)*)$", re.IGNORECASE),
    _lone_number,
)
"""A sentence that is a number: 一, XIV, 12."""
