"""Sections of an encoded corpus: its chapters, recognized by their headings."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from w2vkit.corpus.encoded import EncodedCorpus
from w2vkit.statistics.word_counts import (
    NO_PHRASES,
    PER,
    Counts,
    Phrases,
    counts_by_section,
)
from w2vkit.text.script import is_han

NUMERALS = "0-9０-９〇○零一二三四五六七八九十百千两"
_CHINESE = re.compile(rf"第[{NUMERALS}]*[回章節节卷]")
_CARDINALS = (
    "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|"
    "sixteen|seventeen|eighteen|nineteen|twenty"
)
_ORDINALS = "first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth"
_ENGLISH = re.compile(
    r"(?:chapter|stave|canto) (?:the )?"
    rf"(\d+|[ivxlcdm]+|{_CARDINALS}|{_ORDINALS}|thirty|forty|fifty|last)\b",
    re.IGNORECASE,
)
_ROMAN = dict(zip("ivxlcdm", (1, 5, 10, 50, 100, 500, 1000), strict=True))
_FIRST_TOKEN = re.compile("(?mi)^(?:第|(?:chapter|stave|canto)\t)".encode())
"""Matches the line of a type with which a heading begins."""
HEADING_TOKENS = 6
"""A heading is recognized by its first tokens."""
MAX_HEADING_TOKENS = 30
"""A longer sentence is not a heading."""
MIN_CHAPTER_TOKENS = 100
"""Shorter chapters are lines of a table of contents if a chapter of the same number follows."""
MAX_STEP = 2
"""A chapter follows another if its number is at most this much larger."""
MAX_TITLE = 40


@dataclass(frozen=True, slots=True)
class CorpusSection:
    """A part of a corpus.

    Attributes:
        title: its heading, or the name of its file.
        first: its first token.
        last: the token after its last one.

    """

    title: str
    first: int
    last: int

    @property
    def tokens(self) -> int:
        """The number of tokens."""
        return self.last - self.first


def chapters(corpus: EncodedCorpus) -> list[CorpusSection]:
    """Return the chapters of a corpus in the order of the text, [] if it has no headings.

    A heading is a line that begins with 第…回, 第…章 or Chapter. Those in English must be in order,
    because sentences of other texts begin with “Chapter 9 of …”. Text before the first heading
    belongs to no chapter.
    """
    headings = _in_order([*_headings(corpus)])
    if not headings:
        return []
    ends = [first for _, first in headings[1:]] + [corpus.tokens]
    found = [
        CorpusSection(title, first, end) for (title, first), end in zip(headings, ends, strict=True)
    ]
    return _without_contents(found)


def passage_starts(corpus: EncodedCorpus, sentences: int) -> NDArray[np.int64]:
    """Return where passages of some sentences begin, and the end of the last, int64 (n + 1,)."""
    starts = np.asarray(corpus.starts[:-1:sentences], np.int64)
    return np.append(starts, corpus.tokens)


def _headings(corpus: EncodedCorpus) -> Iterator[tuple[str, int]]:
    """Yield the title and the first token of each heading."""
    ids, starts = corpus.ids(), np.asarray(corpus.starts)
    lines = [match.start() for match in _FIRST_TOKEN.finditer(corpus.vocabulary.buffer)]
    begins = np.searchsorted(corpus.vocabulary.index[2], np.array(lines, np.uint64))
    filled = np.flatnonzero(np.diff(starts))
    candidates = filled[np.isin(ids[starts[filled]], begins)]
    for sentence in candidates.tolist():
        first, last = int(starts[sentence]), int(starts[sentence + 1])
        if last - first > MAX_HEADING_TOKENS:
            continue
        tokens = [corpus.vocabulary.word(int(row)) for row in ids[first:last]]
        if _is_heading(tokens):
            yield _title(tokens), first


def _in_order(headings: Sequence[tuple[str, int]]) -> Sequence[tuple[str, int]]:
    """Return the headings, or none if most of those in English do not follow one another."""
    numbers = [_number(match[1]) for title, _ in headings if (match := _ENGLISH.match(title))]
    follows = [
        after is None or before is None or after == 1 or 0 <= after - before <= MAX_STEP
        for before, after in pairwise(numbers)
    ]
    return headings if sum(follows) * 2 >= len(follows) else []


def _number(numeral: str) -> int | None:
    """Return the value of an English numeral, None if it is not read: last, thirty."""
    numeral = numeral.lower()
    if numeral.isdecimal():
        return int(numeral)
    for words in (_CARDINALS.split("|"), _ORDINALS.split("|")):
        if numeral in words:
            return 1 + words.index(numeral)
    if not {*numeral} <= {*_ROMAN}:
        return None
    values = [_ROMAN[letter] for letter in numeral]
    return sum(-value if value < after else value for value, after in pairwise([*values, 0]))


def _is_heading(tokens: Sequence[str]) -> bool:
    start = tokens[:HEADING_TOKENS]
    return bool(_CHINESE.match("".join(start)) or _ENGLISH.match(" ".join(start)))


def _title(tokens: Sequence[str]) -> str:
    title = tokens[0]
    for before, token in pairwise(tokens):
        title += token if is_han(before[-1]) or is_han(token[0]) else f" {token}"
    return title if len(title) <= MAX_TITLE else f"{title[: MAX_TITLE - 1]}…"


def _without_contents(sections: Sequence[CorpusSection]) -> list[CorpusSection]:
    """Return the sections without those lines of a table of contents that the text repeats."""
    last = {chapter_number(section.title): place for place, section in enumerate(sections)}
    return [
        section
        for place, section in enumerate(sections)
        if section.tokens >= MIN_CHAPTER_TOKENS or last[chapter_number(section.title)] == place
    ]


def chapter_number(title: str) -> str:
    """Return the beginning of a heading that counts: 第一回, chapter 1."""
    match = _CHINESE.match(title)
    return match[0] if match else " ".join(title.split()[:2])


@dataclass(frozen=True, eq=False)
class SectionCounts:
    """Counts of words in sections.

    Attributes:
        words: n words.
        titles: the titles of s sections.
        tokens: int64 (s,), their lengths.
        counts: int64 (s, n), how often each word occurs in each.

    """

    words: Sequence[str]
    titles: Sequence[str]
    tokens: Counts
    counts: Counts

    def rates(self) -> NDArray[np.float64]:
        """Return the occurrences per 10,000 tokens, float64 (s, n)."""
        rates: NDArray[np.float64] = self.counts * PER / np.maximum(self.tokens, 1)[:, None]
        return rates

    def rows(self) -> Iterator[dict[str, Any]]:
        """Yield a row for each section: its number, title, length, and the count of each word."""
        lines = zip(self.titles, self.tokens.tolist(), self.counts.tolist(), strict=True)
        for number, (title, tokens, counts) in enumerate(lines, 1):
            row = {"chapter": number, "title": title, "tokens": tokens}
            yield row | dict(zip(self.words, counts, strict=True))


def counts_of_chapters(
    corpus: EncodedCorpus,
    sections: Sequence[CorpusSection],
    words: Sequence[str],
    phrases: Phrases = NO_PHRASES,
) -> SectionCounts:
    """Return the counts of words and phrases in the chapters of a corpus."""
    # Between two sections there may be text of none, so its counts are left out.
    edges = np.unique([place for one in sections for place in (one.first, one.last)])
    counts = counts_by_section(corpus, words, edges, phrases)
    rows = np.searchsorted(edges, [one.first for one in sections])
    tokens = np.array([one.tokens for one in sections])
    return SectionCounts(words, [one.title for one in sections], tokens, counts[rows])


def counts_of_files(
    files: Sequence[tuple[str, EncodedCorpus, Phrases]], words: Sequence[str]
) -> SectionCounts:
    """Return the counts of words and phrases in files, each encoded by itself."""
    counts = [
        counts_by_section(corpus, words, np.array([0, corpus.tokens]), phrases)
        for _, corpus, phrases in files
    ]
    tokens = np.array([corpus.tokens for _, corpus, _ in files])
    return SectionCounts(words, [name for name, *_ in files], tokens, np.concatenate(counts))
