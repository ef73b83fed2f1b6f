"""Titles of chapters as their lines are written in the files of a text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from w2vkit.analysis.counted_text import CountedText
from w2vkit.base.errors import W2vError
from w2vkit.corpus.sections import (
    MAX_TITLE,
)
from w2vkit.text.files.reading import read_text
from w2vkit.text.files.text_file import TextFile

MAX_BYTES = 50_000_000
"""Larger texts are not read again for their titles."""
MAX_LINE = 120
"""A longer line is not a title."""
_NO_LETTERS = re.compile(r"[\W_]+")


def titles_as_written(text: CountedText, titles: Sequence[str]) -> list[str]:
    """Return titles with the spaces and signs that their lines have in the files of the text.

    They stay as they are if the files are gone, changed or large, or if no line has their letters.
    """
    if text.changed_files:
        return [*titles]
    try:
        sources = text.sources()
        if sum(source.bytes for source in sources) > MAX_BYTES:
            return [*titles]
        written = _lines_of(sources, {_letters(title) for title in titles})
    except W2vError:
        return [*titles]
    return [written.get(_letters(title), title) for title in titles]


def _lines_of(sources: Sequence[TextFile], wanted: set[str]) -> dict[str, str]:
    """Return the first line of each of the titles `wanted`, which are letters only."""
    sizes = {len(letters) for letters in wanted}
    titles: dict[str, str] = {}
    for source in sources:
        for line in _short_lines(source):
            letters = _letters(line)
            for size in sizes:
                if letters[:size] in wanted and (
                    size == len(letters) or (len(line) > MAX_TITLE and _ends_word(line, size))
                ):
                    titles.setdefault(letters[:size], _shown(line))
    return titles


def _ends_word(line: str, size: int) -> bool:
    """Return whether a word ends after so many letters of a line, or the part that is shown."""
    places = [place for place, sign in enumerate(line) if sign.isalnum()]
    end = places[min(size, len(places)) - 1] + 1
    return end >= MAX_TITLE - 1 or not line[end : end + 1].isalnum()


def _short_lines(source: TextFile) -> Iterator[str]:
    rest = ""
    for block in read_text(source):
        *lines, rest = (rest + block).split("\n")
        yield from (line for line in lines if len(line) <= MAX_LINE)
    yield rest


def _letters(title: str) -> str:
    return _NO_LETTERS.sub("", title.removesuffix("…")).casefold()


def _shown(line: str) -> str:
    title = " ".join(line.split())
    return title if len(title) <= MAX_TITLE else f"{title[: MAX_TITLE - 1]}…"
