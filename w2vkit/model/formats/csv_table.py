"""CSV and TSV tables, as pandas, R and spreadsheets write them: a word and its numbers per row.

pandas writes an index without a name or numbers as names of columns; R quotes words, and its
`write.table` gives the row names no name.
"""

from __future__ import annotations

import csv
from codecs import BOM_UTF8
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import numpy as np

from w2vkit.base.messages import listed, msg
from w2vkit.model.embeddings import Embeddings
from w2vkit.model.formats import word2vec_text
from w2vkit.model.formats.export_target import ExportTarget
from w2vkit.model.formats.matrix import require_float32
from w2vkit.model.formats.vector_file import HEAD_BYTES, VectorFile
from w2vkit.model.formats.vector_stream import VectorBlock, VectorStream, rows_per_block

SEPARATORS = (",", ";", "\t", " ")
WORD_NAMES = ("word", "words", "token", "term", "key", "label", "name", "entity", "concept", "词")
COUNT_NAMES = ("count", "counts", "freq", "frequency")
INDEX_NAMES = ("", "index", "unnamed", "id", "row", "rank")
SAMPLE_ROWS, MIN_SHARE = 50, 0.9
"""The first rows, by which the columns are recognized, and the share that must have all of them."""
BYTES = "latin-1"
"""Stands for bytes in text until the encoding of the words is known."""


@dataclass(frozen=True, slots=True)
class Layout:
    """The columns of a table.

    Attributes:
        separator: between fields.
        width: the number of fields in a row.
        word: the position of the words.
        numbers: the positions of the numbers.
        count: the position of the counts, or None.
        has_header: whether the first row names the columns.
        ignored: names of the columns that are left out.

    """

    separator: str
    width: int
    word: int
    numbers: Sequence[int]
    count: int | None
    has_header: bool
    ignored: Sequence[str]


def matches(head: bytes, path: Path) -> bool:
    """Return whether a file is in this format, judged by its first bytes."""
    return layout_of(head) is not None


def layout_of(head: bytes) -> Layout | None:
    r"""Return the columns of a table that begins with these bytes, or None if it is none.

    >>> layout_of(b",0,1\nking,0.5,2\nqueen,1,0.25\n").numbers
    [1, 2]
    """
    *lines, last = head.decode(BYTES).split("\n")
    whole = [*lines, last] if len(head) < HEAD_BYTES else lines
    for separator in SEPARATORS:
        try:
            rows = [*csv.reader(whole[: SAMPLE_ROWS + 1], delimiter=separator)]
        except csv.Error:
            continue
        if layout := _layout(separator, [row for row in rows if row]):
            return layout
    return None


def _layout(separator: str, rows: list[list[str]]) -> Layout | None:
    if not rows:
        return None
    body = rows[1:] or rows
    width, number = Counter(map(len, body)).most_common(1)[0]
    if number < MIN_SHARE * len(body):
        return None
    body = [row for row in body if len(row) == width]
    names = [name.strip().lower() for name in rows[0]]
    if len(names) == width - 1 and not _are_numbers(rows[0]):
        names = ["", *names]  # as R writes row names
    if width < 2 or len(names) != width:
        return None
    columns = [*zip(*body, strict=True)]
    word = _word_column(names, columns)
    if word is None:
        return None
    others = [place for place in range(width) if place != word]
    has_header = len(rows[0]) < width or _is_header(separator, names, word, others)
    if not has_header:
        names = [""] * width
        if separator in "\t ":
            return None  # that is the layout of GloVe
    count = next((place for place in others if names[place] in COUNT_NAMES), None)
    ignored = [place for place in others if has_header and _is_index(names, columns, place, word)]
    numbers = [place for place in others if place not in (count, *ignored)]
    if not numbers or not all(_are_numbers(columns[place]) for place in numbers):
        return None
    left_out = [rows[0][place - (width - len(rows[0]))] or str(place + 1) for place in ignored]
    return Layout(separator, width, word, numbers, count, has_header, left_out)


def _word_column(names: Sequence[str], columns: Sequence[Sequence[str]]) -> int | None:
    """Return the position of the words: the only text, or else the column with a usual name."""
    texts = [place for place, column in enumerate(columns) if not _are_numbers(column)]
    known = [names.index(name) for name in WORD_NAMES if name in names]
    if len(texts) == 1:
        return texts[0]
    chosen = [place for place in known if place in texts or not texts]
    return chosen[0] if len(texts) < 2 and chosen else None


