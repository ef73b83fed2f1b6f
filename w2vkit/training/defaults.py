"""Defaults that depend on the size of the corpus; explicit options take precedence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from w2vkit.base.config import Algorithm, TrainConfig
from w2vkit.base.errors import UsageError
from w2vkit.engines import find_offer, is_offered
from w2vkit.training.algorithms import algorithms_with, uses_loss_option


@dataclass(frozen=True, slots=True)
class SizeDefaults:
    """Defaults for corpora of up to `tokens` tokens.

    Attributes:
        tokens: the largest corpus.
        options: of the best single algorithm.
        fusion: the options of a fused model that differ.
        subwords: the options of fastText that differ.
        fused: whether a fused model is the default.

    """

    tokens: float
    options: Mapping[str, Any]
    fusion: Mapping[str, Any] = field(default_factory=dict)
    subwords: Mapping[str, Any] = field(default_factory=dict)
    fused: bool = False

    @property
    def fused_options(self) -> Mapping[str, Any]:
        """The options of a fused model."""
        return {**self.options, **self.fusion, "algorithm": "fused"}

    @property
    def default_options(self) -> Mapping[str, Any]:
        """The options of the default."""
        return self.fused_options if self.fused else self.options


def sized(
    tokens: float,
    algorithm: Algorithm,
    epochs: int,
    min_count: int,
    dim: int,
    window: int,
    **tuned: float,
) -> SizeDefaults:
    """Return one row of a table of defaults, without a fused model."""
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


def fusing(row: SizeDefaults, fusion: Mapping[str, Any], *, default: bool = False) -> SizeDefaults:
    """Return a row with what differs in a fused model, and whether such a model is the default."""
    return replace(row, fusion=fusion, fused=default)


_TINY = sized(20_000, "cbow", 100, 2, dim=50, window=5, sample=1e-2, alpha=0.05, negative=10)
_SMALL = sized(150_000, "cbow", 60, 5, dim=50, window=4, sample=1e-2, alpha=0.035, negative=10)
_LARGE = tuple(
    replace(
        sized(tokens, "skipgram", epochs, 5, dim, window=10, sample=1e-4, alpha=0.05, negative=5),
        subwords=subwords,
    )
    for tokens, epochs, dim, subwords in (
        (1_500_000, 40, 100, {"epochs": 16, "sample": 1e-4, "alpha": 0.05}),
        (3_000_000, 20, 100, {"epochs": 8}),
        (6_000_000, 20, 100, {"epochs": 8}),
        (30_000_000, 10, 200, {}),
        (100_000_000, 5, 200, {}),
        (float("inf"), 5, 200, {}),
    )
)
_CBOW = {"members": "cbow=1,fasttext=0.75,ppmi=0.75", "architecture": "cbow"}
_SMALL_CBOW = {**_CBOW, "members": "cbow=1,fasttext=1,ppmi=0.75", "dim": 100}
_FEWER_EPOCHS = {"epochs": 30, "alpha": 0.035}
_NOVEL = replace(
    sized(1_500_000, "cbow", 40, 5, dim=100, window=5, sample=3e-3, alpha=0.025, negative=10),
    subwords=_FEWER_EPOCHS,
)
_LARGE_CHINESE = tuple(
    sized(tokens, "cbow", epochs, 5, dim=100, window=5, sample=3e-3, alpha=0.035, negative=10)
    for tokens, epochs in (
        (3_000_000, 20),
        (6_000_000, 15),
        (30_000_000, 10),
        (100_000_000, 5),
    )
)
_SKIPGRAM = {"members": "fasttext=2.5,ppmi=1", "architecture": "skipgram"}
_LARGE_SKIPGRAM = {**_SKIPGRAM, "members": "fasttext=1.5,ppmi=1"}
_SMALL_SKIPGRAM = {
    "members": "fasttext=1,ppmi=1",
    "architecture": "skipgram",
    **{name: x for name, x in _LARGE[0].options.items() if name not in ("epochs", "min_count")},
}

CHINESE_DEFAULTS = (
    fusing(_TINY, _SMALL_CBOW, default=True),
    fusing(_SMALL, _SMALL_CBOW, default=True),
    fusing(_NOVEL, {**_CBOW, **_FEWER_EPOCHS}, default=True),
    *(fusing(row, _CBOW, default=True) for row in _LARGE_CHINESE),
    fusing(_LARGE[-1], _LARGE_SKIPGRAM),
)
"""The defaults for text in which most words are Chinese."""
OTHER_DEFAULTS = (
    fusing(_TINY, {**_SMALL_SKIPGRAM, "window": 5, "sample": 1e-2}, default=True),
    fusing(_SMALL, {**_SMALL_SKIPGRAM, "epochs": 40}, default=True),
    fusing(_LARGE[0], _SKIPGRAM, default=True),
    fusing(_LARGE[1], {**_SKIPGRAM, "epochs": 30}, default=True),
    *(fusing(row, _LARGE_SKIPGRAM, default=True) for row in _LARGE[2:-1]),
    fusing(_LARGE[-1], _LARGE_SKIPGRAM),
)
"""The defaults for all other text. All were chosen by measurement (see benchmarks/README.md).

