"""A text file, and what its beginning shows: kind, encoding, wrapped lines, markup."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from pathlib import Path

from w2vkit.base.config import Script, Unwrap
from w2vkit.base.errors import W2vError
from w2vkit.base.messages import msg
from w2vkit.base.system.files import read_blocks, readable
from w2vkit.text.detection import Detection, detect_encoding, has_control_bytes
from w2vkit.text.divided_words import Division
from w2vkit.text.garbled import Garbling, garbling
from w2vkit.text.unwrap import widest, words_of_records, wrap_width

Span = tuple[int, int]
"""The first byte, and the byte after the last one."""
RANGE_BYTES = 1 << 26
SAMPLE_BLOCK = 1 << 16
WRAPPING_SAMPLE = 1 << 14
KINDS = (
    (b"PK\3\4", msg("a ZIP archive, as .docx and .epub are"), "archive"),
    (b"\xd0\xcf\x11\xe0", msg("an old Office document"), "Office"),
    (b"%PDF", msg("a PDF"), "PDF"),
    (b"\x93NUMPY", msg("a NumPy array"), "binary"),
    (b"\x89PNG", msg("a picture"), "picture"),
    (b"\xff\xd8\xff", msg("a picture"), "picture"),
    (b"GIF8", msg("a picture"), "picture"),
)
"""The first bytes of files that are not text, what they are, and the word for it in lists."""

MIN_HTML_TAGS = 20
"""A plain text with this many HTML tags in the first 64 KB has been converted badly."""
HTML_TAG = re.compile(
    r"</?(?:a|b|br|div|em|font|h[1-6]|hr|i|img|li|ol|p|span|strong|table|td|th|tr|ul)\b[^<>]{0,500}>",
    re.I,
)


@dataclass(frozen=True, slots=True)
class ReadingOptions:
    """How to read files.

    Attributes:
        encoding: the given encoding, None to detect it.
        unwrap: whether to join wrapped lines.
        script: the script to convert to.
        columns: the columns of tables that are text, () to find them.
        plain: whether to read tables, markup and other formats of text as they are.
        row_per_line: whether each row of a table is one line, even if its text has several.
        range_bytes: the size of the ranges in which large files are read.

    """

    encoding: Detection | None = None
    unwrap: Unwrap = "auto"
    script: Script = "keep"
    columns: tuple[str, ...] = ()
    plain: bool = False
    row_per_line: bool = False
    range_bytes: int = RANGE_BYTES


@dataclass(frozen=True, slots=True)
class TextFile:
    """A file with text.

    Attributes:
        path: its path; for stdin, the path of a copy.
        name: the name that the user knows.
        bytes: its size.
        modified: the time of its last change, in nanoseconds.
        detection: the encoding in which it is read.
        seen: the encoding that was detected, even if another one was given.
        wrapped: the columns at which its lines were wrapped and will be joined, or 0.
        records: the words on each line if lines are complete records although their lengths are
            those of wrapped lines, or 0.
        joined: words divided at the ends of wrapped lines that are joined.
        divided: how often these words are divided.
        uri: the URI on storage that it was copied from, or "".
        spans: the ranges of bytes in which a large file is read, () for others.
        script: the script that its text is converted to, or "keep".
        markup: "HTML" if a plain text contains its tags, else "".
        origin: the document or archive that the text was extracted from, or None.
        member: its name in that archive, or "".
        origin_bytes: the size of that document or archive, or 0.
        format: the name of the document's format, or "" for plain text.
        column: the columns of a table that are read, or "".
        annotation: how the tags are written that were removed from the words, or "".
        original: the encoding of the document, if its text was extracted and was not always UTF-8.
        is_record: whether it is a single record of JSON, which may be metadata.
        garbling: how it was garbled before it was saved, or None.

    """

    path: Path
    name: str
    bytes: int
    modified: int
    detection: Detection
    seen: Detection | None = None
    wrapped: int = 0
    script: Script = "keep"
    markup: str = ""
    origin: Path | None = None
    member: str = ""
    origin_bytes: int = 0
    format: str = ""
    column: str = ""
    annotation: str = ""
    original: Detection | None = None
    is_record: bool = False
    records: int = 0
    joined: frozenset[Division] = frozenset()
    divided: int = 0
    uri: str = ""
    spans: tuple[Span, ...] = ()
    garbling: Garbling | None = None

    @property
    def is_copy(self) -> bool:
        """Whether its path is that of a temporary copy."""
        return self.origin is not None or bool(self.uri)

    @property
    def stored(self) -> tuple[str, int]:
        """The name and the size of the file that the user named, which may be a document."""
        if self.origin is None:
            return self.name, self.bytes
        return self.name.removesuffix(f"/{self.member}"), self.origin_bytes

    @property
    def place(self) -> Path:
        """The file that the user named, which is not `path` if the text was extracted."""
        return self.origin or self.path

    @property
    def encoding(self) -> str:
        """The usual name of the encoding of the file."""
        return (self.original or self.detection).label


class NotTextError(W2vError):
    """The file is empty, blank or binary; `kind` says which."""

    def __init__(self, message: str, hint: str, kind: str) -> None:
        super().__init__(message, hint)
        self.kind = kind


def probe_text_file(
    path: Path, name: str, reading: ReadingOptions, seen: Detection | None = None
) -> TextFile:
    """Examine the beginning of a file, whose encoding may have been `seen` already.

    Raises:
        NotTextError: the file is empty or binary.
        W2vError: the file cannot be read, or its encoding cannot be detected.

    """
    name = name.encode("utf-8", "replace").decode()  # file names can be invalid Unicode
    blocks = read_blocks(path, name, size=SAMPLE_BLOCK)
    start = next((block for block in blocks if block.strip()), b"")
    if not start:
        if any(read_blocks(path, name, size=1)):
            message = msg("{name} contains only whitespace.", name=name)
        else:
            message = msg("{name} is empty.", name=name)
        raise NotTextError(message, msg("Name a file with text."), "empty")
    seen = seen or detect_encoding(read_blocks(path, name, size=SAMPLE_BLOCK))
    if kind := _binary_kind(start, seen or reading.encoding):
        raise NotTextError(
            msg("{name} is {kind}, not text.", name=name, kind=kind[0]),
            msg("Save it as plain text."),
            kind[1],
        )
    detection = reading.encoding or seen
    if detection is None:
        raise W2vError(
            msg("The encoding of {name} could not be detected.", name=name),
            msg("Set it with --encoding, or save the file as UTF-8."),
        )
    with readable(name):
        facts = path.stat()
    width, records = _wrapping(start, detection, reading.unwrap)
    beginning = _decoded(start, detection)
    return TextFile(
        path,
        name,
        facts.st_size,
        facts.st_mtime_ns,
        detection,
        seen,
        width,
        reading.script,
        markup_of(beginning),
        records=records,
        garbling=garbling(beginning),
    )


def markup_of(start: str) -> str:
    """Return "HTML" if the start of a file contains many of its tags, else "".

    >>> markup_of("<p>x</p>" * 10), markup_of("a <b> is less")
    ('HTML', '')
    """
    return "HTML" if len(HTML_TAG.findall(start)) >= MIN_HTML_TAGS else ""


def _decoded(start: bytes, detection: Detection) -> str:
    """Return the start of a file as text; "" if UTF-16 or UTF-32 lack their byte order mark."""
    try:
        return codecs.getincrementaldecoder(detection.encoding)("replace").decode(start)
    except UnicodeError:  # `decode` raises the error with its message
        return ""


def _wrapping(start: bytes, detection: Detection, unwrap: Unwrap) -> tuple[int, int]:
    """Return the columns at which lines are wrapped, or 0, judged by the start of a file.

    The second value is the number of words on each line if only that speaks against wrapping.
    """
    if unwrap == "no":
        return 0, 0
    text = _decoded(start, detection)
    quarter = len(text) // 4  # the first part may be a table of contents
    sample = text[quarter : quarter + WRAPPING_SAMPLE].replace("\r\n", "\n").replace("\r", "\n")
    width = wrap_width(sample)
    if unwrap == "yes":
        return width or widest(sample.split("\n")), 0
    records = words_of_records(sample) if width else 0
    return (0, records) if records else (width, 0)


def _binary_kind(start: bytes, detection: Detection | None) -> tuple[str, str] | None:
    """Return what a binary file is, and the word for it in lists; None if it may be text."""
    for magic, *kind in KINDS:
        if start.startswith(magic):
            return kind[0], kind[1]
    is_wide = detection is not None and detection.encoding.startswith(("utf-16", "utf-32"))
    is_binary = has_control_bytes(start) and not is_wide
    return (msg("a binary file"), "binary") if is_binary else None
