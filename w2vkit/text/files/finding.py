"""The text files of a corpus, found at paths and URIs, in directories and on stdin."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from w2vkit.base.config import SegmentConfig
from w2vkit.base.errors import UsageError, W2vError
from w2vkit.base.messages import msg
from w2vkit.base.progress import SILENT, Listener
from w2vkit.base.system.files import readable, spool, stdin_bytes
from w2vkit.base.system.storage import is_uri, joined_uri, local_path, shown_uri, stored_files
from w2vkit.text.character_encoding import given_encoding
from w2vkit.text.decisions import Decision, Reading, merged
from w2vkit.text.files.corpus_file import LeftOut, leave_out_tables, without_metadata
from w2vkit.text.files.natural_order import natural_order
from w2vkit.text.files.opening import FilePlace, OpenedFile, name_of, open_file, opened_texts
from w2vkit.text.files.remarks import decisions_on
from w2vkit.text.files.text_file import RANGE_BYTES, NotTextError, ReadingOptions, TextFile
from w2vkit.text.formats.columns import ColumnError

STDIN = "-"
MODEL_FILE, MODEL_START, MODEL_START_BYTES = "model.json", b'"format": "w2vkit"', 64
"""The file of every model and what is in its first bytes, so that no model is read as text."""
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
        search = _Search(reading, listener, open_all, LeftOut())
        for source in search.texts(path):
            place = os.path.join(source.uri or os.path.realpath(source.place), source.member)
            if place in sources:
                listener.note(msg("{name} is named twice; it is read only once.", name=source.name))
            sources.setdefault(place, source)
        decisions += search.left_out.decisions(path)
    files = FoundFiles(_in_order([*sources.values()], order))
    if config.column and not any(source.column for source in files):
        listener.note(msg("--column has no effect: no file is a table."))
    decisions += merged(decision for source in files for decision in decisions_on(source))
    for decision in decisions:
        files.decide(decision, listener)
    return files


def reading_options(config: SegmentConfig, *, row_per_line: bool = False) -> ReadingOptions:
    """Return the options of reading, see `find_files`; raises UsageError as it does."""
    encoding = given_encoding(config.encoding) if config.encoding else None
    return ReadingOptions(
        encoding, config.unwrap, config.script, config.column, config.plain, row_per_line
    )


def _in_order(sources: list[TextFile], order: Sequence[str]) -> list[TextFile]:
    """Return files in the order of their names in `order`, if it names these files."""
    places = {name: place for place, name in enumerate(order)}
    if {source.name for source in sources} != places.keys():
        return sources
    return sorted(sources, key=lambda source: places[source.name])


@dataclass(frozen=True)
class _Search:
    """The search for the files of one path.

    Attributes:
        reading: how files are read.
        listener: receives what is unusual in them.
        open_all: opens the files of a directory.
        left_out: receives the files that are not read.

    """

    reading: ReadingOptions
    listener: Listener
    open_all: OpenAll
    left_out: LeftOut

    def texts(self, name: str) -> list[TextFile]:
        """Return the texts at a path, at a URI, or on stdin."""
        if not name:
            raise UsageError(
                msg("The path of a file or directory is empty."),
                msg("Name one; . is the current directory."),
            )
        if name == STDIN:
            with readable("stdin"):
                return self._opened(spool(stdin_bytes()), "stdin")
        if is_uri(name):
            return self._stored(name)
        path = Path(local_path(name))
        with readable(name):
            mode = path.stat().st_mode
            if stat.S_ISDIR(mode):
                return self._below(path)
            if not stat.S_ISREG(mode):  # a pipe, such as <(zcat novel.gz)
                with path.open("rb") as pipe:
                    return self._opened(spool(pipe), name)
        return self._opened(path, name)

    def _opened(self, path: Path, name: str) -> list[TextFile]:
        return opened_texts(path, name, self.reading, self.listener, self.left_out)

    def _below(self, folder: Path) -> list[TextFile]:
        paths = natural_order((path.parts, path) for path in _walk(folder, self.left_out))
        return self._of_directory(str(folder), paths)

    def _stored(self, uri: str) -> list[TextFile]:
        """Return the texts of a file or directory on storage, in the order of `_below`."""
        names = stored_files(uri)
        if names == [""]:
            (opened,) = self.open_all(partial(open_file, self.reading), [uri])
            if opened.failure is not None:
                raise opened.failure
            self._note(opened)
            return [*opened.texts]
        shown: list[list[str]] = []
        for *folders, file in (name.split("/") for name in names):
            if is_hidden(file) and not any(map(is_hidden, folders)):
                name = shown_uri(joined_uri(uri, "/".join([*folders, file])))
                self.left_out.add(name, msg("hidden"))
            elif not any(map(is_hidden, [*folders, file])):
                shown.append([*folders, file])
        places = natural_order((parts, joined_uri(uri, "/".join(parts))) for parts in shown)
        return self._of_directory(shown_uri(uri), places)

    def _of_directory(self, folder: str, places: Sequence[FilePlace]) -> list[TextFile]:
        """Return the texts of the files of a directory; raise W2vError if there is none."""
        sources: list[TextFile] = []
        undecided: dict[str, ColumnError] = {}
        all_opened = self.open_all(partial(open_file, self.reading), places)
        for place, opened in zip(places, all_opened, strict=True):
            self._note(opened)
            if isinstance(opened.failure, NotTextError):
                self.left_out.add(name_of(place), opened.failure.kind)
            elif opened.failure is not None:
                undecided[name_of(place)] = opened.failure
            sources += opened.texts
        leave_out_tables(undecided, len(sources), self.left_out)
        sources = without_metadata(sources, self.left_out)
        if not sources:
            for decision in self.left_out.decisions(folder):
                self.listener.note(decision.line)
            raise W2vError(
                msg("The directory {folder} contains no text files.", folder=folder),
                msg("Name a file or directory with plain text."),
            )
        return sources

    def _note(self, opened: OpenedFile) -> None:
        """Say what is unusual in a file, and what of it is left out."""
        for note in opened.notes:
            self.listener.note(note)
        self.left_out.merge(opened.left_out)


def is_hidden(name: str) -> bool:
    """Return whether the name of a file or directory begins with a dot."""
    return name.startswith(".")


def is_model(folder: str) -> bool:
    """Return whether a directory is a model of w2vkit."""
    try:
        with open(os.path.join(folder, MODEL_FILE), "rb") as file:
            return MODEL_START in file.read(MODEL_START_BYTES)
    except OSError:
        return False


def _walk(folder: Path, left_out: LeftOut) -> Iterator[Path]:
    def refuse(error: OSError) -> None:
        raise error

    for place, folders, files in os.walk(folder, onerror=refuse):
        folders[:] = [name for name in folders if not is_hidden(name)]
        of_model = MODEL_FILE in files and is_model(place)
        for name in files:
            path = Path(place, name)
            if of_model:
                left_out.add(str(path), msg("model of w2vkit"))
            elif is_hidden(name):
                left_out.add(str(path), msg("hidden"))
            elif path.exists() and not path.is_file():
                left_out.add(str(path), "special")
            else:
                yield path
