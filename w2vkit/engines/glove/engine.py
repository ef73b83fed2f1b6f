"""GloVe (Pennington et al. 2014): vectors whose dot products are the logarithms of co-occurrences.

The ids of their words divide the pairs into 16 x 16 blocks. A round trains sixteen blocks at the
same time that share neither a row nor a column, each in one thread and in a fixed order (Gemulla et
al. 2011, "Large-scale matrix factorization with distributed stochastic gradient descent"). So the
vectors do not depend on the number of workers.

The reference implementation adds the two vectors of a word, as word and as context. Here the former
are the result and the latter the output weights, which is better on our corpora (`benchmarks`).
"""

from __future__ import annotations

import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np

from w2vkit.base.config import TrainConfig
from w2vkit.base.errors import W2vError
from w2vkit.base.messages import msg
from w2vkit.base.progress import Listener, Progress
from w2vkit.corpus.encoded import EncodedCorpus
from w2vkit.engines import Trained
from w2vkit.engines.glove import kernels
from w2vkit.engines.glove.cooccurrence import count_cooccurrences
from w2vkit.engines.glove.run import GloveRun, new_run, restored_run, state_of, train_round
from w2vkit.engines.state import NO_CHECKPOINT, CheckpointSink, State, restoring
from w2vkit.engines.workers import choose_workers
from w2vkit.model.vocabulary import Vocabulary


class GloveEngine:
    """GloVe: the same bytes for any number of workers."""

    name = "native"

    def train(
        self,
        corpus: EncodedCorpus,
        vocabulary: Vocabulary,
        config: TrainConfig,
        listener: Listener,
        keeper: CheckpointSink = NO_CHECKPOINT,
        start: State | None = None,
    ) -> Trained:
        """Count co-occurrences, then train; see `Engine.train`.

        The co-occurrences are not part of the state: a resumed training counts them again.

        Raises:
            W2vError: no words co-occur, or the training diverged.
            StoppedError: the training stopped at a checkpoint, on request.

        """
        run = new_run(len(vocabulary), config)
        if start is not None:
            with restoring():
                start.check(*run.weights.words.shape)
                run = restored_run(start, config)
        if not run.is_done:
            train_epochs(run, corpus, listener, keeper)
        vectors, context = (
            np.ascontiguousarray(both[:, :-1]) for both in (run.weights.words, run.weights.contexts)
        )
        loss = run.curve[-1].loss
        return Trained(vectors, context, run.seconds, state_of(run), loss, run.curve)


def train_epochs(
    run: GloveRun, corpus: EncodedCorpus, listener: Listener, keeper: CheckpointSink
) -> None:
    """Count co-occurrences and train the remaining epochs."""
    workers = choose_workers(run.config.workers, listener)
    kernels.load_glove(listener)
    began = time.perf_counter() - run.seconds

    def pause() -> None:
        run.seconds = time.perf_counter() - began
        if not run.is_done and keeper.due():
            keeper.keep(state_of(run))

    with tempfile.TemporaryDirectory(
        dir=corpus.folder, prefix=".glove", ignore_cleanup_errors=True
    ) as folder:
        size, window = len(run.weights.words), run.config.window
        pairs = count_cooccurrences(corpus, size, window, Path(folder), listener, pause=pause)
        if not len(pairs.rows):
            raise W2vError(
                msg("No words co-occur in the text."), msg("Use text with longer sentences.")
            )
        listener.note(msg("{rows:,} pairs of words co-occur.", rows=len(pairs.rows)))
        with ThreadPoolExecutor(workers, "w2vkit-glove") as pool:
            while not run.is_done:
                train_round(run, pairs, pool)
                report(run, len(pairs.rows), listener)
                pause()
        del pairs  # Windows does not delete files that are still mapped


def report(run: GloveRun, pairs: int, listener: Listener) -> None:
    """Report the progress."""
    details = {"loss": run.curve[-1].loss} if run.curve else {}
    total = pairs * run.config.epochs
    listener.progress(Progress("Training", run.pairs, total, "pairs", details))
