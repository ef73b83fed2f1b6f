"""What a training that goes on from a model takes from it, and what of it cannot go on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from w2vkit.config import TrainConfig
from w2vkit.errors import W2vError
from w2vkit.model.store import StoredModel, stored_options
from w2vkit.progress import Listener
from w2vkit.training.defaults import TUNED_FOR_ALGORITHM, minds

INHERITED = (
    "algorithm",
    "loss",
    "dim",
    "window",
    "negative",
    "sample",
    "min_count",
    "cbow_gradient",
)
"""Options that a continued training takes from the model; epochs and alpha are its own."""


def inherited_options(model: StoredModel, given: Mapping[str, Any]) -> dict[str, Any]:
    """Return the options of the model that a training that goes on from it keeps to.

    Raises:
        W2vError: an option that was given by hand does not fit the vectors of the model.

    """
    before = stored_options(model, "training", TrainConfig)
    algorithm = given.get("algorithm", before.get("algorithm"))
    fixed = {"dim": model.info.dim}
    subwords = model.embeddings.subwords
    if algorithm == "fasttext" and subwords is not None:
        fixed |= {
            "min_ngram": subwords.shortest,
            "max_ngram": subwords.longest,
            "buckets": subwords.buckets,
        }
    for name, value in fixed.items():
        if given.get(name, value) != value:
            option = name.replace("_", "-")
            raise W2vError(
                f"The model “{model.info.name}” has {option} {value}, not {given[name]}.",
                f"Leave out --{option}, or train from the beginning.",
            )
    left_out = TUNED_FOR_ALGORITHM if algorithm != before.get("algorithm") else frozenset()
    kept = [name for name in INHERITED if name in before and name not in left_out]
    kept = [name for name in kept if minds(algorithm, name)]
    return {name: before[name] for name in kept} | fixed


def check_continuation(model: StoredModel, config: TrainConfig, listener: Listener) -> None:
    """Say what of a model cannot go on as it was.

    Raises:
        W2vError: nothing can, with this algorithm.

    """
    name, before = model.info.name, model.info.options.get("training", {}).get("algorithm")
    if config.algorithm == "glove":
        raise W2vError(
            "glove cannot go on from a model: that would take the co-occurrences of the old text, "
            "which no model keeps.",
            "Train from the beginning on the old text and the new, or go on with "
            "--algorithm skipgram.",
        )
    has_subwords = model.embeddings.subwords is not None
    if config.algorithm == "fasttext" and not has_subwords:
        raise W2vError(
            f"The model “{name}” has no subwords, from which fasttext could go on.",
            "Train fasttext from the beginning on the old text and the new, or go on with "
            "--algorithm cbow.",
        )
    if before not in (None, config.algorithm):
        listener.note(f"“{name}” was trained with {before}; going on with {config.algorithm}.")
    if has_subwords and config.algorithm != "fasttext":
        listener.note(
            f"{config.algorithm} trains no subwords: unseen words will get no vectors any more."
        )
    if model.context() is None or config.loss == "hierarchical":
        listener.note(
            "There are no output weights to go on with, so this is a warm start, not a going on."
        )
