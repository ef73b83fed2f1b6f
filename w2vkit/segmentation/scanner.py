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

from w2vkit.config import SegmentConfig
from w2vkit.errors import W2vError
from w2vkit.progress import Listener
from w2vkit.segmentation import scanner_kernels as kernels
from w2vkit.segmentation.segment import TextBlock
from w2vkit.segmentation.segmenters import COMBINING
from w2vkit.system.compilation import load_kernels
from w2vkit.text import normalization, sentences

CHARACTERS = 0x110000
FIRST_SLOTS = 1 << 16
SPANS = 4_096
_scratch = local()


@dataclass(frozen=True, eq=False, slots=True)
class ScannedBlock:
    """A block as numbers.

    Attributes:
        ids: int32 (n,), for each token the number of its type, and `SENTENCE_END` after a sentence.
        types: the types, in lower case if they are ASCII and case is not kept.

    """

    ids: NDArray[np.int32]
    types: list[str]


class Rules(NamedTuple):
    """How characters are read: the tables of `scanner_kernels.Scan`."""

    classes: kernels.Bytes
    letters: kernels.Bytes
    lower: kernels.Bytes
    same: kernels.Bytes


def load(listener: Listener) -> bool:
    """Load the kernels of the scanner from the cache, or compile them; return False if neither."""
    found = [kernels.strange_lines, kernels.scan, kernels.render]
    try:
        load_kernels(found, _call_on_nothing, listener, "scanner of spaced text")
    except W2vError:  # the compiler is disabled, or has too little memory
        return False
    return True


def _call_on_nothing() -> None:
    config = SegmentConfig()
    scan_block(TextBlock("é", "words"), config)
    _strange_spans(_padded(b"a\n"), 2, _rules(False, False).classes)
    render(np.zeros(1, np.int32), np.ones(1, np.int64), ["a"])


def scan_block(block: TextBlock, config: SegmentConfig) -> ScannedBlock | None:
    """Return a block as numbers, or None if only the regular expressions read it correctly."""
    flags = kernels.SIGNS * config.punctuation
    flags |= kernels.SPLIT * (block.state != "sentences")
    flags |= kernels.WHOLE * (block.segmenter == "whitespace")
    if block.text.isascii() and block.segmenter != "whitespace":
        ascii_text = block.text.encode("ascii")
        strict = kernels.STRICT * (block.state != "sentences")
        if found := _scan(ascii_text, flags | strict, _rules(True, config.keep_case)):
            return found
    text = scannable_text(block)
    if text is None:
        return None
    return _scan(text, flags, _rules(text.isascii(), config.keep_case))


def render(ids: NDArray[np.int32], lengths: NDArray[np.int64], types: Sequence[str]) -> str:
    """Return sentences as text, one a line, with a space between tokens.

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


def _strange_spans(text: NDArray[np.uint8], size: int, classes: kernels.Bytes) -> NDArray[np.int64]:
    spans = np.empty((SPANS, 2), np.int64)
    return spans[: kernels.strange_lines(text, size, classes, spans)]


def _padded(text: bytes) -> NDArray[np.uint8]:
    return np.frombuffer(text + bytes(kernels.PADDING), np.uint8)


def _scan(text: bytes, flags: int, rules: Rules) -> ScannedBlock | None:
    """Scan a text; if it has more types than the table holds, again with a larger one.

    Returns None if a control character stops the scan.
    """
    while True:
        record = _record(text, rules)
        count = kernels.scan(len(text), flags, record)
        if count == kernels.STRANGE_FOUND:
            return None
        if count != kernels.FULL:
            break
        _scratch.slots = np.empty(4 * len(record.slots), np.uint64)
    used = record.types[: record.starts[record.state[0]]]
    return ScannedBlock(record.ids[:count], used.tobytes().decode().split("\n")[:-1])


def _record(text: bytes, rules: Rules) -> kernels.Scan:
    """Return a text with an empty table of types; each thread has one hash table."""
    if not hasattr(_scratch, "slots"):
        _scratch.slots = np.empty(FIRST_SLOTS, np.uint64)
    slots: NDArray[np.uint64] = _scratch.slots
    slots[:] = 0
    size = len(text)
    return kernels.Scan(
        _padded(text),
        rules.classes,
        rules.letters,
        rules.lower,
        rules.same,
        token=np.empty(size + 1, np.uint8),
        slots=slots,
        starts=np.zeros(len(slots) // 2 + 2, np.int64),
        types=np.empty(2 * size + 2, np.uint8),
        state=np.array([0, len(slots) - 1, 0, kernels.NONE], np.int64),
        ids=np.empty(2 * size + 2, np.int32),
    )


@cache
def _rules(is_ascii: bool, keep_case: bool) -> Rules:
    """Return how characters are read; for ASCII, the table of the others is not computed."""
    same = np.arange(256, dtype=np.uint8)
    lower = same if keep_case else np.frombuffer(bytes(range(256)).lower(), np.uint8).copy()
    classes = _ascii_classes() if is_ascii else _classes()
    words = (classes[:256] & kernels.CLASS) == kernels.WORD
    letters = np.where(words & (same < 128), lower, 0).astype(np.uint8)
    return Rules(classes, letters, lower, same)


@cache
def _ascii_classes() -> kernels.Bytes:
    classes = np.zeros(CHARACTERS, np.uint8)
    classes[:128] = _classes_of("".join(map(chr, range(128))))
    return classes


@cache
def _classes() -> kernels.Bytes:
    return _classes_of("".join(map(chr, range(CHARACTERS))))


def _classes_of(characters: str) -> kernels.Bytes:
    """Return the bits of each character: its class by the patterns of the reference."""
    signs = {
        kernels.WORD: r"\w",
        kernels.SPACE: r"\s",
        kernels.BREAK: f"[{sentences.BREAK}]",
        kernels.MARK: f"[{COMBINING}]",
        kernels.STOP: f"[{sentences.ASCII_STOPS}]",
        kernels.WIDE_STOP: f"[{sentences.STOPS}]",
        kernels.CLOSING: r"[\"')\]]",
        kernels.WIDE_CLOSING: f"[{sentences.CLOSING}]",
        kernels.APOSTROPHE: "'",
        kernels.CURLY: "’",
    }
    found = np.zeros(len(characters), np.uint8)
    for number, pattern in signs.items():
        for start, end in _runs(pattern, characters):
            found[start:end] = number
    for start, end in _runs(normalization.LETTER, characters):
        found[start:end] |= kernels.LETTER
    for place in _changeable(characters):
        found[place] |= kernels.STRANGE
    return found


def _runs(pattern: str, characters: str) -> Iterator[tuple[int, int]]:
    return (match.span() for match in re.finditer(f"(?:{pattern})+", characters))


def _changeable(characters: str) -> Iterator[int]:
    """Yield the places of characters that the normalization of text may change."""
    for match in re.finditer(normalization.STRANGE, characters):
        yield match.start()
    for place, sign in enumerate(characters):
        if sign > "\x7f" and (
            (normalization.may_combine(sign) and sign != "’") or not is_normalized("NFC", sign)
        ):
            yield place
