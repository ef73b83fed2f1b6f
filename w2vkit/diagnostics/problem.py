"""A problem of a corpus, and the command that repairs it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from w2vkit.base.config import Fix
from w2vkit.text.remedy import clean_command_line

Commands = Callable[[Sequence[Fix]], str]
"""Returns the command line that applies these fixes to the corpus, or the default ones if none."""


@dataclass(frozen=True, slots=True)
class Problem:
    """A problem of a corpus.

    Attributes:
        kind: its name, the same for all problems of the kind.
        files: names of the files that have it.
        message: one sentence that says what is wrong.
        remedy: the option or command that repairs it.

    """

    kind: str
    files: Sequence[str]
    message: str
    remedy: str


def commands_for(paths: Sequence[str], encoding: str | None = None) -> Commands:
    """Return the function that writes `w2vkit clean` command lines for a corpus."""
    return lambda fixes: clean_command_line(paths, fixes, encoding)
