"""How far words moved from the vectors with which their training started."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from w2vkit.base.messages import joined, msg
from w2vkit.model.embeddings import Matrix, normalized_rows
from w2vkit.model.vocabulary import Vocabulary

FARTHEST_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Drift:
    """The cosines of vectors before and after a training.

    Attributes:
        median: of all words.
        farthest: the words with the lowest cosines, lowest first.

    """

    median: float
    farthest: Sequence[tuple[str, float]]

    def message(self) -> str:
        """Return the drift as a sentence."""
        words = joined(", ", (f"{word} {cosine:z.3f}" for word, cosine in self.farthest))
        return msg(
            "The median cosine between the initial and the final vector of a word is "
            "{median:z.3f}; the lowest: {words}.",
            median=self.median,
            words=words,
        )


def drift_between(
    before: Matrix, after: Matrix, rows: NDArray[np.int64], vocabulary: Vocabulary
) -> Drift | None:
    """Return the drift of words, or None if all their vectors were zero.

    Args:
        before: float32 (N, D).
        after: float32 (V, D).
        rows: int64 (N,), the rows of the words in `after` and in the vocabulary.
        vocabulary: V words.

    """
    used = np.flatnonzero(before.any(axis=1))
    if not len(used):
        return None
    pairs = (before[used], after[rows[used]])
    starts, ends = (normalized_rows(vectors.astype(np.float64)) for vectors in pairs)
    cosines = np.einsum("ij,ij->i", starts, ends)
    order = np.argsort(cosines, kind="stable")[:FARTHEST_SHOWN]
    farthest = [(vocabulary.word(int(rows[used[i]])), round(float(cosines[i]), 4)) for i in order]
    return Drift(round(float(np.median(cosines)), 4), farthest)
