"""The position in the training of a fused model, and its state for checkpoints."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray

from w2vkit.base.config import MemberName
from w2vkit.base.errors import InvalidFileError
from w2vkit.base.messages import msg
from w2vkit.base.system import jsonfile
from w2vkit.engines import restored_loss
from w2vkit.engines.fused.members import Finished
from w2vkit.engines.state import State
from w2vkit.model.subwords import Subwords

NO_WEIGHTS = np.zeros((0, 0), np.float32)
RUNNING = "running."
"""Prefix of the arrays of the members that are being trained."""
WEIGHTS = ("vectors", "context")
"""Names of the weights of such a member, after its own."""
Arrays = Mapping[str, NDArray[Any]]


@dataclass(eq=False)
class Position:
    """The finished members, those left out, and those that are being trained.

    Attributes:
        finished: the results of the finished members.
        omitted: for each member that was left out, why.
        running: the state of each member that is being trained, None at its beginning.

    """

    finished: dict[MemberName, Finished] = field(default_factory=dict)
    omitted: dict[MemberName, str] = field(default_factory=dict)
    running: dict[MemberName, State | None] = field(default_factory=dict)


def state_of(position: Position) -> State:
    """Return the state for a checkpoint; its epoch is that of the member that is farthest."""
    more: dict[str, NDArray[Any]] = {}
    done: dict[str, Any] = {}
    for name, result in position.finished.items():
        done[name] = {"seconds": result.seconds, **asdict(result.loss)}
        more[f"{name}.vectors"] = result.vectors
        if result.subwords is not None:
            done[name]["subwords"] = subword_facts(result.subwords)
            more |= subword_arrays(result.subwords, msg("{name}.", name=name))
    running: dict[str, Any] = {}
    epoch, place = 0, 0
    for name, state in position.running.items():
        if state is not None:
            running[name] = {"epoch": state.epoch, "position": state.position}
            running[name]["figures"] = dict(state.figures)
            more |= running_arrays(state, f"{RUNNING}{name}.")
            epoch, place = max((epoch, place), (state.epoch, state.position))
    figures = {"finished": done, "omitted": position.omitted, "running": running}
    return State(NO_WEIGHTS, NO_WEIGHTS, epoch, place, figures, more)


def running_arrays(state: State, prefix: str) -> dict[str, NDArray[Any]]:
    """Return the arrays of a member that is being trained, with names that start with `prefix`."""
    arrays = {"vectors": state.vectors, "context": state.context, **state.more}
    return {prefix + name: array for name, array in arrays.items()}


def copied(state: State) -> State:
    """Return a state whose arrays do not change while the training continues."""
    return replace(
        state,
        vectors=state.vectors.copy(),
        context=state.context.copy(),
        more={name: array.copy() for name, array in state.more.items()},
    )


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
            raise InvalidFileError(
                msg(
                    "the vectors of {name} are {shape}, not {expected}",
                    name=name,
                    shape=vectors.shape,
                    expected=(words, dim),
                )
            )
        subwords = restored_subwords(facts, state.more, msg("{name}.", name=name))
        seconds, loss = jsonfile.number(facts, "seconds"), restored_loss(facts)
        position.finished[name] = Finished(vectors, seconds, loss, subwords)
    for key, facts in jsonfile.group(state.figures, "running").items():
        name = cast("MemberName", key)
        position.running[name] = _restored_state(facts, state.more, f"{RUNNING}{name}.")
    return position


def _restored_state(facts: Mapping[str, Any], arrays: Arrays, prefix: str) -> State:
    """Return the state of a member that was being trained."""
    own = {
        name.removeprefix(prefix): array
        for name, array in arrays.items()
        if name.startswith(prefix)
    }
    vectors, context = (own.pop(name) for name in WEIGHTS)
    return State(
        vectors,
        context,
        jsonfile.whole(facts, "epoch"),
        jsonfile.whole(facts, "position"),
        jsonfile.group(facts, "figures"),
        own,
    )


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
