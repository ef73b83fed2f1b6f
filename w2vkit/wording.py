"""How numbers and failures are put into words."""

from __future__ import annotations

import re
import shlex


def counted(number: int, noun: str, plural: str = "") -> str:
    """Return a number with its noun.

    >>> counted(1, "epoch"), counted(1200, "epoch")
    ('1 epoch', '1,200 epochs')
    """
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def quoted(argument: str) -> str:
    """Return an argument as one types it in a shell; `shlex` alone quotes all Chinese.

    >>> quoted("西游记.txt"), quoted("my novel.txt")
    ('西游记.txt', "'my novel.txt'")
    """
    return argument if re.fullmatch(r"[\w./=-]+", argument) else shlex.quote(argument)


def reason(error: OSError) -> str:
    """Return why the system refused; NumPy reports a full disk without saying so."""
    return error.strerror or ("the disk is full" if "requested and" in str(error) else str(error))
