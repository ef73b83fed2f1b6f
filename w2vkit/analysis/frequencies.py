"""Frequencies of words, and their keyness against another corpus."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from w2vkit.analysis.log_likelihood import keyness
from w2vkit.model.vocabulary import Vocabulary

PER = 10_000
"""Frequencies are given per this many tokens."""
FREQUENCY_COLUMNS = ("word", "count", "per_10000")
KEYNESS_COLUMNS = (*FREQUENCY_COLUMNS, "other_count", "other_per_10000", "direction", "keyness")


@dataclass(frozen=True, slots=True)
class Frequency:
    """The frequency of a word: its count, and its count in 10,000 tokens."""

    word: str
    count: int
    per_10000: float


@dataclass(frozen=True, slots=True)
class Keyness:
    """The frequencies of a word in two corpora, and the significance of their difference.

    Attributes:
        word: the word.
        count, per_10000: in the corpus.
        other_count, other_per_10000: in the other corpus.
        direction: "+" if it is more frequent in the corpus, "-" if it is less frequent, or "=".
        keyness: the log-likelihood ratio; above 15.13, p < .0001.

    """

    word: str
    count: int
    per_10000: float
    other_count: int
    other_per_10000: float
    direction: str
    keyness: float


def frequencies(types: Vocabulary) -> Iterator[Frequency]:
    """Yield the frequencies of all types, the most frequent first."""
    total = max(1, int(types.counts().sum()))
    for word, count in zip(types, types.counts().tolist(), strict=True):
        yield Frequency(word, count, _per(count, total))


def compared(types: Vocabulary, others: Vocabulary, min_count: int = 1) -> list[Keyness]:
    """Return the words of two corpora, the most significant difference first.

    Args:
        types: of the corpus.
        others: of the corpus to compare it with.
        min_count: the least number of occurrences in both together.

    """
    words = [*dict.fromkeys([*types, *others])]
    first, second = (
        np.array([_count(vocabulary, word) for word in words]) for vocabulary in (types, others)
    )
    total, other_total = (max(1, int(counts.sum())) for counts in (first, second))
    scores = keyness(first.astype(float), second.astype(float), total, other_total)
    order = np.argsort(-scores, kind="stable").tolist()
    return [
        _compared(words[row], int(first[row]), int(second[row]), total, other_total, scores[row])
        for row in order
        if first[row] + second[row] >= min_count
    ]


def _compared(
    word: str, count: int, other: int, total: int, other_total: int, score: float
) -> Keyness:
    difference = count * other_total - other * total
    direction = "=" if not difference else "+" if difference > 0 else "-"
    rates = _per(count, total), _per(other, other_total)
    return Keyness(word, count, rates[0], other, rates[1], direction, round(float(score), 2))


def _count(types: Vocabulary, word: str) -> int:
    row = types.find(word)
    return 0 if row is None else types.count(row)


def _per(count: int, total: int) -> float:
    return round(count * PER / total, 3)
