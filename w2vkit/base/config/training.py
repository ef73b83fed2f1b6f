"""Options of training."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast, get_args

from w2vkit.base.config.choices import (
    CHECKPOINT_MINUTES,
    MAX_SEED,
    Algorithm,
    Architecture,
    CbowGradient,
    EngineName,
    Loss,
    MemberName,
)
from w2vkit.base.config.declaration import check_ranges, setting
from w2vkit.base.errors import UsageError
from w2vkit.base.messages import joined, msg


@dataclass(frozen=True, slots=True)
class TrainConfig:
    """Options of training (Mikolov et al. 2013, arXiv:1301.3781 and 1310.4546)."""

    algorithm: Algorithm = setting("cbow", "Training algorithm.", sized=True)
    loss: Loss = setting(
        "negative", "Training objective: negative sampling or hierarchical softmax."
    )
    dim: int = setting(100, "Vector dimension.", low=1, high=10_000, sized=True)
    window: int = setting(
        5, "Maximum number of context words on each side.", low=1, high=1_000, sized=True
    )
    negative: int = setting(
        5,
        "Negative samples per positive sample; not with --loss hierarchical.",
        low=1,
        high=1_000,
        sized=True,
    )
    cbow_gradient: CbowGradient = setting(
        "whole",
        "CBOW: whether each context word receives the whole gradient, as in word2vec.c, or an "
        "equal share.",
    )
    sample: float = setting(
        1e-3, "Subsampling threshold for frequent words; 0 disables subsampling.", 0, 1, sized=True
    )
    alpha: float = setting(0.025, "Initial learning rate.", low=1e-6, high=10.0, sized=True)
    min_alpha: float = setting(1e-4, "Final learning rate.", low=0.0, high=10.0)
    min_count: int = setting(
        5,
        "Omit words that occur fewer than this many times.",
        low=1,
        high=1_000_000_000,
        sized=True,
    )
    max_words: int | None = setting(
        None, "Keep at most this many of the most frequent words.", low=1, high=1_000_000_000
    )
    epochs: int = setting(5, "Passes over the corpus.", low=1, high=100_000, sized=True)
    workers: int | None = setting(
        None, "Number of threads; all available cores by default.", low=1, high=1_024
    )
    partitions: int = setting(
        1,
        "Train this many parts of the text separately, and combine their weights often; for "
        "machines with more than 16 cores.",
        low=1,
        high=1_024,
    )
    synchronizations: int | None = setting(
        None,
        "With --partitions, how often the weights are combined; 64 times by default, 96 for CBOW.",
        low=1,
        high=1_000_000,
    )
    x_max: float = setting(
        10.0, "GloVe: co-occurrence count from which a pair has full weight.", 1e-3, 1e9
    )
    decay: float | None = setting(
        None,
        "PPMI: a pair of words at distance k counts 1/k to the power of this; 2 for Chinese, "
        "otherwise 1.",
        low=0.0,
        high=10.0,
    )
    smoothing: float = setting(
        0.75, "PPMI: exponent of the counts of context words; 1 disables smoothing.", 0.0, 1.0
    )
    shift: float = setting(
        1.0, "PPMI: subtract the logarithm of this number; 1 subtracts nothing.", 1.0, 1_000.0
    )
    exponent: float = setting(
        0.5, "PPMI: exponent of the singular values in the vectors.", 0.0, 1.0
    )
    members: str = setting(
        "cbow=1,fasttext=0.75,ppmi=0.75",
        "Fused: the algorithms to train, each with its weight: cbow, skipgram, fasttext, ppmi.",
        shown="NAME=WEIGHT,…",
        sized=True,
    )
    architecture: Architecture = setting(
        "skipgram", "fastText: predict each word from single context words, or from their mean."
    )
    min_ngram: int | None = setting(
        None, "fastText: minimum subword length in characters; 1 for Chinese, otherwise 3.", 1, 20
    )
    max_ngram: int | None = setting(
        None, "fastText: maximum subword length in characters; 2 for Chinese, otherwise 6.", 1, 20
    )
    buckets: int = setting(
        500_000, "fastText: number of hash buckets for subwords.", 1, 100_000_000
    )
    seed: int = setting(1, "Random seed.", low=0, high=MAX_SEED)
    engine: EngineName | None = setting(
        None, "Training engine; native by default if it supports the algorithm."
    )
    checkpoint_minutes: float = setting(
        CHECKPOINT_MINUTES, "Minutes between checkpoints; 0 disables them.", low=0.0, high=100_000.0
    )

    def __post_init__(self) -> None:
        check_ranges(self)
        parse_members(self.members)
        if self.min_ngram and self.max_ngram and self.min_ngram > self.max_ngram:
            raise UsageError(
                msg(
                    "--min-ngram {min_ngram} is greater than --max-ngram {max_ngram}.",
                    min_ngram=self.min_ngram,
                    max_ngram=self.max_ngram,
                ),
                msg("Lower --min-ngram or raise --max-ngram."),
            )
        if self.synchronizations is not None and self.partitions == 1:
            raise UsageError(
                msg("--synchronizations has no effect without --partitions."),
                msg("Add --partitions, or omit --synchronizations."),
            )

    @property
    def is_cbow(self) -> bool:
        """Whether a word is predicted from the mean of its contexts, not from each of them."""
        has_architecture = self.algorithm == "fasttext"
        return self.algorithm == "cbow" or (has_architecture and self.architecture == "cbow")


def parse_members(text: str) -> dict[MemberName, float]:
    """Return the weights of the members of a fused model, in the order given.

    >>> parse_members("cbow=1,ppmi=0.5")
    {'cbow': 1.0, 'ppmi': 0.5}

    Raises:
        UsageError: a member is unknown or named twice, or a weight is not a positive number.

    """
    members: dict[MemberName, float] = {}
    for part in text.split(","):
        name, _, weight = (piece.strip() for piece in part.partition("="))
        if name not in get_args(MemberName) or name in members or not _is_weight(weight or "1"):
            raise UsageError(
                msg(
                    "“{member}” in --members {members} is not one of {names} with a positive "
                    "weight, each at most once.",
                    member=part.strip(),
                    members=text,
                    names=joined(", ", get_args(MemberName)),
                ),
                msg("Separate members with commas, as in --members cbow=1,ppmi=0.5."),
            )
        members[cast("MemberName", name)] = float(weight or "1")
    return members


def _is_weight(text: str) -> bool:
    """Return whether a text is a positive number of an ordinary size."""
    try:
        return 1e-3 <= float(text) <= 1e3
    except ValueError:
        return False


WITHOUT_EFFECT = frozenset({"workers", "checkpoint_minutes"})
"""Options of `TrainConfig` that affect how training runs, but not the vectors."""
