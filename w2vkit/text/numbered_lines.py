"""The lines of a text file with their numbers, for files that are tables."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from w2vkit.text.documents import read_text
from w2vkit.text.text_file import TextFile


def numbered_lines(source: TextFile) -> Iterator[tuple[int, str]]:
    """Yield the number, from 1, and the text of each line that is not blank.

    Raises:
        W2vError: the file cannot be read or decoded.

    """
    rest, number = "", 0
    for block in chain(read_text(source), "\n"):
        *lines, rest = (rest + block).split("\n")
        for line in lines:
            number += 1
            if line.strip():
                yield number, line
