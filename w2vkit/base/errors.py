"""Errors for users: one sentence about what happened, one about what to do."""

from __future__ import annotations

from collections.abc import Sequence
from contextvars import ContextVar
from typing import Any

COMMAND_LINE = ContextVar("COMMAND_LINE", default=False)
"""Whether the caller is the command line; else errors are put into the words of Python."""
INTERRUPTED = 130
"""Exit code of a command ended by Ctrl-C."""
PIPE_CLOSED = 141
"""Exit code of a command ended by SIGPIPE, for example by `head`."""


class W2vError(Exception):
    """A recoverable error.

    Attributes:
        message: one sentence about what happened.
        hint: one sentence about what to do, or None.
        exit_code: of the process.

    """

    exit_code = 1

    def __init__(self, message: str, hint: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __reduce__(self) -> tuple[Any, ...]:
        """Return what another process needs to make the same error, whatever its arguments."""
        return _remade, (type(self), self.args, self.__dict__)


def _remade(kind: type[W2vError], args: tuple[Any, ...], attributes: dict[str, Any]) -> W2vError:
    error = kind.__new__(kind, *args)
    error.args = args
    error.__dict__.update(attributes)
    return error


class UsageError(W2vError):
    """A command or function was called with invalid arguments."""

    exit_code = 2


class MissingWordError(W2vError, KeyError):
    """A word of a query is not in the vocabulary of the model; a `KeyError`, as in gensim.

    Attributes:
        word: the first missing word of the query.
        words: all missing words.

    """

    exit_code = 3

    def __init__(
        self, word: str, message: str, hint: str | None = None, others: Sequence[str] = ()
    ) -> None:
        super().__init__(message, hint)
        self.word = word
        self.words = (word, *others)

    def __str__(self) -> str:
        return self.message


class InvalidFileError(ValueError):
    """The content of a file violates its format.

    The message is a clause that says what is wrong; the function that opened the file adds the
    name of the file and what to do.
    """

    def __init__(self, message: str, hint: str | None = None) -> None:
        super().__init__(message)
        self.hint = hint
