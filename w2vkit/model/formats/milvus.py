"""Milvus Lite: a file for `MilvusClient(FILE.db)`, with the collection `words`."""

from __future__ import annotations

from typing import Any

from w2vkit.base.system.optional import needed
from w2vkit.model.embeddings import Embeddings
from w2vkit.model.formats.export_target import ExportTarget
from w2vkit.model.formats.matrix import COLLECTION, RowBatch, batches, require_float32


def write(embeddings: Embeddings, target: ExportTarget) -> None:
    """Write one entity per word: id (its row), word, count, vector; cosine as metric."""
    require_float32(target.config.dtype, "milvus")
    servers = needed("milvus_lite.server_manager", "milvus").server_manager_instance
    client = needed("pymilvus", "milvus").MilvusClient(str(target.path))
    client.create_collection(COLLECTION, dimension=embeddings.dim, metric_type="COSINE")
    for batch in batches(embeddings):
        client.insert(COLLECTION, _entities(batch))
    client.close()
    # The files can be moved only once the server has closed them.
    servers.release_server(str(target.path))


def _entities(batch: RowBatch) -> list[dict[str, Any]]:
    return [
        {"id": row, "word": word, "count": count, "vector": vector}
        for row, word, count, vector in zip(
            batch.ids, batch.words, batch.counts, batch.vectors.tolist(), strict=True
        )
    ]
