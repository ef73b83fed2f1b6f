"""The properties of each training algorithm, in one table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from w2vkit.base.config import TrainConfig


@dataclass(frozen=True, slots=True)
class AlgorithmTraits:
    """The properties of one algorithm.

    Attributes:
        ignored: options of `TrainConfig` that have no effect on it.
        reported: options, besides the common ones, that the message before training names.
        has_subwords: whether it trains vectors of character n-grams.
        can_continue: whether training can start from the vectors of a model.
        can_start_from_vectors: whether training can start from vectors of another origin.
        has_output_weights: whether each word has output weights, given negative sampling.
        has_word2vec_weights: whether gensim's Word2Vec can continue with its weights.
        has_even_lengths: whether a few very long vectors are a sign of unstable training.

    """

    ignored: frozenset[str]
    reported: tuple[str, ...] = ("sample", "alpha", "negative")
    has_subwords: bool = False
    can_continue: bool = True
    can_start_from_vectors: bool = False
    has_output_weights: bool = True
    has_word2vec_weights: bool = False
    has_even_lengths: bool = False


_SUBWORD_OPTIONS = frozenset({"architecture", "min_ngram", "max_ngram", "buckets"})
_PREDICTION_OPTIONS = frozenset(
    {"loss", "negative", "sample", "min_alpha", "partitions", "synchronizations"}
)
_PPMI_OPTIONS = frozenset({"decay", "smoothing", "shift", "exponent"})
_COMBINED_OPTIONS = _PPMI_OPTIONS | {"members"}

ALGORITHMS: Mapping[str, AlgorithmTraits] = {
    "skipgram": AlgorithmTraits(
        ignored=_SUBWORD_OPTIONS | _COMBINED_OPTIONS | {"cbow_gradient", "x_max"},
        can_start_from_vectors=True,
        has_word2vec_weights=True,
        has_even_lengths=True,
    ),
    "cbow": AlgorithmTraits(
        ignored=_SUBWORD_OPTIONS | _COMBINED_OPTIONS | {"x_max"},
        can_start_from_vectors=True,
        has_word2vec_weights=True,
    ),
    "fasttext": AlgorithmTraits(
        ignored=_COMBINED_OPTIONS | {"cbow_gradient", "x_max"}, has_subwords=True
    ),
    "glove": AlgorithmTraits(
        ignored=_SUBWORD_OPTIONS | _PREDICTION_OPTIONS | _COMBINED_OPTIONS | {"cbow_gradient"},
        reported=("alpha", "x_max"),
        can_continue=False,
    ),
    "ppmi": AlgorithmTraits(
        ignored=_SUBWORD_OPTIONS
        | _PREDICTION_OPTIONS
        | {"cbow_gradient", "x_max", "alpha", "epochs", "members"},
        reported=("smoothing", "shift", "exponent"),
        can_continue=False,
        has_output_weights=False,
    ),
    "fused": AlgorithmTraits(
        ignored=frozenset({"x_max"}),
        reported=("sample", "alpha", "negative", "members"),
        has_subwords=True,
        can_continue=False,
        has_output_weights=False,
    ),
}
"""Every algorithm; in hints, the first one that uses an option is suggested."""


def traits_of(algorithm: object) -> AlgorithmTraits | None:
    """Return the properties of an algorithm named in a model, or None if it is unknown."""
    return ALGORITHMS.get(algorithm) if isinstance(algorithm, str) else None


def uses_option(algorithm: object, option: str) -> bool:
    """Return whether an option has an effect on an algorithm.

    On an unknown algorithm, only the options that every algorithm uses have an effect.

    >>> uses_option("cbow", "min_ngram"), uses_option("fasttext", "min_ngram")
    (False, True)
    """
    traits = traits_of(algorithm)
    known = ALGORITHMS.values() if traits is None else (traits,)
    return all(option not in candidate.ignored for candidate in known)


def algorithms_with(option: str, among: Iterable[str] = tuple(ALGORITHMS)) -> list[str]:
    """Return the algorithms on which an option has an effect.

    >>> algorithms_with("min_ngram")
    ['fasttext', 'fused']
    """
    return [algorithm for algorithm in among if uses_option(algorithm, option)]


LOSS_OPTIONS: Mapping[str, frozenset[str]] = {
    "negative": frozenset({"negative"}),
    "hierarchical": frozenset(),
}
"""The options that have an effect with one loss only."""


def uses_loss_option(loss: object, option: str) -> bool:
    """Return whether an option has an effect with a loss, as far as that matters.

    >>> uses_loss_option("hierarchical", "negative"), uses_loss_option("hierarchical", "window")
    (False, True)
    """
    own = LOSS_OPTIONS.get(loss, frozenset()) if isinstance(loss, str) else frozenset()
    return option in own or all(option not in options for options in LOSS_OPTIONS.values())


def has_output_weights(config: TrainConfig) -> bool:
    """Return whether training gives output weights, with which a later training can continue."""
    return config.loss == "negative" and ALGORITHMS[config.algorithm].has_output_weights
