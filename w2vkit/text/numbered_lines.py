"""The lines of a text file with their numbers, for files that are tables."""

from __future__ import annotations

from collections.abc import Iterator

from w2vkit.text.files.reading import read_text
from w2vkit.text.files.text_file import TextFile


def numbered_lines(source: TextFile) -> Iterator[tuple[int, str]]:
    """Yield the number, from 1, and the text of each line that is not blank.

    Raises:
        W2vError: the file cannot be read or decoded.

    """
    return ((number, line) for number, line in enumerate(text_lines(source), 1) if line.strip())


def text_lines(source: TextFile) -> Iterator[str]:
    """Yield all lines of a text file, blank ones too; raises what `numbered_lines` raises."""
    rest = ""
    for block in read_text(source):
        *lines, rest = (rest + block).split("\n")
        yield from lines
    if rest:
        yield rest
