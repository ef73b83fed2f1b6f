"""The Chinese catalog: it finds the templates that a message was made of, and translates them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from w2vkit.base.translation.templates import Template, read_sections, templates

HEADINGS, LABELS = "headings", "labels"
"""The sections of the table with names of columns and fields, and with texts of one word that are
translated where they stand alone, but not as values, which can be names of the user."""
_PROSE = re.compile(r"(?<![\w/.=~“-])[A-Za-z]{2,}(?![\w/=-]|\.\w)")
_SENTENCE_END = re.compile(r"(?<=[.?!]) +(?=\S)")
_SEPARATORS = (("; ", "；"), (", ", "，"))
_LIST = re.compile(r", | and | or ")
_CUT_LIST = re.compile(r"(.+) and ([\d,]+) more")
"""A list of `messages.listed` that is cut short."""
_NOT_PROSE = re.compile(r"[/\\{]|\.[A-Za-z]\w{0,7}$")
"""What values contain that are paths or formulas."""
_NOTE = re.compile(r" \(([^()]+)\)$")
"""What follows a part of a list in brackets: the count of a name."""


@dataclass(frozen=True, slots=True)
class Translation:
    """A translation; `cost` is the number of English words that are left in its values."""

    text: str
    cost: int = 0


@dataclass(frozen=True, slots=True)
class Table:
    """A table of translations.

    Attributes:
        exact: the translations of texts without values.
        templates: those of texts with values, the one with most text first.
        headings: the translations of names of columns and fields.
        labels: the translations of words that stand alone.

    """

    exact: dict[str, str]
    templates: list[Template]
    headings: dict[str, str]
    labels: dict[str, str]

    @classmethod
    def of(cls, text: str) -> Table:
        """Return the table in `text`, as `read_sections` describes it."""
        parts: dict[str, dict[str, str]] = {HEADINGS: {}, LABELS: {}, "": {}}
        for section, english, chinese in read_sections(text):
            parts[section if section in parts else ""][english] = chinese
        return cls(parts[""], templates(parts[""]), parts[HEADINGS], parts[LABELS])

    def translation(self, text: str) -> str | None:
        """Return the translation of one or more sentences; None if there is none."""
        found = Translator(self).sentences(text)
        return found.text if found else None


class Translator:
    """Translates one message; parts that occur more than once are translated once.

    A message can consist of sentences, its values can be messages themselves or lists of them, and
    several templates can fit it: the translation with the fewest English words left is the best.
    """

    def __init__(self, table: Table) -> None:
        self.table = table
        self.known: dict[str, Translation | None] = {}

    def sentences(self, text: str) -> Translation | None:
        """Return the best translation of one or more sentences; None if there is none."""
        if text not in self.known:
            self.known[text] = self._sentences(text)
        return self.known[text]

    def _sentences(self, text: str) -> Translation | None:
        starts = [0, *(end.end() for end in _SENTENCE_END.finditer(text))]
        best: dict[int, Translation] = {len(text): Translation("")}
        for start in reversed(starts):
            for end in [*(one for one in starts if one > start), len(text)]:
                rest = best.get(end)
                found = self._sentence(text[start:end].rstrip()) if rest else None
                if not rest or not found:
                    continue
                cost = found.cost + rest.cost
                if start not in best or cost < best[start].cost:
                    best[start] = Translation(_joined(found.text, rest.text), cost)
        return best.get(0)

    def _sentence(self, text: str) -> Translation | None:
        if text in self.table.exact:
            return Translation(self.table.exact[text])
        if _CUT_LIST.fullmatch(text):
            return self._list(text)
        best: Translation | None = None
        unknown = _cost(text)
        for template in self.table.templates:
            values = template.values(text)
            if values is None:
                continue
            found, kept = self._filled(template, values)
            is_sure = template.words > 1 or found.cost - kept <= unknown // 2
            if is_sure and (best is None or found.cost < best.cost):
                best = found
                if not best.cost:
                    break
        return best

    def _filled(self, template: Template, values: Sequence[str]) -> tuple[Translation, int]:
        """Return the translation, and how much of its cost are values that stay as they are."""
        cost = sum(_cost(values[number]) for number in template.unused)
        kept = 0

        def convert(number: int, mode: str) -> str:
            nonlocal cost, kept
            value = values[number]
            if template.is_quoted(number):
                return value
            if mode.startswith("raw"):
                cost, kept = cost + _cost(value), kept + _cost(value)
                parts, more = _list_parts(value)
                return "、".join(map(_noted, parts)) + more if mode == "raw、" else value
            found = self._list(value) if mode == "、" else self._value(value)
            cost += found.cost
            return found.text

        text = template.fill(values, convert)
        return Translation(text, cost), kept

    def _list(self, value: str) -> Translation:
        """Return the parts of an English list, joined with the Chinese comma of lists."""
        names, more = _list_parts(value)
        parts = [self._value(part) for part in names]
        shown = "、".join(_noted(part.text) for part in parts)
        return Translation(shown + more, sum(part.cost for part in parts))

    def _value(self, value: str) -> Translation:
        """Return a value, translated if it is a message itself or consists of messages."""
        text = value.strip()
        unknown = _cost(text)
        if not unknown:
            return Translation(_punctuated(value))
        whole = self.sentences(text)
        parts = [self._parts(text, separator, comma) for separator, comma in _SEPARATORS]
        cut = self._list(text) if _CUT_LIST.fullmatch(text) else None
        plain = Translation(_punctuated(value), unknown)
        ways = [way for way in (*parts, whole, cut, plain) if way]
        return min(ways, key=lambda way: way.cost)

    def _parts(self, text: str, separator: str, comma: str) -> Translation | None:
        """Return a list of messages with Chinese commas; None if it is not such a list."""
        parts = text.split(separator)
        found = [one for one in map(self.sentences, parts) if one]
        if len(parts) < 2 or len(found) < len(parts):
            return None
        return Translation(comma.join(one.text for one in found), sum(one.cost for one in found))


def _joined(sentence: str, rest: str) -> str:
    """Join sentences; a space follows one that ends with a command or another Latin text."""
    return f"{sentence} {rest}" if rest and sentence[-1:].isascii() else sentence + rest


def _punctuated(value: str) -> str:
    """Return a value with Chinese commas, unless it is a path or a formula."""
    return value if _NOT_PROSE.search(value) else value.replace(", ", "、")


def _list_parts(value: str) -> tuple[list[str], str]:
    """Return the parts of an English list, and what follows them in Chinese if it is cut short."""
    cut = _CUT_LIST.fullmatch(value)
    names, more = (cut[1], f" 等，另有 {cut[2]} 个") if cut else (value, "")
    return _LIST.split(names), more


def _noted(part: str) -> str:
    """Return a part of a list, a note after it in Chinese brackets: 李定（2）."""
    return _NOTE.sub(r"（\1）", part)


def _cost(text: str) -> int:
    """Return the number of English words of a text; parts of paths and options are none."""
    return len(_PROSE.findall(text))


@cache
def chinese_table() -> Table:
    """Read the Chinese table of the package."""
    from importlib.resources import files

    path = files("w2vkit.base.translation").joinpath("messages.txt")
    return Table.of(path.read_text(encoding="utf-8"))
