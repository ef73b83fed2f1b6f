"""A training in progress: its weights, its position, and its state for checkpoints."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from w2vkit.config import TrainConfig
from w2vkit.engines import LossPoint, restored_curve
from w2vkit.engines.sampling import Counts, initial_vectors
from w2vkit.engines.sgns.layout import Scratch, TrainPlan
from w2vkit.engines.sgns.plan import aligned, make_plan, make_scratch
from w2vkit.engines.state import State
from w2vkit.model.embeddings import Matrix
from w2vkit.system.jsonfile import number, whole


@dataclass(eq=False)
class LossSum:
    """The sum of the loss over a number of pairs."""

    loss: float = 0.0
    pairs: int = 0

    def add(self, loss: float, pairs: int) -> None:
        """Add the loss of further pairs."""
        self.loss += loss
        self.pairs += pairs

    @property
    def mean(self) -> float | None:
        """The mean loss per pair, or None if there is none."""
        return self.loss / self.pairs if self.pairs else None


@dataclass(eq=False)
class SgnsRun:
    """A training in progress.

    Attributes:
        config: the options.
        tokens: the length of the corpus.
        plan, scratch: see `layout`.
        inputs, outputs: the weights with padded rows, float32 (V · dim).
        done: the tokens trained so far, in all epochs.
        seconds: the training time so far.
        epoch, point: the loss in this epoch, and since the last point of the curve.
        curve: the loss curve so far.

    """

    config: TrainConfig
    tokens: int
    plan: TrainPlan
    scratch: Scratch
    inputs: NDArray[np.float32]
    outputs: NDArray[np.float32]
    done: int = 0
    seconds: float = 0.0
    epoch: LossSum = field(default_factory=LossSum)
    point: LossSum = field(default_factory=LossSum)
    curve: list[LossPoint] = field(default_factory=list)

    @property
    def total(self) -> int:
        """The number of tokens in all epochs."""
        return self.tokens * self.config.epochs

    @property
    def slope(self) -> float:
        """The change of the learning rate from one token to the next."""
        low = min(self.config.min_alpha, self.config.alpha)
        return (low - self.config.alpha) / self.total

    @property
    def alpha(self) -> float:
        """The current learning rate."""
        return self.config.alpha + self.slope * self.done


def new_run(
    tokens: int,
    counts: Counts,
    config: TrainConfig,
    workers: int,
    occurrences: Counts | None = None,
) -> SgnsRun:
    """Return a new training with initial weights; see `plan.make_plan`."""
    plan = make_plan(config, counts, workers, occurrences)
    shape = (len(counts), plan.dim)
    inputs = aligned(shape[0] * shape[1])
    inputs.reshape(shape)[:, : config.dim] = initial_vectors(len(counts), config.dim, config.seed)
    return SgnsRun(config, tokens, plan, make_scratch(plan), inputs, aligned(shape[0] * shape[1]))


def state_of(run: SgnsRun) -> State:
    """Return the state of a training. No thread may be training at the same time."""
    epoch, position = divmod(run.done, run.tokens)
    figures = {
        "seconds": run.seconds,
        "epoch": asdict(run.epoch),
        "point": asdict(run.point),
        "curve": [asdict(point) for point in run.curve],
    }
    return State(unpadded(run, run.inputs), unpadded(run, run.outputs), epoch, position, figures)


def restore(run: SgnsRun, state: State) -> None:
    """Set the training to a state."""
    state.check(len(run.inputs) // run.plan.dim, run.config.dim)
    for weights, kept in ((run.inputs, state.vectors), (run.outputs, state.context)):
        weights.reshape(-1, run.plan.dim)[:, : run.config.dim] = kept
    run.done = state.epoch * run.tokens + state.position
    if state.figures:
        run.seconds = number(state.figures, "seconds")
        run.epoch, run.point = (_restored_sum(state.figures[name]) for name in ("epoch", "point"))
        run.curve = restored_curve(state.figures)


def _restored_sum(figures: Mapping[str, Any]) -> LossSum:
    return LossSum(number(figures, "loss"), whole(figures, "pairs"))


def unpadded(run: SgnsRun, weights: NDArray[np.float32]) -> Matrix:
    """Return weights as a matrix float32 (V, D)."""
    return np.ascontiguousarray(weights.reshape(-1, run.plan.dim)[:, : run.config.dim])
