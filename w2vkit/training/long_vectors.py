"""Vectors that are much longer than the others after training."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from w2vkit.base.config import TrainConfig
from w2vkit.base.messages import counted, joined, msg
from w2vkit.model.embeddings import Matrix, row_norms
from w2vkit.model.vocabulary import Vocabulary
from w2vkit.training.algorithms import (
    ALGORITHMS,
)

LONG = 3.0
"""A vector is long if its norm exceeds this multiple of the median norm."""
ORDINARY_SHARE = 1e-3
ORDINARY_NUMBER = 5
"""The largest share and number of long vectors after ordinary skip-gram training."""
EXAMPLES = 3


def long_vectors(vectors: Matrix) -> Sequence[int]:
    """Return the rows of the long vectors among `vectors` (V, D), the longest first."""
    lengths = row_norms(vectors)
    rows = np.flatnonzero(lengths > LONG * np.median(lengths))
    order = np.argsort(-lengths[rows], kind="stable")
    return [int(row) for row in rows[order]]


def unusual_lengths(vectors: Matrix, vocabulary: Vocabulary, config: TrainConfig) -> str | None:
    """Return a message about long vectors and what to do about them; None if there are few.

    Only skip-gram is checked: with CBOW and GloVe, frequent words always have long vectors.
    """
    rows = long_vectors(vectors) if ALGORITHMS[config.algorithm].has_even_lengths else []
    if len(rows) <= max(ORDINARY_NUMBER, ORDINARY_SHARE * len(vectors)):
        return None
    examples = joined(", ", (vocabulary.word(row) for row in rows[:EXAMPLES]))
    return msg(
        "{words} ({examples}, …) have vectors more than {long:g} times the median "
        "length, and their nearest neighbors may be wrong. Train again with a smaller "
        "--alpha than {alpha:g}.",
        words=counted(len(rows), "{number} word", "{number} words"),
        examples=examples,
        long=LONG,
        alpha=config.alpha,
    )
