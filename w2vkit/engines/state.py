"""The state of a training, and who keeps it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Protocol

from numpy.typing import NDArray

from w2vkit.errors import INTERRUPTED, InvalidFileError, W2vError
from w2vkit.messages import counted
from w2vkit.model.embeddings import Matrix


@dataclass(frozen=True, eq=False)
class State:
    """Where a training stands, so that it can go on with the same bytes.

    Attributes:
        vectors: the input weights, float32 (V, D).
        context: the output weights, float32 (V, D).
        epoch: how many epochs are finished.
        position: tokens of the next epoch that are done.
        figures: whatever else the engine needs, JSON.
        more: whatever arrays it needs besides.

    """

    vectors: Matrix
    context: Matrix
    epoch: int = 0
    position: int = 0
    figures: Mapping[str, Any] = field(default_factory=dict)
    more: Mapping[str, NDArray[Any]] = field(default_factory=dict)

    def check(self, rows: int, columns: int) -> None:
        """Raise InvalidFileError unless the weights have the shape (rows, columns)."""
        for weights in (self.vectors, self.context):
            if weights.shape != (rows, columns):
                raise InvalidFileError(f"its weights are {weights.shape}, not {(rows, columns)}")

    def place(self) -> str:
        """Return how far the training has come, in words."""
        epochs = counted(self.epoch, "epoch")
        return f"{epochs} and {counted(self.position, 'token')}" if self.position else epochs


class StoppedError(W2vError):
    """Training was asked to stop, and its state was kept."""

    exit_code = INTERRUPTED


class Keeper(Protocol):
    """Whoever keeps the state of a training."""

    def due(self) -> bool:
        """Say whether the state should be kept now."""

    def keep(self, state: State) -> None:
        """Keep the state; raise StoppedError if training is to end here."""


class NullCheckpoint:
    """A keeper that keeps nothing."""

    def due(self) -> bool:
        """Return False."""
        return False

    def keep(self, state: State) -> None:
        """Do nothing."""


NO_CHECKPOINT = NullCheckpoint()


@contextmanager
def restoring() -> Iterator[None]:
    """Turn what a state raises that is not of this training, or of another version."""
    try:
        yield
    except (KeyError, IndexError, TypeError, ValueError, OverflowError) as error:
        raise W2vError(
            f"The checkpoint does not fit this training: {error}.",
            "Train again from the beginning, with --force.",
        ) from error
