"""PPMI-SVD (Levy, Goldberg and Dagan 2015): the singular vectors of a matrix of associations.

The entry of a word and a context word says how much more often they co-occur than by chance:
positive pointwise mutual information, with smoothed context counts and a shift. The counts fall
with the distance of the words. The vectors are
U S^p of the truncated SVD of that matrix. Nothing is random, so the seed has no effect, and the
result does not depend on the number of workers.
"""

from __future__ import annotations

import tempfile
import time
from dataclasses import replace
from pathlib import Path

import numpy as np

from w2vkit.base.config import TrainConfig
from w2vkit.base.messages import msg
from w2vkit.base.progress import Listener, Progress
from w2vkit.corpus.encoded import EncodedCorpus
from w2vkit.engines import Trained
from w2vkit.engines.glove import kernels
from w2vkit.engines.glove.cooccurrence import count_cooccurrences
from w2vkit.engines.ppmi.association import positive_associations
from w2vkit.engines.ppmi.factorization import factorize
from w2vkit.engines.state import (
    NO_CHECKPOINT,
    CheckpointSink,
    InsufficientTextError,
    State,
    restoring,
)
from w2vkit.languages.recognition import language_of
from w2vkit.model.embeddings import Matrix
from w2vkit.model.vocabulary import Vocabulary

NO_WEIGHTS = np.zeros((0, 0), np.float32)


class PpmiEngine:
    """PPMI-SVD: the same bytes for any number of workers."""

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
        """Count co-occurrences and factorize them; see `Engine.train`.

        There is no intermediate state: a resumed training starts from the beginning.

        Raises:
            W2vError: no words co-occur, or none more often than by chance.
            StoppedError: the training stopped at a checkpoint, on request.

        """
        kernels.load_glove(listener)
        began = time.perf_counter()
        if start is None or start.epoch == 0:
            decay = config.decay
            if decay is None:
                decay = language_of(vocabulary, corpus.language).ppmi_decay
            config = replace(config, decay=decay)
            vectors = compute(corpus, len(vocabulary), config, listener, keeper)
        else:
            with restoring():
                start.check(len(vocabulary), config.dim, with_context=False)
            vectors = start.vectors
        end = State(vectors, NO_WEIGHTS, config.epochs)
        return Trained(vectors, None, time.perf_counter() - began, end)


def compute(
    corpus: EncodedCorpus,
    size: int,
    config: TrainConfig,
    listener: Listener,
    keeper: CheckpointSink,
) -> Matrix:
    """Return the vectors of the first `size` types, float32 (size, D)."""

    def pause() -> None:
        if keeper.due():
            keeper.keep(State(NO_WEIGHTS, NO_WEIGHTS))

    def step(products: int) -> None:
        listener.progress(Progress("Factorizing", products, None, "products"))
        pause()

    with tempfile.TemporaryDirectory(
        dir=corpus.folder, prefix=".ppmi", ignore_cleanup_errors=True
    ) as name:
        folder = Path(name)
        decay = 1.0 if config.decay is None else config.decay
        pairs = count_cooccurrences(
            corpus, size, config.window, folder, listener, pause=pause, decay=decay
        )
        if not len(pairs.rows):
            raise InsufficientTextError(
                msg("No words co-occur in the text."), msg("Use text with longer sentences.")
            )
        matrix = positive_associations(pairs, size, config.smoothing, config.shift, folder)
        listener.note(
            msg(
                "{pairs:,} pairs of words co-occur, {associated:,} of them more often than by "
                "chance.",
                pairs=len(pairs.rows),
                associated=len(matrix.values),
            )
        )
        if not len(matrix.values):
            raise InsufficientTextError(
                msg("No pair of words co-occurs more often than by chance."),
                msg("Use more text, or lower --shift."),
            )
        vectors = factorize(matrix, config.dim, config.exponent, step)
        del pairs, matrix  # Windows does not delete files that are still mapped
    return vectors
