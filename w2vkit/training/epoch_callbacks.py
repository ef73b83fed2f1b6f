"""Training that shows its vectors after every epoch, for callbacks of the Python interface."""

from __future__ import annotations

from collections.abc import Callable

from w2vkit import engines
from w2vkit.base.config import TrainConfig
from w2vkit.base.errors import UsageError
from w2vkit.base.messages import msg
from w2vkit.base.progress import Listener, Progress
from w2vkit.corpus.encoded import EncodedCorpus
from w2vkit.engines import Trained
from w2vkit.engines.state import NO_CHECKPOINT, CheckpointSink, State
from w2vkit.model.embeddings import Embeddings, Matrix, row_norms
from w2vkit.model.vocabulary import Vocabulary

SeesEpoch = Callable[[int, Embeddings], None]
"""Receives the number of an epoch, from 1, and the vectors after it."""
SHOWING = ("skipgram", "cbow")
"""The algorithms of whose state the rows are the vectors of words."""


class EpochEngine:
    """The engine that the options choose, which also shows the vectors after each epoch.

    The trained bytes are those without callbacks.

    Attributes:
        name: that of the engine that trains.

    """

    name = "native"

    def __init__(self, sees: SeesEpoch) -> None:
        self.sees = sees

    def train(
        self,
        corpus: EncodedCorpus,
        vocabulary: Vocabulary,
        config: TrainConfig,
        listener: Listener,
        keeper: CheckpointSink = NO_CHECKPOINT,
        start: State | None = None,
    ) -> Trained:
        """Train; see `Engine.train`.

        Raises:
            UsageError: the algorithm has no vectors of words after an epoch.

        """
        engine = engines.engine_for(config)
        if config.algorithm not in SHOWING or config.partitions > 1 or engine.name != self.name:
            raise UsageError(
                msg("on_epoch= requires the algorithm skipgram or cbow."),
                msg('Pass algorithm="skipgram" or algorithm="cbow".'),
            )
        watch = _EpochWatch(listener, config.epochs, vocabulary, self.sees)
        trained = engine.train(corpus, vocabulary, config, watch, watch, start)
        self.sees(config.epochs, _embeddings(vocabulary, trained.vectors))
        return trained


class _EpochWatch:
    """Sees by the progress of a training when an epoch ends, and asks for its state then."""

    def __init__(
        self, listener: Listener, epochs: int, vocabulary: Vocabulary, sees: SeesEpoch
    ) -> None:
        self.listener, self.epochs = listener, epochs
        self.vocabulary, self.sees = vocabulary, sees
        self.ended = 0

    def note(self, message: str) -> None:
        """Pass on a message."""
        self.listener.note(message)

    def progress(self, progress: Progress) -> None:
        """Pass on the progress, and note whether it is at the end of an epoch."""
        self.listener.progress(progress)
        if progress.stage == "Training" and progress.total:
            epochs, rest = divmod(progress.done * self.epochs, progress.total)
            self.ended = 0 if rest else epochs

    def due(self) -> bool:
        """Return whether an epoch has ended."""
        return self.ended > 0

    def keep(self, state: State) -> None:
        """Show the vectors of the state."""
        self.sees(self.ended, _embeddings(self.vocabulary, state.vectors))


def _embeddings(vocabulary: Vocabulary, vectors: Matrix) -> Embeddings:
    return Embeddings(vocabulary, vectors, row_norms(vectors))
