"""Defaults that follow from the size of the corpus; any option given by hand wins."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from w2vkit.config import Algorithm, TrainConfig
from w2vkit.errors import UsageError


@dataclass(frozen=True, slots=True)
class SizeDefaults:
    """Defaults for corpora of up to `tokens` tokens."""

    tokens: float
    options: Mapping[str, Any]


def sized(
    tokens: float,
    algorithm: Algorithm,
    epochs: int,
    min_count: int,
    dim: int,
    window: int,
    **tuned: float,
) -> SizeDefaults:
    """Return one row of the table of defaults."""
    return SizeDefaults(
        tokens,
        {
            "algorithm": algorithm,
            "dim": dim,
            "window": window,
            "epochs": epochs,
            "min_count": min_count,
            **tuned,
        },
    )


SIZE_DEFAULTS = (
    sized(20_000, "cbow", 100, 2, dim=50, window=5, sample=1e-2, alpha=0.05, negative=10),
    sized(150_000, "cbow", 60, 5, dim=50, window=4, sample=1e-2, alpha=0.035, negative=10),
    sized(1_500_000, "cbow", 40, 5, dim=100, window=5, sample=3e-3, alpha=0.025, negative=10),
    sized(6_000_000, "skipgram", 20, 5, dim=100, window=10, sample=1e-4, alpha=0.05, negative=5),
    sized(30_000_000, "skipgram", 10, 5, dim=200, window=10, sample=1e-4, alpha=0.05, negative=5),
    sized(float("inf"), "skipgram", 5, 5, dim=200, window=10, sample=1e-4, alpha=0.05, negative=5),
)
"""The one table of size-dependent defaults, decided by measurement (see benchmarks/README.md)."""

TUNED_FOR_ALGORITHM = frozenset({"sample", "alpha", "negative"})
"""What a row says of these holds for its algorithm only."""


GLOVE_DEFAULTS = (
    SizeDefaults(1_500_000, {"window": 10, "alpha": 0.05, "epochs": 15}),
    SizeDefaults(float("inf"), {"window": 10, "alpha": 0.05, "epochs": 10}),
)
"""What GloVe has in place of the table's; its epochs go over the pairs, and more only overfit."""


def size_defaults(tokens: int, algorithm: str | None = None) -> Mapping[str, Any]:
    """Return the defaults that suit a corpus of `tokens` tokens, and the algorithm if one is given.

    >>> size_defaults(366_000)["epochs"]
    40
    >>> "alpha" in size_defaults(366_000, "skipgram")
    False
    """
    options = _row(SIZE_DEFAULTS, tokens)
    if algorithm in (None, options["algorithm"]):
        return options
    own = _row(GLOVE_DEFAULTS, tokens) if algorithm == "glove" else {}
    return {name: x for name, x in options.items() if name not in TUNED_FOR_ALGORITHM} | own


def _row(table: Sequence[SizeDefaults], tokens: int) -> dict[str, Any]:
    return dict(next(row.options for row in table if tokens <= row.tokens))


PREDICTIVE: Sequence[Algorithm] = ("skipgram", "cbow", "fasttext")
MINDED_BY: Mapping[str, Sequence[Algorithm]] = {
    "min_ngram": ("fasttext",),
    "max_ngram": ("fasttext",),
    "buckets": ("fasttext",),
    "x_max": ("glove",),
    "cbow_gradient": ("cbow",),
    "loss": PREDICTIVE,
    "negative": PREDICTIVE,
    "sample": PREDICTIVE,
    "min_alpha": PREDICTIVE,
}
"""Options that do not mean something to every algorithm, and to which they do."""


def minds(algorithm: str | None, option: str) -> bool:
    """Tell whether an option means something to an algorithm."""
    return option not in MINDED_BY or algorithm in MINDED_BY[option]


def resolve(given: Mapping[str, Any], tokens: int) -> TrainConfig:
    """Return the full options: by hand, then for the algorithm and the corpus' size.

    Raises:
        UsageError: options contradict each other or have no effect.

    """
    config = TrainConfig(**{**size_defaults(tokens, given.get("algorithm")), **given})
    for name in given:
        if not minds(config.algorithm, name):
            raise UsageError(
                f"--{name.replace('_', '-')} means nothing to {config.algorithm}.",
                f"Leave it out, or add --algorithm {MINDED_BY[name][0]}.",
            )
    return config
