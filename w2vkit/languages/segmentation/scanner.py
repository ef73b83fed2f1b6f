"""The compiled scanner for spaced text: which blocks it reads, and how."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from threading import local
from typing import NamedTuple
from unicodedata import is_normalized

import numpy as np
from numpy.typing import NDArray

from w2vkit.base.config import SegmentConfig
from w2vkit.base.errors import W2vError
from w2vkit.base.messages import msg
from w2vkit.base.progress import Listener
from w2vkit.base.system.compilation import load_kernels
from w2vkit.languages.segmentation import scanner_kernels as kernels
from w2vkit.languages.segmentation.character_kernels import (
    APOSTROPHE,
    BREAK,
    CLASS,
    CLOSING,
    CURLY,
    DIGIT,
    DROPPED_LINK,
    JOINER,
    LETTER,
    LINK,
    LINK_END,
    LINK_START,
    MARK,
    NONE,
    OPENING_CURLY,
    SPACE,
    STOP,
    STRANGE,
    WIDE_CLOSING,
    WIDE_STOP,
    WORD,
    Bytes,
)
from w2vkit.languages.segmentation.segment import TextBlock, by_rules
from w2vkit.text import normalization, sentences
from w2vkit.text.links import TRACES, find_links
from w2vkit.text.marks import JOINERS, combining

CHARACTERS = 0x110000
ASCII = (range(128),)
UNICODE = (range(0x40000), range(0xE0000, 0xE1000))
"""Where Unicode has characters: the others are unassigned or for private use."""
FIRST_SLOTS, MOST_SLOTS = 1 << 16, 1 << 20
"""Slots of the hash table of a thread at first, and at most from one block to the next."""
MOST_TYPE_BYTES = 1 << 26
"""Length of the types of a thread from which it starts again with an empty table."""
SPANS = 4_096
_LINK_MARKS = tuple(bytes([mark]) for mark in (LINK, DROPPED_LINK, LINK_END))
_scratch = local()


@dataclass(frozen=True, eq=False, slots=True)
class ScannedBlock:
    """A block as numbers.

    Attributes:
        ids: int32 (n,), for each token the number of its type, and `SENTENCE_END` after a sentence.
        types: all types that this thread has found so far, in lower case if they are ASCII, unless
            case is kept or lemmas need it; later blocks add to this list, or begin another.

    """

    ids: NDArray[np.int32]
    types: list[str]


@dataclass(eq=False, slots=True)
class FoundTypes:
    """The types that a thread has found.

    Attributes:
        keep_case: whether they keep their case.
        slots, starts, types, state: see `scanner_kernels.Scan`.
        words: the types as strings.

    """

    keep_case: bool
    slots: NDArray[np.uint64]
    starts: NDArray[np.int64]
    types: Bytes
    state: NDArray[np.int64]
    words: list[str]

    def reserve(self, size: int) -> None:
        """Make room for the types of a text of `size` bytes."""
        used = int(self.starts[self.state[0]])
        if used + 2 * size + 2 > len(self.types):
            larger = np.empty(used + 4 * size + 2, np.uint8)
            larger[:used] = self.types[:used]
            self.types = larger

    def read_words(self) -> None:
        """Add the types that the scanner has added to `words`."""
        start, end = self.starts[len(self.words)], self.starts[self.state[0]]
        self.words += self.types[start:end].tobytes().decode().split("\n")[:-1]


class Rules(NamedTuple):
    """How characters are read: the tables of `scanner_kernels.Scan`."""

    classes: Bytes
    letters: Bytes
    lower: Bytes
    same: Bytes


def load_scanner(listener: Listener) -> bool:
    """Load the kernels of the scanner from the cache, or compile them; return False if neither."""
    entry_points = [kernels.strange_lines, kernels.scan, kernels.render]
    try:
        load_kernels(entry_points, _call_on_nothing, listener, msg("scanner of spaced text"))
    except W2vError:  # the compiler is disabled, or has too little memory
        return False
    return True


def _call_on_nothing() -> None:
    config = SegmentConfig()
    scan_block(TextBlock("é", "words"), config)
    _strange_spans(_padded(b"a\n"), 2, _rules(False, False).classes)
    render_sentences(np.zeros(1, np.int32), np.ones(1, np.int64), ["a"])


def scan_block(block: TextBlock, config: SegmentConfig) -> ScannedBlock | None:
    """Return a block as numbers, or None if only the regular expressions read it correctly."""
    block = by_rules(block, config)
    flags = kernels.SIGNS * config.punctuation
    flags |= kernels.SPLIT * (block.state != "sentences")
    flags |= kernels.WHOLE * (block.segmenter == "whitespace")
    if block.text.isascii() and block.segmenter != "whitespace":
        strict = kernels.STRICT * (block.state != "sentences")
        if scanned := _scan_links(block.text.encode("ascii"), flags | strict, config):
            return scanned
    text = scannable_text(block)
    return None if text is None else _scan_links(text, flags, config)


def _scan_links(text: bytes, flags: int, config: SegmentConfig) -> ScannedBlock | None:
    """Scan a text with marks around its links, see `_scan`."""
    as_written = config.keep_case or config.lemmas  # lemmas are those of words as written
    if flags & kernels.WHOLE:
        return _scan(text, flags, as_written)
    if not (b"@" in text or b"#" in text or (b"/" in text and b"://" in text)):
        scanned = _scan(text, flags, as_written)
        if scanned is None or not _found_types(as_written).state[kernels.WWW]:
            return scanned
    if flags & kernels.STRICT and _has_link_marks(text):
        return None
    return _scan(_with_link_marks(text, config), flags | kernels.LINKS, as_written)


def _has_link_marks(text: bytes) -> bool:
    """Return whether a text that is not normalized yet contains the marks of links."""
    return any(mark in text for mark in _LINK_MARKS)


def _with_link_marks(text: bytes, config: SegmentConfig) -> bytes:
    """Return a normalized text with marks before and after each link."""
    parts: list[bytes] = []
    done = 0
    for start, end in _lines_with_links(text):
        line = normalization.with_straight_apostrophes(text[start:end].decode("utf-8", "replace"))
        parts.append(text[done:start])
        done = end
        place = 0
        for first, last, kind in find_links(line):
            mark = DROPPED_LINK if kind in config.drop else LINK
            parts += (
                line[place:first].encode(),
                bytes([mark]),
                line[first:last].encode(),
                bytes([LINK_END]),
            )
            place = last
        parts.append(line[place:].encode())
    return b"".join([*parts, text[done:]])


def _lines_with_links(text: bytes) -> Iterator[tuple[int, int]]:
    """Yield the start and end of each line that may contain links, in order."""
    places = sorted(place for trace in TRACES for place in _line_places(text, trace.encode()))
    done = 0
    for place in places:
        if place < done:
            continue
        start = text.rfind(b"\n", done, place) + 1 or done
        end = text.find(b"\n", place)
        done = end if end >= 0 else len(text)
        yield start, done


def _line_places(text: bytes, trace: bytes) -> Iterator[int]:
    """Yield where a trace first occurs in each line that has it."""
    place = text.find(trace)
    while place >= 0:
        yield place
        end = text.find(b"\n", place)
        place = text.find(trace, end) if end >= 0 else -1


def render_sentences(
    ids: NDArray[np.int32], lengths: NDArray[np.int64], types: Sequence[str]
) -> str:
    """Return sentences as text, one per line, with a space between tokens.

    Args:
        ids: int32 (n,), for each token the number of its type.
        lengths: int64 (s,), the number of tokens in each sentence.
        types: the types.

    """
    text = np.frombuffer("".join(f"{word}\n" for word in types).encode(), np.uint8)
    starts = np.concatenate((np.zeros(1, np.int64), np.flatnonzero(text == ord("\n")) + 1))
    out = np.empty(int(np.diff(starts)[ids].sum()), np.uint8)
    kernels.render(ids, lengths, starts, text, out)
    return out.tobytes().decode()


def scannable_text(block: TextBlock) -> bytes | None:
    """Return a block as normalized UTF-8, or None if it is beyond the rules of the scanner.

    Only lines with characters that normalization may change are normalized: they are few.
    """
    text = block.text
    if block.state != "raw" and not text.isascii() and _has_curly_apostrophe(text):
        return None  # apostrophes were made straight before lines were joined
    encoded = text.encode("utf-8", "surrogatepass")
    if block.state == "sentences":
        return encoded
    parts: list[bytes] = []
    done = 0
    classes = _rules(text.isascii(), False).classes
    for start, end in _strange_spans(_padded(encoded), len(encoded), classes).tolist():
        lines = encoded[start:end].decode("utf-8", "surrogatepass")
        if block.state == "raw":
            lines = normalization.normalized(lines)
        lines = normalization.normalize_characters(lines)
        if _has_curly_apostrophe(lines):
            return None  # an invisible character stood between it and the letter
        parts += (encoded[done:start], lines.encode())
        done = end
    return b"".join([*parts, encoded[done:]]) if parts else encoded


def _has_curly_apostrophe(text: str) -> bool:
    """Return whether there are apostrophes between letters that `normalized` would change."""
    return any(sign in text for sign in normalization.APOSTROPHES) and (
        normalization.with_straight_apostrophes(text) != text
    )


def _strange_spans(text: NDArray[np.uint8], size: int, classes: Bytes) -> NDArray[np.int64]:
    spans = np.empty((SPANS, 2), np.int64)
    return spans[: kernels.strange_lines(text, size, classes, spans)]


def _padded(text: bytes) -> NDArray[np.uint8]:
    return np.frombuffer(text + bytes(kernels.PADDING), np.uint8)


def _scan(text: bytes, flags: int, keep_case: bool) -> ScannedBlock | None:
    """Scan a text; if the table of types is full, again with another.

    Returns None if a control character stops the scan.
    """
    rules, types = _rules(text.isascii(), keep_case), _found_types(keep_case)
    while True:
        types.reserve(len(text))
        record = _record(text, rules, types)
        count = kernels.scan(len(text), flags, record)
        if count == kernels.STRANGE_FOUND:
            return None
        if count != kernels.FULL:
            break
        slots = 2 * len(types.slots)
        types = _scratch.found = _no_types(
            keep_case, min(slots, MOST_SLOTS) if types.words else slots
        )
    types.read_words()
    return ScannedBlock(record.ids[:count], types.words)


def _found_types(keep_case: bool) -> FoundTypes:
    """Return the types that this thread has found with this option."""
    types: FoundTypes | None = getattr(_scratch, "found", None)
    if (
        types is None
        or types.keep_case != keep_case
        or types.starts[types.state[0]] >= MOST_TYPE_BYTES
    ):
        types = _scratch.found = _no_types(keep_case, FIRST_SLOTS)
    return types


def _no_types(keep_case: bool, slots: int) -> FoundTypes:
    """Return an empty table with a number of slots, a power of two."""
    return FoundTypes(
        keep_case,
        slots=np.zeros(2 * slots, np.uint64),
        starts=np.zeros(slots // 2 + 2, np.int64),
        types=np.empty(0, np.uint8),
        state=np.array([0, slots - 1, 0, NONE, 0], np.int64),
        words=[],
    )


def _record(text: bytes, rules: Rules, types: FoundTypes) -> kernels.Scan:
    """Return a text with the types that are known before it."""
    types.state[kernels.RUN], types.state[kernels.NEXT_END] = 0, NONE
    types.state[kernels.WWW] = 0
    size = len(text)
    return kernels.Scan(
        _padded(text),
        rules.classes,
        rules.letters,
        rules.lower,
        rules.same,
        token=np.empty(size + 1, np.uint8),
        slots=types.slots,
        starts=types.starts,
        types=types.types,
        state=types.state,
        ids=np.empty(2 * size + 2, np.int32),
    )


@cache
def _rules(is_ascii: bool, keep_case: bool) -> Rules:
    """Return how characters are read; for ASCII, the table of the others is not computed."""
    same = np.arange(256, dtype=np.uint8)
    lower = same if keep_case else np.frombuffer(bytes(range(256)).lower(), np.uint8).copy()
    classes = _classes(ASCII if is_ascii else UNICODE)
    words = (classes[:256] & CLASS) == WORD
    letters = np.where(words & (same < 128), lower, 0).astype(np.uint8)
    return Rules(classes, letters, lower, same)


@cache
def _classes(parts: tuple[range, ...]) -> Bytes:
    """Return the bits of each character, which are 0 outside of some parts of Unicode."""
    classes = np.zeros(CHARACTERS, np.uint8)
    for part in parts:
        classes[part.start : part.stop] = _classes_of("".join(map(chr, part)))
    return classes


def _classes_of(characters: str) -> Bytes:
    """Return the bits of each character: its class by the patterns of the reference."""
    signs = {
        WORD: r"\w",
        SPACE: r"\s",
        BREAK: f"[{sentences.BREAK}]",
        MARK: f"[{combining()}]",
        STOP: f"[{sentences.ASCII_STOPS}]",
        WIDE_STOP: f"[{sentences.STOPS}]",
        CLOSING: r"[\"')\]]",
        WIDE_CLOSING: f"[{sentences.CLOSING}]",
        APOSTROPHE: "'",
        CURLY: "’",
        OPENING_CURLY: "‘",
        JOINER: f"[{JOINERS}]",
        LINK_START: f"[{chr(LINK)}{chr(DROPPED_LINK)}]",
    }
    classes = np.zeros(len(characters), np.uint8)
    for number, pattern in signs.items():
        for start, end in _runs(pattern, characters):
            classes[start:end] = number
    for start, end in _runs(normalization.LETTER, characters):
        classes[start:end] |= LETTER
    for start, end in _runs(r"\d", characters):
        classes[start:end] |= DIGIT
    for place in _changeable(characters):
        classes[place] |= STRANGE
    return classes


def _runs(pattern: str, characters: str) -> Iterator[tuple[int, int]]:
    return (match.span() for match in re.finditer(f"(?:{pattern})+", characters))


def _changeable(characters: str) -> Iterator[int]:
    """Yield the places of characters that the normalization of text may change."""
    for match in re.finditer(f"{normalization.STRANGE}|{normalization.IN_CONTEXT}", characters):
        yield match.start()
    for place, sign in enumerate(characters):
        if sign > "\x7f" and (
            (normalization.may_combine(sign) and sign not in "’‘") or not is_normalized("NFC", sign)
        ):
            yield place
