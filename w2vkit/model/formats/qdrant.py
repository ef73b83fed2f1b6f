"""Qdrant: a directory for `QdrantClient(path=FOLDER)`, with the collection `words`."""

from __future__ import annotations

from w2vkit.base.system.optional import needed
from w2vkit.model.embeddings import Embeddings
from w2vkit.model.formats.export_target import ExportTarget
from w2vkit.model.formats.matrix import COLLECTION, batches, require_float32


def write(embeddings: Embeddings, target: ExportTarget) -> None:
    """Write one point per word: its row as id, word and count as payload."""
    require_float32(target.config.dtype, "qdrant")
    qdrant, models = needed("qdrant_client", "qdrant"), needed("qdrant_client.models", "qdrant")
    client = qdrant.QdrantClient(path=str(target.path))
    shape = models.VectorParams(size=embeddings.dim, distance=models.Distance.COSINE)
    client.create_collection(COLLECTION, vectors_config=shape)
    for batch in batches(embeddings):
        payloads = [
            {"word": word, "count": count}
            for word, count in zip(batch.words, batch.counts, strict=True)
        ]
        vectors = batch.vectors.tolist()
        client.upsert(
            COLLECTION, models.Batch(ids=[*batch.ids], vectors=vectors, payloads=payloads)
        )
    client.close()
