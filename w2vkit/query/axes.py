"""Axes: words placed between two poles, each a set of words or formulas.

The axis is the difference of the means of the unit vectors of the poles, and the position of a word
is its cosine with the axis (SemAxis, An et al. 2018): above 0 towards the first pole, below 0
towards the second.

Whether a model separates the poles is tested against random words. The words of the poles are
pairs: the first of each pole, the second of each, and so on; if one pole has more words, every word
of one with every word of the other. If the poles are opposites, the differences of the pairs point
in a common direction. The statistic is their mean cosine, over pairs without a common word, and the
p-value is the share of random words, each about as frequent as a word of the poles, with at least
this mean (benchmarks/README.md). With a pole of one word, there are no two such pairs.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product

import numpy as np
from numpy.typing import NDArray

from w2vkit.base.errors import W2vError
from w2vkit.base.messages import msg
from w2vkit.base.shown_tables import ShownTable, Tabular
from w2vkit.model.embeddings import Embeddings, normalized_rows
from w2vkit.model.shown_names import name_columns, name_fields
from w2vkit.query.formula import Formula, formula_text, words
from w2vkit.query.intervals import PredictionInterval, prediction_intervals
from w2vkit.query.neighbors import SCORE_DIGITS
from w2vkit.query.operations import direction

LEAST_WORDS = 2
DRAWS = 1_000
LIKE = 1.5
"""A random word is at most this much more or less frequent, by rank."""
SIGNIFICANT = 0.05
SEED = 1
Vectors = NDArray[np.float64]
Poles = tuple[Sequence[Formula], Sequence[Formula]]
"""The words of the first pole and of the second."""

AXIS_COLUMNS = ("word", "position", "count")
INTERVAL_COLUMNS = ("mean", "low", "high")
SMALLEST_LENGTH = 1e-9


@dataclass(frozen=True, slots=True)
class PlacedWord:
    """A word on an axis.

    Attributes:
        word: the word.
        position: its cosine with the axis, 1 at the first pole … -1 at the second.
        count: its number of occurrences, 0 if unknown.
        interval: of its position over the members of the model, or None without members.

    """

    word: str
    position: float
    count: int
    interval: PredictionInterval | None = None

    @property
    def record(self) -> dict[str, str | float]:
        """The values by column, rounded."""
        values: dict[str, str | float] = {
            "word": self.word,
            "position": round(self.position, SCORE_DIGITS),
            "count": self.count,
        }
        return {**values, **(self.interval.columns if self.interval else {})}


@dataclass(frozen=True)
class Axis(Tabular):
    """Words between two poles, from the first pole to the second; `print` shows a table.

    Attributes:
        first: the words of the first pole.
        second: the words of the second pole.
        words: the placed words.
        separation: how far the model separates the poles; None if one of them is a single word.
        names: the names of items.
        label: the model for a caption; "" if it is unknown.

    """

    first: tuple[str, ...]
    second: tuple[str, ...]
    words: tuple[PlacedWord, ...]
    separation: Separation | None = None
    names: Mapping[str, str] = field(default_factory=dict, repr=False)
    label: str = ""

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns of the table: with intervals if the model has members."""
        known = any(placed.interval for placed in self.words)
        intervals = INTERVAL_COLUMNS if known else ()
        return (*AXIS_COLUMNS, *intervals, *name_columns(self.names))

    @property
    def records(self) -> list[dict[str, str | float]]:
        """The values by column of each word."""
        return [{**placed.record, **name_fields(placed.word, self.names)} for placed in self.words]

    def tables(self) -> list[ShownTable]:
        """Return one table, and what has to be said of the poles."""
        note = separation_note(self.separation)
        return [ShownTable(self.columns, self.records, notes=[note] if note else [])]


def axis_direction(
    embeddings: Embeddings, first: Sequence[Formula], second: Sequence[Formula]
) -> NDArray[np.float64]:
    """Return the direction from the second pole to the first, float64 (D,) of length 1.

    Raises:
        W2vError: both poles have the same mean.

    """
    means = [
        np.mean([direction(embeddings, formula) for formula in pole], axis=0)
        for pole in (first, second)
    ]
    apart: NDArray[np.float64] = means[0] - means[1]
    length = float(np.linalg.norm(apart))
    if not length > SMALLEST_LENGTH:
        raise W2vError(msg("Both poles have the same vector."), msg("Choose words that differ."))
    return apart / length


def axis_between(
    embeddings: Embeddings,
    poles: Poles,
    formulas: Sequence[Formula],
    members: Sequence[Embeddings] = (),
) -> Axis:
    """Return the axis between two poles with words on it, and how far it separates the poles.

    Args:
        embeddings: of the model.
        poles: the words of the first pole and of the second.
        formulas: the words to place.
        members: of the model, for intervals.

    """
    first, second = (tuple(map(formula_text, pole)) for pole in poles)
    placed = place_words(embeddings, poles, formulas, members)
    return Axis(first, second, tuple(placed), separation(embeddings, poles))


def place_words(
    embeddings: Embeddings,
    poles: Poles,
    formulas: Sequence[Formula],
    members: Sequence[Embeddings] = (),
) -> list[PlacedWord]:
    """Return the words or formulas on the axis between two poles, the first pole first.

    Args:
        embeddings: of the model.
        poles: the words of the first pole and of the second.
        formulas: the words to place.
        members: of the model, for intervals.

    """
    positions = _positions(embeddings, poles, formulas)
    intervals: list[PredictionInterval] | list[None] = [None] * len(formulas)
    if len(members) > 1 and formulas:
        scores = np.array([_positions(member, poles, formulas) for member in members])
        intervals = prediction_intervals(scores, -1.0, 1.0)
    words = [*map(formula_text, formulas)]
    counts = map(embeddings.vocabulary.count_of, words)
    placed = [
        PlacedWord(word, float(position), count, interval)
        for word, position, count, interval in zip(words, positions, counts, intervals, strict=True)
    ]
    return sorted(placed, key=lambda word: -word.position)


def _positions(
    embeddings: Embeddings,
    poles: Poles,
    formulas: Sequence[Formula],
) -> NDArray[np.float64]:
    """Return the cosine of each formula with the axis, float64 (n,)."""
    axis = axis_direction(embeddings, *poles)
    return np.array([float(direction(embeddings, formula) @ axis) for formula in formulas])


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


def separation_note(measured: Separation | None) -> str | None:
    """Return what has to be said of the poles of an axis, None if they are clearly apart."""
    if measured is None:
        return msg(
            "A pole of one word is not tested; name two words or more in each, as pairs: "
            "man,boy woman,girl."
        )
    if measured.is_clear:
        return None
    return msg(
        "Nothing shows that the model separates these poles: the differences of their "
        "words have no clear common direction (mean cosine {cosine:z.2f}, p = "
        "{p_value:.2f} against random words). The positions may be chance.",
        cosine=measured.cosine,
        p_value=measured.p_value,
    )


def separation(embeddings: Embeddings, poles: Poles) -> Separation | None:
    """Return how far a model separates two poles, None if one of them is a single word."""
    sizes = [len(pole) for pole in poles]
    if min(sizes) < LEAST_WORDS:
        return None
    pairs = _pairs(*sizes)
    formulas = [*poles[0], *poles[1]]
    own = _mean_cosine(
        np.stack([direction(embeddings, formula) for formula in formulas])[None], pairs
    )[0]
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
    vectors = np.asarray(embeddings.vectors[np.stack(drawn, axis=1).ravel()], np.float64)
    return normalized_rows(vectors).reshape(DRAWS, len(formulas), -1)
