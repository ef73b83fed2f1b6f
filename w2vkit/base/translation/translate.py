"""Renders messages in the language of the reader, which the environment names."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping
from typing import Literal
from unicodedata import east_asian_width

from w2vkit.base.messages import Message, joined

_COLUMN = " {2,}"
Language = Literal["en", "zh"]
LANGUAGE_VARIABLE = "W2VKIT_LANG"
"""Language of messages: `zh` or `en`; by default that of the locale."""
PREFERRED_VARIABLE = "LANGUAGE"
NO_LANGUAGE = ("C", "POSIX")
"""Locales in which `LANGUAGE` has no effect."""
LOCALE_VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")


def translated(text: str) -> str:
    """Return a message in the language of the reader; unchanged if there is no translation."""
    if not is_chinese():
        return text
    from w2vkit.base.translation.catalog import chinese_catalog

    if isinstance(text, Message):
        return chinese_catalog().render(text)
    if not (words := text.strip()):
        return text
    return text.replace(words, chinese_catalog().find_text(words) or words, 1)


def translated_lines(text: str) -> str:
    r"""Return a text of several lines with each part of each line translated.

    Parts are separated by two or more spaces: `w2vkit plot      draw a map`.
    """
    return text if not is_chinese() else "\n".join(map(_line, text.split("\n")))


def _line(line: str) -> str:
    if line.lstrip().startswith("w2vkit "):
        command, gap, caption = line.partition("   ")
        return command + gap + translated(caption)
    if (whole := translated(line)) != line:
        return whole
    parts = re.split(_COLUMN, line)
    gaps = [*re.findall(_COLUMN, line), ""]
    shown = [*map(translated, parts)]
    return "".join(
        after + " " * (len(gap) + _columns(before) - _columns(after) if gap else 0)
        for before, after, gap in zip(parts, shown, gaps, strict=True)
    )


def _columns(text: str) -> int:
    """Return the number of columns of a text on a terminal."""
    return sum(2 if east_asian_width(sign) in "WF" else 1 for sign in text)


def joined_names(names: Iterable[str]) -> str:
    """Return names as a list: 孙悟空, 八戒, or 孙悟空、八戒 for Chinese readers."""
    return translated(joined(", ", names))


def joined_clauses(clauses: Iterable[str]) -> str:
    """Return clauses with the comma of sentences in the language of the reader."""
    return ("，" if is_chinese() else ", ").join(clauses)


def bracketed(text: str) -> str:
    """Return a text in brackets, to be put after another one: ` (a.txt)`, or `（a.txt）`."""
    return f"（{text}）" if is_chinese() else f" ({text})"


def labeled(label: str, text: str) -> str:
    """Return a text after its label and a colon: `Error: …`, or `错误：…`."""
    return f"{translated(label)}：{text}" if is_chinese() else f"{label}: {text}"


def heading(name: str) -> str:
    """Return the name of a column or a field in the language of the reader."""
    if not is_chinese():
        return name
    from w2vkit.base.translation.catalog import HEADING, chinese_catalog

    return chinese_catalog().find(name, HEADING) or name


def language(environment: Mapping[str, str] = os.environ) -> Language:
    """Return the language of messages; English if the environment names an unknown one.

    The first variable that is set and not empty decides, as in POSIX. `LANGUAGE`, a list in order
    of preference, takes precedence over the locale unless that is C, as for gettext.

    >>> language({"LANG": "zh_CN.UTF-8"}), language({"W2VKIT_LANG": "en", "LC_ALL": "zh_TW"})
    ('zh', 'en')
    """
    if value := environment.get(LANGUAGE_VARIABLE):
        return _known(value) or "en"
    locale = next((value for name in LOCALE_VARIABLES if (value := environment.get(name))), "C")
    if locale.partition(".")[0] not in NO_LANGUAGE:
        for value in environment.get(PREFERRED_VARIABLE, "").split(":"):
            if known := _known(value):
                return known
    return _known(locale) or "en"


def _known(value: str) -> Language | None:
    """Return the language of a code such as zh_CN.UTF-8, None if there are no messages in it."""
    code = value.replace("-", "_").partition(".")[0].partition("_")[0].partition("@")[0].lower()
    return "zh" if code == "zh" else "en" if code == "en" else None


def is_chinese() -> bool:
    """Return whether messages are in Chinese."""
    return language() == "zh"
