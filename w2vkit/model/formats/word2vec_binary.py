"""word2vec binary (Mikolov et al. 2013): a line `V D`, then each word, a space and D float32."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import BinaryIO

import numpy as np
from numpy.typing import NDArray

from w2vkit.base.messages import counted, msg
from w2vkit.model.embeddings import Embeddings
from w2vkit.model.formats import word2vec_text
from w2vkit.model.formats.binary_records import NUMBER_TYPES, Records, number_type, suspicious
from w2vkit.model.formats.export_target import ExportTarget
from w2vkit.model.formats.matrix import require_float32
from w2vkit.model.formats.vector_file import VectorFile
from w2vkit.model.formats.vector_stream import (
    BLOCK_BYTES,
    MAX_WORD_BYTES,
    VectorBlock,
    VectorStream,
    check_shape,
)

RECORDS_PER_BLOCK = 8
"""The least number of records that are read at once."""


def matches(head: bytes, path: Path) -> bool:
    """Return whether a file is in this format, judged by its first bytes."""
    return bool(word2vec_text.HEADER.match(head)) and not word2vec_text.matches(head, path)


def read(source: VectorFile) -> VectorStream:
    """Read words, each followed by a space and its numbers, usually little-endian float32."""
    stream = source.stream()
    header = word2vec_text.HEADER.fullmatch(stream.readline(64))
    if not header:
        source.refuse(msg("its first line is not the number of words and the dimension"))
    rows, dim = int(header[1]), int(header[2])
    check_shape(source, rows, dim, bytes_per_number=4)
    size = max(BLOCK_BYTES, RECORDS_PER_BLOCK * 8 * dim)
    start = stream.read(size)
    name = number_type(start, rows, dim, final=len(start) < size)
    if name != next(iter(NUMBER_TYPES)):
        source.decide(msg("the vectors are {number_types}", number_types=NUMBER_TYPES[name]))
    blocks = _blocks(source, chain([start], _chunks(stream, size)), rows, dim, np.dtype(name))
    return VectorStream(source, dim, rows, blocks)


def _chunks(stream: BinaryIO, size: int) -> Iterator[bytes]:
    while chunk := stream.read(size):
        yield chunk


def _blocks(
    source: VectorFile, chunks: Iterator[bytes], rows: int, dim: int, dtype: np.dtype[np.floating]
) -> Iterator[VectorBlock]:
    width = dtype.itemsize * dim
    rest, seen, spaced = b"", 0, 0
    while seen < rows:
        chunk = next(chunks, b"")
        data = rest + chunk
        words, offsets, end = _scan(data, width, rows - seen)
        vectors = _rows(data, offsets, width, dtype)
        if suspicious(words, vectors):
            records = Records(data, dim, dtype, rows - seen, final=not chunk)
            words, offsets, end, _ = records.scan()
            vectors = _rows(data, offsets, width, dtype)
            spaced += sum(b" " in word for word in words)
        if words:
            yield VectorBlock(words, vectors)
            seen += len(words)
        rest = data[end:]
        if not chunk and seen < rows:
            _report_missing_words(source, seen, rows)
            break
        if len(rest) > RECORDS_PER_BLOCK * width + 2 * MAX_WORD_BYTES:
            source.refuse(
                msg(
                    "word {seen:,} is longer than 64 KiB, so it is not a word2vec binary file",
                    seen=seen + 1,
                )
            )
    if spaced:
        source.decide(counted(spaced, "{number} word with spaces", "{number} words with spaces"))
    if seen == rows:
        _check_end(source, rest + next(chunks, b""), rows, width)


def _check_end(source: VectorFile, rest: bytes, rows: int, width: int) -> None:
    """Report what follows the last word; so much that there could be more words is refused."""
    if len(rest.strip()) > width:
        source.refuse(
            msg(
                "it continues after {rows:,} words, so its first line is wrong or its "
                "numbers are not 32-bit numbers",
                rows=rows,
            )
        )
    if rest.strip():
        source.fault(
            msg("the end"),
            msg("the file continues after {rows:,} words", rows=rows),
            msg("the rest is left out"),
        )


def _rows(
    data: bytes, offsets: list[int], width: int, dtype: np.dtype[np.floating]
) -> NDArray[np.floating]:
    """Return the vectors at `offsets`; copies them once out of the mixture of words and numbers."""
    if not offsets:
        return np.empty((0, width // dtype.itemsize), dtype)
    windows = np.lib.stride_tricks.sliding_window_view(np.frombuffer(data, np.uint8), width)
    return windows[offsets].view(dtype)


def _report_missing_words(source: VectorFile, seen: int, rows: int) -> None:
    source.fault(
        msg("the end"),
        msg("it ends after {seen:,} of {rows:,} words", seen=seen, rows=rows),
        msg("the complete words are kept"),
    )


def _scan(data: bytes, width: int, most: int) -> tuple[list[bytes], list[int], int]:
    """Return words, the offsets of their numbers, and the offset of the first incomplete word."""
    words: list[bytes] = []
    offsets: list[int] = []
    position, size = 0, len(data)
    find = data.find
    while len(words) < most:
        start = find(b" ", position) + 1
        if not start or start + width > size:
            break
        # word2vec.c ends each vector with a line feed; gensim does not.
        words.append(data[position : start - 1].lstrip(b"\n"))
        offsets.append(start)
        position = start + width
    return words, offsets, position


def write(embeddings: Embeddings, target: ExportTarget) -> None:
    """Write the header, words and numbers, with a line feed after each vector like word2vec.c."""
    require_float32(target.config.dtype, "word2vec")
    with target.open() as file:
        file.write(b"%d %d\n" % (len(embeddings), embeddings.dim))
        for row, word in enumerate(target.words_without_spaces(embeddings)):
            numbers = np.asarray(embeddings.vectors[row], "<f4").tobytes()
            file.write(word.encode("utf-8") + b" " + numbers + b"\n")
