"""What the text of a file looks like: lengths, scripts, strange characters, lines that return."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from w2vkit.text.documents import read_text
from w2vkit.text.normalization import normalized_blocks
from w2vkit.text.script import SIMPLIFIED, TRADITIONAL
from w2vkit.text.sentences import sentences
from w2vkit.text.text_file import TextFile
from w2vkit.text.unwrap import unwrap_lines

MOST_LINES = 2_000_000
"""Different lines that are remembered, to see which return; later ones are not."""
SHORTEST_LINE = 6
"""Shorter lines return without meaning anything."""
_HAN = re.compile("[\u4e00-\u9fff]+")
_LATIN = re.compile("[A-Za-z]+")
SIGNS = {
    "control characters": re.compile("[\0-\x08\x0e-\x1b\x1f\x7f\x80-\x84\x86-\x9f]"),
    "invisible characters": re.compile(
        "[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\ufeff]"
    ),
    "full-width letters": re.compile("[０-９Ａ-Ｚａ-ｚ]"),
    "damaged characters": re.compile("\ufffd|锟斤拷|烫烫烫|â€[œ™“”]|[ÃÂ][\u0080-\u00bf]"),
}
"""Characters that are no part of a text as it was written."""
DECOMPOSED = "decomposed characters"


@dataclass(frozen=True, slots=True)
class FileReport:
    """What is known of one file.

    Attributes:
        name: what the user calls it.
        encoding: its encoding.
        confidence: how sure that is, from 0.5, a toss, to 1.
        characters, lines, sentences: how many it has.
        longest_line, longest_sentence: in characters.
        mean_sentence: in characters.
        wrapped: the columns at which its lines were wrapped, or 0.
        simplified, traditional: characters that tell the scripts apart.
        han, latin: how many characters of each.
        signs: characters that are no part of the text, by kind.
        digest: equal for files with the same text.
        markup: "HTML" or "RTF" if it is that and no plain text, else "".

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
    signs: dict[str, int]
    digest: str
    markup: str = ""


@dataclass(eq=False)
class Lines:
    """Lines that are long enough to be told apart, and how often they come."""

    counts: Counter[str] = field(default_factory=Counter)

    def add(self, lines: Iterable[str]) -> None:
        """Count lines."""
        stripped = (line.strip() for line in lines)
        self.count(Counter(line for line in stripped if len(line) >= SHORTEST_LINE))

    def count(self, counts: Mapping[str, int]) -> None:
        """Add to the counts; no new lines when there are too many."""
        if len(self.counts) >= MOST_LINES:
            counts = {line: times for line, times in counts.items() if line in self.counts}
        self.counts.update(counts)


@dataclass(eq=False)
class TextCounter:
    """What is counted while the blocks of a file pass by."""

    lines: Lines = field(default_factory=Lines)
    rest: str = ""
    count: int = 0
    longest: int = 0
    totals: Counter[str] = field(default_factory=Counter)
    digest: hashlib._Hash = field(default_factory=hashlib.sha256)

    def watch(self, blocks: Iterable[str]) -> Iterator[str]:
        """Give the blocks, and count what is in them."""
        for block in blocks:
            self.take(block)
            yield block
        self.end([self.rest] if self.rest else [])

    def take(self, block: str) -> None:
        """Count what is in one block."""
        *whole, last = block.split("\n")
        if whole:
            whole[0], self.rest = self.rest + whole[0], ""
            self.end(whole)
        self.rest += last
        self.digest.update("".join(block.split()).encode("utf-8", "replace"))
        self.totals["characters"] += len(block)
        self.totals["simplified"] += sum(map(block.count, SIMPLIFIED))
        self.totals["traditional"] += sum(map(block.count, TRADITIONAL))
        self.totals["han"] += sum(map(len, _HAN.findall(block)))
        self.totals["latin"] += sum(map(len, _LATIN.findall(block)))
        for kind, pattern in SIGNS.items():
            self.totals[kind] += len(pattern.findall(block))

    def composed(self, count: int) -> None:
        """Count combining marks that became part of a letter."""
        self.totals[DECOMPOSED] += count

    def end(self, lines: list[str]) -> None:
        """Count lines that are complete."""
        self.count += len(lines)
        self.longest = max([self.longest, *map(len, lines)])
        self.lines.add(lines)


def inspect_file(
    source: TextFile, advance: Callable[[int], None], errors: str = "strict"
) -> tuple[FileReport, Lines]:
    """Read a file once and return what it looks like, and its lines.

    `errors` says what to do about invalid bytes, see `decode`.

    Raises:
        W2vError: it cannot be read or decoded.

    """
    counter = TextCounter()
    text = counter.watch(read_text(source, advance, errors))
    text = normalized_blocks(text, counter.composed)
    if source.wrapped:
        text = unwrap_lines(text, source.wrapped)
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
        signs={kind: totals[kind] for kind in (*SIGNS, DECOMPOSED)},
        digest=counter.digest.hexdigest(),
        markup=source.markup,
    )
    return report, counter.lines
