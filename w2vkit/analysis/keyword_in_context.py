"""Occurrences of words in their contexts (key word in context, KWIC)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from unicodedata import combining, normalize

import numpy as np
from numpy.typing import NDArray

from w2vkit.base.config import Order
from w2vkit.corpus.encoded import EncodedCorpus
from w2vkit.corpus.sections import chapter_of, chapters

TOKENS_PER_BLOCK = 1 << 20
SORTED_NEIGHBORS = 3
"""Neighbors by which occurrences are sorted."""
SENTENCE_BREAK = "|"
ENCODED_COLUMNS = ("chapter", "sentence", "left", "word", "right")
SOURCE_COLUMNS = ("file", "line", "chapter", "left", "word", "right")
"""The columns of a line of the encoded text, and of one as it is written in its file."""
Positions = NDArray[np.int64]
Spans = NDArray[np.int64]
"""The first and the last token of words or phrases, (n, 2)."""


@dataclass(frozen=True, slots=True)
class ConcordanceLine:
    """An occurrence of a word or a phrase.

    Attributes:
        left: the text before it.
        word: the word, or the words of the phrase.
        right: the text after it.
        chapter: the title of its chapter, "" if it is in none.
        sentence: the number of its sentence in the encoded corpus, from 1.
        file: the name of its file, "" if unknown.
        line: the line of the file on which the sentence starts, None if unknown.

    """

    left: str
    word: str
    right: str
    chapter: str
    sentence: int
    file: str = ""
    line: int | None = None

    def row(self, *, from_files: bool) -> dict[str, Any]:
        """Return the values of `SOURCE_COLUMNS` or of `ENCODED_COLUMNS`."""
        columns = SOURCE_COLUMNS if from_files else ENCODED_COLUMNS
        return {name: getattr(self, name) for name in columns}


def positions(
    corpus: EncodedCorpus, rows: Iterable[int], block: int = TOKENS_PER_BLOCK
) -> Positions:
    """Return the positions of all tokens of some types in the order of the text, int64 (n,)."""
    wanted = np.zeros(len(corpus.vocabulary), np.bool_)
    wanted[[*rows]] = True
    ids = corpus.ids()
    parts = [
        start + np.flatnonzero(wanted[ids[start : start + block]])
        for start in range(0, corpus.tokens, block)
    ]
    return np.concatenate([np.zeros(0, np.int64), *parts])


def word_spans(corpus: EncodedCorpus, rows: Iterable[int]) -> Spans:
    """Return the spans of all tokens of some types, each of one token, int64 (n, 2)."""
    places = positions(corpus, rows)
    return np.stack((places, places), axis=1)


def near(
    corpus: EncodedCorpus, places: Positions, window: int
) -> tuple[Positions, NDArray[np.int32], Positions]:
    """Return pairs of a token and one within a window in the same sentence.

    Returns:
        places: int64 (n,), the positions of the first tokens.
        types: int32 (n,), the ids of the second tokens.
        others: int64 (n,), the positions of the second tokens.

    """
    starts = np.asarray(corpus.starts)
    sentences = np.searchsorted(starts, places, side="right") - 1
    first, last = starts[sentences], starts[sentences + 1]
    pairs = [(np.zeros(0, np.int64), np.zeros(0, np.int64))]
    for step in (step for step in range(-window, window + 1) if step):
        others = places + step
        inside = (others >= first) & (others < last)
        pairs.append((places[inside], others[inside]))
    centers, others = (np.concatenate(parts) for parts in zip(*pairs, strict=True))
    return centers, np.asarray(corpus.ids()[others]), others


def ordered(corpus: EncodedCorpus, spans: Spans, order: Order) -> Spans:
    """Return spans in the order of the text, or sorted by their left or right neighbors.

    The nearest neighbor counts first; the beginning or end of the text is before all words.
    """
    if order == "text":
        return spans
    side, places = (-1, spans[:, 0]) if order == "left" else (1, spans[:, 1])
    ids = corpus.ids()
    columns = []
    for step in range(1, SORTED_NEIGHBORS + 1):
        neighbors = places + side * step
        inside = (neighbors >= 0) & (neighbors < corpus.tokens)
        columns.append(np.where(inside, ids[np.where(inside, neighbors, 0)], -1))
    ranks = _ranks(corpus, np.stack(columns))
    return spans[np.lexsort([*ranks[::-1]])]


def alphabetical(word: str) -> tuple[str, str]:
    """Return the key by which words are sorted: by code points, and marked letters as unmarked.

    >>> sorted(["zoo", "äpfel", "apfel", "azur"], key=alphabetical)
    ['apfel', 'äpfel', 'azur', 'zoo']
    """
    if word.isascii():
        return word, word
    return "".join(sign for sign in normalize("NFD", word) if not combining(sign)), word


def _ranks(corpus: EncodedCorpus, ids: NDArray[np.int32]) -> NDArray[np.int64]:
    """Return the alphabetical ranks of ids, of the same shape; that of -1 is the least."""
    present = np.zeros(len(corpus.vocabulary), np.bool_)
    present[ids[ids >= 0]] = True
    word = corpus.vocabulary.word
    types = sorted(np.flatnonzero(present).tolist(), key=lambda row: alphabetical(word(row)))
    ranks = np.full(len(present) + 1, -1, np.int64)  # the last one is that of -1
    ranks[types] = np.arange(len(types))
    return ranks[ids]


def occurrences(corpus: EncodedCorpus, spans: Spans, width: int) -> Iterator[ConcordanceLine]:
    """Yield the occurrences at some positions, as words of the encoded corpus.

    Args:
        corpus: the corpus.
        spans: int64 (n, 2), the first and the last token of each.
        width: words of context on each side; a `|` marks where a sentence ends.

    """
    context = _Contexts(corpus)
    sections = chapters(corpus)
    for start, end in spans.tolist():
        first, last = max(0, start - width), min(corpus.tokens, end + width + 1)
        yield ConcordanceLine(
            context.text(first, start, start),
            " ".join(map(context.word, range(start, end + 1))),
            context.text(end + 1, last, end),
            chapter_of(sections, start),
            sentence_of(corpus, start) + 1,
        )


def sentence_of(corpus: EncodedCorpus, place: int) -> int:
    """Return the number of the sentence of a token, from 0."""
    return int(np.searchsorted(corpus.starts, place, side="right")) - 1


class _Contexts:
    """The words of a corpus around positions."""

    def __init__(self, corpus: EncodedCorpus) -> None:
        self.ids, self.starts, self.types = corpus.ids(), corpus.starts, corpus.vocabulary

    def word(self, place: int) -> str:
        return self.types.word(int(self.ids[place]))

    def text(self, first: int, last: int, center: int) -> str:
        """Return the tokens of a span beside `center`, with a mark at each end of a sentence."""
        low, high = min(first, center), max(last, center + 1)
        after = int(np.searchsorted(self.starts, low + 1))
        breaks = {*self.starts[after : after + high - low].tolist()}
        parts: list[str] = []
        for place in range(first, last):
            if place in breaks and place > low:
                parts.append(SENTENCE_BREAK)
            parts.append(self.word(place))
        if last == center and center in breaks and parts:
            parts.append(SENTENCE_BREAK)
        return " ".join(parts)
