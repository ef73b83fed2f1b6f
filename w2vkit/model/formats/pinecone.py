"""Pinecone's bulk import: Parquet with the columns `id`, `values` and `metadata` (JSON)."""

from __future__ import annotations

import json

from w2vkit.base.system.optional import needed
from w2vkit.model.embeddings import Embeddings
from w2vkit.model.formats.export_target import ExportTarget
from w2vkit.model.formats.matrix import batches, require_float32

ROWS_PER_ROW_GROUP = 10_000


def write(embeddings: Embeddings, target: ExportTarget) -> None:
    """Write one record per word: its row as id, word and count as metadata."""
    require_float32(target.config.dtype, "pinecone")
    arrow, parquet = needed("pyarrow", "parquet"), needed("pyarrow.parquet", "parquet")
    fields = [("id", arrow.string()), ("values", arrow.list_(arrow.float32()))]
    schema = arrow.schema([*fields, ("metadata", arrow.string())])
    with target.open() as file, parquet.ParquetWriter(file, schema) as writer:
        for batch in batches(embeddings, ROWS_PER_ROW_GROUP):
            metadata = [
                json.dumps({"word": word, "count": count}, ensure_ascii=False)
                for word, count in zip(batch.words, batch.counts, strict=True)
            ]
            columns = [[str(row) for row in batch.ids], batch.vectors.tolist(), metadata]
            writer.write_table(arrow.table(columns, schema=schema))
