"""GloVe (Pennington et al. 2014): vectors whose dot products are the logarithms of co-occurrences.

The pairs are dealt out into 16 x 16 blocks by the ids of their words. Sixteen blocks that share
neither a row nor a column are trained at the same time, each by one thread in a fixed order
(Gemulla et al. 2011, "Large-scale matrix factorization with distributed stochastic gradient
descent"); then come the next sixteen. So the vectors do not depend on the number of workers.
"""

from __future__ import annotations

import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from w2vkit.checkpoint import FORGETFUL, Keeper, State
from w2vkit.config import TrainConfig
from w2vkit.embeddings import Matrix
from w2vkit.encoded import EncodedCorpus
from w2vkit.engines import LossPoint, Trained
from w2vkit.engines.cooccurrence import Pairs, count_cooccurrences
from w2vkit.engines.glove_kernels import STRIPES, train_block
from w2vkit.engines.native import choose_workers
from w2vkit.errors import W2vError
from w2vkit.progress import Listener, Progress
from w2vkit.vocab import Vocabulary

POWER = 0.75
"""The exponent alpha of the weighting function, equation 9."""


@dataclass(frozen=True, eq=False)
class Weights:
    """What is trained: float32 (V, D + 1) each, the bias at the end.

    Attributes:
        words: vectors of words.
        contexts: vectors of context words.
        word_squares: sums of squared gradients of `words`, for AdaGrad.
        context_squares: the same of `contexts`.

    """

    words: Matrix
    contexts: Matrix
    word_squares: Matrix
    context_squares: Matrix


class GloveEngine:
    """GloVe: the same bytes for any number of workers."""

    name = "native"
    resumes = False

    def train(
        self,
        corpus: EncodedCorpus,
        vocabulary: Vocabulary,
        config: TrainConfig,
        listener: Listener,
        keeper: Keeper = FORGETFUL,
        start: State | None = None,
    ) -> Trained:
        """Count co-occurrences, then train; see `Engine.train`. The state is not kept.

        Raises:
            W2vError: no two words stand near each other.

        """
        workers = choose_workers(config.workers, listener)
        began = time.perf_counter()
        with tempfile.TemporaryDirectory(dir=corpus.folder, prefix=".glove") as folder:
            size = len(vocabulary)
            pairs = count_cooccurrences(corpus, size, config.window, Path(folder), listener)
            if not len(pairs.rows):
                raise W2vError("No two words stand near each other.", "Give longer sentences.")
            listener.note(f"{len(pairs.rows):,} pairs of words stand near each other.")
            weights = first_weights(size, config)
            curve = run_epochs(pairs, weights, config, workers, listener)
        seconds = time.perf_counter() - began
        vectors = weights.words[:, :-1] + weights.contexts[:, :-1]
        return Trained(vectors, None, seconds, curve[-1].loss, curve)


def first_weights(size: int, config: TrainConfig) -> Weights:
    """Return random weights between -0.5/D and 0.5/D, and squares of one."""
    shape = (size, config.dim + 1)
    rng = np.random.default_rng(config.seed)
    words, contexts = (
        ((rng.random(shape, np.float32) - np.float32(0.5)) / np.float32(config.dim))
        for _ in range(2)
    )
    return Weights(words, contexts, np.ones(shape, np.float32), np.ones(shape, np.float32))


def run_epochs(
    pairs: Pairs, weights: Weights, config: TrainConfig, workers: int, listener: Listener
) -> list[LossPoint]:
    """Train for all epochs; return the mean loss of each."""
    curve: list[LossPoint] = []
    total, done = len(pairs.rows), 0
    with ThreadPoolExecutor(workers, "w2vkit-glove") as pool:
        for epoch in range(config.epochs):
            shifts = np.random.default_rng((config.seed, epoch)).permutation(STRIPES).tolist()
            losses = 0.0
            for shift in shifts:
                tasks = [
                    pool.submit(_train_stripes, pairs, weights, config, epoch, row, shift)
                    for row in range(STRIPES)
                ]
                for task in tasks:
                    loss, size = task.result()
                    losses += loss
                    done += size
                _check(losses)
                details = {"loss": curve[-1].loss} if curve else {}
                listener.progress(
                    Progress("Training", done, total * config.epochs, "pairs", details)
                )
            curve.append(LossPoint(epoch + 1, config.alpha, losses / total))
    return curve


def _train_stripes(
    pairs: Pairs, weights: Weights, config: TrainConfig, epoch: int, row: int, shift: int
) -> tuple[float, int]:
    """Train on the pairs of a stripe of words and one of contexts; return loss and number."""
    block = pairs.block(row, (row + shift) % STRIPES)
    size = block.stop - block.start
    order = np.random.default_rng((config.seed, epoch, row, shift)).permutation(size)
    loss = train_block(
        np.asarray(pairs.rows[block]),
        np.asarray(pairs.columns[block]),
        np.asarray(pairs.counts[block]),
        order,
        weights.words,
        weights.contexts,
        weights.word_squares,
        weights.context_squares,
        config.alpha,
        config.x_max,
        POWER,
    )
    return float(loss), size


def _check(loss: float) -> None:
    if not np.isfinite(loss):
        raise W2vError("The weights grew beyond all bounds.", "Lower --alpha.")
