"""Concordances: the occurrences of words and phrases of a text, each on a line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from w2vkit.analysis.counted_text import CountedText
from w2vkit.analysis.keyword_in_context import (
    ConcordanceLine,
    Spans,
    occurrences,
    ordered,
    sentence_of,
    word_spans,
)
from w2vkit.base.config import Order
from w2vkit.base.direction import isolated, mostly_right_to_left
from w2vkit.base.errors import UsageError
from w2vkit.base.messages import msg, printable
from w2vkit.base.progress import SILENT, Listener
from w2vkit.base.shown_tables import SHOWN_ROWS, ShownTable, Side, Tabular
from w2vkit.base.table import display_width, pad, pad_left
from w2vkit.corpus.headings import chapter_number
from w2vkit.corpus.sections import chapter_of, chapters
from w2vkit.languages.segmentation.lemmas import can_lemmatize

if TYPE_CHECKING:
    from w2vkit.corpus.source_sentences import SourceSentence

LINE_COLUMNS = ("place", "left", "word", "right")
RIGHT_TO_LEFT_COLUMNS = ("place", "after", "word", "before")
"""Of a text in Arabic or Hebrew, where what comes before a word stands on its right."""
COLUMNS_PER_WORD = 4
"""Columns of the text as written that stand for a word of context."""


@dataclass(frozen=True, eq=False, repr=False)
class Concordance(Tabular):
    """The occurrences of words or phrases in a text; iterate over it for the lines.

    Attributes:
        text: the text.
        spans: int64 (n, 2), the first and the last token of each, in the order of the lines.
        width: words of context on each side.
        from_files: show the text as it is written in its files, with their names and lines.

    """

    text: CountedText
    spans: Spans
    width: int
    from_files: bool = False
    listener: Listener = field(default=SILENT, repr=False)

    def __len__(self) -> int:
        return len(self.spans)

    def __iter__(self) -> Iterator[ConcordanceLine]:
        yield from self.lines()

    def lines(self, limit: int | None = None) -> Iterator[ConcordanceLine]:
        """Yield the first `limit` occurrences, or all of them.

        Raises:
            W2vError: `from_files` is set, and the files are gone or contain another text.

        """
        spans = self.spans[:limit]
        if self.from_files and len(spans):
            return _as_written(self.text, spans, COLUMNS_PER_WORD * self.width, self.listener)
        return occurrences(self.text.corpus, spans, self.width)

    def tables(self) -> list[ShownTable]:
        """Return the first lines, with the words in one column."""
        lines = [*self.lines(SHOWN_ROWS)]
        rows = [
            {**asdict(line), "place": place(line), "before": line.left, "after": line.right}
            for line in lines
        ]
        is_mirrored = mostly_right_to_left(line.word for line in lines)
        columns = RIGHT_TO_LEFT_COLUMNS if is_mirrored else LINE_COLUMNS
        sides: dict[str, Side] = {columns[1]: "right", "word": "right" if is_mirrored else "left"}
        return [ShownTable(columns, rows, total=len(self), sides=sides)]

    def __str__(self) -> str:
        (table,) = self.tables()
        return "\n".join([*aligned_lines(self.lines(SHOWN_ROWS)), *table.sentences])


def aligned_lines(occurrences: Iterable[ConcordanceLine]) -> Iterator[str]:
    """Yield a line for each occurrence, with the words in one column.

    In Arabic or Hebrew, what comes before a word stands on its right.
    """
    found = [*occurrences]
    mirrored = mostly_right_to_left(one.word for one in found)
    rows = [
        [isolated(printable(place(one)))]
        + [isolated(printable(text), right_to_left=mirrored) for text in _columns(one, mirrored)]
        for one in found
    ]
    places, firsts, words = (
        max((display_width(row[column]) for row in rows), default=0) for column in range(3)
    )
    for where, first, word, last in rows:
        start = f"{pad(where, places)}  " if places else ""
        aligned = pad_left(word, words) if mirrored else pad(word, words)
        yield f"{start}{pad_left(first, firsts)}  {aligned}  {last}".rstrip("\n ")


def _columns(line: ConcordanceLine, mirrored: bool) -> tuple[str, str, str]:
    """Return the contexts and the word as they stand beside each other."""
    columns = (line.left, line.word, line.right)
    return columns[::-1] if mirrored else columns


def place(line: ConcordanceLine) -> str:
    """Return where an occurrence is: file and line, or the number of its chapter."""
    if line.line is not None:
        return f"{Path(line.file).name}:{line.line}"
    return chapter_number(line.chapter)


def spans_of(
    text: CountedText, questions: Sequence[str], pattern: str | None, listener: Listener
) -> Spans:
    """Return where words, phrases, and the words that a pattern matches are, int64 (n, 2).

    A formula stands for the word nearest to it.

    Raises:
        MissingWordError: a word does not occur.
        UsageError: there is neither a word nor a pattern, or one is malformed.

    """
    if not questions and pattern is None:
        raise UsageError(msg("There are no words."), msg("Name words, or use --regex."))
    types = text.corpus.vocabulary
    rows = [] if pattern is None else text.matching_rows(pattern)
    phrases: list[Spans] = []
    for part in text.separated(questions):
        word = text.word(part, listener.note)
        row = types.find(word)
        if row is None:
            phrases.append(text.phrase(word))
        else:
            rows.append(row)
    spans = np.concatenate([word_spans(text.corpus, rows), *phrases])
    return np.asarray(np.unique(spans, axis=0), np.int64)


def concordance(
    text: CountedText,
    spans: Spans,
    order: Order,
    width: int,
    *,
    from_files: bool = False,
    listener: Listener = SILENT,
) -> Concordance:
    """Return the occurrences of words or phrases in a text, in the given order.

    A text whose tokens are lemmas is shown as its files have it, if they are at hand.
    """
    changes = [*text.changed_files.notes()]
    for change in changes:
        listener.note(change)
    if can_lemmatize(text.config) and text.has_files and not changes:
        from_files = True
    return Concordance(text, ordered(text.corpus, spans, order), width, from_files, listener)


def _as_written(
    text: CountedText, spans: Spans, columns: int, listener: Listener
) -> Iterator[ConcordanceLine]:
    """Yield occurrences with their contexts as they are written in the files."""
    hits = [(*span, sentence_of(text.corpus, span[0])) for span in spans.tolist()]
    last = max(number for *_, number in hits)
    wanted = {near for *_, number in hits for near in range(number - 1, number + 2) if near <= last}
    sentences = text.written_sentences(wanted, listener)
    sections = chapters(text.corpus)
    for first, last, number in hits:
        sentence, start = sentences[number], int(text.corpus.starts[number])
        left, word, right = _parts(sentence, range(first - start, last - start + 1))
        neighbors = [sentences.get(near) for near in (number - 1, number + 1)]
        before, after = (neighbor.text if neighbor else "" for neighbor in neighbors)
        yield ConcordanceLine(
            fitting(f"{before} {left}".lstrip(), columns, at_end=True),
            word,
            fitting(f"{right} {after}".rstrip(), columns),
            chapter_of(sections, first),
            number + 1,
            sentence.file,
            sentence.line,
        )


def _parts(sentence: SourceSentence, tokens: range) -> tuple[str, str, str]:
    """Return a sentence as written in three parts; the second one is some tokens."""
    from w2vkit.corpus.source_sentences import locate_tokens

    spans = locate_tokens(sentence.text, sentence.written, tokens)
    if not spans:  # the token stands for an alias
        return "", " ".join(sentence.tokens[token] for token in tokens), sentence.text
    first, last = spans[0][0], spans[-1][1]
    return sentence.text[:first], sentence.text[first:last], sentence.text[last:]


def fitting(text: str, columns: int, *, at_end: bool = False) -> str:
    """Return the beginning or the end of a text in at most some terminal columns.

    >>> fitting("悟空来了", 5), fitting("悟空来了", 5, at_end=True)
    ('悟空', '来了')
    """
    total, kept = 0, []
    for sign in reversed(text) if at_end else text:
        total += display_width(sign)
        if total > columns:
            break
        kept.append(sign)
    return "".join(reversed(kept) if at_end else kept).strip()
