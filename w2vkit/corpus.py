"""Which files the text is in, their encodings, and the reading of them, block by block."""

from __future__ import annotations

import os
import stat
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from w2vkit.detection import Detection, detect, has_controls
from w2vkit.encoding import decode, given_encoding
from w2vkit.errors import W2vError
from w2vkit.files import read_blocks, readable, spool, stdin_bytes
from w2vkit.progress import SILENT, Listener
from w2vkit.sentences import LONGEST, sentences

STDIN = "-"
UNSURE = 0.75
"""Below this confidence the user is told how to correct the encoding."""
NAMES_SHOWN = 3
SAMPLE_BLOCK = 1 << 16
KINDS = (
    (b"%PDF", "a PDF"),
    (b"PK\3\4", "a ZIP archive, as .docx and .epub are"),
    (b"\xd0\xcf\x11\xe0", "an old Office document"),
    (b"\x93NUMPY", "a NumPy array"),
)


@dataclass(frozen=True, slots=True)
class Source:
    """A file with text.

    Attributes:
        path: where it is; for stdin, where it was copied to.
        name: what the user calls it.
        bytes: its size.
        modified: the time of its last change, in nanoseconds.
        detection: its encoding.
        seen: the encoding that it looks like; another one if the user was mistaken.

    """

    path: Path
    name: str
    bytes: int
    modified: int
    detection: Detection
    seen: Detection | None = None

    @property
    def encoding(self) -> str:
        """The name of the encoding, as people write it."""
        return self.detection.label


class NotTextError(W2vError):
    """A file is empty or binary; `kind` says which."""

    def __init__(self, message: str, hint: str, kind: str) -> None:
        super().__init__(message, hint)
        self.kind = kind


def find_files(
    paths: Iterable[str], listener: Listener = SILENT, encoding: str | None = None
) -> list[Source]:
    """Return all text files that are named or lie in directories that are named.

    Directories are searched to the bottom, in the order of code points; hidden, empty and binary
    files in them are left out, and the listener hears of it.

    Args:
        paths: files, directories, "-" for stdin.
        listener: hears what was left out, and the encodings other than UTF-8.
        encoding: of all files; found out for each of them if None.

    Raises:
        W2vError: something cannot be read, is not text, or holds none.
        UsageError: the encoding does not exist.

    """
    given = given_encoding(encoding) if encoding else None
    sources: dict[str, Source] = {}
    for path in paths:
        for source in _find(path, given, listener):
            place = os.path.realpath(source.path)
            if place in sources:
                listener.note(f"{source.name} is named twice; it is read once.")
            sources.setdefault(place, source)
    _tell_encodings([*sources.values()], listener)
    return [*sources.values()]


def read_text(source: Source, advance: Callable[[int], None] = lambda place: None) -> Iterator[str]:
    """Give the text of a file in blocks: no byte order mark, all line ends as LF.

    Args:
        source: the file.
        advance: called with the number of bytes of the file that were read so far.

    Raises:
        W2vError: it cannot be read or decoded, or was changed since it was found.

    """
    yield from decode(_unchanged(source, advance), source.detection, source.name)


def read_sentences(
    source: Source,
    listener: Listener = SILENT,
    advance: Callable[[int], None] = lambda place: None,
) -> Iterator[str]:
    """Give the sentences of a file; raises what `read_text` raises.

    The listener hears, once, if a sentence had to be divided.
    """
    divisions: list[str] = []

    def divided() -> None:
        if not divisions:
            divisions.append(
                f"{source.name}: a sentence of more than {LONGEST:,} characters was divided; "
                "nothing is left out."
            )
            listener.note(divisions[0])

    yield from sentences(read_text(source, advance), divided)


def _find(name: str, given: Detection | None, listener: Listener) -> list[Source]:
    if name == STDIN:
        with readable("stdin"):
            return [_source(spool(stdin_bytes()), "stdin", given)]
    path = Path(name)
    with readable(name):
        mode = path.stat().st_mode
        if stat.S_ISDIR(mode):
            return _find_below(path, given, listener)
        if not stat.S_ISREG(mode):  # a pipe, such as <(zcat novel.gz)
            with path.open("rb") as pipe:
                return [_source(spool(pipe), name, given)]
    return [_source(path, name, given)]


