"""Statistics of the text of a file: lengths, scripts, suspicious characters, repeated lines."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from w2vkit.base.messages import msg
from w2vkit.languages.east_asian import BORROWED_KANA, is_japanese
from w2vkit.text.files.reading import read_text
from w2vkit.text.files.text_file import HTML_TAG, TextFile
from w2vkit.text.normalization import (
    FULL_WIDTH_CHARACTERS,
    INVISIBLE,
    LIGATURES,
    normalized_blocks,
)
from w2vkit.text.script import HAN, SIMPLIFIED, TRADITIONAL
from w2vkit.text.sentences import sentences
from w2vkit.text.unwrap import unwrap_lines
from w2vkit.text.writing_systems import KANA

MAX_COUNTED_LINES = 2_000_000
"""How many different lines are counted; later ones are ignored."""
MIN_LINE_CHARACTERS = 6
"""Shorter lines are ignored, since they often repeat in any text."""
_HAN_RUN = re.compile(f"[{HAN}]+")
_LATIN = re.compile("[A-Za-z]+")
_KANA = re.compile(f"[{KANA}]+")
HTML_ENTITY = re.compile(
    "&(?:nbsp|amp|lt|gt|quot|apos|[lr][ds]quo|hellip|mdash|ndash|middot|ensp|emsp|#[0-9]{2,6}|"
    "#x[0-9a-f]{2,5});",
    re.IGNORECASE,
)
SUSPECT_CHARACTERS = {
    "control characters": re.compile("[\0-\x08\x0e-\x1b\x1f\x7f\x80-\x84\x86-\x9f]"),
    "invisible characters": INVISIBLE,
    "full-width letters": re.compile(f"[{FULL_WIDTH_CHARACTERS}]"),
    "ligatures": re.compile(f"[{LIGATURES}]"),
    "damaged characters": re.compile("\ufffd|锟斤拷|烫烫烫|â€[œ™“”]|[ÃÂ][\u0080-\u00bf]"),
    "HTML tags": HTML_TAG,
    "HTML entities": HTML_ENTITY,
}
"""Characters that do not belong to a text as it was written."""
DECOMPOSED = msg("decomposed characters")


@dataclass(frozen=True, slots=True)
class FileReport:
    """The statistics of a file.

    Attributes:
        name: the name that the user knows.
        encoding: its encoding.
        confidence: of the encoding, from 0.5 (undecided) to 1.
        characters, lines, sentences: their numbers.
        longest_line, longest_sentence: in characters.
        mean_sentence: in characters.
        wrapped: the columns at which its lines were wrapped, or 0.
        simplified, traditional: numbers of characters that only one script has; 0 in Japanese,
            whose characters are of neither.
        han, latin: numbers of characters.
        is_japanese: whether enough of the characters are kana.
        signs: numbers of suspicious characters, by kind.
        digest: equal for files with the same text.
        markup: "HTML" if a plain text contains its tags, else "".

    """

    name: str
    encoding: str
    confidence: float
    characters: int
    lines: int
    sentences: int
    longest_line: int
    longest_sentence: int
    mean_sentence: float
    wrapped: int
    simplified: int
    traditional: int
    han: int
    latin: int
    is_japanese: bool
    signs: dict[str, int]
    digest: str
    markup: str = ""


@dataclass(eq=False)
class Lines:
    """The lines of a text that are not too short, with their counts, and its characters."""

    counts: Counter[str] = field(default_factory=Counter)
    characters: Counter[str] = field(default_factory=Counter)
    most: int = MAX_COUNTED_LINES

    def add(self, lines: Iterable[str]) -> None:
        """Count lines."""
        stripped = (line.strip() for line in lines)
        self.count(Counter(line for line in stripped if len(line) >= MIN_LINE_CHARACTERS))

    def count(self, counts: Mapping[str, int]) -> None:
        """Add to the counts; new lines are ignored once there are `most`."""
        if len(self.counts) >= self.most:
            counts = {line: times for line, times in counts.items() if line in self.counts}
        self.counts.update(counts)


@dataclass(eq=False)
class TextCounter:
    """Counters that are updated while a file is read block by block."""

    lines: Lines = field(default_factory=Lines)
    rest: str = ""
    count: int = 0
    longest: int = 0
    totals: Counter[str] = field(default_factory=Counter)
    digest: hashlib._Hash = field(default_factory=hashlib.sha256)

    def watch(self, blocks: Iterable[str]) -> Iterator[str]:
        """Yield the blocks and count their contents."""
        for block in blocks:
            self.take(block)
            yield block
        self.end([self.rest] if self.rest else [])

    def take(self, block: str) -> None:
        """Count the contents of one block."""
        *whole, last = block.split("\n")
        if whole:
            whole[0], self.rest = self.rest + whole[0], ""
            self.end(whole)
        self.rest += last
        self.digest.update("".join(block.split()).encode("utf-8", "replace"))
        self.totals["characters"] += len(block)
        self.totals["simplified"] += sum(map(block.count, SIMPLIFIED))
        self.totals["traditional"] += sum(map(block.count, TRADITIONAL))
        self.totals["han"] += sum(map(len, _HAN_RUN.findall(block)))
        self.totals["latin"] += sum(map(len, _LATIN.findall(block)))
        self.totals["kana"] += sum(map(len, _KANA.findall(block)))
        self.totals["borrowed kana"] += sum(map(block.count, BORROWED_KANA))
        if not block.isascii():
            self.lines.characters.update(block)
        for kind, pattern in SUSPECT_CHARACTERS.items():
            self.totals[kind] += len(pattern.findall(block))

    def composed(self, count: int) -> None:
        """Count combining marks that were composed with a letter."""
        self.totals[DECOMPOSED] += count

    def end(self, lines: list[str]) -> None:
        """Count complete lines."""
        self.count += len(lines)
        self.longest = max([self.longest, *map(len, lines)])
        self.lines.add(lines)


def inspect_file(
    source: TextFile, advance: Callable[[int], None], errors: str = "strict"
) -> tuple[FileReport, Lines]:
    """Read a file once and return its statistics and its lines.

    `errors` says how invalid bytes are handled, see `decode`.

    Raises:
        W2vError: the file cannot be read or decoded.

    """
    counter = TextCounter()
    text = counter.watch(read_text(source, advance, errors))
    text = normalized_blocks(text, counter.composed)
    if source.wrapped:
        text = unwrap_lines(text, source.wrapped, source.joined)
    lengths = [len(sentence) for sentence in sentences(text)]
    totals = counter.totals
    report = FileReport(
        name=source.name,
        encoding=source.encoding,
        confidence=source.detection.confidence,
        characters=totals["characters"],
        lines=counter.count,
        sentences=len(lengths),
        longest_line=counter.longest,
        longest_sentence=max(lengths, default=0),
        mean_sentence=round(sum(lengths) / max(1, len(lengths)), 1),
        wrapped=source.wrapped,
        simplified=totals["simplified"],
        traditional=totals["traditional"],
        han=totals["han"],
        latin=totals["latin"],
        is_japanese=is_japanese(totals["kana"], totals["borrowed kana"], totals["han"]),
        signs={kind: totals[kind] for kind in (*SUSPECT_CHARACTERS, DECOMPOSED)},
        digest=counter.digest.hexdigest(),
        markup=source.markup,
    )
    if report.is_japanese:
        report = replace(report, simplified=0, traditional=0)
    return report, counter.lines
