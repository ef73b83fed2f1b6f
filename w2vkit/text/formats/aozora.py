"""Japanese text as Aozora Bunko writes it: with readings in 《》 and notes in ［＃］.

The legend of these signs before the text and the source notes after it are not part of the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from w2vkit.base.progress import Listener
from w2vkit.text.files.document import Document

LEGEND = "【テキスト中に現れる記号について】"
SOURCE = "底本："
RULE = "-" * 20
LEGEND_RULES = 2
"""Rules around the legend."""
FEWEST = 3
_READING = re.compile(r"(?<=[\u3400-\u9fff々〆])《[ぁ-ゖァ-ヺー・]+》")
"""A reading in kana after a Chinese character; Chinese text has titles in 《》."""
_NOTE = re.compile(r"※?［＃[^］\n]*］")
_SIGN = re.compile(rf"{_READING.pattern}|{_NOTE.pattern}|｜")


def is_aozora(document: Document) -> bool:
    """Return whether a text has the legend, or several readings or notes."""
    text = document.text
    return LEGEND in text or len(_READING.findall(text)) + len(_NOTE.findall(text)) >= FEWEST


def aozora_text(document: Document, listener: Listener) -> Iterator[str]:
    """Yield the lines of the text without readings, notes, legend, and notes on the source."""
    rules = 0 if LEGEND in document.text else LEGEND_RULES
    for line in document.lines(listener):
        if line.startswith(SOURCE):
            return
        if rules < LEGEND_RULES and line.startswith(RULE):
            rules += 1
        elif rules != 1:
            yield _SIGN.sub("", line)
