"""Messages and progress of long computations; the library never prints."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol, runtime_checkable

COMPILING = "Compiling"
"""The stage in which the training kernels are compiled; it comes only once on a machine."""


@dataclass(frozen=True, slots=True)
class Progress:
    """Progress of one stage of a computation.

    Attributes:
        stage: a verb for the user, such as "Segmenting".
        done: number of finished units.
        total: number of all units, or None if unknown.
        unit: "B" for bytes, "words", "files".
        details: further numbers to show, by name: {"loss": 2.31, "alpha": 0.02}.

    """

    stage: str
    done: int
    total: int | None
    unit: str
    details: Mapping[str, float] = field(default_factory=dict)


@runtime_checkable
class Listener(Protocol):
    """Receives messages and progress."""

    def note(self, message: str) -> None:
        """Receive one sentence for the user, reported once."""

    def progress(self, progress: Progress) -> None:
        """Receive the progress of a stage; called often."""


class Silent:
    """A listener that does nothing."""

    def note(self, message: str) -> None:
        """Ignore the message."""

    def progress(self, progress: Progress) -> None:
        """Ignore the progress."""


class Notes(Silent):
    """A listener that keeps the messages.

    Attributes:
        said: the messages.

    """

    def __init__(self) -> None:
        self.said: list[str] = []

    def note(self, message: str) -> None:
        """Keep the message."""
        self.said.append(message)


SILENT = Silent()
