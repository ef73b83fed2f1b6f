"""The lines of a text file, or its sentences, with their numbers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from w2vkit.text.files.reading import read_sentences, read_text
from w2vkit.text.files.text_file import TextFile
from w2vkit.text.normalization import normalize_characters, normalized_blocks
from w2vkit.text.script import convert_sentences
from w2vkit.text.unwrap import without_hyphens


def numbered_sentences(source: TextFile) -> Iterator[tuple[int, str]]:
    """Yield the sentences of `read_sentences`, each with the line on which it starts, from 1.

    Splitting and unwrapping change only white space and the hyphens of divided words. So the number
    of other characters before a sentence identifies its line.

    Raises:
        W2vError: the file cannot be read or decoded, or has changed since it was found.

    """
    as_written = replace(source, script="keep")
    numbers = _numbers(as_written)
    if source.script == "keep":
        sentences = read_sentences(as_written)
    else:
        sentences = convert_sentences(read_sentences(as_written), source.script)
    yield from zip(numbers, sentences, strict=True)


def _numbers(source: TextFile) -> Iterator[int]:
    """Yield the line on which each sentence starts."""
    lines = enumerate(_lines(source), 1)
    number, seen, before = 0, 0, 0
    for sentence in read_sentences(source):
        while seen <= before:
            number, line = next(lines)
            seen += _visible(line)
        yield number
        before += _visible(sentence)


def _lines(source: TextFile) -> Iterator[str]:
    """Yield the lines of a file, with normalized characters, without hyphens that are removed."""
    lines = _written_lines(source)
    kept = without_hyphens(lines, source.joined) if source.joined else lines
    yield from map(normalize_characters, kept)


def _written_lines(source: TextFile) -> Iterator[str]:
    pending = ""
    for block in normalized_blocks(read_text(source)):
        *lines, pending = (pending + block).split("\n")
        yield from lines
    yield pending


def _visible(text: str) -> int:
    """Return the number of characters that are not white space."""
    return sum(map(len, text.split()))


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
