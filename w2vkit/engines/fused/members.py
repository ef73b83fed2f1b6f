"""The members of a fused model: their options, and the results of the finished ones."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from w2vkit.base.config import MemberName, TrainConfig, parse_members
from w2vkit.engines import MemberLoss
from w2vkit.languages.language import Language
from w2vkit.model.embeddings import Matrix
from w2vkit.model.subwords import Subwords

SUBWORD_EPOCHS = 0.4
"""The share of the epochs in which fastText trains; with more, single characters dominate."""


@dataclass(frozen=True, slots=True)
class Member:
    """A member of a fused model.

    Attributes:
        name: its algorithm.
        weight: its weight.
        config: all its options.
        own: the options that differ from those of the fused model.

    """

    name: MemberName
    weight: float
    config: TrainConfig
    own: Mapping[str, Any]


@dataclass(frozen=True, eq=False)
class Finished:
    """The result of a member that finished training.

    Attributes:
        vectors: float32 (V, D).
        seconds: the time spent on training.
        loss: the loss in the last epoch and during the training.
        subwords: the vectors of character n-grams, or None.

    """

    vectors: Matrix
    seconds: float
    loss: MemberLoss = field(default_factory=MemberLoss)
    subwords: Subwords | None = None


def members_of(config: TrainConfig, *, language: Language) -> list[Member]:
    """Return the members of a fused model, in the order of their training.

    Args:
        config: the options of the model.
        language: the language of most words.

    """
    weights = parse_members(config.members)
    return [_member(config, name, weight, language) for name, weight in weights.items()]


def _member(config: TrainConfig, name: MemberName, weight: float, language: Language) -> Member:
    own: dict[str, Any] = {}
    if name == "ppmi":
        widest = language.ppmi_window or config.window
        decay = language.ppmi_decay if config.decay is None else config.decay
        own = {"window": min(config.window, widest), "epochs": 1, "decay": decay}
    elif name == "fasttext":
        own = {"epochs": max(1, round(config.epochs * SUBWORD_EPOCHS))}
    return Member(name, weight, replace(config, algorithm=name, **own), own)
