"""Axes: words placed between two poles, each a set of words or formulas.

The axis is the difference of the means of the unit vectors of the poles, and the position of a word
is its cosine with the axis (SemAxis, An et al. 2018): above 0 towards the first pole, below 0
towards the second.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from w2vkit.base.errors import W2vError
from w2vkit.base.messages import msg
from w2vkit.base.table import html_table, table_lines
from w2vkit.model.embeddings import Embeddings
from w2vkit.model.shown_names import name_columns, name_fields
from w2vkit.query.formula import Formula, formula_text
from w2vkit.query.intervals import PredictionInterval, prediction_intervals
from w2vkit.query.neighbors import SCORE_DIGITS
from w2vkit.query.operations import direction
from w2vkit.query.separation import Separation

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
class Axis:
    """Words between two poles, from the first pole to the second; `print` shows a table.

    Attributes:
        first: the words of the first pole.
        second: the words of the second pole.
        words: the placed words.
        separation: how far the model separates the poles; None if one of them is a single word.
        names: the names of items.

    """

    first: tuple[str, ...]
    second: tuple[str, ...]
    words: tuple[PlacedWord, ...]
    separation: Separation | None = None
    names: Mapping[str, str] = field(default_factory=dict, repr=False)

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns of the table: with intervals if the model has members."""
        known = any(one.interval for one in self.words)
        intervals = INTERVAL_COLUMNS if known else ()
        return (*AXIS_COLUMNS, *intervals, *name_columns(self.names))

    @property
    def records(self) -> list[dict[str, str | float]]:
        """The values by column of each word."""
        return [{**one.record, **name_fields(one.word, self.names)} for one in self.words]

    def _rows(self) -> list[list[str | float]]:
        return [[record.get(name, "") for name in self.columns] for record in self.records]

    def __str__(self) -> str:
        return "\n".join(table_lines(self.columns, self._rows())) or msg("(no words)")

    def _repr_html_(self) -> str:
        return html_table(self.columns, self._rows())


def axis_direction(
    embeddings: Embeddings, first: Sequence[Formula], second: Sequence[Formula]
) -> NDArray[np.float64]:
    """Return the direction from the second pole to the first, float64 (D,) of length 1.

    Raises:
        W2vError: both poles have the same mean.

    """
    means = [
        np.mean([direction(embeddings, one) for one in pole], axis=0) for pole in (first, second)
    ]
    apart: NDArray[np.float64] = means[0] - means[1]
    length = float(np.linalg.norm(apart))
    if not length > SMALLEST_LENGTH:
        raise W2vError(msg("Both poles have the same vector."), msg("Choose words that differ."))
    return apart / length


def place_words(
    embeddings: Embeddings,
    poles: tuple[Sequence[Formula], Sequence[Formula]],
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
        scores = np.array([_positions(one, poles, formulas) for one in members])
        intervals = prediction_intervals(scores, -1.0, 1.0)
    words = [*map(formula_text, formulas)]
    counts = map(embeddings.vocabulary.count_of, words)
    placed = [
        PlacedWord(word, float(position), count, interval)
        for word, position, count, interval in zip(words, positions, counts, intervals, strict=True)
    ]
    return sorted(placed, key=lambda one: -one.position)


def _positions(
    embeddings: Embeddings,
    poles: tuple[Sequence[Formula], Sequence[Formula]],
    formulas: Sequence[Formula],
) -> NDArray[np.float64]:
    """Return the cosine of each formula with the axis, float64 (n,)."""
    axis = axis_direction(embeddings, *poles)
    return np.array([float(direction(embeddings, one) @ axis) for one in formulas])
