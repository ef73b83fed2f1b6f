"""How a language writes the headings of chapters."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

HEADING_TOKENS = 6
"""A heading is recognized by its first tokens."""


@dataclass(frozen=True, slots=True)
class Heading:
    """The number of a heading.

    Attributes:
        unit: what is numbered: 回, 章, 节, 卷 or a word such as chapter.
        value: its number, None for the last one.
        text: the heading as far as it was recognized, such as 第一回.
        part: 1 to 3 for 上, 中 and 下, otherwise 0.
        is_certain: whether hardly another sentence begins like this.
        is_end: whether it may be the last line of a chapter, such as 第一回终.
        is_volume: whether it numbers volumes, which contain chapters.

    """

    unit: str
    value: int | None
    text: str
    part: int = 0
    is_certain: bool = False
    is_end: bool = False
    is_volume: bool = False


@dataclass(frozen=True, slots=True)
class HeadingStyle:
    """One way to write headings.

    Attributes:
        start: regular expression of the first token, or of its beginning if the language writes no
            spaces; in lower or upper case.
        pattern: matches the beginning of a heading, made of its first tokens.
        heading: returns the heading of a match.
        is_spaced: whether there are spaces between the tokens.

    """

    start: str
    pattern: re.Pattern[str]
    heading: Callable[[re.Match[str]], Heading]
    is_spaced: bool = True


def heading_of(tokens: Sequence[str], styles: Iterable[HeadingStyle]) -> Heading | None:
    """Return the heading with which a sentence begins, None if it is none."""
    start = tokens[:HEADING_TOKENS]
    for style in styles:
        if match := style.pattern.match((" " if style.is_spaced else "").join(start)):
            return style.heading(match)
    return None


def starts_of(styles: Iterable[HeadingStyle]) -> re.Pattern[bytes]:
    """Return the pattern of the lines of a vocabulary whose types begin headings."""
    starts = (style.start + "\t" * style.is_spaced for style in styles)
    return re.compile(f"(?mi)^(?:{'|'.join(starts)})".encode())
