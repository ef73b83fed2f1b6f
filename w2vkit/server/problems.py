"""Errors as replies: a status, one sentence on what happened and one on what to do."""

from __future__ import annotations

import re
from typing import Any

from w2vkit.base.errors import MissingWordError, UsageError, W2vError
from w2vkit.base.messages import msg
from w2vkit.base.python_words import in_python

BAD_REQUEST, UNAUTHORIZED, FORBIDDEN, NOT_FOUND = 400, 401, 403, 404
NOT_ALLOWED, TIMEOUT, TOO_LARGE, MISDIRECTED, UNANSWERABLE = 405, 408, 413, 421, 422
FAILED, BUSY = 500, 503
INVALID, SERVER = "invalid_request_error", "server_error"
"""The types of errors, as OpenAI calls them."""


class RequestError(W2vError):
    """A request that is refused.

    Attributes:
        status: the status of the reply.
        code: a short name of what happened.

    """

    def __init__(self, status: int, code: str, message: str, hint: str | None = None) -> None:
        super().__init__(message, hint)
        self.status, self.code = status, code


def failed() -> RequestError:
    """Return the error of a request in which a fault of the program showed."""
    return RequestError(
        FAILED,
        "failed",
        msg("The server failed to answer."),
        msg("Its messages say more; please report it."),
    )


def busy() -> RequestError:
    """Return the error of a request that arrives while too many wait."""
    return RequestError(
        BUSY, "busy", msg("Too many questions are waiting."), msg("Ask again in a second.")
    )


def late() -> RequestError:
    """Return the error of a question that took too long."""
    return RequestError(
        BUSY,
        "late",
        msg("The answer takes too long."),
        msg("Ask for less; what is prepared once, such as an index of the text, continues."),
    )


def status_and_code(error: W2vError) -> tuple[int, str]:
    """Return the status of an error, and a short name."""
    if isinstance(error, RequestError):
        return error.status, error.code
    if isinstance(error, MissingWordError):
        return NOT_FOUND, "missing_word"
    if isinstance(error, UsageError):
        return BAD_REQUEST, "invalid"
    return UNANSWERABLE, "unanswerable"


def in_parameters(message: str) -> str:
    """Return a message in which options are called as the parameters of a request are.

    >>> in_parameters("Lower --topn, or ask with --compose.")
    'Lower topn, or ask with compose=true.'
    """
    text = re.sub(r"\b([a-z_]+)=(?=[\s,.;:]|$)", r"\1", in_python(message))
    text = text.replace("=True", "=true").replace("=False", "=false")
    return text.replace("encoding-format", "encoding_format")


def said(error: W2vError) -> tuple[str, str | None]:
    """Return the message and the hint of an error in the words of requests."""
    return in_parameters(error.message), in_parameters(error.hint) if error.hint else None


def problem(error: W2vError) -> dict[str, Any]:
    """Return the body of the reply to a request that failed, in the form of OpenAI's errors."""
    status, code = status_and_code(error)
    message, hint = said(error)
    missing = {"missing": [*error.words]} if isinstance(error, MissingWordError) else {}
    kind = SERVER if status >= FAILED else INVALID
    facts = {"message": message, "hint": hint, "type": kind, "param": None, "code": code}
    return {"error": {**facts, **missing}}
