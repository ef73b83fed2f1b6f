"""Chroma: a directory for `chromadb.PersistentClient`, with the collection `words`."""

from __future__ import annotations

from w2vkit.base.system.optional import needed
from w2vkit.model.embeddings import Embeddings
from w2vkit.model.formats.export_target import ExportTarget
from w2vkit.model.formats.matrix import COLLECTION, batches, require_float32


def write(embeddings: Embeddings, target: ExportTarget) -> None:
    """Write one entry per word: its row as id, the word as document, cosine as distance."""
    require_float32(target.config.dtype, "chroma")
    chromadb = needed("chromadb", "chroma")
    settings = chromadb.config.Settings(anonymized_telemetry=False)
    client = chromadb.PersistentClient(str(target.path), settings)
    collection = client.create_collection(COLLECTION, metadata={"hnsw:space": "cosine"})
    for batch in batches(embeddings):
        collection.add(
            ids=[str(row) for row in batch.ids],
            embeddings=batch.vectors,
            documents=batch.words,
            metadatas=[{"count": count} for count in batch.counts],
        )
    # The files can be moved only once the client has closed them.
    client._system.stop()
