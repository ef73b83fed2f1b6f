"""The text of a file in passages of whole lines, which any process can split into sentences."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from w2vkit.base.config import Script
from w2vkit.base.progress import SILENT, Listener
from w2vkit.text.files.reading import note_division, read_text
from w2vkit.text.files.text_file import TextFile
from w2vkit.text.normalization import normalize_characters, normalized, normalized_blocks
from w2vkit.text.script import convert_sentences
from w2vkit.text.sentences import ASCII_STOPS, CLOSING, MAX_SENTENCE, STOPS, in_groups, sentences
from w2vkit.text.unwrap import unwrap_lines

PASSAGE_CHARACTERS = 1 << 16
LONG_LINE = MAX_SENTENCE // 4
"""Characters of a line that is split where it is read; normalization lengthens no other line
beyond `MAX_SENTENCE`."""

_UNEVEN_END = re.compile(rf"[{STOPS}][{ASCII_STOPS}]+[{CLOSING}\"')\]]*\Z")

ProcessingState = Literal["raw", "normalized", "sentences"]
"""How far a text is processed: not at all; normalized, with wrapped lines joined; split into
sentences, one per line."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A part of a text that begins and ends with a line.

    Attributes:
        text: the lines.
        state: how far they are processed.
        script: the script to convert them to.

    """

    text: str
    state: ProcessingState = "sentences"
    script: Script = "keep"

    def sentences(self) -> list[str]:
        """Return the sentences of the passage, normalized and in the requested script."""
        if self.state == "sentences":
            lines = self.text.split("\n")
        else:
            is_raw = self.state == "raw"
            lines = [*sentences([normalized(self.text) if is_raw else self.text])]
        return lines if self.script == "keep" else [*convert_sentences(lines, self.script)]

    def split(self) -> Passage:
        """Return the passage with one sentence a line."""
        return Passage("\n".join(self.sentences()))


def read_passages(
    source: TextFile,
    listener: Listener = SILENT,
    advance: Callable[[int], None] = lambda place: None,
) -> Iterator[Passage]:
    """Yield the text of a file; its sentences are those of `documents.read_sentences`.

    Args:
        source: the file.
        listener: receives one note if a sentence had to be split.
        advance: called with the number of bytes read so far.

    Raises:
        W2vError: the file cannot be read or decoded, or has changed since it was found.

    """
    state: ProcessingState = "normalized" if source.wrapped else "raw"
    divided = note_division(source, listener)
    for span in source.spans or (None,):
        blocks = read_text(source, advance, span=span)
        if source.wrapped:
            blocks = unwrap_lines(normalized_blocks(blocks), source.wrapped, source.joined)
        yield from passages(blocks, state, source.script, divided)


def passages(
    blocks: Iterable[str],
    state: ProcessingState,
    script: Script,
    divided: Callable[[], None],
    size: int = PASSAGE_CHARACTERS,
    long_line: int = LONG_LINE,
) -> Iterator[Passage]:
    """Yield a text, given in blocks, in passages of about `size` characters.

    Lines of more than `long_line` characters are split into sentences here, in bounded memory;
    `divided` is called as by `text.sentences.sentences`.
    """
    remaining = filter(None, blocks)
    rest = ""
    for block in remaining:
        text = rest + block
        start = 0
        while end := _passage_end(text, start, size):
            part, start = text[start:end], end
            if _has_long_line(part, long_line):
                yield from _split_here([part], state, script, divided, size)
            else:
                yield Passage(part, state, script)
        rest = text[start:]
        if len(rest) > long_line:
            line = LineReader(rest, remaining)
            yield from _split_here(line, state, script, divided, size)
            rest = line.rest
    if rest:
        last = Passage(rest, state, script)
        yield last.split() if _ends_unevenly(rest) else last


def _ends_unevenly(text: str) -> bool:
    """Return whether a line break after the text would move the end of its last sentence."""
    return _UNEVEN_END.search(normalize_characters(text)) is not None


def _passage_end(text: str, start: int, size: int) -> int:
    """Return the end of the line at `start + size`, or of the last line before; 0 if none ends."""
    end = text.find("\n", start + size) if start + size < len(text) else -1
    return (end if end >= 0 else text.rfind("\n", start)) + 1


def _has_long_line(text: str, longest: int) -> bool:
    """Return whether there may be a line of more than `longest` characters."""
    step = -(-longest // 2)  # such a line contains one of the windows
    windows = range(0, len(text) - step, step)
    return any(text.find("\n", start, start + step) < 0 for start in windows)


class LineReader:
    """Iterates over the blocks of the line with which a text begins; `rest` is what follows."""

    def __init__(self, start: str, blocks: Iterator[str]) -> None:
        self.rest = start
        self.blocks = blocks

    def __iter__(self) -> Iterator[str]:
        """Yield the parts of the line, with the line break at its end."""
        while self.rest:
            end = self.rest.find("\n") + 1
            part = self.rest[:end] if end else self.rest
            self.rest = self.rest[end:] if end else next(self.blocks, "")
            yield part
            if end:
                return


def _split_here(
    blocks: Iterable[str],
    state: ProcessingState,
    script: Script,
    divided: Callable[[], None],
    size: int,
) -> Iterator[Passage]:
    """Yield the sentences of a text in passages, each of which ends after `size` characters."""
    parts = normalized_blocks(blocks) if state == "raw" else blocks
    for some in in_groups(sentences(parts, divided), size):
        yield Passage("\n".join(some), "sentences", script)
