"""What can go wrong for a user: one sentence of what happened, one of what to do."""

from __future__ import annotations

from collections.abc import Sequence

INTERRUPTED = 130
"""What a shell reports for a command ended by Ctrl-C."""
PIPE_CLOSED = 141
"""What a shell reports for a command ended by SIGPIPE: `head` has read enough."""


class W2vError(Exception):
    """Something the user can mend.

    Attributes:
        message: what happened, one sentence.
        hint: what to do about it, one sentence, or None.
        exit_code: what the process returns.

    """

    exit_code = 1

    def __init__(self, message: str, hint: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class UsageError(W2vError):
    """The command or function was called in a way that makes no sense."""

    exit_code = 2


class MissingWordError(W2vError):
    """A word that was asked about is not in the model.

    Attributes:
        word: the first such word of the question.
        words: all of them.

    """

    exit_code = 3

    def __init__(
        self, word: str, message: str, hint: str | None = None, others: Sequence[str] = ()
    ) -> None:
        super().__init__(message, hint)
        self.word = word
        self.words = (word, *others)


class InvalidFileError(ValueError):
    """The content of a file breaks the rules of its format.

    The message is a clause that says what is wrong; the function that opened the file adds which
    file it is and what the user can do.
    """

    def __init__(self, message: str, hint: str | None = None) -> None:
        super().__init__(message)
        self.hint = hint
