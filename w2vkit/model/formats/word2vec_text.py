"""word2vec text (Mikolov et al. 2013; fastText's `.vec`): `V D`, then `word number … number`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

import numpy as np

from w2vkit.base.messages import msg
from w2vkit.model.embeddings import Embeddings
from w2vkit.model.formats.export_target import ExportTarget
from w2vkit.model.formats.matrix import require_float32
from w2vkit.model.formats.vector_file import Misreading, VectorFile
from w2vkit.model.formats.vector_stream import (
    VectorBlock,
    VectorStream,
    check_shape,
    rows_per_block,
)

HEADER = re.compile(rb"\s*(\d{1,12})\s+(\d{1,7})\s*\n")
MAX_LINE_BYTES = 1 << 24
OTHER_TABLE = Misreading(
    msg("its lines are not a word and its numbers as in the first ones"),
    msg("Specify its format with w2vkit import --from FORMAT."),
)
DECIMAL_COMMA = re.compile(rb"[+-]?\d*,\d+(?:[eE][+-]?\d+)?")


def matches(head: bytes, path: Path) -> bool:
    """Return whether a file is in this format, judged by its first bytes."""
    header = HEADER.match(head)
    if not header:
        return False
    first, newline, _ = head[header.end() :].partition(b"\n")
    if not newline and first.count(b" ") < 2:
        return not first
    fields = first.split()[1:4]
    return bool(fields) and is_numbers(fields)


def is_numbers(fields: Iterable[bytes]) -> bool:
    """Return whether all fields are numbers.

    >>> is_numbers([b"1", b"-2e-3", b"0,25"])
    True
    """
    try:
        _ = [*map(_number, fields)]
    except ValueError:
        return False
    return True


def _number(field: bytes) -> float:
    """Return a number, which may have a decimal comma."""
    return float(field.replace(b",", b".") if DECIMAL_COMMA.fullmatch(field) else field)


def read(source: VectorFile) -> VectorStream:
    """Read a file whose first line contains the number of words and the dimension."""
    stream = source.text_stream()
    header = HEADER.fullmatch(stream.readline(64))
    if not header:
        source.refuse(msg("its first line is not the number of words and the dimension"))
    rows, dim = int(header[1]), int(header[2])
    check_shape(source, rows, dim, bytes_per_number=2)
    return VectorStream(
        source, dim, rows, _counted(source, rows, read_vector_lines(source, stream, dim, 2))
    )


def _counted(source: VectorFile, rows: int, blocks: Iterator[VectorBlock]) -> Iterator[VectorBlock]:
    """Yield the blocks, then compare the number of words with the header."""
    seen = 0
    for block in blocks:
        seen += len(block.words)
        yield block
    if seen != rows and not source.repairs:
        source.fault(
            msg("line 1"),
            msg("it declares {rows:,} words, but {seen:,} follow", rows=rows, seen=seen),
            msg("the words present are kept"),
        )


def read_vector_lines(
    source: VectorFile, stream: BinaryIO, dim: int, number: int
) -> Iterator[VectorBlock]:
    """Yield the words and vectors of the lines of `stream`, starting at line `number`."""
    words: list[bytes] = []
    values: list[float] = []
    size = rows_per_block(dim)
    while line := stream.readline(MAX_LINE_BYTES):
        parsed = parse_line(source, line, dim, number)
        number += 1
        if parsed is None:
            continue
        words.append(parsed[0])
        values += parsed[1]
        if len(words) == size:
            yield VectorBlock(words, np.array(values).reshape(-1, dim))
            words, values = [], []
    if words:
        yield VectorBlock(words, np.array(values).reshape(-1, dim))


def parse_line(
    source: VectorFile, line: bytes, dim: int, number: int
) -> tuple[bytes, list[float]] | None:
    """Return the word and vector of a line, or None if it is blank or left out."""
    fields = line.rsplit(None, dim)
    if not fields:
        return None
    place = msg("line {number:,}", number=number)
    vector = parse_numbers(source, fields[1:], dim, place)
    if vector is None:
        return None
    word = fields[0].strip()
    if len(word.split()) > 1:
        shown = word[:40].decode("utf-8", "replace")
        source.fault(
            place,
            msg("the word “{shown}” contains a space", shown=shown),
            msg("such words keep their spaces"),
        )
        word = b" ".join(word.split())
    return word, vector


def parse_numbers(
    source: VectorFile, fields: list[bytes], dim: int, place: str
) -> list[float] | None:
    """Return the numbers of a line, or None if they are not `dim` numbers."""
    if len(fields) != dim:
        what = msg("{fields} numbers instead of {dim}", fields=len(fields), dim=dim)
        source.fault(place, what, msg("such lines are left out"), OTHER_TABLE)
        return None
    try:
        return [*map(float, fields)]
    except ValueError:
        if is_numbers(fields):
            source.decide(msg("the numbers have decimal commas"))
            return [*map(_number, fields)]
        wrong = next(field for field in fields if not is_numbers([field]))[:40]
        what = msg("{wrong!r} is not a number", wrong=wrong)
        source.fault(place, what, msg("such lines are left out"), OTHER_TABLE)
        return None


def write(embeddings: Embeddings, target: ExportTarget) -> None:
    """Write the header and lines; nine digits restore each float32 exactly."""
    require_float32(target.config.dtype, "word2vec")
    with target.open() as file:
        file.write(b"%d %d\n" % (len(embeddings), embeddings.dim))
        file.writelines(lines(embeddings, target))


def lines(embeddings: Embeddings, target: ExportTarget) -> Iterator[bytes]:
    """Yield a line `word number … number` for each word."""
    template = "%s" + " %.9g" * embeddings.dim + "\n"
    for row, word in enumerate(target.words_without_spaces(embeddings)):
        vector = np.asarray(embeddings.vectors[row], np.float32).tolist()
        yield (template % (word, *vector)).encode("utf-8")
