"""Templates of messages: English text with `{}` for each value, and the Chinese text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

PLACEHOLDER = "{}"
WORD = re.compile(r"[A-Za-z]{2,}")
"""An English word; single letters are names."""
_CHOICE = re.compile(r"\(([^(){}|]*)\|([^(){}|]*)\)")
"""Singular and plural in a template: `{} (word|words)`."""
_FIELD = re.compile(r"\{(\d*)(?::(raw|、|raw、))?\}")
"""A value in the Chinese text: the next one, or the one of that number; `raw` keeps it as it is,
and `、` joins the parts of an English list."""
_HAN, _ASCII, _SIGNS = r"\u3400-\u9fff", r"!-~", "“”（），。：；？、《》…"
_NEEDS_NO_SPACE = re.compile(rf"[{_HAN}{_SIGNS}] [{_HAN}{_SIGNS}]")
_NEEDS_SPACE = re.compile(rf"[{_HAN}][{_ASCII}]|[{_ASCII}][{_HAN}]")

Convert = Callable[[int, str], str]
"""Returns the value of a number as the translation shows it; the second argument is its mode."""


@dataclass(frozen=True)
class Template:
    """An English message and its translation.

    Attributes:
        pieces: the text before, between and after the values.
        target: the translation.
        is_count: whether the first value is a number with its noun.

    """

    pieces: tuple[str, ...]
    target: str
    is_count: bool = False

    @cached_property
    def literal(self) -> str:
        """The English text without the values."""
        return "".join(self.pieces)

    @cached_property
    def words(self) -> int:
        """The number of words of the English text without the values."""
        return len(WORD.findall(" ".join(self.pieces)))

    @cached_property
    def unused(self) -> tuple[int, ...]:
        """The numbers of the values that the translation does not show."""
        shown: list[int] = []

        def show(number: int, mode: str) -> str:
            shown.append(number)
            return ""

        self.fill([""] * (len(self.pieces) - 1), show)
        return tuple({*range(len(self.pieces) - 1)} - {*shown})

    def values(self, text: str) -> list[str] | None:
        """Return the values with which the English message is `text`, None if there are none."""
        first, *between, last = self.pieces
        end = len(text) - len(last)
        place = len(first)
        if place > end or not (text.startswith(first) and text.endswith(last)):
            return None
        values = []
        for piece in between:
            found = text.find(piece, place, end)
            if found < 0:
                return None
            values.append(text[place:found])
            place = found + len(piece)
        values.append(text[place:end])
        return None if self.is_count and not values[0][:1].isdecimal() else values

    def is_quoted(self, number: int) -> bool:
        """Return whether a value is in quotation marks, so that it is the user's own text."""
        before, after = self.pieces[number], self.pieces[number + 1]
        return (before[-1:], after[:1]) in {("“", "”"), ("'", "'")}

    def fill(self, values: Sequence[str], convert: Convert) -> str:
        """Return the translation with the values, which `convert` receives with their mode."""
        parts: list[str] = []
        end = number = 0
        for field in _FIELD.finditer(self.target):
            index = int(field[1]) if field[1] else number
            if index >= len(values):
                continue
            number = index + 1
            parts += [self.target[end : field.start()], convert(index, field[2] or "")]
            end = field.end()
        return spaced([*parts, self.target[end:]])


def spaced(parts: Sequence[str]) -> str:
    """Join the parts of a text, with a space only between Chinese characters and Latin ones.

    >>> spaced(["共", "3", "个词"]), spaced(["没有 ", "八戒", " 。"])
    ('共 3 个词', '没有八戒。')
    """
    text = ""
    for part in parts:
        if _NEEDS_NO_SPACE.fullmatch(text[-1:] + part[:2]):
            part = part[1:]
        elif _NEEDS_NO_SPACE.fullmatch(text[-2:] + part[:1]):
            text = text[:-1]
        between = " " if _NEEDS_SPACE.fullmatch(text[-1:] + part[:1]) else ""
        text += between + part
    return text


def read_sections(text: str) -> Iterator[tuple[str, str, str]]:
    r"""Yield section, English and Chinese of each entry of a table.

    A line of the table is a section (`== name`), a comment (`# …`), an English text, or, indented,
    its translation. `\n` is a line break.
    """
    section = english = ""
    for line in text.splitlines():
        if line.startswith("== "):
            section = line[3:].strip()
        elif line.startswith(" "):
            yield section, english, line.strip().replace("\\n", "\n")
        elif line and not line.startswith("# "):
            english = line.replace("\\n", "\n")


def templates(entries: Mapping[str, str]) -> list[Template]:
    """Return the templates with values of a table, the one with most text first."""
    found = [
        Template(tuple(variant.split(PLACEHOLDER)), chinese, is_counted(english))
        for english, chinese in entries.items()
        if PLACEHOLDER in english
        for variant in variants(english)
    ]
    return sorted(found, key=lambda template: -len(template.literal))


def is_counted(english: str) -> bool:
    """Return whether the first value of a template is a number: a choice of nouns follows it.

    >>> is_counted("{} (word|words)"), is_counted("extra (argument|arguments) ({})")
    (True, False)
    """
    return _CHOICE.search(english.partition(PLACEHOLDER)[2]) is not None


def variants(english: str) -> list[str]:
    """Return the texts that an entry stands for: singular and plural.

    >>> variants("{} (word|words)")
    ['{} word', '{} words']
    """
    if not _CHOICE.search(english):
        return [english]
    return [_CHOICE.sub(rf"\{number}", english) for number in (1, 2)]
