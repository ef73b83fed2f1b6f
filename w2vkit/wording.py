"""How numbers and failures are put into words."""

from __future__ import annotations


def counted(number: int, noun: str, plural: str = "") -> str:
    """Return a number with its noun.

    >>> counted(1, "epoch"), counted(1200, "epoch")
    ('1 epoch', '1,200 epochs')
    """
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def reason(error: OSError) -> str:
    """Return why the system refused; NumPy reports a full disk without saying so."""
    return error.strerror or ("the disk is full" if "requested and" in str(error) else str(error))
