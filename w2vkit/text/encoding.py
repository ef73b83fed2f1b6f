"""Bytes into text: the encoding is found out or given, and no byte is ever replaced silently."""

from __future__ import annotations

import codecs
import io
from collections.abc import Iterable, Iterator
from pathlib import Path

from w2vkit.errors import UsageError, W2vError
from w2vkit.text.detection import Detection, detect_encoding
from w2vkit.text.remedy import clean_command_line

WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "big5": "cp950"}
"""What files called so really hold; the wider encoding reads the narrow one without change."""
NOT_FOR_FILES = {"idna", "punycode", "raw-unicode-escape", "unicode-escape", "utf-7", "undefined"}
MARK_INVALID, INVALID_BYTE = "w2vkit-mark", "\udcff"
"""How `decode` is asked to go on after a byte that is not allowed, and what it puts there."""
NO_MARK = "not start with BOM"
"""Said by the decoders of UTF-16 and UTF-32 (in a UnicodeDecodeError from Python 3.13 on)."""
KNOWN = "utf-8, gb18030, big5, big5hkscs, utf-16, utf-16-le, utf-16-be, cp1252"


class DecodeError(W2vError):
    """A byte that the encoding does not allow.

    Attributes:
        offset: its place, from 0, in the (unpacked) file.
        is_removable: whether the encoding is right, so that the file can do without the byte.

    """

    def __init__(self, message: str, hint: str, offset: int, *, is_removable: bool = False) -> None:
        super().__init__(message, hint)
        self.offset = offset
        self.is_removable = is_removable


def given_encoding(name: str) -> Detection:
    """Return the encoding that a user named.

    Raises:
        UsageError: there is none of that name for text.

    """
    try:
        codec = codecs.lookup(name)
        "a".encode(codec.name)  # refuses codecs that are not for text, such as rot13
    except (LookupError, ValueError):
        raise UsageError(
            f"There is no encoding called “{name}”.", f"Known are, among others: {KNOWN}."
        ) from None
    if codec.name.replace("_", "-") in NOT_FOR_FILES:
        raise UsageError(f"“{name}” is no encoding of files.", f"Known are, among others: {KNOWN}.")
    return Detection(WIDER.get(codec.name, codec.name), "given")


def mark_invalid(error: UnicodeError) -> tuple[str, int]:
    """Replace invalid bytes by `INVALID_BYTE`; for `codecs.register_error`."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return INVALID_BYTE, error.end


codecs.register_error(MARK_INVALID, mark_invalid)


def decode(
    blocks: Iterable[bytes], detection: Detection, name: str, errors: str = "strict"
) -> Iterator[str]:
    """Give the text of blocks of bytes: without byte order mark, all line ends as LF.

    Args:
        blocks: the bytes from the beginning; a block may end inside a character.
        detection: their encoding.
        name: of the file, for messages.
        errors: `MARK_INVALID` gives `INVALID_BYTE` for bytes that are not allowed.

    Raises:
        DecodeError: a byte is not allowed.

    """
    decoder = codecs.getincrementaldecoder(detection.encoding)(errors)
    newlines = io.IncrementalNewlineDecoder(None, translate=True)
    fed, is_first = 0, True
    for block in _with_end(blocks):
        fed += len(block)
        try:
            text = decoder.decode(block, final=not block)
        except UnicodeError as error:
            if not isinstance(error, UnicodeDecodeError) or NO_MARK in error.reason:
                raise _unmarked(name, detection) from error
            # The decoder's own buffer comes before the block in error.object.
            offset = fed - len(error.object) + error.start
            raise _bad_byte(name, detection, offset, error) from None
        if text and is_first:
            text, is_first = text.removeprefix("\ufeff"), False
        yield newlines.decode(text, final=not block)


def _unmarked(name: str, detection: Detection) -> DecodeError:
    """Return the error for UTF-16 or UTF-32 without the mark that their decoders need."""
    message = f"{name} does not begin with the byte order mark of {detection.label}."
    return DecodeError(message, "Leave out --encoding, or name the order.", 0)


def _with_end(blocks: Iterable[bytes]) -> Iterator[bytes]:
    """Give the blocks that are not empty, then an empty one."""
    yield from filter(None, blocks)
    yield b""


def _bad_byte(
    name: str, detection: Detection, offset: int, error: UnicodeDecodeError
) -> DecodeError:
    byte = error.object[error.start]
    likely = detect_encoding([error.object])
    is_cut = "truncated" in error.reason or "unexpected end" in error.reason
    is_removable = is_cut or likely is None or likely.encoding == detection.encoding
    if likely is None or is_removable:
        first = "The file seems to be cut short: get it whole" if is_cut else "Correct it"
        hint = f"{first}, or {_without_bad_bytes(name, detection)}"
    elif detection.how == "given":
        hint = f"It looks like {likely.label}: leave out --encoding or say {likely.encoding}."
    else:
        hint = f"From there on it looks like {likely.label}: try --encoding {likely.encoding}."
    message = f"{name}: byte 0x{byte:02X} at offset {offset:,} is not valid {detection.label}."
    return DecodeError(message, hint, offset, is_removable=is_removable)


def _without_bad_bytes(name: str, detection: Detection) -> str:
    given = detection.encoding if detection.how == "given" else None
    return f"remove the invalid bytes with: {clean_command_line([name], ['bad-bytes'], given)}"


def read_small_file(path: Path) -> str:
    """Return the text of a file that fits in memory, its encoding found out.

    Raises:
        W2vError: it cannot be read, or is not text.

    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise W2vError(
            f"{path} cannot be read: {error.strerror}.", "Check the name and that you may read it."
        ) from error
    detection = detect_encoding([content])
    if detection is None:
        raise W2vError(f"{path} is not text in a known encoding.", "Save it as UTF-8.")
    return "".join(decode([content], detection, str(path)))
