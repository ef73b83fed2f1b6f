"""Regular expressions of users, compiled with support for timeouts."""

from __future__ import annotations

import warnings
from typing import Any

from w2vkit.base.errors import UsageError
from w2vkit.base.messages import foreign, msg


def compile_pattern(pattern: str, option: str, hint: str) -> Any:
    """Return a compiled regular expression whose methods take a `timeout`.

    The package `regex` supports timeouts; `re` of the standard library does not.

    Raises:
        UsageError: the expression is invalid; the message names `option`.

    """
    import regex

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # `regex` reads the locale and warns of old syntax
            return regex.compile(pattern)
    except (regex.error, OverflowError, RecursionError) as error:
        raise UsageError(
            msg(
                "{option} “{pattern}” is not a valid regular expression: {error}.",
                option=option,
                pattern=pattern,
                error=foreign(str(error)),
            ),
            hint,
        ) from error
