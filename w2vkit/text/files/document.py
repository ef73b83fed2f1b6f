"""An open file that may be a document: its start is examined, its content is read in blocks."""

from __future__ import annotations

import codecs
import io
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import PurePath

from w2vkit.base.messages import counted, msg
from w2vkit.base.progress import Listener
from w2vkit.base.system.compression import COMPRESSED_SUFFIXES
from w2vkit.text.character_encoding import decode
from w2vkit.text.detection import Detection, detect_encoding
from w2vkit.text.files.archive import Archive

START_BYTES = 1 << 16
"""How much of a file is examined to recognize its format."""
REPLACED = "\ufffd"


@dataclass(frozen=True)
class Document:
    """An open file that may be a document.

    Attributes:
        name: the name that the user knows.
        start: its first `START_BYTES` bytes.
        blocks: returns its content in blocks, decompressed.
        small_blocks: returns it in blocks of `START_BYTES`.
        archive: the open archive if it is one.
        given: the encoding that the user gave.

    """

    name: str
    start: bytes
    blocks: Callable[[], Generator[bytes, None, None]]
    small_blocks: Callable[[], Iterator[bytes]]
    archive: Archive | None = None
    given: Detection | None = None

    @cached_property
    def suffix(self) -> str:
        """The suffix of the name in lower case, without that of a compression: ".csv"."""
        path = PurePath(self.name.lower())
        return PurePath(path.stem).suffix if path.suffix in COMPRESSED_SUFFIXES else path.suffix

    @property
    def is_complete(self) -> bool:
        """Whether `start` is the whole file."""
        return len(self.start) < START_BYTES

    @cached_property
    def text(self) -> str:
        """The start as text, with LF line ends; "" if it is binary."""
        if self.archive is not None:
            return ""
        detection = self.given or self.seen
        if detection is None or (b"\0" in self.start and not detection.encoding.startswith("utf-")):
            return ""
        try:
            text = codecs.getincrementaldecoder(detection.encoding)("replace").decode(self.start)
        except UnicodeError:
            return ""
        return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")

    @cached_property
    def seen(self) -> Detection | None:
        """The encoding that the content shows, None if it is not known."""
        return detect_encoding(self.small_blocks())

    @property
    def known(self) -> Detection | None:
        """The encoding that the content shows, if it was looked at, else None."""
        return self.__dict__.get("seen")

    @property
    def detection(self) -> Detection:
        """The encoding: the given one, or that which the content shows."""
        return self.given or self.seen or Detection("utf-8", "valid")

    def decoded(self, listener: Listener) -> Iterator[str]:
        """Yield the text in blocks; the listener is told how much of it is invalid."""
        invalid = 0
        for text in decode(self.blocks(), self.detection, self.name, "replace"):
            invalid += text.count(REPLACED)
            yield text
        if invalid:
            listener.note(invalid_bytes(self.name, invalid, self.detection))

    def lines(self, listener: Listener) -> Iterator[str]:
        """Yield the lines of the text, with their line breaks."""
        rest = ""
        for text in self.decoded(listener):
            lines = io.StringIO(rest + text, newline="\n").readlines()
            rest = lines.pop() if lines and not lines[-1].endswith("\n") else ""
            yield from lines
        if rest:
            yield rest


def invalid_bytes(name: str, number: int, detection: Detection) -> str:
    """Return the note that so many sequences of bytes of a file are not valid in its encoding."""
    return msg(
        "{name}: {sequences} of bytes that are not valid {label} become U+FFFD.",
        name=name,
        sequences=counted(number, "{number} sequence", "{number} sequences"),
        label=detection.label,
    )