def _find_below(folder: Path, given: Detection | None, listener: Listener) -> list[Source]:
    skipped: Counter[str] = Counter()
    sources = []
    for path in sorted(_walk(folder, skipped), key=lambda path: path.parts):
        try:
            sources.append(_source(path, str(path), given))
        except NotTextError as error:
            skipped[error.kind] += 1
    if skipped:
        kinds = " and ".join(f"{count} {kind}" for kind, count in sorted(skipped.items()))
        listener.note(f"{folder}: left out {kinds} file{'s' * (skipped.total() > 1)}.")
    if not sources:
        raise W2vError(
            f"The directory {folder} holds no text.", "Name a directory or file with plain text."
        )
    return sources


def _walk(folder: Path, skipped: Counter[str]) -> Iterator[Path]:
    def refuse(error: OSError) -> None:
        raise error

    for place, folders, files in os.walk(folder, onerror=refuse):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in files:
            path = Path(place, name)
            if name.startswith("."):
                skipped["hidden"] += 1
            elif path.exists() and not path.is_file():
                skipped["special"] += 1
            else:
                yield path


def _source(path: Path, name: str, given: Detection | None) -> Source:
    """Look into a file.

    Raises:
        NotTextError: it is empty or binary.
        W2vError: it cannot be read, or its encoding remains unknown.

    """
    name = name.encode("utf-8", "replace").decode()  # a file's name may be no valid text
    blocks = read_blocks(path, name, size=SAMPLE_BLOCK)
    start = next((block for block in blocks if block.strip()), b"")
    if not start:
        raise NotTextError(f"{name} is empty.", "Name a file with text.", "empty")
    seen = detect(read_blocks(path, name, size=SAMPLE_BLOCK))
    if kind := _binary_kind(start, seen or given):
        raise NotTextError(f"{name} is {kind}, not text.", "Save it as plain text.", "binary")
    detection = given or seen
    if detection is None:
        raise W2vError(
            f"The encoding of {name} could not be found out.",
            "Name it with --encoding, or save the file as UTF-8.",
        )
    with readable(name):
        facts = path.stat()
    return Source(path, name, facts.st_size, facts.st_mtime_ns, detection, seen)


def _binary_kind(start: bytes, detection: Detection | None) -> str | None:
    """Return what a file is, judged by its start, or None if it may be text."""
    for magic, kind in KINDS:
        if start.startswith(magic):
            return kind
    is_wide = detection is not None and detection.encoding.startswith(("utf-16", "utf-32"))
    return "a binary file" if has_controls(start) and not is_wide else None


def _unchanged(source: Source, advance: Callable[[int], None]) -> Iterator[bytes]:
    """Give the bytes of a file, and make sure at the end that they are those that were found."""
    yield from read_blocks(source.path, source.name, advance)
    with readable(source.name):
        facts = source.path.stat()
    if (facts.st_size, facts.st_mtime_ns) != (source.bytes, source.modified):
        raise W2vError(
            f"{source.name} was changed while it was read.", "Try again when it is complete."
        )


def _tell_encodings(sources: Iterable[Source], listener: Listener) -> None:
    """Say once for each encoding other than UTF-8 which files are in it, and if that is unsure."""
    groups: dict[str, list[str]] = {}
    for source in sources:
        if remark := _remark(source):
            groups.setdefault(remark, []).append(source.name)
    for remark, names in groups.items():
        more = f" and {len(names) - NAMES_SHOWN:,} more" if len(names) > NAMES_SHOWN else ""
        listener.note(f"{', '.join(names[:NAMES_SHOWN])}{more}: {remark}")


def _remark(source: Source) -> str | None:
    """Return what is to be said about the encoding of a file, if anything."""
    used, seen = source.detection, source.seen
    if used.how != "given":
        advice = ", probably; if it reads wrong, name another with --encoding"
        unsure = advice if used.confidence < UNSURE else ""
        return None if used.label == "UTF-8" else f"{used.label}{unsure}."
    if seen and seen.how != "ascii" and seen.family != used.family:
        return f"read as {used.label}, as you said, though it looks like {seen.label}."
    return None
