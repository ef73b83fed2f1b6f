"""Bootstrap intervals: scores of test sets whose items are drawn again with replacement.

Scored pairs and odd-one-out sets consist of independent lines. Analogies made of word pairs share
these pairs, and every triplet of a set of categories shares words with others; there, the word
pairs and the words are drawn, because intervals would otherwise be too narrow.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from w2vkit.evaluation.scoring import (
    SCORERS,
    AnswerableQuestions,
    correlation,
    ranks,
    ratings_and_cosines,
    units_and_labels,
)
from w2vkit.evaluation.test_sets import Question, TestKind
from w2vkit.query.operations import Vector

Counts = NDArray[np.int64]
Numbers = NDArray[np.float64]
RESAMPLES = 1_000
LEVEL = 95
"""Percentage of the resamples that lie in an interval."""
MIN_UNITS = 10
"""Fewer units than this do not show how much a score varies."""


class ConfidenceInterval(NamedTuple):
    """The lower and the upper end of a 95% interval."""

    low: float
    high: float


@dataclass(frozen=True, eq=False)
class RatioScore:
    """A share of correct answers whose answers can depend on several units each.

    An answer that depends on one unit counts as often as the unit is drawn. For an answer that
    depends on several, this is the first-order approximation.

    Attributes:
        right: number of correct answers.
        total: number of answers.
        right_with: for each of U units, the number of correct answers that depend on it, (U,).
        total_with: for each unit, the number of answers that depend on it, (U,).

    """

    right: float
    total: float
    right_with: Numbers
    total_with: Numbers

    @property
    def units(self) -> int:
        """The number of units U."""
        return len(self.total_with)

    def score(self, counts: Counts) -> float:
        """Return the score if unit u is drawn `counts[u]` times; NaN without answers."""
        more = counts - 1
        total = self.total + more @ self.total_with
        return float((self.right + more @ self.right_with) / total) if total > 0 else np.nan


@dataclass(frozen=True, eq=False)
class RankScore:
    """Spearman's correlation of N pairs of numbers; each pair is a unit.

    Attributes:
        ratings: the human ratings, (N,).
        cosines: the cosines of a model, (N,).

    """

    ratings: Numbers
    cosines: Numbers

    @property
    def units(self) -> int:
        """The number of pairs N."""
        return len(self.ratings)

    def score(self, counts: Counts) -> float:
        """Return the correlation if pair n is drawn `counts[n]` times; NaN without variation."""
        drawn = np.repeat(np.arange(self.units), counts)
        coefficient = correlation(ranks(self.ratings[drawn]), ranks(self.cosines[drawn]))
        return np.nan if coefficient is None else coefficient


Score = RatioScore | RankScore


def shares(values: Numbers) -> RatioScore:
    """Return the mean of N values, each of which is a unit."""
    return RatioScore(float(values.sum()), len(values), values, np.ones(len(values)))


def draws(units: int, resamples: int = RESAMPLES, seed: int = 1) -> Iterator[Counts]:
    """Yield for each resample how often each of `units` is drawn, int64 (units,)."""
    numbers = np.random.default_rng(seed)
    for _ in range(resamples):
        yield np.bincount(numbers.integers(units, size=units), minlength=units)


def interval(values: Sequence[float] | Numbers) -> ConfidenceInterval | None:
    """Return the interval that contains 95% of the values, or None if there are none.

    >>> interval([0.0] * 10)
    ConfidenceInterval(low=0.0, high=0.0)
    """
    numbers = np.asarray(values, np.float64)
    usable = numbers[~np.isnan(numbers)]
    if not len(usable):
        return None
    outside = (100 - LEVEL) / 2
    low, high = np.percentile(usable, [outside, 100 - outside])
    return ConfidenceInterval(float(low), float(high))


def paired_intervals(first: Score, others: Sequence[Score]) -> list[ConfidenceInterval | None]:
    """Return the interval of the difference of each other score from the first.

    All scores are computed on the same resamples of the same units. The result is None for fewer
    than `MIN_UNITS` units.
    """
    if first.units < MIN_UNITS:
        return [None for _ in others]
    differences = [
        [other.score(counts) - base for other in others]
        for counts in draws(first.units)
        for base in [first.score(counts)]
    ]
    return [interval([line[place] for line in differences]) for place in range(len(others))]


def mean_interval(values: Numbers, resamples: int = RESAMPLES) -> ConfidenceInterval | None:
    """Return the interval of the mean of values (N,), or None for fewer than `MIN_UNITS`."""
    if len(values) < MIN_UNITS:
        return None
    score: Callable[[Counts], float] = shares(values).score
    return interval([score(counts) for counts in draws(len(values), resamples)])


def resampled_score(kind: TestKind, asked: AnswerableQuestions) -> Score:
    """Return the score of the questions of a set of this kind."""
    return _SCORES[kind](asked)


def _right(kind: TestKind, asked: AnswerableQuestions) -> Vector:
    """Return whether the answer to each question is correct, float64 (N,)."""
    right = SCORERS[kind](asked)[1]
    return np.zeros(0) if right is None else right


def analogy_score(asked: AnswerableQuestions) -> RatioScore:
    """Return the accuracy of analogies; units are word pairs if questions share them."""
    right = _right("analogies", asked)
    pairs = [_pairs(question) for question in asked.questions]
    numbers = {pair: number for number, pair in enumerate(dict.fromkeys(chain(*pairs)))}
    if len(numbers) == 2 * len(pairs):
        return shares(right)
    right_with, total_with = np.zeros(len(numbers)), np.zeros(len(numbers))
    for value, both in zip(right.tolist(), pairs, strict=True):
        for pair in {*both}:
            right_with[numbers[pair]] += value
            total_with[numbers[pair]] += 1
    return RatioScore(float(right.sum()), len(right), right_with, total_with)


def _pairs(question: Question) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the two word pairs of an analogy, with their section."""
    a, b, c, d = question.words
    return (question.section, a, b), (question.section, c, d)


def rank_score(asked: AnswerableQuestions) -> RankScore:
    """Return the rank correlation of scored pairs."""
    return RankScore(*ratings_and_cosines(asked))


def triplet_score(asked: AnswerableQuestions) -> RatioScore:
    """Return the share of correctly ordered triplets; units are words."""
    units, labels = units_and_labels(asked)
    right, right_with, total_with = 0.0, np.zeros(len(units)), np.zeros(len(units))
    for place, unit in enumerate(units):
        same = labels == labels[place]
        other = ~same
        same[place] = False
        cosines = units @ unit
        below = np.searchsorted(np.sort(cosines[other]), cosines[same])
        above = same.sum() - np.searchsorted(np.sort(cosines[same]), cosines[other], side="right")
        right += below.sum()
        right_with[place] += below.sum()
        right_with[same] += below
        right_with[other] += above
        total_with[place] += same.sum() * other.sum()
        total_with[same] += other.sum()
        total_with[other] += same.sum()
    return RatioScore(right, total_with.sum() / 3, right_with, total_with)


def odd_score(asked: AnswerableQuestions) -> RatioScore:
    """Return the accuracy of odd-one-out sets."""
    return shares(_right("odd", asked))


_SCORES: Mapping[TestKind, Callable[[AnswerableQuestions], Score]] = {
    "analogies": analogy_score,
    "pairs": rank_score,
    "categories": triplet_score,
    "odd": odd_score,
}
