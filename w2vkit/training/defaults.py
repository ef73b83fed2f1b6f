"""Defaults that depend on the size of the corpus; explicit options take precedence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from w2vkit.config import Algorithm, TrainConfig
from w2vkit.engines import find_offer
from w2vkit.errors import UsageError
from w2vkit.training.algorithms import algorithms_with, uses_loss_option


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
"""The table of size-dependent defaults, chosen by measurement (see benchmarks/README.md)."""

TUNED_FOR_ALGORITHM = frozenset({"sample", "alpha", "negative"})
"""Options whose value in a row is valid only for the algorithm of that row."""

OWN_DEFAULTS: Mapping[str, Sequence[SizeDefaults]] = {
    "glove": (
        SizeDefaults(1_500_000, {"window": 10, "alpha": 0.05, "epochs": 15}),
        SizeDefaults(float("inf"), {"window": 10, "alpha": 0.05, "epochs": 10}),
    ),
    "ppmi": (SizeDefaults(float("inf"), {"window": 3, "epochs": 1}),),
}
"""Defaults of one algorithm that replace those of the table.

An epoch of GloVe is a pass over the co-occurring pairs; more epochs than these overfit.
"""


CBOW_FUSION: Mapping[str, Any] = {
    "members": "cbow=1,fasttext=0.75,ppmi=0.75",
    "architecture": "cbow",
}
SKIPGRAM_FUSION: Mapping[str, Any] = {
    "members": "skipgram=1,fasttext=1.5,ppmi=1",
    "architecture": "skipgram",
    "window": 10,
    "sample": 1e-4,
    "alpha": 0.05,
    "negative": 5,
}
FUSED_CBOW_TOKENS, FUSED_CHINESE_CBOW_TOKENS = 150_000, 1_500_000
"""The largest corpora for which fused models contain CBOW instead of skip-gram."""


ITEM_DEFAULTS: Mapping[str, Any] = {
    "algorithm": "skipgram",
    "min_count": 5,
    "sample": 1e-3,
    "alpha": 0.05,
    "negative": 10,
}
"""Defaults for sessions of items; the others are those for text of that size."""
MAX_ITEM_WINDOW = 1_000
"""The window covers whole sessions of up to this many items."""


def size_defaults(
    tokens: int, algorithm: str | None = None, *, chinese: bool = False
) -> Mapping[str, Any]:
    """Return the defaults for a corpus of `tokens` tokens, for the algorithm if one is given.

    Those of fused models also depend on whether most words are Chinese.

    >>> size_defaults(366_000)["epochs"]
    40
    >>> "alpha" in size_defaults(366_000, "skipgram")
    False
    """
    options = _row(SIZE_DEFAULTS, tokens)
    if algorithm in (None, options["algorithm"]):
        return options
    if algorithm == "fused":
        has_cbow = tokens <= (FUSED_CHINESE_CBOW_TOKENS if chinese else FUSED_CBOW_TOKENS)
        return {**options, "algorithm": "fused", **(CBOW_FUSION if has_cbow else SKIPGRAM_FUSION)}
    shared = {name: x for name, x in options.items() if name not in TUNED_FOR_ALGORITHM}
    own = OWN_DEFAULTS.get(algorithm or "")
    return shared | (_row(own, tokens) if own else {})


def _row(table: Sequence[SizeDefaults], tokens: int) -> dict[str, Any]:
    return dict(next(row.options for row in table if tokens <= row.tokens))


def check_options(given: Mapping[str, Any]) -> None:
    """Check explicit options before the size of the corpus is known.

    Raises:
        UsageError: an option is out of range, contradicts another one, or has no effect whatever
            the size of the corpus.
        W2vError: the options need a package that is not installed.

    """
    _check_loss(given, TrainConfig(**given).loss)
    by_size = dict.fromkeys(row.options["algorithm"] for row in SIZE_DEFAULTS)
    algorithms = [given["algorithm"]] if "algorithm" in given else [*by_size]
    _check_effect(given, algorithms)
    for algorithm in algorithms:
        find_offer(TrainConfig(**{**given, "algorithm": algorithm}))


def resolve(given: Mapping[str, Any], tokens: int, *, chinese: bool = False) -> TrainConfig:
    """Return all options: explicit ones, then the defaults for the algorithm and corpus size.

    Raises:
        UsageError: options contradict each other or have no effect.

    """
    defaults = size_defaults(tokens, given.get("algorithm"), chinese=chinese)
    config = TrainConfig(**{**defaults, **given})
    _check_effect(given, [config.algorithm])
    _check_loss(given, config.loss)
    return config


def resolve_items(given: Mapping[str, Any], tokens: int, longest: int) -> TrainConfig:
    """Return all options for sessions of items, the longest of which has `longest` items.

    Raises:
        UsageError: options contradict each other or have no effect.

    """
    algorithm = given.get("algorithm", ITEM_DEFAULTS["algorithm"])
    window = {"window": max(1, min(longest, MAX_ITEM_WINDOW))}
    wanted = {
        name: value
        for name, value in {**ITEM_DEFAULTS, **window, "algorithm": algorithm}.items()
        if algorithms_with(name, [algorithm])
        and uses_loss_option(given.get("loss", "negative"), name)
    }
    resolve(given, tokens)  # explicit options only: defaults may have no effect
    return resolve({**wanted, **given}, tokens)


def _check_loss(given: Mapping[str, Any], loss: str) -> None:
    """Raise UsageError if an option has no effect with the loss."""
    for name in given:
        if not uses_loss_option(loss, name):
            raise UsageError(
                f"--{name.replace('_', '-')} has no effect with --loss {loss}.", "Omit one of them."
            )


def _check_effect(given: Mapping[str, Any], algorithms: Sequence[str]) -> None:
    """Raise UsageError if an option has no effect on any of the algorithms."""
    for name in given:
        if not algorithms_with(name, algorithms):
            raise UsageError(
                f"--{name.replace('_', '-')} has no effect with {' or '.join(algorithms)}.",
                f"Omit it, or add --algorithm {algorithms_with(name)[0]}.",
            )
