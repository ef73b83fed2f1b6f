"""Embeddings of vectors in memory: arrays, and models of gensim."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from w2vkit.base.errors import UsageError
from w2vkit.base.messages import msg
from w2vkit.model.embeddings import Embeddings


def from_arrays(
    words: Sequence[str], vectors: NDArray[Any], counts: Sequence[int] | Mapping[str, int] | None
) -> Embeddings:
    """Return the embeddings of words with vectors (V, D), most frequent first.

    Raises:
        UsageError: there are no words, not as many vectors, a word twice, or no finite numbers.

    """
    matrix = np.ascontiguousarray(vectors, np.float32)
    if matrix.ndim != 2 or len(matrix) != len(words) or not len(words):
        raise UsageError(
            msg(
                "There are {words:,} words, but the vectors have the shape {shape}.",
                words=len(words),
                shape=np.shape(vectors),
            ),
            msg("Pass a vector (D,) for each word."),
        )
    if len({*words}) < len(words):
        twice = next(word for place, word in enumerate(words) if word in words[:place])
        raise UsageError(msg("“{word}” is there twice.", word=twice), msg("Pass each word once."))
    if not np.isfinite(matrix).all():
        raise UsageError(
            msg("The vectors of the model contain values that are infinite or not numbers."),
            msg("Pass finite numbers."),
        )
    known = [counts.get(word, 0) for word in words] if isinstance(counts, Mapping) else counts
    numbers = np.zeros(len(words), np.int64) if known is None else np.asarray(known, np.int64)
    if len(numbers) != len(words):
        raise UsageError(
            msg(
                "There are {words:,} words, but {counts:,} counts.",
                words=len(words),
                counts=len(numbers),
            ),
            msg("Pass a count for each word."),
        )
    order = np.argsort(-numbers, kind="stable")
    pairs = [(words[place], int(numbers[place])) for place in order]
    return Embeddings.from_vectors(pairs, matrix[order])


def from_gensim(model: Any) -> Embeddings:
    """Return the embeddings of a `KeyedVectors`, or of a model with one as `wv`.

    Raises:
        UsageError: it is no model of gensim.

    """
    keyed = getattr(model, "wv", model)
    if not hasattr(keyed, "index_to_key"):
        raise UsageError(
            msg("{model} is not a model of gensim.", model=type(model).__name__),
            msg("Pass its KeyedVectors, which have index_to_key and vectors."),
        )
    counts = getattr(keyed, "expandos", {}).get("count")
    return from_arrays(keyed.index_to_key, keyed.vectors, counts)
