"""The units of which parts consist: chapters, files, or rows of a table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from w2vkit.analysis.counted_text import CountedText
from w2vkit.analysis.titles import titles_as_written
from w2vkit.base.errors import W2vError
from w2vkit.base.messages import joined, msg
from w2vkit.base.progress import SILENT, Listener
from w2vkit.corpus.sections import chapters, numbering
from w2vkit.corpus.source_sentences import aligned_sentences, locate_tokens
from w2vkit.corpus.written_forms import written_tokens
from w2vkit.text.files.finding import find_files
from w2vkit.text.files.text_file import TextFile
from w2vkit.text.line_numbers import numbered_lines
from w2vkit.text.normalization import normalize_characters
from w2vkit.text.script import convert

UnitKind = Literal["chapter", "file", "row", "passage"]
NO_UNIT = -1


@dataclass(frozen=True, eq=False)
class TextUnits:
    """The units of a text.

    Attributes:
        kind: what they are.
        titles: the title of each of U units: a heading, the name of a file, the value of a row.
        of_sentence: int64 (S,), the unit of each sentence of the corpus; `NO_UNIT` for none.

    """

    kind: UnitKind
    titles: Sequence[str]
    of_sentence: NDArray[np.int64]

    def tokens(self, starts: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return the number of tokens in each unit, int64 (U,).

        Args:
            starts: where the sentences of the corpus start, int64 (S + 1,).

        """
        inside = self.of_sentence != NO_UNIT
        lengths = np.diff(starts)[inside]
        sizes = np.bincount(self.of_sentence[inside], lengths, len(self.titles))
        return sizes.astype(np.int64)


def chapter_units(text: CountedText, listener: Listener = SILENT) -> TextUnits | None:
    """Return the chapters of a text, None if it has no headings.

    The listener receives what is odd about their numbers.
    """
    sections = chapters(text.corpus)
    if not sections:
        return None
    for note in numbering(sections):
        listener.note(note)
    starts = np.asarray(text.corpus.starts[:-1])
    firsts = np.array([section.first for section in sections])
    lasts = np.array([section.last for section in sections])
    places = np.searchsorted(firsts, starts, side="right") - 1
    inside = (places >= 0) & (starts < lasts[places])
    titles = titles_as_written(text, [section.title for section in sections])
    return TextUnits("chapter", titles, np.where(inside, places, NO_UNIT).astype(np.int64))


def file_units(text: CountedText, sources: Sequence[TextFile]) -> TextUnits:
    """Return the files of a text; raises `TextDiffersError` if they contain another text."""
    of_sentence = np.zeros(len(text.corpus.starts) - 1, np.int64)
    if len(sources) > 1:
        places = {source.name: place for place, source in enumerate(sources)}
        for sentence in aligned_sentences(text.corpus, sources, config=text.config, numbered=False):
            of_sentence[sentence.number] = places[sentence.file]
    return TextUnits("file", [source.name for source in sources], of_sentence)


def units_of(text: CountedText, kind: UnitKind, listener: Listener = SILENT) -> TextUnits:
    """Return the chapters or the files of a text; the files if there are no chapters."""
    units = chapter_units(text, listener) if kind == "chapter" else None
    return units or file_units(text, text.sources())


def chapters_in_files(chapters: TextUnits, files: TextUnits) -> TextUnits:
    """Return chapters, each within its file; what precedes the first one of a file is a unit, too.

    Otherwise the beginning of a book would belong to the last chapter of the book before.
    """
    both = np.column_stack([files.of_sentence, chapters.of_sentence])
    pairs, places = np.unique(both, axis=0, return_inverse=True)
    homes = dict(zip(chapters.of_sentence[::-1], files.of_sentence[::-1], strict=True))
    titles = [
        chapters.titles[chapter]
        if chapter != NO_UNIT and homes[chapter] == file
        else files.titles[file]
        for file, chapter in pairs.tolist()
    ]
    return TextUnits("chapter", titles, places.reshape(-1).astype(np.int64))


def row_units(text: CountedText, sources: Sequence[TextFile], column: str) -> TextUnits:
    """Return the rows of the tables of a text; the title of a row is its cell in `column`.

    Raises:
        ColumnError: a table has no such column.
        W2vError: no file is a table, or the tables contain another text.

    """
    tables = [source for source in sources if source.column]
    if not tables:
        raise W2vError(
            msg(
                "{name} is no table, so it has no column “{column}”.", name=text.name, column=column
            ),
            msg("Name a CSV, TSV, JSON or Excel file, or choose other parts."),
        )
    of_sentence = np.full(len(text.corpus.starts) - 1, NO_UNIT, np.int64)
    titles: list[str] = []
    sentences = _Sentences(text)
    for source in sources:
        if not source.column:
            continue
        values = dict(numbered_lines(_reread(text, source, (column,))))
        columns = text.config.column or tuple(source.column.split(", "))
        for number, row in numbered_lines(_reread(text, source, columns)):
            row_text = convert(normalize_characters(row), source.script)
            for sentence in sentences.within(row_text):
                of_sentence[sentence] = len(titles)
            titles.append(" ".join(values.get(number, "").split()))
    if sentences.remaining and len(tables) == len(sources):
        raise W2vError(
            msg("The rows of {name} are not those of the encoded text.", name=text.name),
            msg("Name the files of the text with --corpus."),
        )
    return TextUnits("row", titles, of_sentence)


def _reread(text: CountedText, source: TextFile, columns: Sequence[str]) -> TextFile:
    """Return other columns of a table, a line for each row."""
    config = replace(text.config, column=tuple(columns))
    found = find_files([str(source.place)], SILENT, config, row_per_line=True)
    return next(one for one in found if one.member == source.member)


class _Sentences:
    """The sentences of an encoded text, which are taken row by row."""

    def __init__(self, text: CountedText) -> None:
        words = [*text.corpus.vocabulary]
        self.config = text.config
        self.encoded: Iterator[tuple[int, list[str]]] = (
            (number, [words[row] for row in ids])
            for number, ids in enumerate(text.corpus.sentences())
        )
        self.next = next(self.encoded, None)

    @property
    def remaining(self) -> bool:
        """Whether there are sentences that no row had."""
        return self.next is not None

    def within(self, row: str) -> Iterator[int]:
        """Yield the numbers of the next sentences that a row contains."""
        place = 0
        while self.next is not None:
            number, tokens = self.next
            written = written_tokens(row[place:], tokens, self.config)
            spans = locate_tokens(row[place:], written, range(len(tokens)))
            if tokens and 2 * len(spans) <= len(tokens):
                return
            place += spans[-1][1] if spans else 0
            yield number
            self.next = next(self.encoded, None)


def parent_folders(names: Sequence[str]) -> list[str]:
    """Return the folder of each file, without what all of them have in common.

    >>> parent_folders(["news/a/1.txt", "news/a/2.txt", "news/b/1.txt"])
    ['a', 'a', 'b']
    """
    paths = [name.replace("\\", "/").split("/")[:-1] for name in names]
    shared = 0
    while len({tuple(path[: shared + 1]) for path in paths}) == 1 and all(
        len(path) > shared for path in paths
    ):
        shared += 1
    return [joined("/", path[shared:]) or "." for path in paths]
