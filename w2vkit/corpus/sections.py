"""Sections of an encoded corpus: its chapters, recognized by their headings."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from w2vkit.corpus.encoded import EncodedCorpus
from w2vkit.corpus.headings import (
    HEADINGS,
    follow_one_another,
    in_order,
    main_unit,
    oddities,
)
from w2vkit.languages.chapter_headings import LONE_NUMBER, LONE_NUMBERS, headings_of
from w2vkit.languages.english import ENGLISH
from w2vkit.languages.headings import Heading, HeadingStyle, heading_of, starts_of
from w2vkit.languages.language import Language
from w2vkit.languages.recognition import language_of, languages_by_frequent_words
from w2vkit.text.script import is_han

MAX_HEADING_TOKENS = 30
"""A longer sentence is not a heading."""
MIN_CHAPTER_TOKENS = 100
"""Shorter sections may be lines of a table of contents, or titles of volumes."""
MAX_TITLE = 40
MIN_LONE_NUMBERS = 3
"""Fewer lines that are a number are no chapters."""
MIN_FOLLOWING = 0.8
"""The share of such numbers that follow one another."""
MAX_PAGE_TOKENS = 600
"""Digits at shorter distances may be those of pages."""


@dataclass(frozen=True, slots=True)
class CorpusSection:
    """A part of a corpus.

    Attributes:
        title: its heading.
        first: its first token.
        last: the token after its last one.
        heading: its number.

    """

    title: str
    first: int
    last: int
    heading: Heading

    @property
    def tokens(self) -> int:
        """The number of tokens."""
        return self.last - self.first


def chapters(corpus: EncodedCorpus) -> list[CorpusSection]:
    """Return the chapters of a corpus in the order of the text, [] if it has no headings.

    A heading is a line that begins with 第…回, 第…章, 卷… or Chapter, or with what the language of
    the text writes instead, see `headings`; in a text without such lines, one that is a number.
    Text before the first heading belongs to no chapter.
    """
    if sections := _sections_at(corpus, _heading_styles(corpus)):
        return sections
    numbered = _sections_at(corpus, (LONE_NUMBERS,))
    return numbered if _are_chapters(numbered) else []


def chapter_of(sections: Sequence[CorpusSection], place: int) -> str:
    """Return the title of the chapter of a token, "" if it is in none."""
    number = bisect_right(sections, place, key=lambda section: section.first) - 1
    return sections[number].title if number >= 0 and place < sections[number].last else ""


def _sections_at(corpus: EncodedCorpus, styles: Sequence[HeadingStyle]) -> list[CorpusSection]:
    """Return the sections that begin at headings in these styles."""
    headings = [*_headings(corpus, styles)]
    kept = in_order([heading for _, _, heading in headings])
    headings = [heading for heading, is_kept in zip(headings, kept, strict=True) if is_kept]
    if not headings:
        return []
    ends = [*(first for _, first, _ in headings[1:]), corpus.tokens]
    sections = [
        CorpusSection(title, first, end, heading)
        for (title, first, heading), end in zip(headings, ends, strict=True)
    ]
    found = _without_contents(sections)
    return [] if len(found) == 1 and _is_mention(found[0]) else found


def _is_mention(section: CorpusSection) -> bool:
    """Return whether the only heading of a text is a sentence that mentions a chapter.

    The heading of an only chapter is that of the first, or the text begins with it.
    """
    return section.heading.value != 1 and section.first >= MIN_CHAPTER_TOKENS


def _are_chapters(sections: Sequence[CorpusSection]) -> bool:
    """Return whether lone numbers are those of chapters: in order from 1, and none of pages."""
    if len(sections) < MIN_LONE_NUMBERS or sections[0].heading.value != 1:
        return False
    follows = follow_one_another([section.heading for section in sections])
    pages = all(section.title.isdecimal() for section in sections)
    usual = np.median([section.tokens for section in sections])
    return sum(follows) >= MIN_FOLLOWING * len(follows) and (not pages or usual > MAX_PAGE_TOKENS)


def numbering(sections: Sequence[CorpusSection]) -> list[str]:
    """Return what is odd about the numbers of chapters, a sentence each: gaps, repetitions."""
    if not sections:
        return []
    unit = main_unit([section.heading for section in sections])
    numbered = [section for section in sections if section.heading.unit == unit]
    usual = np.median([section.tokens for section in numbered])
    before = round(float(numbered[0].first / max(1, usual)))
    return [*oddities([section.heading for section in numbered], before)]


def passage_starts(corpus: EncodedCorpus, sentences: int) -> NDArray[np.int64]:
    """Return where passages of some sentences begin, and the end of the last, int64 (n + 1,)."""
    starts = np.asarray(corpus.starts[:-1:sentences], np.int64)
    return np.append(starts, corpus.tokens)


def _headings(
    corpus: EncodedCorpus, styles: Sequence[HeadingStyle]
) -> Iterator[tuple[str, int, Heading]]:
    """Yield the title, the first token and the number of each heading."""
    ids, starts = corpus.ids(), np.asarray(corpus.starts)
    lines = [match.start() for match in starts_of(styles).finditer(corpus.vocabulary.buffer)]
    begins = np.searchsorted(corpus.vocabulary.index[2], np.array(lines, np.uint64))
    filled = np.flatnonzero(np.diff(starts))
    candidates = filled[np.isin(ids[starts[filled]], begins)]
    for sentence in candidates.tolist():
        first, last = int(starts[sentence]), int(starts[sentence + 1])
        if last - first > MAX_HEADING_TOKENS:
            continue
        tokens = [corpus.vocabulary.word(int(row)) for row in ids[first:last]]
        if heading := heading_of(tokens, styles):
            yield _title(tokens), first, heading


def _heading_styles(corpus: EncodedCorpus) -> tuple[HeadingStyle, ...]:
    """Return how headings may be written in a text: in its language, Chinese or English.

    If its frequent words are those of two languages, in both.
    """
    language = language_of(corpus.vocabulary, corpus.language)
    languages: Sequence[Language] = (language,)
    if language is ENGLISH and corpus.language is None:
        languages = languages_by_frequent_words(corpus.vocabulary)
    styles = (style for one in languages for style in headings_of(one))
    return tuple(dict.fromkeys((*styles, *HEADINGS)))


def _title(tokens: Sequence[str]) -> str:
    title = tokens[0]
    for before, token in pairwise(tokens):
        title += token if is_han(before[-1]) or is_han(token[0]) else f" {token}"
    return title if len(title) <= MAX_TITLE else f"{title[: MAX_TITLE - 1]}…"


def _without_contents(sections: Sequence[CorpusSection]) -> list[CorpusSection]:
    """Return the sections without tables of contents, titles of volumes and bare numbers.

    A chapter can be short, and one of the same number can follow in another part of the book; but
    in a table of contents, most headings follow one another without prose. After the title of a
    volume, that of a chapter follows; a number directly before another one is such a title, too.
    """
    listed = _in_contents(sections)
    return [
        section
        for section, is_listed, after in zip(sections, listed, [*sections[1:], None], strict=True)
        if not (is_listed or _is_volume_title(section, after) or _is_bare_number(section, after))
    ]


def _in_contents(sections: Sequence[CorpusSection]) -> list[bool]:
    """Return for each section whether it is a line of a table of contents.

    It is short, and stands between a heading and its next occurrence with sections that are mostly
    short; between equal headings of two parts of a book there are chapters.
    """
    short = np.array([section.tokens < MIN_CHAPTER_TOKENS for section in sections])
    shorter = np.concatenate([[0], np.cumsum(short)])
    again: dict[tuple[object, ...], int] = {}
    recurs = np.zeros(len(sections), np.bool_)
    within = np.zeros(len(sections), np.bool_)
    for place in range(len(sections) - 1, -1, -1):
        following = again.get(_key(sections[place]))
        again[_key(sections[place])] = place
        if following is None:
            continue
        recurs[place] = True
        if short[place] and 2 * (shorter[following] - shorter[place]) >= following - place:
            within[place:following] = True
    listed: list[bool] = (short & recurs & within).tolist()
    return listed


def _key(section: CorpusSection) -> tuple[object, ...]:
    heading = section.heading
    return heading.unit, heading.value, heading.part


def _is_volume_title(section: CorpusSection, after: CorpusSection | None) -> bool:
    """Return whether a short section is the title of a volume, before that of a chapter."""
    is_short = section.tokens < MIN_CHAPTER_TOKENS
    return is_short and section.heading.is_volume and not (after is None or after.heading.is_volume)


def _is_bare_number(section: CorpusSection, after: CorpusSection | None) -> bool:
    """Return whether a section is a number directly before another: II, then 1 below it."""
    return section.heading.unit == LONE_NUMBER and section.tokens == 1 and after is not None
