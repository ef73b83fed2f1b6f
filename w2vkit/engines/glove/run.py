"""A GloVe training in progress: its weights, its position, and its state for checkpoints."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, field

import numpy as np

from w2vkit.base.config import TrainConfig
from w2vkit.base.errors import InvalidFileError
from w2vkit.base.messages import msg
from w2vkit.base.system.jsonfile import number, whole
from w2vkit.engines import LossPoint, diverged, restored_curve
from w2vkit.engines.glove.cooccurrence import Cooccurrences
from w2vkit.engines.glove.kernels import STRIPES, train_block
from w2vkit.engines.state import State
from w2vkit.model.embeddings import Matrix

POWER = 0.75
"""The exponent alpha of the weighting function, equation 9."""


@dataclass(frozen=True, eq=False)
class GloveWeights:
    """The trained matrices, float32 (V, D + 1), with the bias at the end of each row.

    Attributes:
        words: the vectors of words.
        contexts: the vectors of context words.
        word_squares: the sums of squared gradients of `words`, for AdaGrad.
        context_squares: the sums of squared gradients of `contexts`.

    """

    words: Matrix
    contexts: Matrix
    word_squares: Matrix
    context_squares: Matrix


@dataclass(eq=False)
class GloveRun:
    """A training in progress.

    Attributes:
        config: the options.
        weights: the trained matrices.
        rounds: the completed rounds, in all epochs; each trains sixteen blocks.
        pairs: the trained pairs, in all epochs.
        loss: the sum of the losses in this epoch.
        seconds: the training time so far.
        curve: the mean loss of each epoch.

    """

    config: TrainConfig
    weights: GloveWeights
    rounds: int = 0
    pairs: int = 0
    loss: float = 0.0
    seconds: float = 0.0
    curve: list[LossPoint] = field(default_factory=list)

    @property
    def is_done(self) -> bool:
        """Whether all epochs are complete."""
        return self.rounds >= self.config.epochs * STRIPES


def new_run(size: int, config: TrainConfig) -> GloveRun:
    """Return a new training: random weights between -0.5/D and 0.5/D, and squares of one."""
    shape = (size, config.dim + 1)
    rng = np.random.default_rng(config.seed)
    words, contexts = (
        ((rng.random(shape, np.float32) - np.float32(0.5)) / np.float32(config.dim))
        for _ in range(2)
    )
    squares = (np.ones(shape, np.float32), np.ones(shape, np.float32))
    return GloveRun(config, GloveWeights(words, contexts, *squares))


def state_of(run: GloveRun) -> State:
    """Return the state of a training. No thread may be training at the same time."""
    weights = run.weights
    figures = {name: getattr(run, name) for name in ("rounds", "pairs", "loss", "seconds")}
    figures["curve"] = [asdict(point) for point in run.curve]
    squares = {name: getattr(weights, name) for name in ("word_squares", "context_squares")}
    epoch = run.rounds // STRIPES
    return State(weights.words, weights.contexts, epoch, figures=figures, more=squares)


def restored_run(state: State, config: TrainConfig) -> GloveRun:
    """Return the training at a state."""
    squares = [state.more[name] for name in ("word_squares", "context_squares")]
    if any(sums.shape != state.vectors.shape or sums.dtype != np.float32 for sums in squares):
        raise InvalidFileError(msg("its squared gradients and its weights have different shapes"))
    rounds, pairs = (whole(state.figures, name) for name in ("rounds", "pairs"))
    loss, seconds = (number(state.figures, name) for name in ("loss", "seconds"))
    weights = GloveWeights(state.vectors, state.context, *squares)
    return GloveRun(config, weights, rounds, pairs, loss, seconds, restored_curve(state.figures))


def train_round(run: GloveRun, pairs: Cooccurrences, pool: ThreadPoolExecutor) -> None:
    """Train sixteen blocks that share no row and no column, in parallel.

    Raises:
        W2vError: the training diverged.

    """
    epoch, number = divmod(run.rounds, STRIPES)
    shift = int(np.random.default_rng((run.config.seed, epoch)).permutation(STRIPES)[number])
    tasks = [pool.submit(_train_block, run, pairs, epoch, row, shift) for row in range(STRIPES)]
    if number == 0:
        run.loss = 0.0
    for task in tasks:
        loss, size = task.result()
        run.loss += loss
        run.pairs += size
    if not np.isfinite(run.loss):
        raise diverged(run.config, epoch + 1)
    run.rounds += 1
    if run.rounds % STRIPES == 0:
        run.curve.append(LossPoint(epoch + 1, run.config.alpha, run.loss / len(pairs.rows)))


def _train_block(
    run: GloveRun, pairs: Cooccurrences, epoch: int, row: int, shift: int
) -> tuple[float, int]:
    """Train on the pairs of a stripe of words and one of contexts; return loss and pairs."""
    block = pairs.block(row, (row + shift) % STRIPES)
    size = block.stop - block.start
    order = np.random.default_rng((run.config.seed, epoch, row, shift)).permutation(size)
    loss = train_block(
        np.asarray(pairs.rows[block]),
        np.asarray(pairs.columns[block]),
        np.asarray(pairs.counts[block]),
        order,
        run.weights.words,
        run.weights.contexts,
        run.weights.word_squares,
        run.weights.context_squares,
        run.config.alpha,
        run.config.x_max,
        POWER,
    )
    return float(loss), size
