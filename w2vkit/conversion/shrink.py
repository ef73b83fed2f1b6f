"""Smaller models: fewer words, fewer dimensions, smaller numbers; and what each costs."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from w2vkit.config import ExportConfig
from w2vkit.errors import UsageError
from w2vkit.formats.faiss import build_faiss_index
from w2vkit.formats.matrix import to_number_type
from w2vkit.model.embeddings import (
    Embeddings,
    Matrix,
    check_finite,
    normalized_rows,
    row_norms,
)
from w2vkit.query import search
from w2vkit.query.metrics import cosine

ASKED, NEIGHBOURS = 1_000, 10
BLOCK = 65_536


def shrunk(embeddings: Embeddings, config: ExportConfig) -> Embeddings:
    """Return the first words only, with fewer dimensions, as far as `config` asks for that.

    Raises:
        UsageError: more dimensions are asked for than there are.

    """
    if config.words is not None:
        embeddings = embeddings.head(config.words)
    if config.dim is None or config.dim == embeddings.dim:
        return embeddings
    if config.dim > embeddings.dim:
        raise UsageError(
            f"The vectors have {embeddings.dim} dimensions; they cannot get {config.dim}.",
            "Choose a smaller --dim.",
        )
    axes = principal_axes(embeddings.vectors, config.dim)
    vectors, subwords = projected(embeddings.vectors, axes), embeddings.subwords
    if subwords is not None:
        subwords = replace(subwords, vectors=projected(subwords.vectors, axes))
    return Embeddings(embeddings.vocabulary, vectors, row_norms(vectors), subwords)


def principal_axes(vectors: Matrix, dim: int) -> Matrix:
    """Return the `dim` directions in which the vectors (V, D) are longest, float32 (D, dim).

    The mean is not taken off first: dot products and cosines are what is to be kept.
    """
    total = np.zeros((vectors.shape[1],) * 2)
    for start in range(0, len(vectors), BLOCK):
        part = np.asarray(vectors[start : start + BLOCK], np.float64)
        with np.errstate(invalid="ignore"):
            total += part.T @ part
    check_finite(total)
    _, axes = np.linalg.eigh(total)
    best = axes[:, ::-1][:, :dim]
    # An axis and its opposite are both right; the largest entry decides, so that signs are fixed.
    signs = np.sign(best[np.abs(best).argmax(axis=0), np.arange(dim)])
    return np.asarray(best * signs, np.float32)


def projected(vectors: Matrix, axes: Matrix) -> Matrix:
    """Return the coordinates (V, d) of the vectors (V, D) along the axes (D, d)."""
    result = np.empty((len(vectors), axes.shape[1]), np.float32)
    for start in range(0, len(vectors), BLOCK):
        result[start : start + BLOCK] = vectors[start : start + BLOCK] @ axes
    return result


def rounded(embeddings: Embeddings, dtype: str) -> Embeddings:
    """Return what remains of the vectors when they are written as numbers of this type."""
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
    """Return which share of the ten nearest neighbours of a word stays on average, 0 … 1.

    A thousand words of `after`, spread over all of them, are asked; only neighbours that both
    have can be kept, so that a smaller vocabulary costs nothing but its words.
    """
    size = min(len(before), len(after))
    rows = np.unique(np.linspace(0, size - 1, ASKED).astype(np.int64))
    found = [neighbours(embeddings, rows, size) for embeddings in (before, after)]
    shared = [len({*one} & {*two}) for one, two in zip(*found, strict=True)]
    return float(np.mean(shared)) / max(1, min(NEIGHBOURS, size - 1))


def neighbours(embeddings: Embeddings, rows: search.Rows, size: int) -> list[list[int]]:
    """Return the ten nearest rows, below `size`, of each of `rows`."""
    directions = np.asarray(embeddings.vectors[rows], np.float64)
    targets = normalized_rows(directions)
    among = np.arange(size)
    found = search.best(embeddings, cosine, targets, NEIGHBOURS + 1, among)
    return [
        [int(other) for other in one.rows if other != row][:NEIGHBOURS]
        for row, one in zip(rows, found, strict=True)
    ]
