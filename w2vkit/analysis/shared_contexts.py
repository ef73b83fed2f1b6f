"""The contexts that two words share, and what each contributes to their similarity."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from w2vkit.analysis.keyword_in_context import near, positions
from w2vkit.corpus.encoded import EncodedCorpus

MIN_COUNT = 5
"""Rarer words are no contexts: their association with any word is accidental."""
MIN_TOGETHER = 2
"""A context that occurs fewer times with a word is accidental."""
SMOOTHING = 0.75
"""The exponent of context counts, which lowers the association with rare contexts."""
Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class SharedContext:
    """A context word of two words.

    Attributes:
        context: the context word.
        contribution: its part of the similarity; the parts of all contexts add up to it.
        with_first: how often it occurs near the first word.
        with_second: how often it occurs near the second word.

    """

    context: str
    contribution: float
    with_first: int
    with_second: int


@dataclass(frozen=True, eq=False)
class WordContexts:
    """The contexts of a word.

    Attributes:
        together: int64 (T,), how often each type of the corpus occurs near the word.
        association: float64 (T,), the association with each type, at least 0.

    """

    together: NDArray[np.int64]
    association: Numbers

    @property
    def norm(self) -> float:
        """The length of the vector of associations."""
        return float(np.linalg.norm(self.association))


def contexts(corpus: EncodedCorpus, row: int, window: int) -> WordContexts:
    """Return the contexts of a type: the tokens within a window in the same sentence.

    The association is max(0, log(P(c | w) / P(c))), where P(c) is proportional to the count of the
    context to the power of 0.75 (Levy, Goldberg and Dagan 2015); 0 for contexts with fewer than
    five occurrences, or fewer than two near the word.

    Args:
        corpus: the corpus.
        row: the id of the type.
        window: tokens on each side.

    """
    size = len(corpus.vocabulary)
    together = neighbor_counts(corpus, row, window)
    totals = corpus.occurrences(size)
    chance = np.where(totals >= MIN_COUNT, totals, 0.0) ** SMOOTHING
    chance /= max(float(chance.sum()), 1.0)
    expected = chance * max(int(together.sum()), 1)
    kept = (together >= MIN_TOGETHER) & (totals >= MIN_COUNT)
    ratio = np.divide(together, expected, out=np.ones(size), where=kept)
    return WordContexts(together, np.maximum(np.log(ratio), 0.0))


def neighbor_counts(corpus: EncodedCorpus, row: int, window: int) -> NDArray[np.int64]:
    """Return how often each type occurs within a window of the type `row`, int64 (T,)."""
    types = near(corpus, positions(corpus, [row]), window)[1]
    return np.bincount(types, minlength=len(corpus.vocabulary))


def shared_contexts(
    corpus: EncodedCorpus, first: WordContexts, second: WordContexts
) -> tuple[float, list[SharedContext]]:
    """Return the cosine of the associations of two words, and what each context contributes.

    The contributions, highest first, add up to the cosine. With the contexts of one word twice, the
    cosine is 1, and the contributions say which contexts are typical of it.
    """
    parts = first.association * second.association / max(first.norm * second.norm, 1e-300)
    order = np.argsort(-parts, kind="stable")
    shared = [
        SharedContext(
            corpus.vocabulary.word(row),
            float(parts[row]),
            int(first.together[row]),
            int(second.together[row]),
        )
        for row in order[: int((parts > 0).sum())].tolist()
    ]
    return float(sum(context.contribution for context in shared)), shared
