"""The sentences, lines or paragraphs of a text compared: duplicates, outliers, a diverse sample."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from w2vkit.analysis.search.text_search import PASSAGE_COLUMNS, FoundPassage, SearchedText
from w2vkit.base.errors import W2vError
from w2vkit.base.messages import msg
from w2vkit.model.embeddings import Matrix

SECOND_COLUMNS = tuple(f"other_{name}" for name in PASSAGE_COLUMNS[1:])
PAIR_COLUMNS = (*PASSAGE_COLUMNS, *SECOND_COLUMNS)
MIN_WORDS = 5
"""Known words of the units that are compared; shorter ones say too little."""
MOST_COMPARED = 200_000
"""Units of which all pairs are compared."""
MOST_PAIRS = 100_000
NEIGHBORS = 10
"""Neighbors to which the mean similarity of an outlier is computed."""
SAMPLED = 20_000
"""Units among which the neighbors of outliers are searched for."""
ROWS_PER_BLOCK = 1_024


@dataclass(frozen=True, slots=True)
class SimilarPair:
    """Two similar passages, and the cosine of their vectors."""

    score: float
    first: FoundPassage
    second: FoundPassage

    @property
    def differs_unseen(self) -> bool:
        """Whether the texts differ, but not in how often each word of the model occurs."""
        return self.score == 1.0 and self.first.text.split() != self.second.text.split()

    @property
    def row(self) -> dict[str, Any]:
        """The values of `PAIR_COLUMNS`."""
        return self._row(self.first.row, self.second.row)

    @property
    def short_row(self) -> dict[str, Any]:
        """The row for a table; see `FoundPassage.short_row`."""
        return self._row(self.first.short_row, self.second.short_row)

    def _row(self, first: Mapping[str, Any], second: Mapping[str, Any]) -> dict[str, Any]:
        others = {f"other_{name}": second[name] for name in PASSAGE_COLUMNS[1:]}
        return {**first, "score": self.score, **others}


def duplicates(
    text: SearchedText, threshold: float = 0.95, topn: int | None = None
) -> list[SimilarPair]:
    """Return the pairs of units whose cosine is at least `threshold`, highest first.

    Units of fewer than five known words are left out, and so are repeated texts beyond the second.

    Raises:
        W2vError: there are too many units to compare all pairs.

    """
    units = _at_most_twice(text, compared_units(text))
    if len(units) > MOST_COMPARED:
        raise W2vError(
            msg(
                "The text has {units:,} units, but at most {most_compared:,} can be compared "
                "with one another.",
                units=len(units),
                most_compared=MOST_COMPARED,
            ),
            msg("Use --unit paragraph, or name a part of the text."),
        )
    vectors = text.index.vectors(text.embeddings, text.weights, units)
    limit = min(topn or MOST_PAIRS, MOST_PAIRS)
    scores = np.zeros(0, np.float32)
    places = np.zeros((0, 2), np.int64)
    for begin in range(0, len(units), ROWS_PER_BLOCK):
        cosines = vectors[begin : begin + ROWS_PER_BLOCK] @ vectors[begin:].T
        rows, columns = np.nonzero(cosines >= threshold)
        later = columns > rows
        rows, columns = rows[later], columns[later]
        scores = np.append(scores, cosines[rows, columns])
        places = np.concatenate([places, np.column_stack([rows, columns]) + begin])
        order = np.lexsort((places[:, 1], places[:, 0], -scores))[:limit]
        scores, places = scores[order], places[order]
    return [
        SimilarPair(
            min(1.0, round(score, 6)),
            text.passage(int(units[first]), score),
            text.passage(int(units[second]), score),
        )
        for score, (first, second) in zip(scores.tolist(), places.tolist(), strict=True)
    ]


def outliers(text: SearchedText, topn: int = 10) -> list[FoundPassage]:
    """Return the units that resemble the others least, with their mean cosine to the ten nearest.

    In large texts the neighbors are searched for among 20,000 units spread over the text.

    Raises:
        W2vError: there are fewer than three units of five known words.

    """
    units = compared_units(text)
    if len(units) < 3:
        raise W2vError(
            msg("The text has fewer than three units of at least five known words."),
            msg("Outliers need a longer text."),
        )
    sampled = np.unique(np.linspace(0, len(units) - 1, min(len(units), SAMPLED)).astype(np.int64))
    others = text.index.vectors(text.embeddings, text.weights, units[sampled])
    count = min(NEIGHBORS, len(sampled) - 2)
    scores = np.concatenate(
        [
            _nearness(text, units[begin : begin + ROWS_PER_BLOCK], units[sampled], others, count)
            for begin in range(0, len(units), ROWS_PER_BLOCK)
        ]
    )
    order = np.argsort(scores, kind="stable")[:topn]
    return [text.passage(int(units[row]), float(scores[row])) for row in order]


def _nearness(
    text: SearchedText,
    units: NDArray[np.int64],
    sampled: NDArray[np.int64],
    others: Matrix,
    count: int,
) -> Matrix:
    """Return the mean cosine of units to the nearest `count` of the others, float32 (len,)."""
    cosines = text.index.vectors(text.embeddings, text.weights, units) @ others.T
    cosines[units[:, None] == sampled[None, :]] = -1
    nearest: Matrix = np.partition(cosines, -count, axis=1)[:, -count:].mean(axis=1)
    return nearest


def diverse(text: SearchedText, size: int) -> list[FoundPassage]:
    """Return units that are spread over all topics of the text, by greedy k-center selection.

    The first one is nearest to the mean; each of the others is farthest from those before it, and
    its score is the cosine to the nearest of them. Units of fewer than five known words are left
    out if there are enough others.
    """
    units = compared_units(text)
    if len(units) < size:
        units = np.flatnonzero(text.index.norms > 0)
    vectors = text.index.vectors(text.embeddings, text.weights, units)
    scores = vectors @ vectors.mean(axis=0)
    taken, passages = int(scores.argmax()), []
    nearest = np.full(len(units), -1.0, np.float32)
    for _ in range(min(size, len(units))):
        passages.append(text.passage(int(units[taken]), float(nearest[taken])))
        nearest = np.maximum(nearest, vectors @ vectors[taken])
        nearest[taken] = np.inf
        taken = int(nearest.argmin())
    return [FoundPassage(1.0, *_fields(passages[0])), *passages[1:]] if passages else []


def _fields(passage: FoundPassage) -> tuple[str, int | None, str, str]:
    return passage.file, passage.line, passage.chapter, passage.text


def compared_units(text: SearchedText) -> NDArray[np.int64]:
    """Return the units of at least five known words, int64 (m,)."""
    filled: NDArray[np.int64] = np.flatnonzero(
        (text.index.sizes >= MIN_WORDS) & (text.index.norms > 0)
    )
    return filled


def _at_most_twice(text: SearchedText, units: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the units without repeated texts beyond the second."""
    return np.array([*_twice(text, units)], np.int64)


def _twice(text: SearchedText, units: NDArray[np.int64]) -> Iterator[int]:
    seen: dict[str, int] = {}
    for unit in units.tolist():
        content = text.index.text(unit)
        seen[content] = seen.get(content, 0) + 1
        if seen[content] <= 2:
            yield unit