Of more than 100 million tokens the default is a single algorithm: the pairs of words that PPMI
counts take memory and disk, and nothing was measured there.
"""

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
    tokens: float, algorithm: str | None = None, *, chinese: bool = False
) -> Mapping[str, Any]:
    """Return the defaults for a corpus of `tokens` tokens, for the algorithm if one is given.

    They also depend on whether most words are Chinese.

    >>> size_defaults(366_000, chinese=True)["algorithm"]
    'fused'
    >>> size_defaults(366_000, "cbow", chinese=True)["epochs"]
    40
    >>> "alpha" in size_defaults(366_000, "skipgram", chinese=True)
    False
    """
    row = _size_row(tokens, chinese=chinese)
    if algorithm is None:
        return row.default_options
    if algorithm == "fused":
        return row.fused_options
    if algorithm == row.options["algorithm"]:
        return row.options
    shared = {name: x for name, x in row.options.items() if name not in TUNED_FOR_ALGORITHM}
    if algorithm == "fasttext":
        return shared | dict(row.subwords)
    own = OWN_DEFAULTS.get(algorithm)
    return shared | dict(_row(own, tokens).options) if own else shared


def single_algorithm(tokens: int, *, chinese: bool) -> Algorithm:
    """Return the default among the algorithms that do not combine others."""
    algorithm: Algorithm = _size_row(tokens, chinese=chinese).options["algorithm"]
    return algorithm


def _size_row(tokens: float, *, chinese: bool) -> SizeDefaults:
    """Return the row for a corpus."""
    return _row(CHINESE_DEFAULTS if chinese else OTHER_DEFAULTS, tokens)


def _row(table: Sequence[SizeDefaults], tokens: float) -> SizeDefaults:
    return next(row for row in table if tokens <= row.tokens)


def check_options(given: Mapping[str, Any]) -> None:
    """Check explicit options before the size of the corpus is known.

    Raises:
        UsageError: an option is out of range, contradicts another one, or has no effect at any
            size of the corpus.
        W2vError: the options need a package that is not installed.

    """
    _check_loss(given, TrainConfig(**given).loss)
    algorithms = [given["algorithm"]] if "algorithm" in given else _default_algorithms(given)
    _check_effect(given, algorithms)
    for algorithm in algorithms:
        find_offer(TrainConfig(**{**given, "algorithm": algorithm}))


def _default_algorithms(given: Mapping[str, Any]) -> list[Algorithm]:
    """Return the algorithms that can be the default with these options, over all sizes."""
    single = dict.fromkeys(row.options["algorithm"] for row in (*CHINESE_DEFAULTS, *OTHER_DEFAULTS))
    return ["fused", *single] if _can_fuse(given) else [*single]


def _can_fuse(given: Mapping[str, Any]) -> bool:
    """Return whether the options do not exclude fused models."""
    return is_offered("fused", given.get("loss", "negative"), given.get("engine"))


def resolve(
    given: Mapping[str, Any], tokens: int, *, chinese: bool = False, continues: bool = False
) -> TrainConfig:
    """Return all options: explicit ones, then the defaults for the algorithm and the corpus.

    The default is a single algorithm if the options, such as another loss, exclude fused models,
    and if the training `continues` from a model, which fused models cannot.

    Args:
        given: the explicit options.
        tokens: the number of tokens of the corpus.
        chinese: whether most of its words are Chinese.
        continues: whether training starts from the vectors of a model.

    Raises:
        UsageError: options contradict each other or have no effect.

    """
    algorithm = given.get("algorithm")
    if algorithm is None and (continues or not _can_fuse(given)):
        algorithm = single_algorithm(tokens, chinese=chinese)
    config = TrainConfig(**{**size_defaults(tokens, algorithm, chinese=chinese), **given})
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
                f"Omit it, or use --algorithm {algorithms_with(name)[0]}.",
            )
