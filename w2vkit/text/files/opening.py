"""A file of a corpus as the texts that it contains, opened here or again in another process."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path

from w2vkit.base.progress import Listener, Notes
from w2vkit.base.system.files import spool_blocks
from w2vkit.base.system.storage import copy_from_storage, shown_uri
from w2vkit.text.character_encoding import DecodeError
from w2vkit.text.divided_words import joinable
from w2vkit.text.files.corpus_file import LeftOut, open_texts
from w2vkit.text.files.ranges import in_ranges
from w2vkit.text.files.reading import changed_file, read_text
from w2vkit.text.files.text_file import NotTextError, ReadingOptions, Span, TextFile
from w2vkit.text.formats.columns import ColumnError
from w2vkit.text.normalization import normalized_blocks

BYTES_OF_BEGINNING = 1 << 22
"""Bytes of the beginning of a file by which its segmenter is chosen."""
FilePlace = Path | str
"""Where a file is: a path, or a URI of storage."""


@dataclass(frozen=True, slots=True)
class OpenedFile:
    """A file of a directory.

    Attributes:
        texts: its texts.
        left_out: the files in it that are not read, if it is an archive.
        notes: what is unusual in it.
        failure: why it has no text; None if it has.

    """

    texts: Sequence[TextFile]
    left_out: LeftOut
    notes: Sequence[str]
    failure: NotTextError | ColumnError | None = None


def open_file(reading: ReadingOptions, place: FilePlace) -> OpenedFile:
    """Return the texts of a file in a directory, or why it has none.

    A file on storage is copied to this machine, until the process ends.

    Raises:
        W2vError: it cannot be read.

    """
    notes, left_out = Notes(), LeftOut()
    path, uri = (place, "") if isinstance(place, Path) else (_copied(place), place)
    try:
        texts = opened_texts(path, name_of(place), reading, notes, left_out)
    except (NotTextError, ColumnError) as error:
        return OpenedFile((), left_out, notes.said, error)
    if uri:
        texts = [replace(text, uri=uri) for text in texts]
        if all(text.path != path for text in texts):
            path.unlink()
    return OpenedFile(texts, left_out, notes.said)


def name_of(place: FilePlace) -> str:
    """Return the name of a file in messages."""
    return str(place) if isinstance(place, Path) else shown_uri(place)


def _copied(uri: str, spans: Sequence[Span] | None = None) -> Path:
    """Return the path of a copy of a file on storage, see `copy_from_storage`."""
    path = spool_blocks(())
    copy_from_storage(uri, path, spans)
    return path


def opened_texts(
    path: Path, name: str, reading: ReadingOptions, listener: Listener, left_out: LeftOut
) -> list[TextFile]:
    """Return the texts of a file, see `open_texts`, with words joined that its lines divide."""
    texts = open_texts(path, name, reading, listener, left_out)
    return [in_ranges(_with_joined_words(text), reading.range_bytes) for text in texts]


def reopened(sources: Iterable[TextFile], reading: ReadingOptions) -> Iterator[TextFile]:
    """Yield texts that another process found; those that were extracted with copies of their own.

    Raises:
        W2vError: a file has changed.

    """
    for place, group in groupby(sources, key=lambda source: source.uri or source.place):
        texts = [*group]
        if not texts[0].is_copy:
            yield from texts
            continue
        if texts[0].spans:
            yield from map(_with_own_ranges, texts)
            continue
        copies = {copy.member: copy for copy in open_file(reading, place).texts}
        for text in texts:
            copy = copies.pop(text.member, None)
            if copy is None or copy.bytes != text.bytes:
                raise changed_file(text.name)
            yield copy
        for copy in copies.values():
            copy.path.unlink(missing_ok=True)


def _with_own_ranges(source: TextFile) -> TextFile:
    """Return a text with a copy of its ranges, and of the beginning, which shows what it is."""
    path = _copied(source.uri, [(0, BYTES_OF_BEGINNING), *source.spans])
    facts = path.stat()
    if facts.st_size != source.bytes:
        raise changed_file(source.name)
    return replace(source, path=path, modified=facts.st_mtime_ns)


def _with_joined_words(source: TextFile) -> TextFile:
    """Return a file with the words that are divided at the ends of its wrapped lines."""
    if not source.wrapped:
        return source
    try:
        joined, divided = joinable(lambda: normalized_blocks(read_text(source)))
    except DecodeError:  # said when the text is read
        return source
    return replace(source, joined=joined, divided=divided)
