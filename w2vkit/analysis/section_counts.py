"""Counts of words in the chapters of a text, or in its files if it has no chapters."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from w2vkit.analysis.counted_text import CountedText
from w2vkit.analysis.frequencies import PER
from w2vkit.analysis.model_segmentation import with_lexicon
from w2vkit.analysis.titles import titles_as_written
from w2vkit.base.config import LEXICON
from w2vkit.base.errors import W2vError
from w2vkit.base.messages import msg
from w2vkit.base.progress import Listener
from w2vkit.base.shown_tables import ShownTable, Tabular, first_rows
from w2vkit.corpus.encoded import EncodedCorpus
from w2vkit.corpus.sections import CorpusSection, chapters, numbering

IDS_PER_BLOCK = 1 << 20
Counts = NDArray[np.int64]
Phrases = Mapping[str, NDArray[np.int64]]
"""The first and the last token of each occurrence of a phrase, (n, 2)."""
NO_PHRASES: Phrases = MappingProxyType({})
SECTION_COLUMNS = ("chapter", "title", "tokens")


@dataclass(frozen=True, eq=False, repr=False)
class SectionCounts(Tabular):
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

    def tables(self) -> list[ShownTable]:
        """Return the table of the sections."""
        columns, rows = (*SECTION_COLUMNS, *self.words), first_rows(self.rows())
        return [ShownTable(columns, rows, total=len(self.titles), names=self.words)]


def chapter_counts(text: CountedText, words: Sequence[str], listener: Listener) -> SectionCounts:
    """Return the counts of words by chapter; by file if there are no headings.

    Args:
        text: the text.
        words: the words, as they are counted in the text, and phrases.
        listener: receives a note on what is odd about the chapters, or that there are none.

    Raises:
        W2vError: there are no chapters, and the files are gone or changed.

    """
    if not (sections := chapters(text.corpus)):
        return _file_counts(text, words, listener)
    for note in numbering(sections):
        listener.note(note)
    counts = counts_of_chapters(text.corpus, sections, words, text.phrases(words))
    return replace(counts, titles=titles_as_written(text, counts.titles))


def _file_counts(text: CountedText, words: Sequence[str], listener: Listener) -> SectionCounts:
    """Return the counts of words by file, which are read again with the words of the whole text.

    Raises:
        W2vError: the files are gone or changed.

    """
    from w2vkit.corpus.prepare import corpus_of

    if not text.paths:  # lists of tokens
        listener.note(
            msg("There are no headings such as 第一回 or Chapter 1; all is counted as one.")
        )
        return counts_of_files([(str(text.name), text.corpus, text.phrases(words))], words)
    if text.changed_files:
        raise W2vError(
            msg(
                "{name} contains no headings such as 第一回 or Chapter 1, and its files were "
                "moved or changed.",
                name=text.name,
            ),
            msg("Name the files of the text with --corpus."),
        )
    sources = text.sources()
    config = with_lexicon(text.config, text.corpus.folder / LEXICON)
    listener.note(
        msg(
            "{name} contains no headings such as 第一回 or Chapter 1; it is counted as one.",
            name=text.name,
        )
        if len(sources) == 1
        else msg(
            "{name} contains no headings such as 第一回 or Chapter 1; it is counted by file.",
            name=text.name,
        )
    )
    parts = [(source.name, corpus_of([source], config, listener)) for source in sources]
    phrases = text.phrases(words)
    files = [
        (name, corpus, replace(text, corpus=corpus).phrases(phrases)) for name, corpus in parts
    ]
    return counts_of_files(files, words)


def counts_of_chapters(
    corpus: EncodedCorpus,
    sections: Sequence[CorpusSection],
    words: Sequence[str],
    phrases: Phrases = NO_PHRASES,
) -> SectionCounts:
    """Return the counts of words and phrases in the chapters of a corpus."""
    # Between two sections there may be text of none, so its counts are left out.
    edges = np.unique([place for section in sections for place in (section.first, section.last)])
    counts = counts_by_section(corpus, words, edges, phrases)
    rows = np.searchsorted(edges, [section.first for section in sections])
    tokens = np.array([section.tokens for section in sections])
    return SectionCounts(words, [section.title for section in sections], tokens, counts[rows])


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


def counts_by_section(
    corpus: EncodedCorpus,
    words: Sequence[str],
    starts: NDArray[np.int64],
    phrases: Phrases = NO_PHRASES,
) -> Counts:
    """Return how often each word occurs in each section, int64 (sections, words).

    Args:
        corpus: the corpus.
        words: the words; one that does not occur has counts of 0.
        starts: int64 (sections + 1,), the first token of each section and the end of the last;
            tokens before the first section are ignored.
        phrases: the places of those of the words that are no tokens.

    """
    columns = np.full(len(corpus.vocabulary) + 1, -1, np.int64)
    for place, word in enumerate(words):
        row = corpus.vocabulary.find(word)
        if row is not None:
            columns[row] = place
    counts = np.zeros((len(starts) - 1, len(words)), np.int64)
    ids = corpus.ids()
    for begin in range(int(starts[0]), int(starts[-1]), IDS_PER_BLOCK):
        block = columns[ids[begin : min(begin + IDS_PER_BLOCK, int(starts[-1]))]]
        hits = np.flatnonzero(block >= 0)
        sections = np.searchsorted(starts, hits + begin, side="right") - 1
        np.add.at(counts, (sections, block[hits]), 1)
    for place, word in enumerate(words):
        if word in phrases:
            sections = np.searchsorted(starts, phrases[word][:, 0], side="right") - 1
            inside = sections[(sections >= 0) & (sections < len(counts))]
            counts[:, place] = np.bincount(inside, minlength=len(counts))
    return counts
