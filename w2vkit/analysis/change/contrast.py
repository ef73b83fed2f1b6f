"""Two parts side by side: which words are used differently, and which are more frequent."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from w2vkit.analysis.change.changes import Changes, WordChange, values_of
from w2vkit.analysis.change.parts import NO_PART, TextParts
from w2vkit.analysis.counted_text import CountedText
from w2vkit.analysis.frequencies import PER
from w2vkit.analysis.log_likelihood import keyness
from w2vkit.base.errors import W2vError
from w2vkit.base.messages import msg
from w2vkit.base.shown_tables import SHOWN_ROWS, ShownTable, Tabular

FREQUENCY_COLUMNS = ("first_per_10000", "second_per_10000", "log_ratio", "keyness")
USE_COLUMNS = ("change", "low", "high", "p_value", "q_value")
CONTRAST_COLUMNS = ("word", *USE_COLUMNS, *FREQUENCY_COLUMNS)
HALF = 0.5
"""Added to counts of 0 for ratios, which would be infinite."""


@dataclass(frozen=True, slots=True)
class ContrastedWord:
    """A word in two parts.

    Attributes:
        word: the word.
        counts: its occurrences in both.
        rates: the same in 10,000 tokens.
        log_ratio: the binary logarithm of the ratio of the second rate to the first: 1 if the word
            is twice as frequent in the second part.
        keyness: the log-likelihood of the difference in frequency; above 15.13, p < .0001.
        use: how its use differs; None if it was not compared.

    """

    word: str
    counts: tuple[int, int]
    rates: tuple[float, float]
    log_ratio: float
    keyness: float
    use: WordChange | None = None

    @property
    def row(self) -> dict[str, Any]:
        """The values of `CONTRAST_COLUMNS`."""
        use = self.use.values if self.use else {**values_of(None), "q_value": None}
        return {
            "word": self.word,
            **{name: use[name] for name in USE_COLUMNS},
            "first_per_10000": round(self.rates[0], 3),
            "second_per_10000": round(self.rates[1], 3),
            "log_ratio": round(self.log_ratio, 3) + 0.0,
            "keyness": round(self.keyness, 2),
        }


@dataclass(frozen=True, eq=False, repr=False)
class Contrast(Tabular):
    """The words of two parts.

    Attributes:
        name: the name of the text.
        parts: the names of the parts.
        words: all frequent words, the largest sure change first, then those that were not compared.

    """

    name: str
    parts: tuple[str, str]
    words: Sequence[ContrastedWord]

    def rows(self) -> Iterator[dict[str, Any]]:
        """Yield the values of `CONTRAST_COLUMNS` for each word."""
        return (word.row for word in self.words)

    @property
    def compared(self) -> list[ContrastedWord]:
        """The words whose use was compared."""
        return [word for word in self.words if word.use is not None]

    @property
    def by_frequency(self) -> list[ContrastedWord]:
        """All words, the most significant difference in frequency first."""
        return sorted(self.words, key=lambda word: -word.keyness)

    def tables(self, shown: int | None = SHOWN_ROWS) -> Iterator[ShownTable]:
        """Yield the words by use, and the words by frequency."""
        first, second = self.parts
        parts = msg("First: {first}. Second: {second}.", first=first, second=second)
        for title, words in (
            (msg("Words that are used differently, the largest sure change first:"), self.compared),
            (msg("Words whose frequency differs most:"), self.by_frequency),
        ):
            rows = [word.row for word in words[:shown]]
            yield ShownTable(CONTRAST_COLUMNS, rows, title, [parts], len(words))


def check_two_parts(text: CountedText, parts: TextParts) -> None:
    """Raise W2vError unless there are two parts."""
    if len(parts.names) != 2:
        raise W2vError(
            msg(
                "{name} has {parts:,} parts, but two are contrasted.",
                name=text.name,
                parts=len(parts.names),
            ),
            msg("Name two texts, or choose two parts with --by, such as 2 or 1-80,81-120."),
        )


def contrast(text: CountedText, parts: TextParts, changes: Changes, min_count: int) -> Contrast:
    """Return the frequencies of words in two parts beside the changes in their use.

    Args:
        text: the text.
        parts: its two parts.
        changes: of its words.
        min_count: the least number of occurrences of a word in both parts together.

    """
    corpus = text.corpus
    part = np.repeat(parts.of_sentence, np.diff(corpus.starts))
    ids = np.asarray(corpus.ids(), np.int64)
    size = corpus.vocabulary.kept(min_count)
    kept = (ids < size) & (part != NO_PART)
    counts = np.bincount(part[kept] * size + ids[kept], minlength=2 * size).reshape(2, size)
    totals = np.maximum(parts.tokens, 1)
    rates = counts * PER / totals[:, np.newaxis]
    smooth = (counts + HALF) / (totals + HALF)[:, np.newaxis]
    ratios = np.log2(smooth[1] / smooth[0])
    scores = keyness(counts[0].astype(float), counts[1].astype(float), *map(float, totals))
    uses = {word.word: word for word in changes.words if word.difference is not None}
    words = [corpus.vocabulary.word(row) for row in range(size)]
    found = [
        ContrastedWord(
            word,
            (int(counts[0, row]), int(counts[1, row])),
            (float(rates[0, row]), float(rates[1, row])),
            float(ratios[row]),
            float(scores[row]),
            uses.get(word),
        )
        for row, word in enumerate(words)
        if counts[:, row].sum() >= min_count and any(sign.isalpha() for sign in word)
    ]
    order = {word: place for place, word in enumerate(uses)}
    found.sort(key=lambda one: (order.get(one.word, len(order)), -one.keyness))
    first, second = parts.names
    return Contrast(text.name, (first, second), found)
