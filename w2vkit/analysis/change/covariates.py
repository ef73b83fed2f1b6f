"""Covariates: what is known of the occurrences of a word, such as the year and the speaker.

A covariate is given as parts of a text. If these are named after numbers, years or months, it is a
number; otherwise it has values, such as speakers.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from w2vkit.analysis.change.blocks import (
    ENOUGH_UNITS,
    SHORTEST,
    TOPIC,
    Blocks,
    numbered_blocks,
)
from w2vkit.analysis.change.parts import NO_PART, TextParts
from w2vkit.analysis.change.trend import are_numbers, numbers_of
from w2vkit.base.errors import UsageError
from w2vkit.base.messages import counted, listed, msg

MOST_VALUES = 30
"""Values of a covariate that is no number: each has a coefficient of its own."""
RANGES = 5
"""Ranges of a number that have a topic of their own each."""
Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Covariate:
    """What is known of the occurrences of a word.

    Attributes:
        name: its name: that of a column, or how its parts were chosen.
        values: its P values, as names.
        numbers: float64 (P,), the numbers that the values are; None if they are none.
        of_sentence: int64 (S,), the value of each sentence; `NO_PART` for none.

    """

    name: str
    values: Sequence[str]
    numbers: Floats | None
    of_sentence: NDArray[np.int64]

    @property
    def description(self) -> str:
        """What it is, for a note."""
        if self.numbers is not None:
            return msg(
                "{covariate} is a number ({first} to {last})",
                covariate=self.name,
                first=self.values[int(self.numbers.argmin())],
                last=self.values[int(self.numbers.argmax())],
            )
        return msg(
            "{covariate} has {values} ({names})",
            covariate=self.name,
            values=counted(len(self.values), "{number} value", "{number} values"),
            names=listed([*self.values]),
        )

    def columns(self, of_block: NDArray[np.int64]) -> list[tuple[str, Floats]]:
        """Return what a value is tested by: its name, and float64 (B,), from 0 to 1.

        A number has one such column, from its least value to its greatest, and two values have one;
        each of several values is 1 against all others.
        """
        if self.numbers is not None:
            low, high = int(self.numbers.argmin()), int(self.numbers.argmax())
            shares = (self.numbers - self.numbers[low]) / np.ptp(self.numbers)
            name = msg("{first} to {last}", first=self.values[low], last=self.values[high])
            return [(name, shares[of_block])]
        chosen = range(1, 2) if len(self.values) == 2 else range(len(self.values))
        return [(self.values[one], (of_block == one).astype(np.float64)) for one in chosen]

    def held(self, of_block: NDArray[np.int64]) -> Floats:
        """Return the columns by which it is held constant, float64 (B, K)."""
        columns = [column for _, column in self.columns(of_block)]
        return np.column_stack(columns[:-1] if len(columns) > 1 else columns)


def covariate(parts: TextParts) -> Covariate:
    """Return the covariate that parts are.

    Raises:
        UsageError: it has too many values that are no numbers.

    """
    kind, _, column = parts.by.partition(":")
    name = column if column and kind in ("column", "decades", "years", "months") else parts.by
    numbers = None
    is_counted = not column and name not in ("decades", "years", "months")
    if are_numbers(parts.names) and len(parts.names) > 2 and not is_counted:
        numbers = numbers_of(parts.names)
    elif len(parts.names) > MOST_VALUES:
        raise UsageError(
            msg(
                "{covariate} has {values:,} values that are no numbers; at most {most} can be "
                "told apart.",
                covariate=name,
                values=len(parts.names),
                most=MOST_VALUES,
            ),
            msg("Use years:NAME for dates, or give values in common to several rows."),
        )
    return Covariate(name, parts.names, numbers, parts.of_sentence)


def covariate_blocks(
    covariates: Sequence[Covariate], every: Sequence[TextParts], starts: NDArray[np.int64]
) -> Blocks:
    """Return the blocks that are shuffled: what is one unit by all covariates.

    Where there are few units, they are cut into passages.

    Args:
        covariates: the covariates.
        every: the parts of each.
        starts: where the sentences of the corpus start, int64 (S + 1,).

    """
    inside = np.all([one.of_sentence != NO_PART for one in covariates], axis=0)
    values = np.column_stack([one.of_sentence for one in covariates])
    units = np.column_stack([values, *(parts.units.of_sentence for parts in every)])
    number = len(np.unique(units[inside], axis=0))
    description: str = counted(number, "{number} unit", "{number} units")
    if number < 2 * ENOUGH_UNITS:
        units = np.column_stack([units, np.asarray(starts[:-1]) // SHORTEST])
        description = msg(
            "passages of about {tokens:,} words, since there are only {units}",
            tokens=SHORTEST,
            units=description,
        )
    of_sentence = np.unique(units, axis=0, return_inverse=True)[1].reshape(-1)
    of_sentence = np.where(inside, of_sentence, -1)
    return numbered_blocks(of_sentence, _topics(covariates, inside, starts), starts, description)


def _topics(
    covariates: Sequence[Covariate], inside: NDArray[np.bool_], starts: NDArray[np.int64]
) -> NDArray[np.int64]:
    """Return what has a topic in common, int64 (S,): values, and a few ranges of numbers.

    Numbers are left out where there would be too few tokens for each.
    """
    lengths = np.diff(starts) * inside
    names = [one.of_sentence for one in covariates if one.numbers is None]
    cells = np.zeros((len(lengths), 1), np.int64)
    for columns in (names, [*names, *(_ranges(one, lengths) for one in covariates)]):
        finer = np.column_stack([cells, *columns])
        number = len(np.unique(finer[inside], axis=0))
        if int(lengths.sum()) >= TOPIC * number:
            cells = finer
    return np.unique(cells, axis=0, return_inverse=True)[1].reshape(-1).astype(np.int64)


def _ranges(one: Covariate, lengths: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return which of a few ranges with equally many tokens each sentence is in, int64 (S,)."""
    if one.numbers is None:
        return np.zeros(len(lengths), np.int64)
    of_value = np.bincount(one.of_sentence + 1, lengths, len(one.values) + 1)[1:]
    order = np.argsort(one.numbers, kind="stable")
    ends = np.cumsum(of_value[order])
    middles = ends - of_value[order] / 2
    ranges = np.zeros(len(one.values) + 1, np.int64)
    ranges[order] = (middles * RANGES / max(float(ends[-1]), 1.0)).astype(np.int64)
    return ranges[one.of_sentence]
