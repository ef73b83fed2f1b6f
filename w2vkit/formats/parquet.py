"""Parquet for data frames and databases: columns `word`, `count`, `vector`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from w2vkit.formats.export_target import ExportTarget
from w2vkit.formats.matrix import require_float32
from w2vkit.formats.vector_file import MAX_COMPRESSION_RATIO, VectorFile, decompressed_limit
from w2vkit.formats.vector_stream import VectorBlock, VectorStream, rows_per_block
from w2vkit.model.embeddings import Embeddings
from w2vkit.system.optional import needed

WORD, COUNT, VECTOR = "word", "count", "vector"


def matches(head: bytes, path: Path) -> bool:
    """Return whether a file is in this format, judged by its first bytes."""
    return head.startswith(b"PAR1")


def read(source: VectorFile) -> VectorStream:
    """Read the columns `word`, `vector` and, if present, `count`."""
    parquet = needed("pyarrow.parquet", "parquet")
    path = source.plain_path()
    try:
        file = source.enter_context(parquet.ParquetFile(path))
        _check(source, file, path.stat().st_size)
        first = next(file.iter_batches(1, columns=[VECTOR]), None)
        dim = len(first.column(0)[0].as_py() or ()) if first else 0
    except (OSError, ValueError, TypeError, NotImplementedError) as error:
        source.refuse(_damage(error))
    if not dim:
        source.refuse("its first vector is empty")
    return VectorStream(source, dim, int(file.metadata.num_rows), _blocks(source, file, dim))


def _check(source: VectorFile, file: Any, bytes_here: int) -> None:
    """Refuse a decompression bomb and a file without the expected columns."""
    groups = [file.metadata.row_group(row) for row in range(file.metadata.num_row_groups)]
    if sum(group.total_byte_size for group in groups) > decompressed_limit(bytes_here):
        source.refuse(f"it decompresses to over {MAX_COMPRESSION_RATIO} times its size")
    names = file.schema_arrow.names
    if names.count(WORD) != 1 or names.count(VECTOR) != 1 or names.count(COUNT) > 1:
        source.refuse(f"it must have one column “{WORD}” and one column “{VECTOR}”")
    if not _is_list(file.schema_arrow.field(VECTOR).type):
        source.refuse(f"its column “{VECTOR}” does not contain lists of numbers")


def _is_list(kind: Any) -> bool:
    types = needed("pyarrow.types", "parquet")
    return bool(types.is_list(kind) or types.is_large_list(kind) or types.is_fixed_size_list(kind))


def _blocks(source: VectorFile, file: Any, dim: int) -> Iterator[VectorBlock]:
    names = [name for name in (WORD, VECTOR, COUNT) if name in file.schema_arrow.names]
    try:
        for batch in file.iter_batches(rows_per_block(dim), columns=names):
            yield _block(source, batch, dim)
    except (OSError, ValueError, TypeError, NotImplementedError) as error:
        source.refuse(_damage(error))


def _block(source: VectorFile, batch: Any, dim: int) -> VectorBlock:
    words = [str(word or "").encode("utf-8", "surrogatepass") for word in batch[WORD].to_pylist()]
    numbers = batch[VECTOR].flatten().to_numpy(zero_copy_only=False)
    if numbers.size != len(words) * dim or numbers.dtype.kind not in "fiu":
        source.refuse(f"not every vector has {dim} numbers")
    counts = (
        [int(count or 0) for count in batch[COUNT].to_pylist()]
        if COUNT in batch.schema.names
        else None
    )
    return VectorBlock(words, numbers.reshape(len(words), dim), counts)


def _damage(error: Exception) -> str:
    return f"its Parquet data is damaged ({str(error).partition(chr(10))[0][:100]})"


def write(embeddings: Embeddings, target: ExportTarget) -> None:
    """Write one row per word."""
    arrow, parquet = needed("pyarrow", "parquet"), needed("pyarrow.parquet", "parquet")
    if target.config.dtype != "float16":
        require_float32(target.config.dtype, "parquet")
    numbers = np.asarray(embeddings.vectors, target.config.dtype)
    table = arrow.table(
        {
            WORD: arrow.array([*embeddings.vocabulary], arrow.string()),
            COUNT: arrow.array(embeddings.vocabulary.counts()),
            VECTOR: arrow.FixedSizeListArray.from_arrays(numbers.ravel(), embeddings.dim),
        }
    )
    with target.open() as file:
        parquet.write_table(table, file)
