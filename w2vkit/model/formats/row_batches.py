"""Batches of words, counts and vectors for the formats of vector databases."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from w2vkit.model.embeddings import Embeddings, Matrix

COLLECTION = "words"
"""Name of the table or collection in every database."""
ROWS_PER_BATCH = 1_000


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
