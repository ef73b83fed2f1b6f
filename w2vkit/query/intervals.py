"""Intervals of scores over the members of a model, which were trained on samples of its text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from w2vkit.base.errors import UsageError
from w2vkit.base.messages import msg
from w2vkit.model.embeddings import Embeddings
from w2vkit.model.manifest import INFO, read_info
from w2vkit.model.stability import as_embeddings, read_members
from w2vkit.query import operations
from w2vkit.query.formula import Formula
from w2vkit.query.neighbors import SCORE_DIGITS, Neighbors
from w2vkit.query.operations import SearchRequest

FIRST = 10
"""A neighbor is counted in a member if it is among this many first words."""
CONFIDENCE = 0.95


@dataclass(frozen=True, slots=True)
class PredictionInterval:
    """The mean of a score over the members, and its 95% prediction interval.

    A model of another text of the same kind and length has its score in the interval in 95% of
    cases, if scores are normally distributed: mean ± t·s·√(2 + 1/K). The 2 counts the deviations of
    both texts; without it, the interval would be one for another sample of this text.

    The score of the model itself is often above the mean. Its neighbors were chosen for high
    scores, and in another text they are lower; and a sample has fewer different contexts than the
    text, so that its cosines are lower. For neighbors, both are about equally large, so the mean is
    what another text gives (figures in benchmarks/README.md).
    """

    mean: float
    low: float
    high: float

    @property
    def columns(self) -> dict[str, float]:
        """The values of the columns `mean`, `low` and `high`, rounded."""
        values = {"mean": self.mean, "low": self.low, "high": self.high}
        return {name: round(value, SCORE_DIGITS) for name, value in values.items()}


@dataclass(frozen=True, slots=True)
class Stability:
    """How far a neighbor depends on the sample of the text.

    Attributes:
        interval: of its score.
        runs: in how many members it is among the first ten words.
        members: K, the number of members.

    """

    interval: PredictionInterval
    runs: int
    members: int

    @property
    def columns(self) -> dict[str, float | int]:
        """The values by column, rounded."""
        return {**self.interval.columns, "runs": self.runs, "members": self.members}


def prediction_intervals(
    scores: NDArray[np.float64], low: float = -np.inf, high: float = np.inf
) -> list[PredictionInterval]:
    """Return the 95% prediction interval of each column of scores (K, n), within low … high."""
    from scipy.special import stdtrit

    count = len(scores)
    factor = float(stdtrit(count - 1, (1 + CONFIDENCE) / 2)) * (2 + 1 / count) ** 0.5
    means = scores.mean(axis=0)
    reach = factor * scores.std(axis=0, ddof=1)
    return [
        PredictionInterval(float(mean), max(float(mean - far), low), min(float(mean + far), high))
        for mean, far in zip(means, reach, strict=True)
    ]


def interval_members(path: Path, embeddings: Embeddings) -> Sequence[Embeddings]:
    """Return the members of the model at `path` as embeddings; () if there are none.

    Raises:
        W2vError: their file is damaged.

    """
    if not (path / INFO).is_file():
        return ()
    members = read_members(path, read_info(path))
    return [as_embeddings(embeddings, member) for member in members]


def stabilities(
    members: Sequence[Embeddings], formula: Formula, neighbors: Neighbors, request: SearchRequest
) -> list[Stability]:
    """Return the stability of each neighbor of a formula.

    Args:
        members: of the model.
        formula: the question.
        neighbors: its nearest words in the model.
        request: how they were searched for.

    Raises:
        UsageError: they were not searched for by cosine, or there are no members.

    """
    if len(members) < 2:
        raise UsageError(
            msg("The model was not trained on samples of its text."),
            msg("Train it on samples with --stability, or w2vkit.stability(model) in Python."),
        )
    if request.metric != "cosine":
        raise UsageError(
            msg("--stability requires --metric cosine, not {metric}.", metric=request.metric),
            msg("Omit --metric."),
        )
    if not neighbors:
        return []
    rows = [members[0].vocabulary.find(neighbor.word) for neighbor in neighbors]
    only = np.array(sorted(row for row in rows if row is not None), np.int64)
    plain = SearchRequest(
        FIRST,
        "cosine",
        request.method,
        request.rows,
        include_query=request.include_query,
        common=request.common,
    )
    of_them = replace(plain, topn=len(only), rows=only, include_query=True, common=1)
    scores, runs = [], [0] * len(neighbors)
    for member in members:
        score_of = {
            neighbor.word: neighbor.score
            for neighbor in operations.similar(member, [formula], of_them)[0]
        }
        first = {neighbor.word for neighbor in operations.similar(member, [formula], plain)[0]}
        scores.append([score_of[neighbor.word] for neighbor in neighbors])
        runs = [
            count + (neighbor.word in first)
            for count, neighbor in zip(runs, neighbors, strict=True)
        ]
    limits = (-1.0, 1.0) if request.method == "add" else (0.0, np.inf)
    intervals = prediction_intervals(np.array(scores), *limits)
    return [
        Stability(interval, count, len(members))
        for interval, count in zip(intervals, runs, strict=True)
    ]
