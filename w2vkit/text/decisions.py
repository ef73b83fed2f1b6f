"""What was decided in reading a text: said in one line each, and stored with the model."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

from w2vkit.base.messages import listed, msg

Topic = Literal[
    "format",
    "column",
    "encoding",
    "garbled",
    "lines",
    "markup",
    "annotation",
    "left out",
    "order",
    "language",
    "segmenter",
]
"""What a decision is about. Adding a topic is a word here."""


@dataclass(frozen=True, slots=True)
class Decision:
    """One thing that was decided, for some files or for the whole text.

    Attributes:
        topic: what it is about.
        value: what was decided, such as "CSV"; stored.
        sentence: what is said about the files, without their names.
        files: the names of the files; () if it is about the whole text.
        number: the number of files if `sentence` itself names them.

    """

    topic: Topic
    value: str
    sentence: str
    files: tuple[str, ...] = ()
    number: int = 0

    @property
    def line(self) -> str:
        """The sentence with the names of the first files."""
        return (
            msg("{files}: {sentence}", files=listed(self.files), sentence=self.sentence)
            if self.files
            else self.sentence
        )


@dataclass(frozen=True, slots=True)
class Reading:
    """All that was decided in reading a text."""

    decisions: tuple[Decision, ...] = ()

    def adding(self, *decisions: Decision) -> Reading:
        """Return the reading with more decisions."""
        return Reading((*self.decisions, *decisions))

    def record(self) -> dict[str, dict[str, int]]:
        """Return what a model stores: for each topic, what was decided for how many files.

        >>> Reading((Decision("format", "EPUB", "its text is read.", ("a", "b")),)).record()
        {'format': {'EPUB': 2}}
        """
        topics: dict[str, dict[str, int]] = {}
        for decision in self.decisions:
            values = topics.setdefault(decision.topic, {})
            values[decision.value] = values.get(decision.value, 0) + (
                len(decision.files) or decision.number
            )
        return topics


def merged(decisions: Iterable[Decision]) -> list[Decision]:
    """Return the decisions with one for all files for which the same was decided."""
    groups: dict[Decision, list[str]] = {}
    for decision in decisions:
        groups.setdefault(replace(decision, files=()), []).extend(decision.files)
    return [replace(decision, files=tuple(names)) for decision, names in groups.items()]
