"""When the partitions of a training do what: a function of the corpus and the options."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from w2vkit.base.config import TrainConfig

SYNCHRONIZATIONS = 64
"""How often weights are combined in a training. Fewer cost accuracy, however short the text."""
SYNCHRONIZATIONS_OF_CBOW = 96
"""CBOW adds the whole gradient to each context word, so that partitions disagree more."""
MOST_WORDS = 5_000_000
"""The most words between two synchronizations, so that progress is kept on an interruption."""
WARM_UP = 1_000_000
"""The most words on which one partition trains alone, before the others can agree on anything."""
FASTER = 1.5
"""The factor of the learning rate: the combined change is smaller than the sum of all changes."""
ENOUGH_WORDS = 1_000_000
"""Words in a partition below which accuracy falls."""


@dataclass(frozen=True, slots=True)
class Schedule:
    """The plan of a training in partitions.

    A *round* is what all partitions train on between two synchronizations. In each epoch a
    partition passes over its part of the text once, in `rounds` pieces of equal length.

    Attributes:
        ranges: the first and the last token, exclusive, of each partition.
        rounds: the number of rounds in an epoch.
        epochs: the number of epochs.
        warm_up: tokens from the beginning of the text on which one partition trains first.

    """

    ranges: Sequence[tuple[int, int]]
    rounds: int
    epochs: int
    warm_up: int

    @property
    def synchronizations(self) -> int:
        """The number of rounds in all epochs."""
        return self.rounds * self.epochs

    def span(self, partition: int, number: int) -> tuple[int, int]:
        """Return the tokens of a partition in a round, which is counted through all epochs."""
        first, last = self.ranges[partition]
        place = number % self.rounds
        length = last - first
        return first + length * place // self.rounds, first + length * (place + 1) // self.rounds

    def tokens_before(self, number: int) -> int:
        """Return how many tokens all partitions have trained on before a round, in all epochs."""
        epoch, place = divmod(number, self.rounds)
        done = sum((last - first) * place // self.rounds for first, last in self.ranges)
        return epoch * self.ranges[-1][1] + done

    def round_at(self, tokens: int) -> int:
        """Return the round before which `tokens` tokens have been trained on."""
        epoch, position = divmod(tokens, self.ranges[-1][1])
        number = epoch * self.rounds
        while self.tokens_before(number) < tokens and position:
            number += 1
        return number

    def record(self) -> dict[str, Any]:
        """Return what the manifest of a model says of it, as a JSON object."""
        return {
            "partitions": len(self.ranges),
            "synchronizations": self.synchronizations,
            "combination": "ratio of norms",
            "warm_up": self.warm_up,
            "alpha_factor": FASTER,
        }


def make_schedule(starts: NDArray[np.int64], tokens: int, config: TrainConfig) -> Schedule:
    """Return the schedule of a training.

    Args:
        starts: int64, the first token of each sentence, ascending.
        tokens: the length of the text.
        config: the options; with at least as many sentences as partitions.

    """
    ranges = ranges_of(starts, tokens, config.partitions)
    longest = max(last - first for first, last in ranges)
    wanted = config.synchronizations or (
        SYNCHRONIZATIONS_OF_CBOW if config.is_cbow else SYNCHRONIZATIONS
    )
    rounds = max(-(-wanted // config.epochs), -(-longest // MOST_WORDS))
    return Schedule(ranges, rounds, config.epochs, min(WARM_UP, tokens // config.partitions))


def ranges_of(starts: NDArray[np.int64], tokens: int, partitions: int) -> Sequence[tuple[int, int]]:
    """Return parts of a text of about equal length, each of whole sentences.

    >>> ranges_of(np.array([0, 4, 6, 9]), 12, 2)
    [(0, 6), (6, 12)]
    """
    cuts = np.searchsorted(starts, [tokens * part // partitions for part in range(partitions)])
    bounds = [*(int(starts[min(cut, len(starts) - 1)]) for cut in cuts), tokens]
    return [*pairwise(bounds)]


def faster(config: TrainConfig) -> TrainConfig:
    """Return the options with the learning rate of a training in partitions."""
    return replace(config, alpha=min(config.alpha * FASTER, 10.0))
