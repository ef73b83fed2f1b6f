"""Large plain files in ranges of whole lines, which can be read one by one, by several machines.

What is recognized of a file, such as its encoding, is recognized once, in the whole file. A range
ends with a line; if wrapped lines are joined, with a line before an empty or indented one, which is
not joined to it.
"""

from __future__ import annotations

import codecs
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import pairwise

from w2vkit.base.system.files import BYTES_PER_BLOCK, readable, unpacker
from w2vkit.text.detection import Detection
from w2vkit.text.files.text_file import RANGE_BYTES, Span, TextFile

LONGEST_LINE = 1 << 20
"""Bytes after which the search for the end of a line is given up: there is no cut then."""
PARAGRAPH_STARTS = ("\n", "\r\n", " ", "\t", "\u3000")
STATEFUL = ("iso2022", "hz")
"""Codecs whose text cannot be read from the middle."""
_ORDERS = {
    codecs.BOM_UTF16_LE: "-le",
    codecs.BOM_UTF16_BE: "-be",
    codecs.BOM_UTF32_LE: "-le",
    codecs.BOM_UTF32_BE: "-be",
}


def in_ranges(source: TextFile, size: int = RANGE_BYTES) -> TextFile:
    """Return a text with the ranges of about `size` bytes in which it is read, if it is large."""
    encoding = source.detection.encoding
    if source.bytes <= size or source.origin or encoding.replace("_", "").startswith(STATEFUL):
        return replace(source, spans=())
    with readable(source.name), source.path.open("rb") as file:
        start = file.read(8)
        if unpacker(start):
            return replace(source, spans=())
        encoding = _fixed_order(source.detection, start).encoding
        line_end = "\n".encode(encoding)
        starts = _starts_of_paragraphs(encoding) if source.wrapped else ()
        cuts = [0]
        for place in range(size, source.bytes, size):
            file.seek(place - place % len(line_end))
            first = max(file.tell(), cuts[-1])
            file.seek(first)
            found = _cut(file.read(LONGEST_LINE), line_end, starts)
            if found and cuts[-1] < first + found < source.bytes:
                cuts.append(first + found)
    bounds = [*cuts, source.bytes]
    return replace(source, spans=tuple(pairwise(bounds)) if len(cuts) > 1 else ())


def divided(source: TextFile) -> list[TextFile]:
    """Return the ranges of a text, each as a text of its own, or the text if it has none."""
    return [replace(source, spans=(span,)) for span in source.spans] or [source]


def bytes_to_read(source: TextFile) -> int:
    """Return how many bytes of a text are read, which may be a range."""
    return sum(last - first for first, last in source.spans) or source.bytes


def read_span(
    source: TextFile, span: Span, advance: Callable[[int], None] = lambda place: None
) -> Iterator[bytes]:
    """Yield some bytes of a plain file in blocks; raises W2vError if it cannot be read."""
    with readable(source.name), source.path.open("rb") as file:
        file.seek(span[0])
        left = span[1] - span[0]
        while block := file.read(min(left, BYTES_PER_BLOCK)):
            left -= len(block)
            advance(span[1] - left)
            yield block


def encoding_of_range(source: TextFile, span: Span) -> Detection:
    """Return the encoding of a range: without the mark that only the beginning of a file has."""
    if not span[0]:
        return source.detection
    with readable(source.name), source.path.open("rb") as file:
        return _fixed_order(source.detection, file.read(8))


def _fixed_order(detection: Detection, start: bytes) -> Detection:
    """Return an encoding with the order of bytes that the beginning of a file marks."""
    if detection.encoding in ("utf-16", "utf-32"):
        mark = start[: len("\ufeff".encode(f"{detection.encoding}-le"))]
        return replace(detection, encoding=detection.encoding + _ORDERS.get(mark, "-le"))
    if detection.encoding == "utf-8-sig":
        return replace(detection, encoding="utf-8")
    return detection


def _cut(data: bytes, line_end: bytes, starts: tuple[bytes, ...]) -> int:
    """Return the end of the first line in `data` that can end a range, or 0.

    With `starts`, the next line begins with one of them.
    """
    unit = len(line_end)
    place = -unit
    while (place := data.find(line_end, place + unit)) >= 0:
        if place % unit:  # half of one character and half of the next
            place -= place % unit
            continue
        if not starts or data.startswith(starts, place + unit):
            return place + unit
    return 0


def _starts_of_paragraphs(encoding: str) -> tuple[bytes, ...]:
    """Return how a line begins to which the line before is not joined: empty or indented."""
    codes = (start.encode(encoding, "ignore") for start in PARAGRAPH_STARTS)
    return tuple(filter(None, codes))
