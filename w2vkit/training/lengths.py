"""Words whose vectors are much longer than the others: a sign that a training was not stable."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from w2vkit.config import TrainConfig
from w2vkit.messages import counted
from w2vkit.model.embeddings import Matrix, row_norms
from w2vkit.model.vocabulary import Vocabulary

LONG = 3.0
"""A vector is long if it is so many times as long as the median."""
ORDINARY_SHARE = 1e-3
ORDINARY_NUMBER = 5
"""The share and the number of long vectors that ordinary skip-gram training leaves at most."""
EXAMPLES = 3


def long_vectors(vectors: Matrix) -> Sequence[int]:
    """Return the rows of long vectors (V, D), the longest first."""
    lengths = row_norms(vectors)
    rows = np.flatnonzero(lengths > LONG * np.median(lengths))
    order = np.argsort(-lengths[rows], kind="stable")
    return [int(row) for row in rows[order]]


def unusual_lengths(vectors: Matrix, vocabulary: Vocabulary, config: TrainConfig) -> str | None:
    """Return a sentence about long vectors, with what to do; None if there are few.

    Only skip-gram is judged: with CBOW and GloVe frequent words always have long vectors.
    """
    rows = long_vectors(vectors) if config.algorithm == "skipgram" else []
    if len(rows) <= max(ORDINARY_NUMBER, ORDINARY_SHARE * len(vectors)):
        return None
    examples = ", ".join(vocabulary.word(row) for row in rows[:EXAMPLES])
    return (
        f"{counted(len(rows), 'word')} ({examples}, …) have vectors more than {LONG:g} times the "
        f"median length, and their neighbours may be wrong. Train again with a smaller --alpha "
        f"than {config.alpha:g}."
    )
