"""Qdrant: a folder for `QdrantClient(path=FOLDER)`, with the collection `words`."""

from __future__ import annotations

from w2vkit.formats.matrix import only_float32
from w2vkit.formats.records import COLLECTION, batches
from w2vkit.formats.target import Target
from w2vkit.model.embeddings import Embeddings
from w2vkit.system.optional import needed

BATCH = 1_000


def write(embeddings: Embeddings, target: Target) -> None:
    """Write one point for each word: its row as id, word and count as payload."""
    only_float32(target.config.dtype, "qdrant")
    qdrant, models = needed("qdrant_client", "qdrant"), needed("qdrant_client.models", "qdrant")
    client = qdrant.QdrantClient(path=str(target.path))
    shape = models.VectorParams(size=embeddings.dim, distance=models.Distance.COSINE)
    client.create_collection(COLLECTION, vectors_config=shape)
    for batch in batches(embeddings, BATCH):
        payloads = [
            {"word": word, "count": count}
            for word, count in zip(batch.words, batch.counts, strict=True)
        ]
        vectors = batch.vectors.tolist()
        client.upsert(
            COLLECTION, models.Batch(ids=[*batch.ids], vectors=vectors, payloads=payloads)
        )
    client.close()
