"""faiss: an index for `faiss.read_index`, with its words in `.words.txt` beside it."""

from __future__ import annotations

from typing import Any

import numpy as np

from w2vkit.base.errors import UsageError
from w2vkit.base.messages import msg
from w2vkit.base.system.optional import needed
from w2vkit.model.embeddings import Embeddings, Matrix, normalized_rows
from w2vkit.model.formats.export_target import ExportTarget
from w2vkit.model.formats.matrix import write_words

PART_DIM, CODE_BITS = 4, 8
"""Product quantization stores up to 4 numbers of a vector in one byte."""


def write(embeddings: Embeddings, target: ExportTarget) -> None:
    """Write an index of the vectors scaled to length 1, so that inner products are cosines."""
    if target.config.dtype not in ("float32", "pq"):
        raise UsageError(
            msg("A faiss index stores float32 or pq."), msg("Choose --dtype float32 or pq.")
        )
    faiss = needed("faiss", "index")
    unit_vectors = normalized_rows(embeddings.vectors, embeddings.norms)
    index = build_faiss_index(unit_vectors, target.config.dtype)
    with target.open() as file:
        file.write(faiss.serialize_index(index).tobytes())
    stem = target.path.name.partition(".faiss")[0]
    write_words(target.path.with_name(f"{stem}.words.txt"), embeddings)


def build_faiss_index(vectors: Matrix, dtype: str) -> Any:
    """Return an index of the vectors (V, D), exact or, for `pq`, product-quantized."""
    faiss = needed("faiss", "index")
    dim = vectors.shape[1]
    if dtype != "pq":
        index = faiss.IndexFlatIP(dim)
    else:
        parts = next(parts for parts in range(-(-dim // PART_DIM), dim + 1) if dim % parts == 0)
        bits = min(CODE_BITS, max(1, int(np.log2(len(vectors)))))
        index = faiss.IndexPQ(dim, parts, bits, faiss.METRIC_INNER_PRODUCT)
        index.pq.cp.min_points_per_centroid = 1
        index.train(vectors)
    index.add(np.ascontiguousarray(vectors, np.float32))
    return index
