"""Matrices with separate word lists: as a stream of blocks, and written in a given number type."""

from __future__ import annotations

from codecs import BOM_UTF8
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from w2vkit.base.errors import UsageError
from w2vkit.base.messages import msg
from w2vkit.model.embeddings import Embeddings, Matrix
from w2vkit.model.formats.vector_file import VectorFile
from w2vkit.model.formats.vector_stream import VectorBlock, VectorStream, rows_per_block

Numbers = NDArray[Any]
NUMBER_KINDS = "fiu"
MAX_INT8 = 127
COLLECTION = "words"
"""Name of the table or collection in every database."""
ROWS_PER_BATCH = 1_000


def matrix_stream(
    source: VectorFile,
    words: Sequence[bytes],
    matrix: Numbers,
    counts: Sequence[int] | Numbers | None = None,
    scale: Numbers | None = None,
) -> VectorStream:
    """Return words and their matrix (V, D) as a stream of blocks.

    Args:
        source: their file.
        words: V words.
        matrix: numbers (V, D), possibly memory-mapped.
        counts: V numbers or None; `validated` checks their values.
        scale: the factor of each row (V,) for int8, or None.

    """
    if matrix.ndim != 2 or matrix.dtype.kind not in NUMBER_KINDS or not matrix.size:
        source.refuse(
            msg(
                "its array is {dtype} {shape}, not one vector per word",
                dtype=matrix.dtype,
                shape=matrix.shape,
            )
        )
    rows, dim = matrix.shape
    for name, column in (("counts", counts), ("scales", scale)):
        if isinstance(column, np.ndarray):
            _check_column(source, name, column)
    for name, values in (("words", words), ("counts", counts), ("scales", scale)):
        if values is not None and len(values) != rows:
            source.refuse(
                msg(
                    "it has {number:,} {name} for {rows:,} vectors",
                    number=len(values),
                    name=name,
                    rows=rows,
                )
            )
    listed = counts.tolist() if isinstance(counts, np.ndarray) else counts
    return VectorStream(source, dim, rows, _blocks(words, matrix, listed, scale))


def _check_column(source: VectorFile, name: str, column: Numbers) -> None:
    """Refuse an array that does not have one number per word."""
    if column.ndim != 1 or column.dtype.kind not in NUMBER_KINDS:
        source.refuse(
            msg(
                "its {name} are {dtype} {shape}, not one number per word",
                name=name,
                dtype=column.dtype,
                shape=column.shape,
            )
        )


def _blocks(
    words: Sequence[bytes], matrix: Numbers, counts: Sequence[int] | None, scale: Numbers | None
) -> Iterator[VectorBlock]:
    step = rows_per_block(matrix.shape[1])
    for start in range(0, len(matrix), step):
        part = slice(start, start + step)
        vectors = matrix[part]
        if scale is not None:
            with np.errstate(over="ignore", invalid="ignore"):
                vectors = vectors.astype(np.float32) * scale[part, np.newaxis]
        yield VectorBlock(words[part], vectors, None if counts is None else counts[part])


def map_matrix(
    source: VectorFile, path: Path, offset: int, dtype: Any, shape: tuple[int, ...]
) -> Any:
    """Memory-map an array inside a file after checking that the file is large enough."""
    size = np.dtype(dtype).itemsize
    if np.dtype(dtype).kind not in NUMBER_KINDS:
        source.refuse(msg("its array contains {dtype}, not numbers", dtype=dtype))
    for length in shape:
        size *= length
    if size < 1:
        source.refuse(msg("it declares an array of shape {shape}, which is empty", shape=shape))
    if offset + size > path.stat().st_size:
        source.refuse(
            msg("it declares an array of shape {shape}, which is larger than the file", shape=shape)
        )
    return np.memmap(path, dtype, "r", offset, shape)


def read_words(
    source: VectorFile, *names: str, header: bool = False
) -> tuple[list[bytes], list[int] | None]:
    """Read the words, and counts if present, from the text file that belongs to a matrix.

    The file is `--words-file` or one of `names` beside the matrix, with `word` or `word ⇥ count` on
    each line. With `header`, a first line that contains a tab names the columns.
    """
    beside = [source.file.with_name(name) for name in names]
    given = [Path(source.config.words_file)] if source.config.words_file else beside
    path = next((path for path in given if path.is_file()), None)
    if path is None:
        source.refuse(
            msg("its word list {files} does not exist", files=" or ".join(map(str, given))),
            msg("Specify the file with the word of each row with --words-file."),
        )
    lines = path.read_bytes().removeprefix(BOM_UTF8).split(b"\n")
    if not lines[-1]:
        lines.pop()
    fields = [line.rstrip(b"\r").split(b"\t") for line in lines]
    if header and fields and len(fields[0]) > 1:
        fields = fields[1:]
    words = [field[0] for field in fields]
    counts = [field[1] for field in fields if len(field) > 1 and field[1].isdigit()]
    if len(counts) != len(words):
        return words, None
    return words, [int(count[:18]) for count in counts]


def write_words(path: Path, embeddings: Embeddings) -> None:
    """Write a line `word ⇥ count` for each row, without counts if none is known."""
    buffer = bytes(embeddings.vocabulary.buffer)
    path.write_bytes(
        buffer if embeddings.vocabulary.counts().any() else buffer.replace(b"\t0\n", b"\n")
    )


def to_number_type(embeddings: Embeddings, dtype: str) -> tuple[Numbers, Numbers | None]:
    """Return the vectors in a number type, and for int8 the factor of each row.

    For int8, each row is divided by its largest absolute value and multiplied by 127.
    """
    if dtype == "pq":
        raise UsageError(msg("Product quantization requires faiss."), msg("Choose --to faiss."))
    if dtype != "int8":
        return np.asarray(embeddings.vectors, dtype), None
    largest = np.abs(embeddings.vectors).max(axis=1)
    scale = np.where(largest > 0, largest, 1).astype(np.float32) / np.float32(MAX_INT8)
    return np.rint(embeddings.vectors / scale[:, np.newaxis]).astype(np.int8), scale


def require_float32(dtype: str, name: str) -> None:
    """Raise UsageError for a number type other than float32."""
    if dtype != "float32":
        raise UsageError(
            msg("{name} cannot store {dtype} numbers.", name=name, dtype=dtype),
            msg("Choose --to npz, npy or safetensors."),
        )


@dataclass(frozen=True, eq=False)
class RowBatch:
    """Consecutive rows: their ids, words, counts and vectors (n, D)."""

    ids: range
    words: list[str]
    counts: list[int]
    vectors: Matrix


def batches(embeddings: Embeddings, size: int = ROWS_PER_BATCH) -> Iterator[RowBatch]:
    """Yield all rows in batches of at most `size`."""
    for start in range(0, len(embeddings), size):
        ids = range(start, min(start + size, len(embeddings)))
        words = [embeddings.vocabulary.word(row) for row in ids]
        counts = [embeddings.vocabulary.count(row) for row in ids]
        yield RowBatch(ids, words, counts, np.asarray(embeddings.vectors[ids.start : ids.stop]))
