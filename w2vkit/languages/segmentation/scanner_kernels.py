"""The compiled scanner: UTF-8 bytes of spaced text to token numbers, in one pass.

The rules are those of the regular expressions in `segmenters`, which remain the reference: the
tests compare the results on random text.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from w2vkit.base.system.jit import compiled, entry, part, pointers
from w2vkit.languages.segmentation.character_kernels import (
    APOSTROPHE,
    BREAK,
    CURLY,
    DIGIT,
    DROPPED_LINK,
    JOINER,
    LETTER,
    LINK_END,
    LINK_START,
    MARK,
    NONE,
    OPENING_CURLY,
    SIGN,
    SPACE,
    STOP,
    WIDE_STOP,
    WORD,
    Bytes,
    Index,
    bits_at,
    class_at,
    end_of_run,
    is_strange,
    length_at,
    sentence_end,
)
from w2vkit.languages.segmentation.segment import SENTENCE_END

SPLIT, SIGNS, WHOLE, STRICT, LINKS = 1, 2, 4, 8, 16
"""Flags: split sentences; keep signs as tokens; only white space ends a token; stop at a control
character of ASCII; links are marked."""
STRANGE_FOUND, FULL, NO_TOKEN = -2, -3, -4
"""Results in place of a number."""
SLOTS, RUN, NEXT_END, WWW = 1, 2, 3, 4
"""Places in `Scan.state`."""
PADDING = 8
"""Zero bytes after a text, so that looking ahead needs no checks."""
SHORT = 7
"""Length in bytes up to which a token is its own key."""
_SEED, _PRIME = np.uint64(0xCBF29CE484222325), np.uint64(0x100000001B3)
_SPREAD = np.uint64(0x9E3779B97F4A7C15)
_BYTE, _HALF, _LENGTH, _LONG = np.uint64(8), np.uint64(32), np.uint64(56), np.uint64(1 << 63)


class Scan(NamedTuple):
    """A text to scan, how its characters are read, and the table of its types.

    Attributes:
        text: uint8, normalized UTF-8, followed by `PADDING` zeros.
        classes: uint8 (1,114,112,), the bits of each character.
        letters: uint8 (256,), the lower case of each word character of ASCII, else 0.
        lower: uint8 (256,), the lower case of each byte; the bytes themselves to keep case.
        same: uint8 (256,), the bytes themselves.
        token: uint8, receives a token that is not copied as it is.
        slots: uint64 (2^k · 2,), hash table: the key of a type, see `key_of`, and its number plus
            one, or 0 if the slot is free.
        starts: int64, the offset of each type in `types`; starts[0] = 0.
        types: uint8, the types, each followed by a line break.
        state: int64 (5,), the number of types, the number of slots minus one, the end of the
            current run of stops, the next end of a sentence or `NONE`, and whether a word that
            ends with `www` has been found before a point.
        ids: int32, receives the number of each token, and `SENTENCE_END` after a sentence.

    """

    text: Bytes
    classes: Bytes
    letters: Bytes
    lower: Bytes
    same: Bytes
    token: Bytes
    slots: NDArray[np.uint64]
    starts: NDArray[np.int64]
    types: Bytes
    state: NDArray[np.int64]
    ids: NDArray[np.int32]


@compiled
def short_key(packed: Index, length: Index) -> Index:
    """Return the key of a token of at most `SHORT` bytes, packed into a number, and its length."""
    return packed | np.uint64(length) << _LENGTH


@compiled
def key_of(text: Bytes, start: Index, end: Index, lower: Bytes) -> Index:
    """Return the key of a token: its bytes and length, if these are at most `SHORT`, else a hash.

    Different tokens can have the same key only if they are long.
    """
    key = np.uint64(0)
    if end - start <= SHORT:
        for place in range(start, end):
            key = key << _BYTE | np.uint64(lower[text[place]])
        return short_key(key, end - start)
    key = _SEED
    for place in range(start, end):
        key = (key ^ np.uint64(lower[text[place]])) * _PRIME
    return key | _LONG


@compiled
def number_of(text: Bytes, start: Index, end: Index, key: Index, lower: Bytes, s: Scan) -> Index:
    """Return the number of a token with this key, in a new row if it has none; or `FULL`.

    The table is full when half of its slots are taken.
    """
    mask = np.uint64(s.state[SLOTS])
    spread = key * _SPREAD
    slot = (spread >> _HALF ^ spread) & mask
    while True:
        number = np.int64(s.slots[2 * slot + 1]) - 1
        if number < 0:
            return add_type(text, start, end - start, key, slot, lower, s)
        if s.slots[2 * slot] == key and (
            key < _LONG or is_type(text, start, end - start, number, lower, s)
        ):
            return number
        slot = (slot + np.uint64(1)) & mask


@part
def is_type(
    text: Bytes, start: Index, length: Index, number: Index, lower: Bytes, s: Scan
) -> Index:
    """Return whether a token is the type with this number."""
    first, place = s.starts[number], 0
    if s.starts[number + 1] - first - 1 != length:
        return False
    while place < length and lower[text[start + place]] == s.types[first + place]:
        place += 1
    return place == length


@part
def add_type(
    text: Bytes, start: Index, length: Index, key: Index, slot: Index, lower: Bytes, s: Scan
) -> Index:
    """Add a type to the table, in a free slot; return its number, or `FULL`."""
    number = s.state[0]
    if 2 * number >= s.state[SLOTS]:
        return FULL
    first = s.starts[number]
    for place in range(length):
        s.types[first + place] = lower[text[start + place]]
    s.types[first + length] = ord("\n")
    s.starts[number + 1] = first + length + 1
    s.slots[2 * slot], s.slots[2 * slot + 1] = key, np.uint64(number + 1)
    s.state[0] = number + 1
    return number


@compiled
def start_before(text: Bytes, at: Index) -> Index:
    """Return where the character before `at` begins; -1 at the start of the text."""
    before = at - 1
    while before > 0 and text[before] & 0xC0 == 0x80:
        before -= 1
    return before


@part
def is_between_letters(text: Bytes, at: Index, classes: Bytes) -> Index:
    """Return whether the characters beside that at `at` are letters of scripts with spaces."""
    before, after = start_before(text, at), at + length_at(text, at)
    if before < 0 or bits_at(text, before, classes) & LETTER == 0:
        return False
    return bits_at(text, after, classes) & LETTER != 0


@part
def copy_character(text: Bytes, at: Index, into: Index, classes: Bytes, token: Bytes) -> Index:
    """Copy a character to `token`, an apostrophe between letters straight; return the end."""
    size = length_at(text, at)
    if class_at(text, at, classes) in (CURLY, OPENING_CURLY) and is_between_letters(
        text, at, classes
    ):
        token[into] = ord("'")
        return into + 1
    for place in range(size):
        token[into + place] = text[at + place]
    return into + size


@compiled
def is_digit(text: Bytes, at: Index, classes: Bytes) -> Index:
    """Return whether the character at `at` is a decimal digit of any script."""
    return bits_at(text, at, classes) & DIGIT != 0


@part
def joins_number(at: Index, s: Scan) -> Index:
    """Return whether a point or comma after a word stands in a number: `segmenters.INNER_SIGN`."""
    text, classes = s.text, s.classes
    if not is_digit(text, start_before(text, at), classes):
        if text[at] == ord(".") and at >= 3 and is_w(text[at - 1]) and is_w(text[at - 2]):
            s.state[WWW] |= is_w(text[at - 3])
        return False
    if not is_digit(text, at + 1, classes):
        return False
    return text[at] == ord(".") or parts_thousands(text, at, classes)


@part
def joins_as_letter(at: Index, s: Scan) -> Index:
    """Return whether a sign of two bytes stands inside a word.

    It is the point of Catalan between two l, or a sign of Arabic between digits.
    """
    text, classes, before = s.text, s.classes, start_before(s.text, at)
    if text[at] == 0xC2 and text[at + 1] == 0xB7:
        return text[before] | 0x20 == ord("l") and text[at + 2] | 0x20 == ord("l")
    if text[at] != 0xD9 or (text[at + 1] != 0xAB and text[at + 1] != 0xAC):
        return False
    return is_digit(text, before, classes) and is_digit(text, at + 2, classes)


@compiled
def is_w(byte: Index) -> Index:
    """Return whether a byte is a w of ASCII."""
    return byte | 0x20 == ord("w")


@compiled
def is_point_or_comma(byte: Index) -> Index:
    """Return whether a byte is a point or a comma."""
    return byte in (ord("."), ord(","))


@part
def parts_thousands(text: Bytes, at: Index, classes: Bytes) -> Index:
    """Return whether a comma between digits separates thousands.

    Three digits follow it, and one to three precede it; exactly three after another comma.
    """
    after = at + 1
    for _ in range(3):
        if not is_digit(text, after, classes):
            return False
        after += length_at(text, after)
    if is_digit(text, after, classes):
        return False
    first, count = at, 0
    while first > 0 and is_digit(text, start_before(text, first), classes):
        first = start_before(text, first)
        count += 1
        if count > 3:
            return False
    if first == 0:
        return True
    return text[first - 1] != ord(".") and (text[first - 1] != ord(",") or count == 3)


@part
def after_joiners(text: Bytes, at: Index, classes: Bytes) -> Index:
    """Return where the joiners from `at` end if the word goes on, else `at`."""
    end = at
    while class_at(text, end, classes) == JOINER:
        end += length_at(text, end)
    kind = class_at(text, end, classes)
    return end if kind in (WORD, MARK) else at


@part
def word_end(at: Index, s: Scan) -> Index:
    """Return the end of the word that begins at `at`."""
    text, classes = s.text, s.classes
    while True:
        kind = class_at(text, at, classes)
        while kind in (WORD, MARK):
            at += length_at(text, at)
            kind = class_at(text, at, classes)
        if kind == JOINER:
            after = after_joiners(text, at, classes)
            if after == at:
                return at
            at = after
            continue
        if is_point_or_comma(text[at]):
            if not joins_number(at, s):
                return at
            at += 1
            continue
        if joins_as_letter(at, s):
            at += 2
            continue
        is_curly = kind == OPENING_CURLY and is_between_letters(text, at, classes)
        if not (is_curly or kind in (APOSTROPHE, CURLY)):
            return at
        after = at + length_at(text, at)
        if class_at(text, after, classes) != WORD:
            return at
        at = after


@entry
def strange_lines(text: Bytes, size: Index, classes: Bytes, spans: NDArray[np.int64]) -> Index:
    """Write the start and end of each run of lines with strange characters; return their number.

    `PADDING` zeros follow the text. `spans`: int64 (n, 2); if there are more than n runs, the last
    one reaches to the end of the text.
    """
    count, at, line = 0, 0, 0
    while at < size:
        if text[at] == ord("\n"):
            line = at + 1
        if not is_strange(text, at, classes):
            at += length_at(text, at)
            continue
        while at < size and text[at] != ord("\n"):
            at += 1
        at = min(at + 1, size)
        if count and spans[count - 1, 1] == line:
            count -= 1
        else:
            spans[count, 0] = line
        spans[count, 1] = at
        count += 1
        line = at
        if count == len(spans):
            spans[count - 1, 1] = size
            return count
    return count


@part
def copied_number(start: Index, end: Index, s: Scan) -> Index:
    """Return the number of a token that may contain curly apostrophes, or `FULL`."""
    length, at = 0, start
    while at < end:
        length = copy_character(s.text, at, length, s.classes, s.token)
        at += length_at(s.text, at)
    return number_of(s.token, 0, length, key_of(s.token, 0, length, s.same), s.same, s)


@compiled
def is_stop(kind: Index) -> Index:
    """Return whether a character of this class may end a sentence."""
    return kind in (STOP, WIDE_STOP)


@compiled
def is_space(kind: Index) -> Index:
    """Return whether a character of this class is white space."""
    return kind in (SPACE, BREAK)


@compiled
def ascii_word(at: Index, s: Scan) -> tuple[Index, Index]:
    """Return the end and the number of the word that begins with a letter of ASCII."""
    text, letters, start = s.text, s.letters, at
    key = np.uint64(0)
    while True:
        letter = letters[text[at]]
        while letter != 0:
            key = key << _BYTE | np.uint64(letter)
            at += 1
            letter = letters[text[at]]
        sign = text[at]
        if sign == ord("'"):
            if letters[text[at + 1]] == 0:
                break
        elif not is_point_or_comma(sign) or not joins_number(at, s):
            break
        key = key << _BYTE | np.uint64(sign)
        at += 1
    if text[at] < 0x80 and (text[at] != ord("'") or text[at + 1] < 0x80):
        size = at - start
        key = key_of(text, start, at, s.lower) if size > SHORT else short_key(key, size)
        return at, number_of(text, start, at, key, s.lower, s)
    at = word_end(start, s)
    return at, copied_number(start, at, s)


@part
def sign_end(at: Index, size: Index, flags: Index, s: Scan) -> Index:
    """Return the end of a sign, or of the characters up to white space or the sentence's end."""
    text, classes = s.text, s.classes
    kind = class_at(text, at, classes)
    while True:
        if is_stop(kind) and at >= s.state[RUN] and flags & SPLIT:
            s.state[RUN] = end_of_run(text, at, classes)
            s.state[NEXT_END] = sentence_end(text, at, s.state[RUN], classes)
        at += length_at(text, at)
        kind = class_at(text, at, classes)
        if flags & WHOLE == 0 or at in (size, s.state[NEXT_END]) or is_space(kind):
            return at


