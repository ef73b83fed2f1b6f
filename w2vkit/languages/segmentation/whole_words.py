"""What a segmenter with a Chinese dictionary would tear.

These are numbers with separators, words with an apostrophe, and words of other scripts, such as
naïve, москва and かな.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from w2vkit.languages.segmentation.segmenters import word_pattern
from w2vkit.text.marks import combining
from w2vkit.text.script import HAN

_IDEOGRAPHIC = "々〆〇〻"
"""Letters that stand among Chinese characters."""
_LETTER = rf"[^\W{HAN}{_IDEOGRAPHIC}]"
_OTHER_LETTER = rf"[^\W{HAN}{_IDEOGRAPHIC}\0-\x7f]"
_USUAL = r"\0-\xa9\xb7\u2010-\u2027\u3000-\u3004\u3008-\u3020\u3400-\u9fff\uff01-\uff65"
_TRACES = re.compile(rf"[^{_USUAL}]"), re.compile(_OTHER_LETTER)
"""What text with other letters has; the first is much faster to search for."""
_INNER_TRACE = re.compile(r"[.,'’](?=[0-9A-Za-z])")
_NUMERALS = "零一二三四五六七八九十百千"
_NUMERAL = re.compile(rf"〇[{_NUMERALS}〇]*")


def find_whole_words(text: str) -> Iterator[tuple[int, int]]:
    """Yield the start and end of each word that must not be torn.

    >>> text = "他买了Citroën，花了12,345.60元，在二〇一九年"
    >>> [text[start:end] for start, end in find_whole_words(text)]
    ['Citroën', '12,345.60', '二〇一九']
    """
    spans = [*_words(text)] if _has_traces(text) else []
    if "〇" in text:
        spans = sorted([*spans, *_numerals(text)])
    return iter(spans)


def _has_traces(text: str) -> bool:
    return all(trace.search(text) for trace in _TRACES) or bool(_INNER_TRACE.search(text))


def _words(text: str) -> Iterator[tuple[int, int]]:
    """Yield the span of each word but those of plain letters and digits.

    They are left to the segmenter, whose dictionary has T恤.
    """
    for match in _pattern().finditer(text):
        word = match[0]
        if not (word.isascii() and word.rstrip("%").replace("_", "").isalnum()):
            yield match.span()


def _numerals(text: str) -> Iterator[tuple[int, int]]:
    """Yield the span of each number with 〇 as a digit, such as 二〇一九."""
    for match in _NUMERAL.finditer(text):
        start = match.start()
        while start and text[start - 1] in _NUMERALS:
            start -= 1
        yield start, match.end()


@cache
def _pattern() -> re.Pattern[str]:
    """Return the pattern of a word; it begins with a set, for which a search is fastest."""
    more = rf"(?:{_LETTER}|[{combining()}])"
    return re.compile(rf"{word_pattern(_LETTER, more)}(?:(?<=[0-9])%)?")
