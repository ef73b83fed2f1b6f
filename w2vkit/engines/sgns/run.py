"""A training under way: its weights, how far it is, and its state to be kept and restored."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from w2vkit.config import TrainConfig
from w2vkit.engines import LossPoint, restored_curve
from w2vkit.engines.sampling import Counts, initial_vectors
from w2vkit.engines.sgns.layout import Plan, Scratch
from w2vkit.engines.sgns.plan import aligned, make_plan, make_scratch
from w2vkit.engines.state import State
from w2vkit.model.embeddings import Matrix
from w2vkit.system.jsonfile import number, whole


@dataclass(eq=False)
class Tally:
    """Sums of the loss over a while."""

    loss: float = 0.0
    pairs: int = 0

    def add(self, loss: float, pairs: int) -> None:
        """Count further pairs."""
        self.loss += loss
        self.pairs += pairs

    @property
    def mean(self) -> float | None:
        """The mean loss per pair."""
        return self.loss / self.pairs if self.pairs else None


@dataclass(eq=False)
class Run:
    """A training under way.

    Attributes:
        config: the options.
        tokens: the length of the corpus.
        plan, scratch: see `layout`.
        inputs, outputs: the weights with padded rows, flat.
        done: tokens of all epochs so far.
        seconds: that earlier parts of the training took.
        epoch, point: the loss in this epoch, and since the last point of the curve.
        curve: the points so far.

    """

    config: TrainConfig
    tokens: int
    plan: Plan
    scratch: Scratch
    inputs: NDArray[np.float32]
    outputs: NDArray[np.float32]
    done: int = 0
    seconds: float = 0.0
    epoch: Tally = field(default_factory=Tally)
    point: Tally = field(default_factory=Tally)
    curve: list[LossPoint] = field(default_factory=list)

    @property
    def total(self) -> int:
        """The tokens of all epochs."""
        return self.tokens * self.config.epochs

    @property
    def slope(self) -> float:
        """How much the learning rate changes from one token to the next."""
        low = min(self.config.min_alpha, self.config.alpha)
        return (low - self.config.alpha) / self.total

    @property
    def alpha(self) -> float:
        """The learning rate now."""
        return self.config.alpha + self.slope * self.done


def new_run(
    tokens: int,
    counts: Counts,
    config: TrainConfig,
    workers: int,
    occurrences: Counts | None = None,
) -> Run:
    """Return a training that has not begun, with its initial weights; see `plan.sizes`."""
    plan = make_plan(config, counts, workers, occurrences)
    shape = (len(counts), plan.dim)
    inputs = aligned(shape[0] * shape[1])
    inputs.reshape(shape)[:, : config.dim] = initial_vectors(len(counts), config.dim, config.seed)
    return Run(config, tokens, plan, make_scratch(plan), inputs, aligned(shape[0] * shape[1]))


def state_of(run: Run) -> State:
    """Return where the training stands; it may only be kept while no thread is training."""
    epoch, position = divmod(run.done, run.tokens)
    figures = {
        "seconds": run.seconds,
        "epoch": asdict(run.epoch),
        "point": asdict(run.point),
        "curve": [asdict(point) for point in run.curve],
    }
    return State(unpadded(run, run.inputs), unpadded(run, run.outputs), epoch, position, figures)


def restore(run: Run, state: State) -> None:
    """Put the training where the state says."""
    state.check(len(run.inputs) // run.plan.dim, run.config.dim)
    for weights, kept in ((run.inputs, state.vectors), (run.outputs, state.context)):
        weights.reshape(-1, run.plan.dim)[:, : run.config.dim] = kept
    run.done = state.epoch * run.tokens + state.position
    if state.figures:
        run.seconds = number(state.figures, "seconds")
        run.epoch, run.point = (_restored_tally(state.figures[name]) for name in ("epoch", "point"))
        run.curve = restored_curve(state.figures)


def _restored_tally(figures: Mapping[str, Any]) -> Tally:
    return Tally(number(figures, "loss"), whole(figures, "pairs"))


def unpadded(run: Run, weights: NDArray[np.float32]) -> Matrix:
    """Return weights as a matrix (V, D)."""
    return np.ascontiguousarray(weights.reshape(-1, run.plan.dim)[:, : run.config.dim])
