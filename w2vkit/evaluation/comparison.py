"""Comparison of models: the same test sets and the neighbors of the same words, side by side."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from w2vkit.base.config import EvalConfig
from w2vkit.base.messages import joined, msg
from w2vkit.base.progress import SILENT, Listener
from w2vkit.base.shown_tables import ShownTable, Tabular
from w2vkit.evaluation.common_words import with_common_words
from w2vkit.evaluation.compared_sets import DIGITS, SET_COLUMNS, ComparedSet, compare_on
from w2vkit.evaluation.neighborhoods import (
    ChangedWord,
    NeighborOverlap,
    changed_words,
    nearest_rows,
    overlaps_of,
)
from w2vkit.evaluation.scoring import LemmaOf, no_lemma
from w2vkit.evaluation.test_sets import TestSet
from w2vkit.model.embeddings import Embeddings
from w2vkit.model.shown_names import name_columns, name_fields, shown

OVERLAP_COLUMNS = ("model", "overlap", "jaccard", "words")
WORD_COLUMNS = ("word", "overlap", "model", "neighbors")
COLUMNS = ("part", *dict.fromkeys((*SET_COLUMNS, *OVERLAP_COLUMNS, *WORD_COLUMNS)))


@dataclass(frozen=True, slots=True)
class Comparison(Tabular):
    """Several models side by side; differences are from the first.

    Attributes:
        words: the number of words of each model, by its name.
        common: the number of words that all models know.
        sets: the results of the test sets.
        examined: the number of most frequent common words whose neighbors were compared.
        topn: the number of neighbors of each word.
        overlaps: the neighbors that each other model shares with the first.
        changed: the words whose neighbors differ most, first those that share fewest.
        names: the names of items that the models know.

    """

    words: Mapping[str, int]
    common: int
    sets: tuple[ComparedSet, ...]
    examined: int
    topn: int
    overlaps: tuple[NeighborOverlap, ...]
    changed: tuple[ChangedWord, ...]
    names: Mapping[str, str] = field(default_factory=dict)

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns of `rows`."""
        return (*COLUMNS, *name_columns(self.names))

    @property
    def score_rows(self) -> list[dict[str, Any]]:
        """The values of `SET_COLUMNS` for each test set and model."""
        return [row for compared in self.sets for row in compared.rows]

    @property
    def overlap_rows(self) -> list[dict[str, Any]]:
        """The values of `OVERLAP_COLUMNS` for each model but the first."""
        return [
            {
                "model": other.model,
                "overlap": round(other.overlap, DIGITS),
                "jaccard": round(other.jaccard, DIGITS),
                "words": self.examined,
            }
            for other in self.overlaps
        ]

    @property
    def word_rows(self) -> list[dict[str, Any]]:
        """The values of `WORD_COLUMNS` for each changed word and model, as a reader wants them.

        The word and its overlap are in the first of its rows. The neighbors are one text, and items
        are shown by their names.
        """
        return [
            {
                "word": shown(word.word, self.names) if place == 0 else "",
                "overlap": round(word.overlap, DIGITS) if place == 0 else "",
                "model": model,
                "neighbors": self._in_a_line(near),
            }
            for word in self.changed
            for place, (model, near) in enumerate(word.neighbors.items())
        ]

    def _in_a_line(self, words: Sequence[str]) -> str:
        """Return words with spaces between them, or names of items with commas."""
        if not self.names:
            return " ".join(words)
        return joined(", ", (shown(word, self.names) for word in words))

    def rows(self) -> Iterator[dict[str, Any]]:
        """Yield a row for each score, overlap, and word with other neighbors."""
        for row in self.score_rows:
            yield {"part": "test", **row}
        for row in self.overlap_rows:
            yield {"part": "neighbors", **row}
        for word in self.changed:
            for model, near in word.neighbors.items():
                yield {
                    "part": "word",
                    "word": word.word,
                    "overlap": round(word.overlap, DIGITS),
                    "model": model,
                    "neighbors": [*near],
                    **name_fields(word.word, self.names),
                }

    @property
    def common_note(self) -> str:
        """How many words are common to all models."""
        known = (
            msg("{size:,} of “{model}”", size=size, model=model)
            for model, size in self.words.items()
        )
        return msg(
            "{common:,} words are common to all models ({known}).",
            common=self.common,
            known=joined(", ", known),
        )

    def tables(self) -> Iterator[ShownTable]:
        """Yield the scores, the overlaps and the words with other neighbors."""
        if self.sets:
            yield ShownTable(SET_COLUMNS, self.score_rows, prose=("kind",))
        yield ShownTable(OVERLAP_COLUMNS, self.overlap_rows, notes=[self.common_note])
        if self.changed:
            listed = ("neighbors",) if self.names else ()
            yield ShownTable(WORD_COLUMNS, self.word_rows, prose=listed)


@dataclass(frozen=True, slots=True)
class ComparisonSize:
    """How much is compared.

    Attributes:
        topn: neighbors of each word.
        top: most frequent common words whose neighbors are compared.
        changed: words to list whose neighbors differ most.

    """

    topn: int = 10
    top: int = 1_000
    changed: int = 10


def compare(
    models: Mapping[str, Embeddings],
    test_sets: Sequence[TestSet],
    config: EvalConfig,
    size: ComparisonSize,
    listener: Listener = SILENT,
    lemma_of: LemmaOf = no_lemma,
) -> Comparison:
    """Compare models on their common words; the first model is the base of all differences.

    Args:
        models: at least two models, by name.
        test_sets: the test sets.
        config: the evaluation options; vectors are not composed of subwords.
        size: how much is compared.
        listener: receives progress.
        lemma_of: returns the lemmas of words that models of lemmas lack.

    Raises:
        W2vError: the models have no words in common.

    """
    known = with_common_words(models, config, lemma_of)
    common = len(next(iter(known.values())).embeddings)
    examined, topn = min(size.top, common), min(size.topn, common - 1)
    neighbors = {
        name: nearest_rows(words, examined, topn, listener) for name, words in known.items()
    }
    return Comparison(
        words={name: len(embeddings) for name, embeddings in models.items()},
        common=common,
        sets=tuple(compare_on(known, test_set, config, listener) for test_set in test_sets),
        examined=examined,
        topn=topn,
        overlaps=overlaps_of(neighbors, topn),
        changed=changed_words(known, neighbors, topn, size.changed),
    )
