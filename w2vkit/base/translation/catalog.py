"""A catalog of messages in one language: a `.po` file, the format of gettext.

Translations have a space only between Chinese characters and Latin ones.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from string import Formatter
from typing import Any

from w2vkit.base.messages import JoinedMessage, Message

_FIELDS = ("msgctxt", "msgid", "msgid_plural", "msgstr")
SEPARATOR, LABEL, HEADING, FOREIGN = "separator", "label", "heading", "foreign"
"""Contexts: what joins the parts of a list, words that stand alone, names of columns and fields,
and texts of the system and of other libraries, which are known as text only."""
_HAN, _ASCII, _SIGNS = r"\u3400-\u9fff", r"!-~", "“”（），。：；？、《》…"
_NEEDS_NO_SPACE = re.compile(rf"[{_HAN}{_SIGNS}] [{_HAN}{_SIGNS}]")
_NEEDS_SPACE = re.compile(rf"[{_HAN}][{_ASCII}]|[{_ASCII}][{_HAN}]")


@dataclass(frozen=True)
class Catalog:
    """The translations of one language, by context and English text."""

    texts: Mapping[tuple[str, str], str]

    def find(self, text: str, context: str = "") -> str | None:
        """Return the translation of an English text, None if it has none."""
        return self.texts.get((context, text))

    def find_text(self, text: str) -> str | None:
        """Return the translation of a text that is no `Message`: a label, a caption, an error."""
        return self.find(text, LABEL) or self.find(text) or self._find_foreign(text)

    def render(self, message: str) -> str:
        """Return a message in this language; a text that is no message stays as it is."""
        if isinstance(message, JoinedMessage):
            return self._joined(message.template, [self.render(part) for part in message.parts])
        if not isinstance(message, Message):
            return message
        if message.context == FOREIGN:
            return self._find_foreign(message) or str(message)
        template = self.find(message.template, message.context) or self.find(message.template)
        if template is None:
            template = message.template
        return _filled(template, message.values, self.render) if message.values else template

    @cached_property
    def _foreign(self) -> list[tuple[re.Pattern[str], str]]:
        """Patterns of texts of others with values, and their translations."""
        return [
            (_pattern(text), translation)
            for (context, text), translation in self.texts.items()
            if context == FOREIGN and "{" in text
        ]

    def _find_foreign(self, text: str) -> str | None:
        """Return the translation of a text of the system or of another library."""
        if exact := self.find(text, FOREIGN):
            return exact
        for pattern, translation in self._foreign:
            if match := pattern.fullmatch(text):
                values = {
                    name: self._find_foreign(value) or value.replace(", ", "、")
                    for name, value in match.groupdict().items()
                }
                return _filled(translation, values, str)
        return None

    def _joined(self, separator: str, parts: Sequence[str]) -> str:
        if separator.strip():
            return (self.find(separator, SEPARATOR) or separator).join(parts)
        text = ""
        for part in parts:
            text += (" " if separator and follows_directly(text, part) else "") + part
        return text


def _filled(template: str, values: Mapping[str, Any], render: Callable[[str], str]) -> str:
    """Return a template with its values, and spaces between them and the text where needed."""
    parts = []
    for text, field, spec, conversion in Formatter().parse(template):
        parts.append(text)
        if field is not None:
            value = values[field]
            value = render(value) if isinstance(value, str) else value
            parts.append(format(repr(value) if conversion == "r" else value, spec or ""))
    return spaced(parts)


def _pattern(template: str) -> re.Pattern[str]:
    """Return the pattern of the texts that a template of another program makes."""
    parts = re.split(r"\{(\w+)\}", template)
    return re.compile(
        "".join(
            f"(?P<{part}>.+)" if number % 2 else re.escape(part)
            for number, part in enumerate(parts)
        ),
        re.DOTALL,
    )


def read_catalog(text: str) -> Catalog:
    """Return the catalog of a `.po` file; entries without a translation are left out.

    Of a message with a plural, the first form is read: languages with several are not supported.
    """
    texts: dict[tuple[str, str], str] = {}
    entry: dict[str, str] = {}
    field = ""
    for line in (*text.splitlines(), ""):
        keyword, _, quoted = line.partition(" ")
        name = keyword.partition("[")[0]
        if line.startswith('"'):
            entry[field] += json.loads(line)
        elif name in _FIELDS:
            field = keyword if keyword != "msgstr[0]" else "msgstr"
            entry[field] = json.loads(quoted)
        elif not line and entry:
            if entry["msgid"] and entry["msgstr"]:
                texts[entry.get("msgctxt", ""), entry["msgid"]] = entry["msgstr"]
            entry = {}
    return Catalog(texts)


@cache
def chinese_catalog() -> Catalog:
    """Read the Chinese catalog of the package."""
    from importlib.resources import files

    path = files("w2vkit.base.translation").joinpath("zh.po")
    return read_catalog(path.read_text(encoding="utf-8"))


def spaced(parts: Sequence[str]) -> str:
    """Join the parts of a text, with a space only between Chinese characters and Latin ones.

    Parts at even places are text, those between them values, whose own spaces stay.

    >>> spaced(["共", "3", "个词"]), spaced(["没有 ", "八戒", " 。"])
    ('共 3 个词', '没有八戒。')
    """
    text = ""
    for place, part in enumerate(parts):
        is_value = place % 2 == 1
        if not is_value and _NEEDS_NO_SPACE.fullmatch(text[-1:] + part[:2]):
            part = part[1:]
        elif is_value and _NEEDS_NO_SPACE.fullmatch(text[-2:] + part[:1]):
            text = text[:-1]
        between = " " if _NEEDS_SPACE.fullmatch(text[-1:] + part[:1]) else ""
        text += between + part
    return text


def follows_directly(sentence: str, rest: str) -> bool:
    """Return whether a space separates two sentences: after a command or another Latin text."""
    return bool(rest) and sentence[-1:].isascii() and sentence != ""
