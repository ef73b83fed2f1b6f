"""The score of each kind of test set, for bootstrap intervals: which units are drawn again.

Scored pairs and odd-one-out sets consist of independent lines. Analogies made of word pairs share
these pairs, and every triplet of a set of categories shares words with others; there, the word
pairs and the words are drawn, because intervals would otherwise be too narrow.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import chain

import numpy as np

from w2vkit.evaluation.bootstrap_intervals import RankScore, RatioScore, Score, shares
from w2vkit.evaluation.scoring import (
    SCORERS,
    AnswerableQuestions,
    ratings_and_cosines,
    units_and_labels,
)
from w2vkit.evaluation.test_sets import Question, TestKind
from w2vkit.query.operations import Vector


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


def pairs(asked: AnswerableQuestions) -> RankScore:
    """Return the rank correlation of scored pairs."""
    return RankScore(*ratings_and_cosines(asked))


def categories(asked: AnswerableQuestions) -> RatioScore:
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
    "pairs": pairs,
    "categories": categories,
    "odd": odd_score,
}
