"""word2vec binary (Mikolov et al. 2013): a line `V D`, then each word, a space and D float32."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

import numpy as np

from w2vkit.formats import word2vec_text
from w2vkit.formats.export_target import ExportTarget
from w2vkit.formats.matrix import require_float32
from w2vkit.formats.vector_file import VectorFile
from w2vkit.formats.vector_stream import (
    BLOCK_BYTES,
    MAX_WORD_BYTES,
    VectorBlock,
    VectorStream,
    check_shape,
)
from w2vkit.model.embeddings import Embeddings


def matches(head: bytes, path: Path) -> bool:
    """Return whether a file is in this format, judged by its first bytes."""
    return bool(word2vec_text.HEADER.match(head)) and not word2vec_text.matches(head, path)


def read(source: VectorFile) -> VectorStream:
    """Read words, each followed by a space and its float32 numbers."""
    stream = source.stream()
    header = word2vec_text.HEADER.fullmatch(stream.readline(64))
    if not header:
        source.refuse("its first line is not the number of words and the dimension")
    rows, dim = int(header[1]), int(header[2])
    check_shape(source, rows, dim, bytes_per_number=4)
    return VectorStream(source, dim, rows, _blocks(source, stream, rows, dim))


def _blocks(source: VectorFile, stream: BinaryIO, rows: int, dim: int) -> Iterator[VectorBlock]:
    width, step = 4 * dim, max(BLOCK_BYTES, 8 * dim)
    rest, seen = b"", 0
    while seen < rows:
        chunk = stream.read(step)
        data = rest + chunk
        words, offsets, end = _scan(data, width, rows - seen)
        if words:
            # Copies the bytes of each row once out of the mixture of words and numbers.
            windows = np.lib.stride_tricks.sliding_window_view(np.frombuffer(data, np.uint8), width)
            yield VectorBlock(words, windows[offsets].view("<f4"))
            seen += len(words)
        rest = data[end:]
        if not chunk and seen < rows:
            _report_missing_words(source, seen, rows)
            return
        if len(rest) > width + 2 * MAX_WORD_BYTES:
            source.refuse(
                f"word {seen + 1:,} is longer than 64 KiB, so it is not a word2vec binary file"
            )
    if rest.strip() or stream.read(1 << 16).strip():
        source.fault("the end", f"the file continues after {rows:,} words", "the rest is left out")


def _report_missing_words(source: VectorFile, seen: int, rows: int) -> None:
    source.fault(
        "the end",
        f"it ends after {seen:,} of {rows:,} words",
        "the complete words are kept",
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
