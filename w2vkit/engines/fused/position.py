"""The position in the training of a fused model, and its state for checkpoints."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray

from w2vkit.config import MemberName
from w2vkit.engines.fused.members import Finished
from w2vkit.engines.state import State
from w2vkit.errors import InvalidFileError
from w2vkit.model.subwords import Subwords
from w2vkit.system import jsonfile

NO_WEIGHTS = np.zeros((0, 0), np.float32)
CURRENT = "current."
"""Prefix of the arrays of the member that is being trained."""
Arrays = Mapping[str, NDArray[Any]]


@dataclass(eq=False)
class Position:
    """The finished members, those left out, and the state of the one that is being trained."""

    finished: dict[MemberName, Finished] = field(default_factory=dict)
    omitted: dict[MemberName, str] = field(default_factory=dict)
    current: State | None = None


def state_of(position: Position) -> State:
    """Return the state for a checkpoint; epoch and position are those of the current member."""
    more: dict[str, NDArray[Any]] = {}
    done: dict[str, Any] = {}
    for name, result in position.finished.items():
        done[name] = {"seconds": result.seconds, "loss": result.loss}
        more[f"{name}.vectors"] = result.vectors
        if result.subwords is not None:
            done[name]["subwords"] = subword_facts(result.subwords)
            more |= subword_arrays(result.subwords, f"{name}.")
    figures: dict[str, Any] = {"finished": done, "omitted": position.omitted}
    current = position.current
    if current is None:
        return State(NO_WEIGHTS, NO_WEIGHTS, figures=figures, more=more)
    figures["current"] = dict(current.figures)
    more |= {CURRENT + name: array for name, array in current.more.items()}
    return State(current.vectors, current.context, current.epoch, current.position, figures, more)


def restored_position(state: State, words: int, dim: int) -> Position:
    """Return the position at a state.

    Raises:
        InvalidFileError: a finished member has vectors of another shape.

    """
    position = Position(omitted=dict(jsonfile.group(state.figures, "omitted")))  # type: ignore[arg-type]
    for key, facts in jsonfile.group(state.figures, "finished").items():
        name = cast("MemberName", key)
        vectors = state.more[f"{name}.vectors"]
        if vectors.shape != (words, dim) or vectors.dtype != np.float32:
            raise InvalidFileError(f"the vectors of {name} are {vectors.shape}, not {(words, dim)}")
        subwords = restored_subwords(facts, state.more, f"{name}.")
        loss = facts["loss"]
        position.finished[name] = Finished(
            vectors,
            jsonfile.number(facts, "seconds"),
            None if loss is None else jsonfile.number(facts, "loss"),
            subwords,
        )
    if "current" in state.figures:
        current = {
            name.removeprefix(CURRENT): array
            for name, array in state.more.items()
            if name.startswith(CURRENT)
        }
        position.current = State(
            state.vectors,
            state.context,
            state.epoch,
            state.position,
            jsonfile.group(state.figures, "current"),
            current,
        )
    return position


def subword_facts(subwords: Subwords) -> dict[str, int]:
    """Return the numbers of subwords, as JSON."""
    return {name: getattr(subwords, name) for name in ("shortest", "longest", "buckets")}


def subword_arrays(subwords: Subwords, prefix: str = "") -> dict[str, NDArray[Any]]:
    """Return the arrays of subwords."""
    return {f"{prefix}ngram_ids": subwords.ids, f"{prefix}ngrams": subwords.vectors}


def restored_subwords(
    facts: Mapping[str, Any], arrays: Arrays, prefix: str = ""
) -> Subwords | None:
    """Return subwords from the figures and arrays of a state, or None if it has none."""
    if "subwords" not in facts:
        return None
    numbers = jsonfile.group(facts, "subwords")
    shortest, longest, buckets = (
        jsonfile.whole(numbers, name) for name in ("shortest", "longest", "buckets")
    )
    ids, vectors = arrays[f"{prefix}ngram_ids"], arrays[f"{prefix}ngrams"]
    return Subwords(shortest, longest, buckets, ids, vectors)
