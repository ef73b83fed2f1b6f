"""The state of a training, and the interface that writes it to a checkpoint."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Protocol

from numpy.typing import NDArray

from w2vkit.base.errors import INTERRUPTED, InvalidFileError, W2vError
from w2vkit.base.messages import counted, msg
from w2vkit.model.embeddings import Matrix

FROZEN_EPOCHS = "frozen_epochs"
"""Name of an array of word2vec's states: int64 (V,), in how many epochs, from the first one, the
input row of each word keeps its values. Without it, no row does."""


@dataclass(frozen=True, eq=False)
class State:
    """A position in a training, from which it resumes with the same bytes.

    Attributes:
        vectors: the input weights, float32 (V, D).
        context: the output weights, float32 (V, D), or (0, 0) if the engine has none.
        epoch: the number of completed epochs.
        position: the number of tokens done in the next epoch.
        figures: further values of the engine, as JSON.
        more: further arrays of the engine.

    """

    vectors: Matrix
    context: Matrix
    epoch: int = 0
    position: int = 0
    figures: Mapping[str, Any] = field(default_factory=dict)
    more: Mapping[str, NDArray[Any]] = field(default_factory=dict)

    def check(self, rows: int, columns: int, *, with_context: bool = True) -> None:
        """Raise InvalidFileError unless the weights have the shape (rows, columns)."""
        for weights in (self.vectors, self.context) if with_context else (self.vectors,):
            if weights.shape != (rows, columns):
                raise InvalidFileError(
                    msg(
                        "its weights are {shape}, not {expected}",
                        shape=weights.shape,
                        expected=(rows, columns),
                    )
                )

    def place(self) -> str:
        """Return the position in words, such as "2 epochs and 512 tokens"."""
        epochs = counted(self.epoch, "{number} epoch", "{number} epochs")
        return (
            msg(
                "{epochs} and {tokens}",
                epochs=epochs,
                tokens=counted(self.position, "{number} token", "{number} tokens"),
            )
            if self.position
            else epochs
        )


class StoppedError(W2vError):
    """The training stopped on request; its state is in a checkpoint."""

    exit_code = INTERRUPTED


class InsufficientTextError(W2vError):
    """An algorithm can learn nothing from the text: it is too short or has too few words."""


class CheckpointSink(Protocol):
    """Writes checkpoints of a training."""

    def due(self) -> bool:
        """Return whether a checkpoint is due."""

    def keep(self, state: State) -> None:
        """Write a checkpoint; raise StoppedError if the training is to stop here."""


class NullCheckpoint:
    """Writes no checkpoints."""

    def due(self) -> bool:
        """Return False."""
        return False

    def keep(self, state: State) -> None:
        """Do nothing."""


NO_CHECKPOINT = NullCheckpoint()


@contextmanager
def restoring() -> Iterator[None]:
    """Raise W2vError for a state of another training, or of another version."""
    try:
        yield
    except (KeyError, IndexError, TypeError, ValueError, OverflowError) as error:
        raise W2vError(
            msg("The checkpoint does not fit this training: {error}.", error=error),
            msg("Train again from the beginning, with --force."),
        ) from error
