"""Wording of numbers, arguments and system errors in messages."""

from __future__ import annotations

import errno
import re
import shlex
import sys
from collections.abc import Sequence
from typing import Any

_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
"""Control characters and direction marks, which a terminal interprets instead of showing."""


def has_controls(text: str) -> bool:
    """Return whether a text contains characters that a terminal interprets."""
    return _CONTROLS.search(text) is not None


def printable(text: str) -> str:
    r"""Return a text with control characters as escape sequences of Python.

    >>> printable("\x1b[31mred\n")
    '\\x1b[31mred\\n'
    """
    return _CONTROLS.sub(lambda sign: sign[0].encode("unicode_escape").decode("ascii"), text)


def shortened(text: str, limit: int) -> str:
    """Return the first `limit` characters of a text, with an ellipsis if there are more.

    >>> shortened("孙悟空大闹天宫", 3)
    '孙悟空…'
    """
    return text if len(text) <= limit else text[:limit] + "…"


def listed(names: Sequence[str], most: int = 3) -> str:
    """Return the first names of a list, and how many more there are.

    >>> listed(["a", "b"]), listed(["a", "b", "c", "d"])
    ('a, b', 'a, b, c and 1 more')
    """
    more = f" and {len(names) - most:,} more" if len(names) > most else ""
    return ", ".join(names[:most]) + more


def decimal(value: float, decimals: int = 2) -> str:
    """Return a number as pictures and pages show it: with a minus sign, and zero without one.

    >>> decimal(-0.126), decimal(-0.001)
    ('−0.13', '0.00')
    """
    return f"{value:z.{decimals}f}".replace("-", "−")


def counted(number: int, noun: str, plural: str = "") -> str:
    """Return a number with its noun.

    >>> counted(1, "epoch"), counted(1200, "epoch")
    ('1 epoch', '1,200 epochs')
    """
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def quoted(argument: str, platform: str = sys.platform) -> str:
    """Return an argument quoted for the shell of a platform; Chinese needs no quotes.

    >>> quoted("西游记.txt"), quoted("my novel.txt", "linux"), quoted("my novel.txt", "win32")
    ('西游记.txt', "'my novel.txt'", '"my novel.txt"')
    """
    if re.fullmatch(r"[\w./=-]+", argument):
        return argument
    return f'"{argument}"' if platform == "win32" else shlex.quote(argument)


def option_text(name: str, value: Any) -> str:
    """Return an option of the command line with its value, from the name of its field.

    >>> option_text("min_count", 5), option_text("keep_case", False)
    ('--min-count 5', '--no-keep-case')
    """
    flag = f"--{name.replace('_', '-')}"
    if isinstance(value, bool):
        return flag if value else f"--no-{flag[2:]}"
    return f"{flag} {quoted(f'{value:g}' if isinstance(value, float) else str(value))}"


def reason(error: OSError) -> str:
    """Return the reason of a system error; NumPy does not name a full disk as such."""
    return error.strerror or ("the disk is full" if _is_full(error) else str(error))


def remedy(error: OSError, alternative: str) -> str:
    """Return what to do about a system error: remove its cause, or `alternative` if there is one.

    >>> remedy(PermissionError(errno.EACCES, "Permission denied"), "choose another file")
    'Check the permissions, or choose another file.'
    >>> remedy(OSError(errno.ENOSPC, "No space left on device"), "")
    'Free some space.'
    """
    if not alternative:
        return f"{first_step(error)}."
    if error.errno == errno.EROFS:
        return f"{alternative[0].upper()}{alternative[1:]}."
    return f"{first_step(error)}, or {alternative}."


def first_step(error: OSError) -> str:
    """Return how to remove the cause of a system error, without a period."""
    if _is_full(error):
        return "Free some space"
    return _STEPS.get(error.errno or 0, "Check the path and its permissions")


_FULL = {errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)}
_STEPS = {
    errno.EACCES: "Check the permissions",
    errno.EPERM: "Check the permissions",
    errno.ENOENT: "Check the spelling of the path",
    errno.ENAMETOOLONG: "Choose a shorter name",
    errno.EMFILE: "Raise the limit that `ulimit -n` shows",
}


def _is_full(error: OSError) -> bool:
    return error.errno in _FULL or "requested and" in str(error)
