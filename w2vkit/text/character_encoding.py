"""Bytes to text, in a detected or given encoding; no byte is ever replaced silently."""

from __future__ import annotations

import codecs
import io
from collections.abc import Iterable, Iterator
from pathlib import Path

from w2vkit.base.errors import UsageError, W2vError
from w2vkit.base.messages import msg
from w2vkit.base.system.files import unreadable
from w2vkit.text.detection import Detection, detect_encoding
from w2vkit.text.remedy import clean_command_line

WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "big5": "cp950"}
"""Supersets to decode with, since files in them are often labeled with the smaller encoding."""
NOT_FOR_FILES = {"idna", "punycode", "raw-unicode-escape", "unicode-escape", "utf-7", "undefined"}
MARK_INVALID, INVALID_BYTE = "w2vkit-mark", "\udcff"
"""The error handler of `decode` that replaces invalid bytes, and the replacement."""
NO_MARK = "not start with BOM"
"""The message of the decoders of UTF-16 and UTF-32 (a UnicodeDecodeError since Python 3.13)."""
COMMON_ENCODINGS = msg("utf-8, gb18030, big5, big5hkscs, utf-16, utf-16-le, utf-16-be or cp1252")


class DecodeError(W2vError):
    """A byte that is invalid in the encoding.

    Attributes:
        offset: its position, from 0, in the (decompressed) file.
        is_removable: whether the encoding seems right, so that removing the byte is enough.

    """

    def __init__(self, message: str, hint: str, offset: int, *, is_removable: bool = False) -> None:
        super().__init__(message, hint)
        self.offset = offset
        self.is_removable = is_removable


def given_encoding(name: str) -> Detection:
    """Return the encoding with the name that a user gave.

    Raises:
        UsageError: there is no text encoding with that name.

    """
    try:
        codec = codecs.lookup(name)
        "a".encode(codec.name)  # refuses codecs that are not for text, such as rot13
    except (LookupError, ValueError):
        raise UsageError(
            msg("There is no encoding called “{name}”.", name=name),
            msg("Use for example {common_encodings}.", common_encodings=COMMON_ENCODINGS),
        ) from None
    if codec.name.replace("_", "-") in NOT_FOR_FILES:
        raise UsageError(
            msg("“{name}” is not a text encoding.", name=name),
            msg("Use for example {common_encodings}.", common_encodings=COMMON_ENCODINGS),
        )
    return Detection(WIDER.get(codec.name, codec.name), "given")


def mark_invalid(error: UnicodeError) -> tuple[str, int]:
    """Replace invalid bytes by `INVALID_BYTE`; for `codecs.register_error`."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return INVALID_BYTE, error.end


codecs.register_error(MARK_INVALID, mark_invalid)


def decode(
    blocks: Iterable[bytes],
    detection: Detection,
    name: str,
    errors: str = "strict",
    before: int = 0,
) -> Iterator[str]:
    """Yield the text of blocks of bytes, without byte order mark, with LF line ends.

    Args:
        blocks: the bytes from the beginning; a block may end inside a character.
        detection: their encoding.
        name: the name of the file, for messages.
        errors: with `MARK_INVALID`, invalid bytes become `INVALID_BYTE`.
        before: how many bytes of the file precede the blocks.

    Raises:
        DecodeError: a byte is invalid.

    """
    decoder = codecs.getincrementaldecoder(detection.encoding)(errors)
    newlines = io.IncrementalNewlineDecoder(None, translate=True)
    fed, is_first = before, True
    for block in _with_end(blocks):
        fed += len(block)
        try:
            text = decoder.decode(block, final=not block)
        except UnicodeError as error:
            if not isinstance(error, UnicodeDecodeError) or NO_MARK in error.reason:
                raise _unmarked(name, detection) from error
            # error.object begins with the decoder's buffer, before the block.
            offset = fed - len(error.object) + error.start
            raise _bad_byte(name, detection, offset, error) from None
        if text and is_first:
            text, is_first = text.removeprefix("\ufeff"), False
        yield newlines.decode(text, final=not block)


def _unmarked(name: str, detection: Detection) -> DecodeError:
    """Return the error for UTF-16 or UTF-32 without the byte order mark that decoders need."""
    message = msg(
        "{name} does not begin with the byte order mark of {label}.",
        name=name,
        label=detection.label,
    )
    return DecodeError(
        message, msg("Omit --encoding, or add the byte order: utf-16-le, utf-16-be."), 0
    )


def _with_end(blocks: Iterable[bytes]) -> Iterator[bytes]:
    """Yield the blocks that are not empty, then an empty one."""
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
        first = (
            msg("The file seems to be truncated: obtain it again") if is_cut else msg("Correct it")
        )
        hint = msg(
            "{first}, or {without_bad_bytes}",
            first=first,
            without_bad_bytes=_without_bad_bytes(name, detection),
        )
    elif detection.basis == "given":
        hint = msg(
            "It looks like {label}: omit --encoding, or set it to {encoding}.",
            label=likely.label,
            encoding=likely.encoding,
        )
    else:
        hint = msg(
            "From there on it looks like {label}: try --encoding {encoding}.",
            label=likely.label,
            encoding=likely.encoding,
        )
    message = msg(
        "{name}: byte 0x{byte:02X} at offset {offset:,} is not valid {label}.",
        name=name,
        byte=byte,
        offset=offset,
        label=detection.label,
    )
    return DecodeError(message, hint, offset, is_removable=is_removable)


def _without_bad_bytes(name: str, detection: Detection) -> str:
    given = detection.encoding if detection.basis == "given" else None
    return msg(
        "remove the invalid bytes with: {clean_command_line}",
        clean_command_line=clean_command_line([name], ["bad-bytes"], given),
    )


def read_small_file(path: Path) -> str:
    """Return the text of a small file in any encoding.

    Raises:
        W2vError: the file cannot be read, or is not text.

    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise unreadable(str(path), error) from error
    except ValueError as error:  # a zero byte, or half a surrogate pair
        raise W2vError(
            msg("{path} is not a valid file name.", path=path), msg("Check its spelling.")
        ) from error
    detection = detect_encoding([content])
    if detection is None:
        raise W2vError(
            msg("{path} is not text in a known encoding.", path=path), msg("Save it as UTF-8.")
        )
    return "".join(decode([content], detection, str(path)))
