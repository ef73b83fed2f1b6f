"""The text files of a corpus: found, and read block by block."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import groupby
from pathlib import Path

from w2vkit.base.config import SegmentConfig
from w2vkit.base.errors import W2vError
from w2vkit.base.messages import counted, msg
from w2vkit.base.progress import SILENT, Listener, Notes
from w2vkit.base.system.files import read_blocks, readable, spool, spool_blocks, stdin_bytes
from w2vkit.base.system.storage import (
    copy_from_storage,
    is_uri,
    joined_uri,
    local_path,
    shown_uri,
    stored_files,
)
from w2vkit.text.character_encoding import DecodeError, decode, given_encoding
from w2vkit.text.decisions import Decision, Reading, merged
from w2vkit.text.detection import MIN_CONFIDENCE
from w2vkit.text.files.corpus_file import LeftOut, leave_out_tables, open_texts, without_metadata
from w2vkit.text.files.natural_order import natural_order
from w2vkit.text.files.ranges import encoding_of_range, in_ranges, read_span
from w2vkit.text.files.text_file import RANGE_BYTES, NotTextError, ReadingOptions, Span, TextFile
from w2vkit.text.formats.columns import ColumnError
from w2vkit.text.normalization import normalized_blocks
from w2vkit.text.remedy import clean_command_line
from w2vkit.text.script import convert_sentences
from w2vkit.text.sentences import MAX_SENTENCE, sentences
from w2vkit.text.unwrap import joinable, unwrap_lines

STDIN = "-"
BYTES_OF_BEGINNING = 1 << 22
"""Bytes of the beginning of a file by which its segmenter is chosen."""
_SHOWN_TAGS = {"/": "/n", "_": "_n", "()": "(N)"}


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


FilePlace = Path | str
"""Where a file is: a path, or a URI of storage."""
OpenAll = Callable[[Callable[[FilePlace], OpenedFile], Iterable[FilePlace]], Iterable[OpenedFile]]
"""Opens the files of a directory: `map`, or a function that does the same elsewhere."""


class FoundFiles(list[TextFile]):
    """The files of a text, and what was decided in reading them."""

    reading = Reading()

    def decide(self, decision: Decision, listener: Listener) -> None:
        """Say and record something that was decided on these files."""
        listener.note(decision.line)
        self.reading = self.reading.adding(decision)


def find_files(
    paths: Iterable[str],
    listener: Listener = SILENT,
    config: SegmentConfig | None = None,
    order: Sequence[str] = (),
    *,
    row_per_line: bool = False,
    open_all: OpenAll = map,
    range_bytes: int = RANGE_BYTES,
) -> FoundFiles:
    """Return all text files at these paths.

    The text of HTML pages, EPUBs, Word documents and PDFs is extracted, and ZIP archives contribute
    the files in them. Directories are searched recursively, in natural order (2 before 10); hidden,
    empty and binary files in them are left out with a note.

    Args:
        paths: files, directories, "-" for stdin.
        listener: receives notes on skipped files, encodings other than UTF-8, and wrapped lines.
        config: the encoding, the columns of tables, whether to join wrapped lines, and the script
            to convert to.
        order: the names of the files as they were read before; the same files are read in this
            order again.
        row_per_line: whether each row of a table is one line, even if its text has several.
        open_all: opens the files of a directory.
        range_bytes: the size of the ranges in which large files are read.

    Raises:
        W2vError: a path cannot be read, is not text, or contains none.
        UsageError: the encoding does not exist.

    """
    config = config or SegmentConfig()
    reading = replace(reading_options(config, row_per_line=row_per_line), range_bytes=range_bytes)
    sources: dict[str, TextFile] = {}
    decisions: list[Decision] = []
    for path in paths:
        left_out = LeftOut()
        for source in _find(path, reading, listener, left_out, open_all):
            place = os.path.join(source.uri or os.path.realpath(source.place), source.member)
            if place in sources:
                listener.note(msg("{name} is named twice; it is read only once.", name=source.name))
            sources.setdefault(place, source)
        decisions += left_out.decisions(path)
    files = FoundFiles(_in_order([*sources.values()], order))
    if config.column and not any(source.column for source in files):
        listener.note(msg("--column has no effect: no file is a table."))
    decisions += merged(decision for source in files for decision in _decisions(source))
    for decision in decisions:
        files.decide(decision, listener)
    return files


def reading_options(config: SegmentConfig, *, row_per_line: bool = False) -> ReadingOptions:
    """Return the options of reading, see `find_files`; raises UsageError as it does."""
    encoding = given_encoding(config.encoding) if config.encoding else None
    return ReadingOptions(
        encoding, config.unwrap, config.script, config.column, config.plain, row_per_line
    )


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


def changed_file(name: str) -> W2vError:
    """Return the error for a file that is no longer what it was when it was found."""
    return W2vError(
        msg("{name} was changed while it was being read.", name=name),
        msg("Run the command again when the file is complete."),
    )


def read_text(
    source: TextFile,
    advance: Callable[[int], None] = lambda place: None,
    errors: str = "strict",
    span: Span | None = None,
) -> Iterator[str]:
    """Yield the text of a file in blocks, without byte order mark, with LF line ends.

    Args:
        source: the file.
        advance: called with the number of bytes read so far.
        errors: how to handle invalid bytes, see `decode`.
        span: the range of bytes that is read, one of `source.spans`; None for all.

    Raises:
        W2vError: the file cannot be read or decoded, or has changed since it was found.

    """
    blocks = _unchanged(source, advance, span)
    if span is None:
        yield from decode(blocks, source.detection, source.name, errors)
    else:
        detection = encoding_of_range(source, span)
        yield from decode(blocks, detection, source.name, errors, span[0])


def read_sentences(
    source: TextFile,
    listener: Listener = SILENT,
    advance: Callable[[int], None] = lambda place: None,
) -> Iterator[str]:
    """Yield the sentences of a file, normalized; raises what `read_text` raises.

    Wrapped lines are joined and the script is converted as `source` says. The listener receives
    one note if a sentence had to be split.
    """
    text = normalized_blocks(read_text(source, advance))
    if source.wrapped:
        text = unwrap_lines(text, source.wrapped, source.joined)
    as_written = sentences(text, note_division(source, listener))
    yield from (
        as_written if source.script == "keep" else convert_sentences(as_written, source.script)
    )


def note_division(source: TextFile, listener: Listener) -> Callable[[], None]:
    """Return the function that notes, when first called, that a sentence had to be split."""
    notes: list[str] = []

    def divided() -> None:
        if not notes:
            notes.append(
                msg(
                    "{name}: a sentence of more than {max_sentence:,} characters was split; "
                    "no text is lost.",
                    name=source.name,
                    max_sentence=MAX_SENTENCE,
                )
            )
            listener.note(notes[0])

    return divided


def _in_order(sources: list[TextFile], order: Sequence[str]) -> list[TextFile]:
    """Return files in the order of their names in `order`, if it names these files."""
    places = {name: place for place, name in enumerate(order)}
    if {source.name for source in sources} != places.keys():
        return sources
    return sorted(sources, key=lambda source: places[source.name])


def _find(
    name: str, reading: ReadingOptions, listener: Listener, left_out: LeftOut, open_all: OpenAll
) -> list[TextFile]:
    if name == STDIN:
        with readable("stdin"):
            return _opened(spool(stdin_bytes()), "stdin", reading, listener, left_out)
    if is_uri(name):
        return _find_stored(name, reading, listener, left_out, open_all)
    path = Path(local_path(name))
    with readable(name):
        mode = path.stat().st_mode
        if stat.S_ISDIR(mode):
            return _find_below(path, reading, listener, left_out, open_all)
        if not stat.S_ISREG(mode):  # a pipe, such as <(zcat novel.gz)
            with path.open("rb") as pipe:
                return _opened(spool(pipe), name, reading, listener, left_out)
    return _opened(path, name, reading, listener, left_out)


def _opened(
    path: Path, name: str, reading: ReadingOptions, listener: Listener, left_out: LeftOut
) -> list[TextFile]:
    """Return the texts of a file, see `open_texts`, with words joined that its lines divide."""
    texts = open_texts(path, name, reading, listener, left_out)
    return [in_ranges(_with_joined_words(text), reading.range_bytes) for text in texts]


def _find_below(
    folder: Path, reading: ReadingOptions, listener: Listener, left_out: LeftOut, open_all: OpenAll
) -> list[TextFile]:
    paths = natural_order((path.parts, path) for path in _walk(folder, left_out))
    return _open_found(str(folder), paths, reading, listener, left_out, open_all)


def _find_stored(
    uri: str, reading: ReadingOptions, listener: Listener, left_out: LeftOut, open_all: OpenAll
) -> list[TextFile]:
    """Return the texts of a file or directory on storage, in the order of `_find_below`."""
    names = stored_files(uri)
    if names == [""]:
        (opened,) = open_all(partial(open_file, reading), [uri])
        if opened.failure is not None:
            raise opened.failure
        left_out.merge(opened.left_out)
        for note in opened.notes:
            listener.note(note)
        return [*opened.texts]
    shown: list[list[str]] = []
    for *folders, file in (name.split("/") for name in names):
        if is_hidden(file) and not any(map(is_hidden, folders)):
            left_out.add(shown_uri(joined_uri(uri, "/".join([*folders, file]))), msg("hidden"))
        elif not any(map(is_hidden, [*folders, file])):
            shown.append([*folders, file])
    places = natural_order((parts, joined_uri(uri, "/".join(parts))) for parts in shown)
    return _open_found(shown_uri(uri), places, reading, listener, left_out, open_all)


def is_hidden(name: str) -> bool:
    """Return whether the name of a file or directory begins with a dot."""
    return name.startswith(".")


def _open_found(
    folder: str,
    places: Sequence[FilePlace],
    reading: ReadingOptions,
    listener: Listener,
    left_out: LeftOut,
    open_all: OpenAll,
) -> list[TextFile]:
    """Return the texts of the files of a directory; raise W2vError if there is none."""
    sources: list[TextFile] = []
    undecided: dict[str, ColumnError] = {}
    for place, opened in zip(places, open_all(partial(open_file, reading), places), strict=True):
        for note in opened.notes:
            listener.note(note)
        left_out.merge(opened.left_out)
        if isinstance(opened.failure, NotTextError):
            left_out.add(_name_of(place), opened.failure.kind)
        elif opened.failure is not None:
            undecided[_name_of(place)] = opened.failure
        sources += opened.texts
    leave_out_tables(undecided, len(sources), left_out)
    sources = without_metadata(sources, left_out)
    if not sources:
        for decision in left_out.decisions(folder):
            listener.note(decision.line)
        raise W2vError(
            msg("The directory {folder} contains no text files.", folder=folder),
            msg("Name a file or directory with plain text."),
        )
    return sources


def open_file(reading: ReadingOptions, place: FilePlace) -> OpenedFile:
    """Return the texts of a file in a directory, or why it has none.

    A file on storage is copied to this machine, until the process ends.

    Raises:
        W2vError: it cannot be read.

    """
    notes, left_out = Notes(), LeftOut()
    path, uri = (place, "") if isinstance(place, Path) else (_copied(place), place)
    try:
        texts = _opened(path, _name_of(place), reading, notes, left_out)
    except (NotTextError, ColumnError) as error:
        return OpenedFile((), left_out, notes.said, error)
    if uri:
        texts = [replace(text, uri=uri) for text in texts]
        if all(text.path != path for text in texts):
            path.unlink()
    return OpenedFile(texts, left_out, notes.said)


def _name_of(place: FilePlace) -> str:
    return str(place) if isinstance(place, Path) else shown_uri(place)


def _copied(uri: str, spans: Sequence[Span] | None = None) -> Path:
    """Return the path of a copy of a file on storage, see `copy_from_storage`."""
    path = spool_blocks(())
    copy_from_storage(uri, path, spans)
    return path


def _walk(folder: Path, left_out: LeftOut) -> Iterator[Path]:
    def refuse(error: OSError) -> None:
        raise error

    for place, folders, files in os.walk(folder, onerror=refuse):
        folders[:] = [name for name in folders if not is_hidden(name)]
        for name in files:
            path = Path(place, name)
            if is_hidden(name):
                left_out.add(str(path), msg("hidden"))
            elif path.exists() and not path.is_file():
                left_out.add(str(path), "special")
            else:
                yield path


def _unchanged(
    source: TextFile, advance: Callable[[int], None], span: Span | None
) -> Iterator[bytes]:
    """Yield the bytes of a file, and check at the end that it has not changed."""
    if span is None:
        yield from read_blocks(source.path, source.name, advance)
    else:
        yield from read_span(source, span, advance)
    with readable(source.name):
        facts = source.path.stat()
    if (facts.st_size, facts.st_mtime_ns) != (source.bytes, source.modified):
        raise changed_file(source.name)


def _decisions(source: TextFile) -> Iterator[Decision]:
    """Yield what is unusual about a file."""
    files = (source.name,)
    said: str
    if source.column:
        said = msg(
            "the column {column} of the {format} table is read.",
            column=source.column,
            format=source.format,
        )
        yield Decision("column", f"{source.format}: {source.column}", said, files)
    elif source.format:
        said = msg("the text of the {format} document is read.", format=source.format)
        yield Decision("format", source.format, said, files)
    if source.annotation:
        said = msg(
            "the tags of the words (as in word{shown_tags}) are removed.",
            shown_tags=_SHOWN_TAGS[source.annotation],
        )
        yield Decision("annotation", f"word{_SHOWN_TAGS[source.annotation]}", said, files)
    if said := _encoding_remark(source):
        yield Decision("encoding", source.encoding, said, files)
    if source.wrapped:
        said = msg(
            "lines wrapped at {wrapped} columns are joined; --unwrap no keeps them separate.",
            wrapped=source.wrapped,
        )
        yield Decision("lines", f"wrapped at {source.wrapped} columns", said, files)
    if source.divided:
        words = counted(source.divided, "{number} word", "{number} words")
        said = msg(
            "{words} divided at the end of a line, such as {example}, are joined, as the "
            "rest of the text spells them.",
            words=words,
            example=_example(source),
        )
        yield Decision("lines", "dehyphenated", said, files)
    if source.records:
        said = msg(
            "every line has {words}, so the lines are kept separate; --unwrap yes joins them.",
            words=counted(source.records, "{number} word", "{number} words"),
        )
        yield Decision("lines", "records", said, files)
    if source.markup:
        yield Decision("markup", source.markup, markup_remark(source) or "", files)


def _example(source: TextFile) -> str:
    first = min(source.joined)
    return f"{first.left}-{first.right}"


def _with_joined_words(source: TextFile) -> TextFile:
    """Return a file with the words that are divided at the ends of its wrapped lines."""
    if not source.wrapped:
        return source
    try:
        joined, divided = joinable(lambda: normalized_blocks(read_text(source)))
    except DecodeError:  # said when the text is read
        return source
    return replace(source, joined=joined, divided=divided)


def _encoding_remark(source: TextFile) -> str:
    """Return the remark on the encoding of a file, or ""."""
    used, seen = source.original or source.detection, source.seen
    if used.basis != "given":
        if used.label == "UTF-8":
            return ""
        if used.confidence >= MIN_CONFIDENCE:
            return msg("{label}.", label=used.label)
        return msg(
            "{label} (uncertain); if the text is garbled, set another encoding with --encoding.",
            label=used.label,
        )
    if seen and seen.basis != "ascii" and seen.family != used.family:
        return msg(
            "read as {encoding} because of --encoding, but it looks like {likely}.",
            encoding=used.label,
            likely=seen.label,
        )
    return ""


def markup_remark(source: TextFile) -> str | None:
    """Return the remark on a file whose text is markup, or None."""
    if not source.markup:
        return None
    remove = clean_command_line([source.name], ["tags"])
    return msg(
        "the text contains HTML tags, which are read as words. Remove them with: {remove}",
        remove=remove,
    )
