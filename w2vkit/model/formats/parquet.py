"""Parquet for data frames and databases: columns `word`, `count`, `vector`, or others like them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from w2vkit.base.messages import listed, msg
from w2vkit.base.system.optional import needed
from w2vkit.model.embeddings import Embeddings
from w2vkit.model.formats.export_target import ExportTarget
from w2vkit.model.formats.matrix import require_float32
from w2vkit.model.formats.vector_file import MAX_COMPRESSION_RATIO, VectorFile, decompressed_limit
from w2vkit.model.formats.vector_stream import VectorBlock, VectorStream, rows_per_block

WORD, COUNT, VECTOR = "word", "count", "vector"
NAMES_OF_WORDS = (WORD, "words", "token", "term", "key", "text", "__index_level_0__")
NAMES_OF_VECTORS = (VECTOR, "vectors", "embedding", "embeddings", "emb", "values")
"""Names of columns that tables of others have; the usual ones first."""
MAX_SHOWN = 6


def matches(head: bytes, path: Path) -> bool:
    """Return whether a file is in this format, judged by its first bytes."""
    return head.startswith(b"PAR1")


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of a table.

    Attributes:
        word: the name of the column of words.
        vectors: the name of a column of lists, or of a column for each dimension.
        count: the name of the column of counts, or None.
        is_list: whether the vectors are lists.

    """

    word: str
    vectors: Sequence[str]
    count: str | None
    is_list: bool

    @property
    def names(self) -> list[str]:
        """The names of all columns."""
        return [self.word, *self.vectors, *([self.count] if self.count else [])]


def read(source: VectorFile) -> VectorStream:
    """Read a column of words, vectors in a column of lists or one per dimension, and counts."""
    parquet = needed("pyarrow.parquet", "parquet")
    path = source.plain_path()
    try:
        file = source.enter_context(parquet.ParquetFile(path))
        _check_size(source, file, path.stat().st_size)
        columns = _columns(source, file.schema_arrow)
        first = next(file.iter_batches(1, columns=columns.names), None)
        dim = len(columns.vectors)
        if columns.is_list:
            dim = len(first[columns.vectors[0]][0].as_py() or ()) if first else 0
    except (OSError, ValueError, TypeError, NotImplementedError) as error:
        source.refuse(_damage(error))
    if not dim:
        source.refuse(msg("its first vector is empty"))
    return VectorStream(
        source, dim, int(file.metadata.num_rows), _blocks(source, file, columns, dim)
    )


def _check_size(source: VectorFile, file: Any, bytes_here: int) -> None:
    """Refuse a decompression bomb."""
    groups = [file.metadata.row_group(row) for row in range(file.metadata.num_row_groups)]
    if sum(group.total_byte_size for group in groups) > decompressed_limit(bytes_here):
        source.refuse(
            msg(
                "it decompresses to over {max_compression_ratio} times its size",
                max_compression_ratio=MAX_COMPRESSION_RATIO,
            )
        )


def _columns(source: VectorFile, schema: Any) -> Columns:
    """Return the columns; refuse a table without words or vectors."""
    types = needed("pyarrow.types", "parquet")
    kinds = {name: schema.field(name).type for name in schema.names if _is_single(schema, name)}
    texts = [
        name for name, kind in kinds.items() if types.is_string(kind) or types.is_large_string(kind)
    ]
    numbers = [name for name, kind in kinds.items() if types.is_floating(kind)]
    whole = [name for name, kind in kinds.items() if types.is_integer(kind)]
    word = next((name for name in NAMES_OF_WORDS if name in texts), None)
    if word is None and len(texts) == 1:
        word = texts[0]
    lists = [name for name, kind in kinds.items() if _is_list(kind)]
    vector = next((name for name in NAMES_OF_VECTORS if name in lists), None)
    if vector is None and len(lists) == 1:
        vector = lists[0]
    vectors = [vector] if vector else numbers
    if word is None or not vectors:
        source.refuse(
            msg(
                "it must have a column of words and a column of vectors or one of numbers "
                "per dimension; its columns are {names}",
                names=listed(schema.names, MAX_SHOWN),
            )
        )
    count = COUNT if COUNT in whole else None
    columns = Columns(word, vectors, count, vector is not None)
    if left := [name for name in schema.names if name not in columns.names]:
        source.decide(msg("columns that are left out: {left}", left=listed(left)))
    return columns


def _is_single(schema: Any, name: str) -> bool:
    return bool(schema.names.count(name) == 1)


def _is_list(kind: Any) -> bool:
    types = needed("pyarrow.types", "parquet")
    is_list = types.is_list(kind) or types.is_large_list(kind) or types.is_fixed_size_list(kind)
    return bool(is_list) and bool(
        types.is_floating(kind.value_type) or types.is_integer(kind.value_type)
    )


def _blocks(source: VectorFile, file: Any, columns: Columns, dim: int) -> Iterator[VectorBlock]:
    try:
        for batch in file.iter_batches(rows_per_block(dim), columns=columns.names):
            yield _block(source, batch, columns, dim)
    except (OSError, ValueError, TypeError, NotImplementedError) as error:
        source.refuse(_damage(error))


def _block(source: VectorFile, batch: Any, columns: Columns, dim: int) -> VectorBlock:
    texts = batch[columns.word].to_pylist()
    words = [str(word or "").encode("utf-8", "surrogatepass") for word in texts]
    if columns.is_list:
        numbers = batch[columns.vectors[0]].flatten().to_numpy(zero_copy_only=False)
    else:
        rows = [batch[name].to_numpy(zero_copy_only=False) for name in columns.vectors]
        numbers = np.stack(rows, axis=1).ravel()
    if numbers.size != len(words) * dim or numbers.dtype.kind not in "fiu":
        source.refuse(msg("not every vector has {dim} numbers", dim=dim))
    counts = (
        [int(count or 0) for count in batch[columns.count].to_pylist()] if columns.count else None
    )
    return VectorBlock(words, numbers.reshape(len(words), dim), counts)


def _damage(error: Exception) -> str:
    return msg(
        "its Parquet data is damaged ({partition})",
        partition=str(error).partition(chr(10))[0][:100],
    )


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
