"""A training in progress: its weights, its position, and its state for checkpoints."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from w2vkit.base.config import TrainConfig
from w2vkit.base.errors import InvalidFileError
from w2vkit.base.messages import msg
from w2vkit.base.system.jsonfile import number, whole
from w2vkit.engines import LossPoint, restored_curve
from w2vkit.engines.ngrams import Composition
from w2vkit.engines.sampling import Counts, initial_vectors
from w2vkit.engines.schedule import learning_rate
from w2vkit.engines.state import FROZEN_EPOCHS, State
from w2vkit.engines.word2vec.memory import Scratch, aligned_zeros, make_scratch
from w2vkit.engines.word2vec.plan import TrainPlan, make_plan
from w2vkit.model.embeddings import Matrix

NGRAM_IDS, NGRAMS = "ngram_ids", "ngrams"
"""Names of the n-grams in a state: their buckets, and their vectors."""


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
class Word2vecRun:
    """A training in progress.

    Attributes:
        config: the options.
        tokens: the length of the corpus.
        plan, scratch: see `memory`.
        inputs, outputs: the weights with padded rows, float32 (V · dim); with subwords, inputs have
            the rows of `composition`.
        done: the tokens trained so far, in all epochs.
        seconds: the training time so far.
        epoch, point: the loss in this epoch, and since the last point of the curve.
        curve: the loss curve so far.
        composition: the input rows of each word, or None if each has its own.
        frozen_epochs: int64 (V,), in how many epochs the input row of each word keeps its values;
            None if no row does.
        alpha_factor: a factor of the learning rate, see `distributed.schedule`.

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
    composition: Composition | None = None
    frozen_epochs: NDArray[np.int64] | None = None
    alpha_factor: float = 1.0

    def rows(self, weights: NDArray[np.float32]) -> Matrix:
        """Return weights as a matrix float32 (V, D) without the padding."""
        return weights.reshape(-1, self.plan.shape.dim)[:, : self.config.dim]

    @property
    def total(self) -> int:
        """The number of tokens in all epochs."""
        return self.tokens * self.config.epochs

    @property
    def alpha(self) -> float:
        """The current learning rate."""
        return self.alpha_factor * learning_rate(self.config, self.total, self.done, 0)

    def rates(self, tokens: int) -> NDArray[np.float32]:
        """Return the learning rate of each block in this many tokens from here, float32."""
        starts = np.arange(0, tokens, self.plan.shape.tokens_per_block)
        return learning_rate(self.config, self.total, self.done, starts).astype(np.float32)


def new_run(
    tokens: int,
    counts: Counts,
    config: TrainConfig,
    workers: int,
    occurrences: Counts | None = None,
    composition: Composition | None = None,
) -> Word2vecRun:
    """Return a new training with initial weights; see `plan.make_plan`."""
    plan = make_plan(config, counts, workers, occurrences, composition)
    rows = len(counts) if composition is None else composition.size
    inputs, outputs = (
        aligned_zeros(rows * plan.shape.dim),
        aligned_zeros(len(counts) * plan.shape.dim),
    )
    run = Word2vecRun(
        config, tokens, plan, make_scratch(plan), inputs, outputs, composition=composition
    )
    run.rows(inputs)[:] = initial_vectors(rows, config.dim, config.seed)
    return run


def state_of(run: Word2vecRun) -> State:
    """Return the state of a training. No thread may be training at the same time."""
    epoch, position = divmod(run.done, run.tokens)
    figures = {
        "seconds": run.seconds,
        "epoch": asdict(run.epoch),
        "point": asdict(run.point),
        "curve": [asdict(point) for point in run.curve],
    }
    inputs, outputs = unpadded(run, run.inputs), unpadded(run, run.outputs)
    if run.composition is None:
        frozen = {} if run.frozen_epochs is None else {FROZEN_EPOCHS: run.frozen_epochs}
        return State(inputs, outputs, epoch, position, figures, frozen)
    words = len(outputs)
    more: dict[str, NDArray[Any]] = {NGRAM_IDS: run.composition.ids, NGRAMS: inputs[words:]}
    return State(inputs[:words], outputs, epoch, position, figures, more)


def restore(run: Word2vecRun, state: State) -> None:
    """Set the training to a state."""
    words = len(run.outputs) // run.plan.shape.dim
    state.check(words, run.config.dim)
    run.rows(run.inputs)[:words], run.rows(run.outputs)[:] = state.vectors, state.context
    if run.composition is not None and NGRAMS in state.more:
        known, stored = shared_places(run.composition.ids, state.more[NGRAM_IDS])
        run.rows(run.inputs)[words + known] = state.more[NGRAMS][stored]
    if run.composition is None and FROZEN_EPOCHS in state.more:
        run.frozen_epochs = _checked_epochs(state.more[FROZEN_EPOCHS], words)
    run.done = state.epoch * run.tokens + state.position
    if state.figures:
        run.seconds = number(state.figures, "seconds")
        run.epoch, run.point = (_restored_sum(state.figures[name]) for name in ("epoch", "point"))
        run.curve = restored_curve(state.figures)


def _checked_epochs(epochs: NDArray[Any], words: int) -> NDArray[np.int64]:
    """Return the numbers of epochs; raise InvalidFileError if they are not int64 (words,)."""
    if epochs.shape != (words,) or epochs.dtype != np.int64:
        raise InvalidFileError(
            msg("its frozen epochs are {dtype} {shape}", dtype=epochs.dtype, shape=epochs.shape)
        )
    return epochs


def freeze_rows(run: Word2vecRun) -> None:
    """Set which input rows keep their values in the current epoch."""
    if run.frozen_epochs is not None:
        frozen = (run.frozen_epochs > run.done // run.tokens).astype(np.uint8)
        ownership = run.plan.ownership._replace(freezes=bool(frozen.any()), frozen=frozen)
        run.plan = run.plan._replace(ownership=ownership)


def _restored_sum(figures: Mapping[str, Any]) -> LossSum:
    return LossSum(number(figures, "loss"), whole(figures, "pairs"))


def shared_places(
    ids: NDArray[np.int64], others: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return where the numbers that two arrays share are in the one and in the other."""
    _, places, other_places = np.intersect1d(ids, others, return_indices=True)
    return places, other_places


def unpadded(run: Word2vecRun, weights: NDArray[np.float32]) -> Matrix:
    """Return a copy of weights as a matrix float32 (V, D)."""
    return np.ascontiguousarray(run.rows(weights))