def _is_header(separator: str, names: Sequence[str], word: int, others: Sequence[int]) -> bool:
    """Return whether the first row has names: no numbers, or the numbers 0, 1, 2 … of columns.

    In the layout of GloVe, `a 1 2` is a word with its vector.
    """
    fields = [names[place] for place in others]
    if names[word] in WORD_NAMES or not _are_numbers(fields):
        return True
    if separator in "\t " and names[word]:
        return False
    counting = [*map(str, range(len(fields)))], [*map(str, range(1, len(fields) + 1))]
    return fields in counting


def _is_index(
    names: Sequence[str], columns: Sequence[Sequence[str]], place: int, word: int
) -> bool:
    """Return whether a column before the numbers counts the rows."""
    if names[place].partition(":")[0] not in INDEX_NAMES or place > word + 1:
        return False
    values = columns[place]
    first = values[0].strip()
    return first in ("0", "1") and [*values] == [
        str(int(first) + number) for number in range(len(values))
    ]


def _are_numbers(fields: Sequence[str]) -> bool:
    return word2vec_text.is_numbers(field.encode(BYTES, "replace") for field in fields)


def read(source: VectorFile) -> VectorStream:
    """Read a table with a column of words and columns of numbers."""
    layout = layout_of(source.head().removeprefix(BOM_UTF8))
    if layout is None:
        source.refuse(msg("its columns are not a word and numbers"))
    if layout.ignored:
        source.decide(msg("columns that are left out: {ignored}", ignored=listed(layout.ignored)))
    stream = source.text_stream()
    return VectorStream(source, len(layout.numbers), None, _blocks(source, stream, layout))


def _blocks(source: VectorFile, stream: BinaryIO, layout: Layout) -> Iterator[VectorBlock]:
    size = rows_per_block(len(layout.numbers))
    words: list[bytes] = []
    counts: list[int] = []
    values: list[float] = []
    for place, fields in _rows(source, stream, layout):
        if len(fields) != layout.width:
            what = msg(
                "{fields} columns instead of {width}", fields=len(fields), width=layout.width
            )
            source.fault(place, what, msg("such lines are left out"), word2vec_text.OTHER_TABLE)
            continue
        numbers = [fields[column].encode(BYTES) for column in layout.numbers]
        vector = word2vec_text.parse_numbers(source, numbers, len(numbers), place)
        if vector is None:
            continue
        words.append(fields[layout.word].encode(BYTES).strip())
        counts.append(_count(fields, layout.count))
        values += vector
        if len(words) == size:
            yield _block(words, counts, values, layout)
            words, counts, values = [], [], []
    if words:
        yield _block(words, counts, values, layout)


def _rows(source: VectorFile, stream: BinaryIO, layout: Layout) -> Iterator[tuple[str, list[str]]]:
    """Yield the place and the fields of each row after the header."""
    lines = iter(lambda: stream.readline(word2vec_text.MAX_LINE_BYTES).decode(BYTES), "")
    reader = csv.reader(lines, delimiter=layout.separator)
    is_first = layout.has_header
    try:
        for fields in reader:
            if fields and not is_first:
                yield msg("line {line_num:,}", line_num=reader.line_num), fields
            is_first = is_first and not fields
    except csv.Error as error:
        source.refuse(
            msg(
                "line {line_num:,} is no row of a table ({error})",
                line_num=reader.line_num,
                error=error,
            )
        )


def _count(fields: Sequence[str], column: int | None) -> int:
    text = fields[column].strip() if column is not None else ""
    return int(text[:18]) if text.isascii() and text.isdigit() else 0


def _block(
    words: Sequence[bytes], counts: Sequence[int], values: Sequence[float], layout: Layout
) -> VectorBlock:
    vectors = np.array(values).reshape(len(words), len(layout.numbers))
    return VectorBlock(words, vectors, None if layout.count is None else counts)


def write(embeddings: Embeddings, target: ExportTarget) -> None:
    """Write a header and a row for each word; nine digits restore each float32 exactly."""
    require_float32(target.config.dtype, "csv")
    with target.open() as file:
        names = ",".join(map(str, range(embeddings.dim)))
        file.write(f"word,{names}\n".encode())
        template = "%s" + ",%.9g" * embeddings.dim + "\n"
        for row, word in enumerate(embeddings.vocabulary):
            vector = np.asarray(embeddings.vectors[row], np.float32).tolist()
            file.write((template % (_quoted(word), *vector)).encode("utf-8"))


def _quoted(word: str) -> str:
    """Return a field; words that look like numbers are quoted, too."""
    return '"' + word.replace('"', '""') + '"'
