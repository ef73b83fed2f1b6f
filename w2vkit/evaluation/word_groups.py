"""Whether words that belong together are each other's nearest neighbors."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from w2vkit.evaluation.bootstrap_intervals import ConfidenceInterval, mean_interval
from w2vkit.model.embeddings import Embeddings, normalized_rows

Numbers = NDArray[np.float64]
GROUP_COLUMNS = ("set", "kind", "score", "low", "high", "chance", "groups")
DIGITS = 6


@dataclass(frozen=True, slots=True)
class GroupScore:
    """The score of groups of words that belong together.

    Attributes:
        groups: number of groups.
        nearest: the share of words whose nearest word belongs to the same group.
        nearest_interval: 95% interval of `nearest`, or None for too few groups.
        nearest_chance: `nearest` of a random order of the words.
        reciprocal_rank: the mean of 1 / rank of the first word of the same group.
        reciprocal_rank_interval: 95% interval of `reciprocal_rank`.
        reciprocal_rank_chance: `reciprocal_rank` of a random order of the words.

    """

    groups: int
    nearest: float
    nearest_interval: ConfidenceInterval | None
    nearest_chance: float
    reciprocal_rank: float
    reciprocal_rank_interval: ConfidenceInterval | None
    reciprocal_rank_chance: float

    def rows(self, name: str) -> list[dict[str, Any]]:
        """Return the values of `GROUP_COLUMNS` for each score of the groups called `name`."""
        nearest = (self.nearest, self.nearest_interval, self.nearest_chance)
        mrr = (self.reciprocal_rank, self.reciprocal_rank_interval, self.reciprocal_rank_chance)
        rows = []
        for kind, (score, interval, chance) in (("nearest", nearest), ("mrr", mrr)):
            low, high = interval or (None, None)
            figures = {"score": score, "low": low, "high": high, "chance": chance}
            rounded = {key: None if x is None else round(x, DIGITS) for key, x in figures.items()}
            rows.append({"set": name, "kind": kind, **rounded, "groups": self.groups})
        return rows


def score_groups(embeddings: Embeddings, groups: Sequence[Sequence[int]]) -> GroupScore:
    """Score groups of at least two rows each, by the cosine among all words.

    Intervals come from a bootstrap over the groups, of which there is at least one.
    """
    units = normalized_rows(np.asarray(embeddings.vectors, np.float32))
    ranks = [np.array([_first_rank(units, row, rows) for row in rows]) for rows in groups]
    nearest = np.array([(one == 1).mean() for one in ranks])
    reciprocal = np.array([(1 / one).mean() for one in ranks])
    others = len(embeddings) - 1
    return GroupScore(
        groups=len(groups),
        nearest=float(nearest.mean()),
        nearest_interval=mean_interval(nearest),
        nearest_chance=float(np.mean([(len(rows) - 1) / others for rows in groups])),
        reciprocal_rank=float(reciprocal.mean()),
        reciprocal_rank_interval=mean_interval(reciprocal),
        reciprocal_rank_chance=float(
            np.mean([chance_of_reciprocal_rank(len(rows) - 1, others) for rows in groups])
        ),
    )


def _first_rank(units: NDArray[np.float32], row: int, group: Sequence[int]) -> int:
    """Return the rank of the nearest other word of the group among all words but `row`, from 1."""
    cosines = units @ units[row]
    best = max(cosines[other] for other in group if other != row)
    cosines[row] = -np.inf
    return 1 + int((cosines > best).sum())


def chance_of_reciprocal_rank(wanted: int, words: int) -> float:
    """Return the mean of 1 / rank of the first of `wanted` words in random orders of `words`.

    >>> chance_of_reciprocal_rank(1, 2)
    0.75
    """
    ranks = np.arange(1, words + 1)
    at_least = np.ones(words)
    for place in range(wanted):
        at_least *= np.maximum(words - ranks + 1 - place, 0) / (words - place)
    exactly = at_least - np.append(at_least[1:], 0)
    return float((exactly / ranks).sum())
