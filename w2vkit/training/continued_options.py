"""Options that a continued training takes over from a model, and what cannot be continued."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from w2vkit.base.config import WITHOUT_EFFECT, Algorithm, TrainConfig, parse_members
from w2vkit.base.errors import W2vError
from w2vkit.base.messages import msg
from w2vkit.base.progress import Listener
from w2vkit.model.store import StoredModel, stored_options
from w2vkit.training.algorithms import (
    ALGORITHMS,
    has_output_weights,
    traits_of,
    uses_loss_option,
    uses_option,
)
from w2vkit.training.defaults import TUNED_FOR_ALGORITHM

INHERITED = (
    "algorithm",
    "architecture",
    "loss",
    "dim",
    "window",
    "negative",
    "sample",
    "min_count",
    "cbow_gradient",
)
"""Options that a continued training takes over from the model; epochs and alpha are its own."""
CONTINUED_EPOCHS = 10
"""The most epochs on new text alone, unless --epochs is given (benchmarks/README.md)."""


def inherited_options(
    model: StoredModel, given: Mapping[str, Any], *, repeats: bool = False
) -> dict[str, Any]:
    """Return the options that a continued training takes over from the model.

    Args:
        model: the model to continue from.
        given: the explicit options.
        repeats: whether training runs on the text of the model, too: then all are taken over.

    Raises:
        W2vError: an explicit option does not fit the vectors of the model.

    """
    before = _before(model, repeats=repeats)
    algorithm = given.get("algorithm", before.get("algorithm"))
    fixed = {"dim": model.info.dim}
    subwords = model.embeddings.subwords
    if has_subwords(algorithm) and subwords is not None:
        fixed |= {
            "min_ngram": subwords.shortest,
            "max_ngram": subwords.longest,
            "buckets": subwords.buckets,
        }
    for name, value in fixed.items():
        if given.get(name, value) != value:
            option = name.replace("_", "-")
            raise W2vError(
                msg(
                    "The model “{name}” has {option} {value}, not {given}.",
                    name=model.info.name,
                    option=option,
                    value=value,
                    given=given[name],
                ),
                msg("Omit --{option}, or train from the start.", option=option),
            )
    omitted = TUNED_FOR_ALGORITHM if algorithm != before.get("algorithm") else frozenset()
    names = [name for name in before if name not in WITHOUT_EFFECT] if repeats else INHERITED
    kept = [name for name in names if before.get(name) is not None and name not in omitted]
    loss = given.get("loss", before.get("loss", "negative"))
    kept = [name for name in kept if uses_option(algorithm, name) and uses_loss_option(loss, name)]
    return {name: before[name] for name in kept} | fixed


def _before(model: StoredModel, *, repeats: bool) -> dict[str, Any]:
    """Return the options of the previous training, with an algorithm that can continue.

    For a fused model, whose text is missing, it is the first member that can.
    """
    before = stored_options(model, "training", TrainConfig)
    if repeats or before.get("algorithm") != "fused":
        return before
    members = parse_members(before.get("members") or TrainConfig().members)
    is_without = model.embeddings.subwords is None  # fastText was omitted for lack of text
    able = [
        name
        for name in members
        if ALGORITHMS[name].can_continue and not (is_without and ALGORITHMS[name].has_subwords)
    ]
    return {**before, "algorithm": able[0] if able else "cbow"}


def check_continuation(model: StoredModel, config: TrainConfig, listener: Listener) -> None:
    """Report what a continued training does not take over from the model.

    Raises:
        W2vError: this algorithm cannot continue from the model.

    """
    before = model.info.options.get("training", {}).get("algorithm")
    _check_able(model, config.algorithm, before)
    for note in _differences(model, config, before):
        listener.note(note)


def _check_able(model: StoredModel, algorithm: Algorithm, before: object) -> None:
    """Raise W2vError if an algorithm cannot continue from a model, trained with another before."""
    name = model.info.name
    if not ALGORITHMS[algorithm].can_continue:
        raise W2vError(
            msg(
                "{algorithm} cannot continue from “{name}” without its text.",
                algorithm=algorithm,
                name=name,
            )
            if before == algorithm
            else msg(
                "{algorithm} cannot continue from “{name}”, which was trained with {before}.",
                algorithm=algorithm,
                name=name,
                before=before,
            ),
            msg(
                "Train from the start on the old and the new text, or continue with "
                "--algorithm skipgram."
            ),
        )
    if has_subwords(algorithm) and model.embeddings.subwords is None:
        raise W2vError(
            msg(
                "{algorithm} cannot continue from “{name}”, which has no subwords.",
                algorithm=algorithm,
                name=name,
            ),
            msg(
                "Train {algorithm} from the start on the old and the new text, or continue "
                "with --algorithm cbow.",
                algorithm=algorithm,
            ),
        )


def _differences(model: StoredModel, config: TrainConfig, before: object) -> Iterator[str]:
    """Yield what a continued training does not take over from the model."""
    name, algorithm = model.info.name, config.algorithm
    if before not in (None, algorithm):
        yield msg(
            "“{name}” was trained with {before}; continuing with {algorithm}.",
            name=name,
            before=before,
            algorithm=algorithm,
        )
    if model.embeddings.subwords is not None and not has_subwords(algorithm):
        yield msg(
            "{algorithm} does not train subwords: out-of-vocabulary words will have no vectors.",
            algorithm=algorithm,
        )
    if model.context() is None or not has_output_weights(config):
        yield msg(
            "There are no output weights to continue with: training starts from the word "
            "vectors of “{name}” alone.",
            name=name,
        )


def has_subwords(algorithm: object) -> bool:
    """Return whether an algorithm, perhaps an unknown one, trains subwords."""
    traits = traits_of(algorithm)
    return traits is not None and traits.has_subwords
