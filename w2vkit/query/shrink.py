"""Smaller models: fewer words, fewer dimensions, smaller number types, and their accuracy."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from w2vkit.base.config import ExportConfig
from w2vkit.base.errors import UsageError
from w2vkit.base.messages import msg
from w2vkit.model.embeddings import (
    Embeddings,
    normalized_rows,
    principal_axes,
    projected,
    row_norms,
)
from w2vkit.model.formats.faiss import build_faiss_index
from w2vkit.model.formats.matrix import to_number_type
from w2vkit.query import search
from w2vkit.query.metrics import cosine

SAMPLED_WORDS, NEIGHBORS_COMPARED = 1_000, 10


def shrunk(embeddings: Embeddings, config: ExportConfig) -> Embeddings:
    """Return the embeddings reduced to the words and dimensions in `config`.

    Raises:
        UsageError: the vectors have fewer dimensions than requested.

    """
    if config.words is not None:
        embeddings = embeddings.head(config.words)
    if config.dim is None or config.dim == embeddings.dim:
        return embeddings
    if config.dim > embeddings.dim:
        raise UsageError(
            msg(
                "The vectors have {dim} dimensions and cannot be reduced to {fewer}.",
                dim=embeddings.dim,
                fewer=config.dim,
            ),
            msg("Choose a smaller --dim."),
        )
    axes = principal_axes(embeddings.vectors, config.dim)
    vectors, subwords = projected(embeddings.vectors, axes), embeddings.subwords
    if subwords is not None:
        own = axes[: subwords.vectors.shape[1]]  # n-grams have no columns of a prior
        subwords = replace(subwords, vectors=projected(subwords.vectors, own))
    return Embeddings(embeddings.vocabulary, vectors, row_norms(vectors), subwords)


def rounded_embeddings(embeddings: Embeddings, dtype: str) -> Embeddings:
    """Return the embeddings after conversion to a number type and back."""
    if dtype == "float32":
        return embeddings
    if dtype == "pq":
        index = build_faiss_index(np.asarray(embeddings.vectors), dtype)
        vectors = np.asarray(index.reconstruct_n(0, len(embeddings)), np.float32)
    else:
        numbers, scale = to_number_type(embeddings, dtype)
        vectors = numbers.astype(np.float32)
        if scale is not None:
            vectors *= scale[:, np.newaxis]
    return Embeddings(embeddings.vocabulary, vectors, row_norms(vectors))


def overlap(before: Embeddings, after: Embeddings) -> float:
    """Return the mean overlap of the ten nearest neighbors of a word, 0 to 1.

    The mean is over a thousand evenly spaced words of `after`. Only words in both vocabularies
    are neighbors, so that a smaller vocabulary does not lower the overlap.
    """
    size = min(len(before), len(after))
    rows = np.unique(np.linspace(0, size - 1, SAMPLED_WORDS).astype(np.int64))
    nearest = [neighbors(embeddings, rows, size) for embeddings in (before, after)]
    shared = [len({*old} & {*new}) for old, new in zip(*nearest, strict=True)]
    return float(np.mean(shared)) / max(1, min(NEIGHBORS_COMPARED, size - 1))


def neighbors(embeddings: Embeddings, rows: search.Rows, size: int) -> list[list[int]]:
    """Return the ten nearest rows below `size` for each of `rows`."""
    directions = np.asarray(embeddings.vectors[rows], np.float64)
    targets = normalized_rows(directions)
    among = np.arange(size)
    results = search.best(embeddings, cosine, targets, NEIGHBORS_COMPARED + 1, among)
    return [
        [int(other) for other in best.rows if other != row][:NEIGHBORS_COMPARED]
        for row, best in zip(rows, results, strict=True)
    ]
