"""Association of sets of words: the WEAT of Caliskan, Bryson & Narayanan (2017).

For target sets X, Y and attribute sets A, B, the association of a word is
s(w) = mean cos(w, a) - mean cos(w, b), and the effect size is
(mean s(x) - mean s(y)) / standard deviation of s over X and Y (with the divisor n). The p-value is
the share of the ways to divide X and Y again into two sets of the same sizes that give a larger
difference.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, islice
from math import comb
from typing import Any

import numpy as np
from numpy.typing import NDArray

from w2vkit.base.errors import W2vError
from w2vkit.base.messages import msg
from w2vkit.base.shown_tables import ShownTable, Tabular
from w2vkit.model.embeddings import Embeddings
from w2vkit.model.shown_names import name_fields
from w2vkit.query.formula import Formula, formula_text
from w2vkit.query.intervals import PredictionInterval, prediction_intervals
from w2vkit.query.neighbors import SCORE_DIGITS
from w2vkit.query.operations import direction

ASSOCIATION_COLUMNS = ("set", "word", "association")

MOST_EXACT = 200_000
"""Up to this many divisions are all counted; of more, this many are drawn at random."""
DIVISIONS_PER_BLOCK = 10_000
ROUNDING = 1e-12
Scores = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class AssociatedWord:
    """A word of a target set: the number of its set, 1 or 2, and its association s(w)."""

    word: str
    set: int
    association: float


@dataclass(frozen=True, slots=True)
class Association(Tabular):
    """The association of two target sets with two attribute sets.

    Attributes:
        effect_size: -2 … 2; above 0 if the first targets are nearer to the first attributes.
        p_value: the one-sided probability of an effect at least as large by chance.
        divisions: how many divisions of the targets were counted.
        exact: whether these are all.
        words: the targets with their associations, highest first in each set.
        interval: of the effect size over the members of the model, or None without members.

    """

    effect_size: float
    p_value: float
    divisions: int
    exact: bool
    words: tuple[AssociatedWord, ...]
    interval: PredictionInterval | None = None

    @property
    def record(self) -> dict[str, Any]:
        """The figures of the sets by name, rounded."""
        return {
            "effect_size": round(self.effect_size, SCORE_DIGITS),
            "p_value": round(self.p_value, SCORE_DIGITS),
            "permutations": self.divisions,
            "exact": self.exact,
            **(self.interval.columns if self.interval else {}),
        }

    def rows(self, names: Mapping[str, str]) -> list[dict[str, Any]]:
        """Return the values of `ASSOCIATION_COLUMNS` for each target, and the names of items."""
        return [
            {
                "set": "XY"[target.set - 1],
                "word": target.word,
                "association": round(target.association, SCORE_DIGITS),
                **name_fields(target.word, names),
            }
            for target in self.words
        ]

    def tables(self) -> list[ShownTable]:
        """Return the figures of the sets, and the targets."""
        return [
            ShownTable([*self.record], [self.record]),
            ShownTable(ASSOCIATION_COLUMNS, self.rows({})),
        ]


def associate(
    embeddings: Embeddings,
    targets: tuple[Sequence[Formula], Sequence[Formula]],
    attributes: tuple[Sequence[Formula], Sequence[Formula]],
    members: Sequence[Embeddings] = (),
    *,
    seed: int = 1,
    most_exact: int = MOST_EXACT,
) -> Association:
    """Return the association of targets with attributes.

    Args:
        embeddings: of the model.
        targets: the sets X and Y.
        attributes: the sets A and B.
        members: of the model, for an interval.
        seed: of the divisions that are drawn at random.
        most_exact: up to this many divisions are all counted.

    Raises:
        W2vError: all targets have the same association.

    """
    size = len(targets[0])
    scores = associations(embeddings, targets, attributes)
    effect = effect_size(scores, size)
    p_value, divisions, exact = permutation_test(scores, size, seed, most_exact)
    interval = None
    if len(members) > 1:
        effects = [
            effect_size(associations(member, targets, attributes), size) for member in members
        ]
        (interval,) = prediction_intervals(np.array(effects)[:, np.newaxis], -2.0, 2.0)
    words = [
        AssociatedWord(formula_text(formula), 1 + (place >= size), float(score))
        for place, (formula, score) in enumerate(
            zip([*targets[0], *targets[1]], scores, strict=True)
        )
    ]
    ranked = sorted(words, key=lambda word: (word.set, -word.association))
    return Association(effect, p_value, divisions, exact, tuple(ranked), interval)


def associations(
    embeddings: Embeddings,
    targets: tuple[Sequence[Formula], Sequence[Formula]],
    attributes: tuple[Sequence[Formula], Sequence[Formula]],
) -> Scores:
    """Return the association s(w) of each target, X then Y, float64 (n,)."""
    words = np.stack([direction(embeddings, formula) for part in targets for formula in part])
    means = [
        np.mean([direction(embeddings, formula) for formula in part], axis=0) for part in attributes
    ]
    scores: Scores = words @ (means[0] - means[1])
    return scores


def effect_size(scores: Scores, size: int) -> float:
    """Return the effect size of associations of which the first `size` are those of X.

    Raises:
        W2vError: all are equal.

    """
    spread = float(scores.std())
    if not spread > ROUNDING:
        raise W2vError(
            msg("All targets have the same association, so there is no effect size."),
            msg("Choose other words."),
        )
    return float(scores[:size].mean() - scores[size:].mean()) / spread


def permutation_test(
    scores: Scores, size: int, seed: int = 1, most_exact: int = MOST_EXACT
) -> tuple[float, int, bool]:
    """Return the one-sided p-value, the number of divisions counted, and whether these are all.

    Exact, it is the share of divisions with a larger difference than X and Y have. Of drawn
    divisions, it is (1 + those with at least that difference) / (1 + all), which is never 0
    (Phipson & Smyth 2010).
    """
    every = comb(len(scores), size)
    own = _differences(scores, np.arange(size)[np.newaxis])[0]
    if every <= most_exact:
        larger = sum(
            int((_differences(scores, block) > own + ROUNDING).sum())
            for block in _all_divisions(len(scores), size)
        )
        return larger / every, every, True
    random = np.random.default_rng(seed)
    reached = 0
    for start in range(0, most_exact, DIVISIONS_PER_BLOCK):
        count = min(DIVISIONS_PER_BLOCK, most_exact - start)
        places = random.random((count, len(scores))).argsort(axis=1)[:, :size]
        reached += int((_differences(scores, places) >= own - ROUNDING).sum())
    return (1 + reached) / (1 + most_exact), most_exact, False


def _all_divisions(count: int, size: int) -> Iterator[NDArray[np.int64]]:
    """Yield all choices of `size` of `count` places in blocks, int64 (n, size)."""
    remaining = combinations(range(count), size)
    while block := [*islice(remaining, DIVISIONS_PER_BLOCK)]:
        yield np.array(block, np.int64)


def _differences(scores: Scores, places: NDArray[np.int64]) -> Scores:
    """Return for each division the difference of the means, float64 (n,)."""
    size, others = places.shape[1], len(scores) - places.shape[1]
    chosen = scores[places].sum(axis=1)
    differences: Scores = chosen / size - (scores.sum() - chosen) / others
    return differences
