"""Compiled functions that read a UTF-8 text: its characters by class, and where sentences end.

The rules are those of the regular expressions in `text.sentences`, which remain the reference: the
tests compare the results on random text.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from w2vkit.base.system.jit import compiled, part

Bytes = NDArray[np.uint8]
Index = Any
"""An integer of compiled code."""

SIGN, WORD, SPACE, BREAK, MARK, STOP, WIDE_STOP, CLOSING, WIDE_CLOSING, APOSTROPHE = range(10)
"""Classes of characters: signs, word characters, white space, ends of lines, combining marks,
stops in ASCII, Chinese stops, closing signs in ASCII, other closing signs, straight apostrophes."""
CURLY, JOINER, LINK_START, OPENING_CURLY = 10, 11, 12, 13
"""Classes of the curly apostrophe, which is straight between letters and also a closing sign, of
zero width joiners, of the marks before a link, and of the opening quotation mark, which is a
straight apostrophe between letters."""
LINK, DROPPED_LINK, LINK_END = 1, 2, 3
"""Control characters around a link, one that is kept or dropped: the text has no others."""
CLASS, LETTER, DIGIT, STRANGE = 0x0F, 0x10, 0x20, 0x80
"""Bits of a character: its class; a letter beside which an apostrophe is straight; a decimal digit;
a character that the normalization of text may change, or beside which it may change others."""
NONE = -1
"""No place in the text."""


@compiled
def length_at(text: Bytes, at: Index) -> Index:
    """Return the number of bytes of the character at `at`."""
    lead = text[at]
    if lead < 0x80:
        return 1
    if lead < 0xE0:
        return 2
    return 3 if lead < 0xF0 else 4


@compiled
def bits_at(text: Bytes, at: Index, classes: Bytes) -> Index:
    """Return the bits of the character at `at`."""
    code = np.int64(text[at])
    if code >= 0xF0:
        code = (code & 7) << 18 | np.int64(text[at + 1] & 63) << 12
        code |= np.int64(text[at + 2] & 63) << 6 | np.int64(text[at + 3] & 63)
    elif code >= 0xE0:
        code = (code & 15) << 12 | np.int64(text[at + 1] & 63) << 6 | np.int64(text[at + 2] & 63)
    elif code >= 0x80:
        code = (code & 31) << 6 | np.int64(text[at + 1] & 63)
    return np.int64(classes[code])


@compiled
def class_at(text: Bytes, at: Index, classes: Bytes) -> Index:
    """Return the class of the character at `at`."""
    return bits_at(text, at, classes) & CLASS


@compiled
def is_strange(text: Bytes, at: Index, classes: Bytes) -> Index:
    """Return whether normalization may change the character at `at`."""
    return bits_at(text, at, classes) & STRANGE != 0


@part
def starts_word(text: Bytes, at: Index, classes: Bytes) -> Index:
    r"""Return whether no word character precedes the one at `at`, as `\b` before a letter."""
    before = at - 1
    if before < 0:
        return True
    while text[before] & 0xC0 == 0x80:
        before -= 1
    return class_at(text, before, classes) != WORD


@part
def abbreviates(text: Bytes, end: Index, classes: Bytes) -> Index:
    """Return whether a stop that ends at `end` belongs to an initial, Mr., Dr., St. or Mrs."""
    if end < 2 or text[end - 1] != ord("."):
        return False
    if text[end - 2] == LINK_END:
        return ends_with_initial(text, end - 2, classes)
    last = text[end - 2]
    if ord("A") <= last <= ord("Z"):
        return starts_word(text, end - 2, classes)
    if end < 3 or (last != ord("r") and last != ord("s") and last != ord("t")):
        return False
    first = text[end - 3]
    if first == ord("D") or first == ord("M") or first == ord("S"):
        return starts_word(text, end - 3, classes)
    if end < 4 or first != ord("r") or last != ord("s") or text[end - 4] != ord("M"):
        return False
    return starts_word(text, end - 4, classes)


@part
def ends_with_initial(text: Bytes, end: Index, classes: Bytes) -> Index:
    """Return whether a link that ends at `end` ends as an abbreviation, such as `w3.org/A`."""
    last = text[end - 1]
    if ord("A") <= last <= ord("Z"):
        return starts_word(text, end - 1, classes)
    if last == ord("s") and text[end - 2] == ord("r") and text[end - 3] == ord("M"):
        return starts_word(text, end - 3, classes)
    first = text[end - 2]
    if (last == ord("r") or last == ord("s") or last == ord("t")) and (
        first == ord("D") or first == ord("M") or first == ord("S")
    ):
        return starts_word(text, end - 2, classes)
    return False


@part
def after_closing(text: Bytes, at: Index, classes: Bytes) -> Index:
    """Return where the closing signs from `at` end."""
    while True:
        kind = class_at(text, at, classes)
        if kind not in (APOSTROPHE, CLOSING, WIDE_CLOSING, CURLY):
            return at
        at += length_at(text, at)


@part
def after_wide_closing(text: Bytes, at: Index, classes: Bytes) -> Index:
    """Return where closing signs, and further ones after spaces, end."""
    end = after_closing(text, at, classes)
    while True:
        at = end
        while class_at(text, at, classes) == SPACE:
            at += length_at(text, at)
        if at == end:
            return end
        start = at
        kind = class_at(text, at, classes)
        while kind in (WIDE_CLOSING, CURLY):
            at += length_at(text, at)
            kind = class_at(text, at, classes)
        if at == start:
            return end
        end = at


@part
def end_of_run(text: Bytes, at: Index, classes: Bytes) -> Index:
    """Return where the stops from `at` end."""
    kind = class_at(text, at, classes)
    while kind in (STOP, WIDE_STOP):
        at += length_at(text, at)
        kind = class_at(text, at, classes)
    return at


@part
def end_of_wide_run(text: Bytes, at: Index, classes: Bytes) -> Index:
    """Return the end of the last Chinese stop of the run of stops at `at`, or `NONE`."""
    end = NONE
    kind = class_at(text, at, classes)
    while kind in (STOP, WIDE_STOP):
        at += length_at(text, at)
        if kind == WIDE_STOP:
            end = at
        kind = class_at(text, at, classes)
    return end


@part
def sentence_end(text: Bytes, at: Index, run: Index, classes: Bytes) -> Index:
    """Return the end of the sentence that a run of stops, from `at` to `run`, ends, or `NONE`."""
    wide = end_of_wide_run(text, at, classes)
    if wide == run:
        return after_wide_closing(text, run, classes)
    if not abbreviates(text, run, classes):
        end = after_closing(text, run, classes)
        kind = class_at(text, end, classes)
        if kind in (SPACE, BREAK):
            return end
    return wide
