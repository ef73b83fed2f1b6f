"""How long work reports on itself; the library never prints."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Progress:
    """How far one stage of the work has come.

    Attributes:
        stage: what is being done, as a person would say it: "Segmenting".
        done: units finished so far.
        total: units in all, or None if that is not known.
        unit: what is counted: "B" for bytes, "words", "files".
        details: further figures to show, by name: {"loss": 2.31, "alpha": 0.02}.

    """

    stage: str
    done: int
    total: int | None
    unit: str
    details: Mapping[str, float] = field(default_factory=dict)


class Listener(Protocol):
    """Whoever wants to hear about long work."""

    def note(self, message: str) -> None:
        """Hear one sentence that the user should know, said once."""

    def progress(self, progress: Progress) -> None:
        """Hear how far a stage has come; called often."""


class Silent:
    """A listener that does nothing."""

    def note(self, message: str) -> None:
        """Ignore the sentence."""

    def progress(self, progress: Progress) -> None:
        """Ignore the figures."""


SILENT = Silent()
