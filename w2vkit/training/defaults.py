"""Defaults that depend on the size of the corpus; explicit options take precedence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from w2vkit.base.config import NAMES, Algorithm, SegmentConfig, TrainConfig
from w2vkit.base.errors import UsageError
from w2vkit.base.messages import msg
from w2vkit.engines import find_offer, is_offered
from w2vkit.languages.english import ENGLISH
from w2vkit.languages.language import Language, SizeDefaults
from w2vkit.languages.recognition import LANGUAGES
from w2vkit.training.algorithms import algorithms_with, uses_loss_option

TUNED_FOR_ALGORITHM = frozenset({"sample", "alpha", "negative"})
"""Options whose value in a row is valid only for the algorithm of that row."""

DICTIONARY_SEGMENTERS = ("auto", "rjieba", "jieba")
"""The segmenters with which Chinese text may be cut by jieba's dictionary."""
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


def text_options(given: Mapping[str, Any]) -> SegmentConfig:
    """Return the options of segmentation for training.

    The names of Chinese text are kept whole, unless the user says which words are, or names a
    segmenter with which there is no dictionary that could lack them.
    """
    config = SegmentConfig(**given)
    if "words" in given or config.segmenter not in DICTIONARY_SEGMENTERS:
        return config
    return replace(config, words=(NAMES,))


def size_defaults(
    tokens: float, algorithm: str | None = None, *, language: Language = ENGLISH
) -> Mapping[str, Any]:
    """Return the defaults for a corpus of `tokens` tokens, for the algorithm if one is given.

    They also depend on the language.

    >>> from w2vkit.languages.chinese.language import CHINESE
    >>> size_defaults(366_000, language=CHINESE)["algorithm"]
    'fused'
    >>> size_defaults(366_000, "cbow", language=CHINESE)["epochs"]
    40
    >>> "alpha" in size_defaults(366_000, "skipgram", language=CHINESE)
    False
    """
    row = _row(language.defaults, tokens)
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


def single_algorithm(tokens: int, *, language: Language) -> Algorithm:
    """Return the default among the algorithms that do not combine others."""
    algorithm: Algorithm = _row(language.defaults, tokens).options["algorithm"]
    return algorithm


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
    single = dict.fromkeys(
        row.options["algorithm"] for language in LANGUAGES for row in language.defaults
    )
    return ["fused", *single] if _can_fuse(given) else [*single]


def _can_fuse(given: Mapping[str, Any]) -> bool:
    """Return whether the options do not exclude fused models."""
    return is_offered("fused", given.get("loss", "negative"), given.get("engine"))


def resolve(
    given: Mapping[str, Any], tokens: int, *, language: Language = ENGLISH, continues: bool = False
) -> TrainConfig:
    """Return all options: explicit ones, then the defaults for the algorithm and the corpus.

    The default is a single algorithm if the options, such as another loss, exclude fused models,
    and if the training `continues` from a model, which fused models cannot.

    Args:
        given: the explicit options.
        tokens: the number of tokens of the corpus.
        language: the language of most of its words.
        continues: whether training starts from the vectors of a model.

    Raises:
        UsageError: options contradict each other or have no effect.

    """
    algorithm = given.get("algorithm")
    if algorithm is None and (continues or not _can_fuse(given)):
        algorithm = single_algorithm(tokens, language=language)
    config = TrainConfig(**{**size_defaults(tokens, algorithm, language=language), **given})
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
                msg(
                    "--{name} has no effect with --loss {loss}.",
                    name=name.replace("_", "-"),
                    loss=loss,
                ),
                msg("Omit one of them."),
            )


def _check_effect(given: Mapping[str, Any], algorithms: Sequence[str]) -> None:
    """Raise UsageError if an option has no effect on any of the algorithms."""
    for name in given:
        if not algorithms_with(name, algorithms):
            raise UsageError(
                msg(
                    "--{name} has no effect with {algorithms}.",
                    name=name.replace("_", "-"),
                    algorithms=" or ".join(algorithms),
                ),
                msg(
                    "Omit it, or use --algorithm {algorithms_with}.",
                    algorithms_with=algorithms_with(name)[0],
                ),
            )
