"""Scores of several models on one test set, on the questions whose words all of them know."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from w2vkit.base.config import EvalConfig
from w2vkit.base.progress import SILENT, Listener
from w2vkit.evaluation.bootstrap_intervals import (
    ConfidenceInterval,
    paired_intervals,
    resampled_score,
)
from w2vkit.evaluation.evaluate import answerable_questions
from w2vkit.evaluation.scoring import EvaluatedWords
from w2vkit.evaluation.test_sets import TestKind, TestSet

SET_COLUMNS = ("set", "kind", "model", "score", "difference", "low", "high", "common", "asked")
DIGITS = 6


@dataclass(frozen=True, slots=True)
class ModelScore:
    """The score of one model on a test set.

    Attributes:
        model: its name.
        score: see `Evaluation.score`; None if there are too few questions.
        difference: the score minus that of the first model; None for the first model.
        interval: 95% of the differences on resampled questions lie in it; None if unknown.

    """

    model: str
    score: float | None
    difference: float | None = None
    interval: ConfidenceInterval | None = None


@dataclass(frozen=True, slots=True)
class ComparedSet:
    """The scores of several models on the questions whose words all models know.

    Attributes:
        set: the name of the test set.
        kind: its kind.
        asked: number of questions in the set.
        common: number of questions whose words all models know.
        scores: the score of each model, in order.
        malformed: numbers of the lines that could not be used.
        lemmas: see `Evaluation`.
        merged: see `Evaluation`.

    """

    set: str
    kind: TestKind
    asked: int
    common: int
    scores: tuple[ModelScore, ...]
    malformed: tuple[int, ...] = ()
    lemmas: Mapping[str, str] = field(default_factory=dict)
    merged: int = 0

    @property
    def rows(self) -> list[dict[str, Any]]:
        """The values of `SET_COLUMNS` for each model."""
        return [self._row(score) for score in self.scores]

    def _row(self, score: ModelScore) -> dict[str, Any]:
        low, high = score.interval or (None, None)
        figures = {"score": score.score, "difference": score.difference, "low": low, "high": high}
        return {
            "set": self.set,
            "kind": self.kind,
            "model": score.model,
            **{name: None if x is None else round(x, DIGITS) for name, x in figures.items()},
            "common": self.common,
            "asked": self.asked,
        }


def compare_on(
    known: Mapping[str, EvaluatedWords],
    test_set: TestSet,
    config: EvalConfig,
    listener: Listener = SILENT,
) -> ComparedSet:
    """Compare models with the same words on a test set."""
    asked = [answerable_questions(words, test_set, config, listener) for words in known.values()]
    scores = [resampled_score(test_set.kind, questions) for questions in asked]
    intervals = [None, *paired_intervals(scores[0], scores[1:])]
    once = np.ones(scores[0].units, np.int64)
    values = [_finite(score.score(once)) if score.units else None for score in scores]
    return ComparedSet(
        test_set.name,
        test_set.kind,
        len(test_set.questions),
        len(asked[0].questions),
        tuple(
            ModelScore(name, value, _difference(values, place), intervals[place])
            for place, (name, value) in enumerate(zip(known, values, strict=True))
        ),
        test_set.malformed,
        asked[0].lemmas,
        asked[0].merged,
    )


def _finite(value: float) -> float | None:
    return None if np.isnan(value) else value


def _difference(values: Sequence[float | None], place: int) -> float | None:
    base, value = values[0], values[place]
    return None if place == 0 or base is None or value is None else value - base
