"""TensorFlow Embedding Projector: a TSV file of numbers, with words and counts in a second one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

import numpy as np

from w2vkit.base.messages import msg
from w2vkit.model.embeddings import Embeddings
from w2vkit.model.formats import word2vec_text
from w2vkit.model.formats.export_target import ExportTarget
from w2vkit.model.formats.matrix import read_words, require_float32
from w2vkit.model.formats.vector_file import VectorFile
from w2vkit.model.formats.vector_stream import VectorBlock, VectorStream, rows_per_block

METADATA_HEADER = b"word\tcount\n"


def matches(head: bytes, path: Path) -> bool:
    """Return whether a file is in this format, judged by its first bytes."""
    fields = head.partition(b"\n")[0].split(b"\t")
    return len(fields) > 1 and word2vec_text.is_numbers(fields)


def metadata_name(path: Path) -> str:
    """Return the name of the metadata file, such as `metadata.tsv` for `vectors.tsv`.

    >>> metadata_name(Path("xiyou.tsv.gz"))
    'xiyou.metadata.tsv'
    """
    stem = path.name.partition(".tsv")[0]
    return "metadata.tsv" if stem == "vectors" else f"{stem}.metadata.tsv"


def read(source: VectorFile) -> VectorStream:
    """Read tab-separated numbers, and the words from the metadata file."""
    words, counts = read_words(source, metadata_name(source.path), "metadata.tsv", header=True)
    stream = source.text_stream()
    dim = source.text_stream().readline(word2vec_text.MAX_LINE_BYTES).count(b"\t") + 1
    return VectorStream(source, dim, len(words), _blocks(source, stream, words, counts, dim))


def _blocks(
    source: VectorFile,
    stream: BinaryIO,
    words: Sequence[bytes],
    counts: Sequence[int] | None,
    dim: int,
) -> Iterator[VectorBlock]:
    size, row = rows_per_block(dim), 0
    kept: list[int] = []
    values: list[float] = []
    while line := stream.readline(word2vec_text.MAX_LINE_BYTES):
        row += 1
        vector = word2vec_text.parse_numbers(
            source, line.split(), dim, msg("line {row:,}", row=row)
        )
        if vector is None or row > len(words):
            continue
        kept.append(row - 1)
        values += vector
        if len(kept) == size:
            yield _block(words, counts, kept, values)
            kept, values = [], []
    if kept:
        yield _block(words, counts, kept, values)
    if row != len(words):
        source.fault(
            msg("the end"),
            msg("it has {row:,} vectors for {words:,} words", row=row, words=len(words)),
            msg("only complete pairs are kept"),
        )


def _block(
    words: Sequence[bytes], counts: Sequence[int] | None, rows: list[int], values: list[float]
) -> VectorBlock:
    chosen = None if counts is None else [counts[row] for row in rows]
    return VectorBlock(
        [words[row] for row in rows], np.array(values).reshape(len(rows), -1), chosen
    )


def write(embeddings: Embeddings, target: ExportTarget) -> None:
    """Write the numbers, and the words with counts to the metadata file."""
    require_float32(target.config.dtype, "projector")
    template = "\t".join(["%.9g"] * embeddings.dim) + "\n"
    with target.open() as file:
        for vector in embeddings.vectors:
            file.write((template % tuple(vector.tolist())).encode("ascii"))
    metadata = target.path.with_name(metadata_name(target.path))
    metadata.write_bytes(METADATA_HEADER + bytes(embeddings.vocabulary.buffer))