@part
def other_token(at: Index, size: Index, flags: Index, s: Scan) -> tuple[Index, Index]:
    """Return the end and the number of anything but a word that begins with a letter of ASCII."""
    kind = class_at(s.text, at, s.classes)
    if is_space(kind):
        return at + length_at(s.text, at), SENTENCE_END if kind == BREAK else NO_TOKEN
    if kind == LINK_START and flags & LINKS:
        return link(at, s)
    if flags & STRICT and is_strange(s.text, at, s.classes):
        return at, STRANGE_FOUND
    if kind == WORD and flags & WHOLE == 0:
        end = word_end(at, s)
    else:
        end = sign_end(at, size, flags, s)
        if flags & (SIGNS | WHOLE) == 0:
            return end, NO_TOKEN
    return end, copied_number(at, end, s)


@part
def link(at: Index, s: Scan) -> tuple[Index, Index]:
    """Return the end and the number of the link that is marked at `at`."""
    end = at + 1
    while s.text[end] != LINK_END:
        end += 1
    if s.text[at] == DROPPED_LINK:
        return end + 1, NO_TOKEN
    return end + 1, copied_number(at + 1, end, s)


@part
def scan_text(size: Index, flags: Index, s: Scan) -> Index:
    """Scan a text, see `scan`."""
    at, count = 0, 0
    while at < size:
        if at == s.state[NEXT_END]:
            s.ids[count] = SENTENCE_END
            count += 1
            s.state[NEXT_END] = NONE
        lead = s.text[at]
        if s.letters[lead] != 0 and flags & WHOLE == 0:
            at, number = ascii_word(at, s)
        elif lead < 0x80 and (
            s.classes[lead] == SPACE or (s.classes[lead] == SIGN and flags & (SIGNS | WHOLE) == 0)
        ):
            at += 1
            continue
        else:
            at, number = other_token(at, size, flags, s)
        if number == NO_TOKEN:
            continue
        if number < SENTENCE_END:
            return number
        s.ids[count] = number
        count += 1
    return count


