"""Subtitles (SRT, WebVTT, SSA/ASS): the dialogue, without numbers, times and tags."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator

from w2vkit.base.progress import Listener
from w2vkit.text.files.document import Document

_TIME = r"(?:\d+:)?\d{1,2}:\d\d[.,]\d{1,3}"
_CUE = re.compile(rf"\s*{_TIME}\s*-->\s*{_TIME}")
_NUMBER = re.compile(r"\s*\d+\s*")
_FIRST_CUE = re.compile(rf"\s*(?:\d+[^\S\n]*\n)?[^\S\n]*{_TIME}[^\S\n]*-->[^\S\n]*{_TIME}")
_TAG = re.compile(r"</?[a-zA-Z][^<>\n]*>|<\d[\d:.]*>|\{\\?[^{}\n]*\}")
_DRAWING = re.compile(r"\{[^{}]*\\p[1-9]")
TEXT_FIELD = 9
"""Commas before the text of a dialogue line of SSA and ASS, unless its format says otherwise."""


def subtitle_format(document: Document) -> str:
    """Return the name of the format of subtitles, "" for other files."""
    start = document.text.lstrip()
    if start.startswith("WEBVTT") and start[6:7] in ("", " ", "\t", "\n"):
        return "WebVTT"
    if start[:2000].startswith(("[Script Info]", "[script info]")):
        return "ASS"
    return "SRT" if _FIRST_CUE.match(start) else ""


def subtitle_text(document: Document, listener: Listener) -> Iterator[str]:
    """Yield the lines of the dialogue; the lines of a cue are one line of text."""
    lines = document.lines(listener)
    if subtitle_format(document) == "ASS":
        return dialogue(lines)
    return cues(lines)


def cues(lines: Iterable[str]) -> Iterator[str]:
    r"""Yield the text of each cue of SRT or WebVTT.

    >>> [*cues(["1\n", "00:00:01,000 --> 00:00:02,000\n", "<i>Hello,</i>\n", "Anna.\n"])]
    ['Hello, Anna.\n']
    """
    cue: list[str] | None = None  # None outside of cues
    for line in lines:
        if _CUE.match(line):
            if cue:
                if _NUMBER.fullmatch(cue[-1]):  # no blank line precedes the number of the next cue
                    cue.pop()
                yield from _joined(cue)
            cue = []
        elif not line.strip():
            if cue:
                yield from _joined(cue)
            cue = None
        elif cue is not None:
            cue.append(line)
    if cue:
        yield from _joined(cue)


def _joined(lines: Iterable[str]) -> Iterator[str]:
    text = " ".join(filter(None, (plain_cue(line) for line in lines)))
    if text:
        yield f"{text}\n"


def plain_cue(line: str) -> str:
    """Return a line without tags, with entities resolved."""
    return html.unescape(_TAG.sub("", line)).strip()


def dialogue(lines: Iterable[str]) -> Iterator[str]:
    r"""Yield the text of each line of dialogue of SSA or ASS.

    >>> [*dialogue([r"Dialogue: 0,0:00:01.00,0:00:02.00,Default,,0,0,0,,{\i1}Well,\NAnna."])]
    ['Well, Anna.\n']
    """
    before = TEXT_FIELD
    in_events = False
    for line in lines:
        key, _, rest = line.partition(":")
        key = key.strip().lower()
        if line.startswith("["):
            in_events = line.strip().lower() == "[events]"
        elif key == "format" and in_events:
            names = [name.strip().lower() for name in rest.split(",")]
            before = names.index("text") if "text" in names else before
        elif key == "dialogue" and not _DRAWING.search(rest):
            text = rest.split(",", before)[-1]
            for sign in (r"\N", r"\n", r"\h"):
                text = text.replace(sign, " ")
            if text := plain_cue(text):
                yield f"{text}\n"
