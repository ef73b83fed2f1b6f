"""Whether a model separates the poles of an axis: a test against random words.

The words of the poles are pairs: the first of each pole, the second of each, and so on; if one pole
has more words, every word of one with every word of the other. If the poles are opposites, the
differences of the pairs point in a common direction. The statistic is their mean cosine, over pairs
without a common word, and the p-value is the share of random words, each about as frequent as a
word of the poles, with at least this mean (benchmarks/README.md). With a pole of one word, there
are no two such pairs.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np
from numpy.typing import NDArray

from w2vkit.base.messages import msg
from w2vkit.model.embeddings import Embeddings, normalized_rows
from w2vkit.query.formula import Formula, words
from w2vkit.query.operations import direction

LEAST_WORDS = 2
DRAWS = 1_000
LIKE = 1.5
"""A random word is at most this much more or less frequent, by rank."""
SIGNIFICANT = 0.05
SEED = 1
Vectors = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Separation:
    """How far a model separates two poles.

    Attributes:
        cosine: the mean cosine of the differences of the pairs.
        p_value: the share of random words that have at least this mean.

    """

    cosine: float
    p_value: float

    @property
    def is_clear(self) -> bool:
        """Whether the poles are apart by more than chance."""
        return self.p_value < SIGNIFICANT


def separation_note(found: Separation | None) -> str | None:
    """Return what has to be said of the poles of an axis, None if they are clearly apart."""
    if found is None:
        return msg(
            "A pole of one word is not tested; name two words or more in each, as pairs: "
            "man,boy woman,girl."
        )
    if found.is_clear:
        return None
    return msg(
        "Nothing shows that the model separates these poles: the differences of their "
        "words have no clear common direction (mean cosine {cosine:z.2f}, p = "
        "{p_value:.2f} against random words). The positions may be chance.",
        cosine=found.cosine,
        p_value=found.p_value,
    )


def separation(
    embeddings: Embeddings, poles: tuple[Sequence[Formula], Sequence[Formula]]
) -> Separation | None:
    """Return how far a model separates two poles, None if one of them is a single word."""
    sizes = [len(pole) for pole in poles]
    if min(sizes) < LEAST_WORDS:
        return None
    pairs = _pairs(*sizes)
    formulas = [*poles[0], *poles[1]]
    own = _mean_cosine(np.stack([direction(embeddings, one) for one in formulas])[None], pairs)[0]
    null = _mean_cosine(_random_words(embeddings, formulas), pairs)
    return Separation(float(own), float((1 + (null >= own).sum()) / (1 + len(null))))


def _pairs(first: int, second: int) -> NDArray[np.int64]:
    """Return the places of the words of each pair, int64 (n, 2)."""
    if first == second:
        return np.stack((np.arange(first), np.arange(first, 2 * first)), axis=1)
    return np.array([*product(range(first), range(first, first + second))], np.int64)


def _mean_cosine(vectors: Vectors, pairs: NDArray[np.int64]) -> Vectors:
    """Return the mean cosine of the differences of pairs without a common word, float64 (k,).

    Args:
        vectors: k times the vectors of all words, float64 (k, words, D).
        pairs: int64 (n, 2).

    """
    apart = vectors[:, pairs[:, 0]] - vectors[:, pairs[:, 1]]
    units = apart / np.maximum(np.linalg.norm(apart, axis=2, keepdims=True), 1e-12)
    cosines = units @ units.transpose(0, 2, 1)
    counted = (pairs[:, None] != pairs[None]).all(axis=2)
    return np.asarray(cosines[:, counted].mean(axis=1), np.float64)


def _random_words(embeddings: Embeddings, formulas: Sequence[Formula]) -> Vectors:
    """Return unit vectors of random words, each like the word of a formula, (DRAWS, words, D)."""
    random, size = np.random.default_rng(SEED), len(embeddings)
    drawn = []
    for formula in formulas:
        rows = [embeddings.vocabulary.find(word) for word in words(formula)]
        rank = next((row for row in rows if row is not None), size // 2)
        low, high = int(rank / LIKE), min(size, int((rank + 10) * LIKE))
        drawn.append(random.integers(low, high, DRAWS))
    found = np.asarray(embeddings.vectors[np.stack(drawn, axis=1).ravel()], np.float64)
    return normalized_rows(found).reshape(DRAWS, len(formulas), -1)
