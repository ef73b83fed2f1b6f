"""Spaces between Chinese characters and Latin ones in translated messages."""

from __future__ import annotations

import re
from collections.abc import Sequence

_HAN, _ASCII, _SIGNS = r"\u3400-\u9fff", r"!-~", "“”（），。：；？、《》…"
_NEEDS_NO_SPACE = re.compile(rf"[{_HAN}{_SIGNS}] [{_HAN}{_SIGNS}]")
_NEEDS_SPACE = re.compile(rf"[{_HAN}][{_ASCII}]|[{_ASCII}][{_HAN}]")


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


def follows_directly(sentence: str, rest: str) -> bool:
    """Return whether a space separates two sentences: after a command or another Latin text."""
    return bool(rest) and sentence[-1:].isascii() and sentence != ""