@entry
def scan(size: Index, flags: Index, record: Scan) -> Index:
    """Write the number of each token of a text, and `SENTENCE_END` after each sentence.

    Args:
        size: the number of bytes of the text, without the padding.
        flags: any of `SPLIT`, `SIGNS`, `WHOLE`, `STRICT`, `LINKS`.
        record: the text, and an empty table, which receives the types.

    Returns:
        How many ids were written, `FULL` if the table is too small, or `STRANGE_FOUND`.

    """
    return scan_text(size, flags, pointers(record))


@entry
def render(
    ids: NDArray[np.int32],
    lengths: NDArray[np.int64],
    starts: NDArray[np.int64],
    text: Bytes,
    out: Bytes,
) -> None:
    """Write sentences, one per line, with a space between tokens.

    Args:
        ids: int32 (n,), the numbers of the tokens.
        lengths: int64 (s,), the number of tokens in each sentence.
        starts: int64 (T + 1,), the offset of each type in `text`, where a line break follows it.
        text: uint8, the types.
        out: uint8, exactly as long as the result.

    """
    place, token = 0, 0
    for length in lengths:
        for _ in range(length):
            for at in range(starts[ids[token]], starts[ids[token] + 1] - 1):
                out[place] = text[at]
                place += 1
            out[place] = ord(" ")
            place += 1
            token += 1
        out[place - 1] = ord("\n")
