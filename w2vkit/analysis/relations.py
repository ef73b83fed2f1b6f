"""Relations of words: which occur together in a passage or chapter more often than by chance."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from w2vkit.analysis.counted_text import CountedText
from w2vkit.analysis.log_likelihood import association
from w2vkit.analysis.section_counts import Counts, chapter_counts, counts_by_section
from w2vkit.base.config import RELATED_WORDS, CountedUnit
from w2vkit.base.errors import UsageError, W2vError
from w2vkit.base.messages import msg
from w2vkit.base.progress import SILENT, Listener
from w2vkit.corpus.characteristic import characteristic_rows
from w2vkit.corpus.noun_contexts import characteristic_words
from w2vkit.corpus.sections import passage_starts
from w2vkit.model.embeddings import normalized_rows

RELATION_COLUMNS = ("first", "second", "together", "expected", "log_likelihood", "similarity")


@dataclass(frozen=True, slots=True)
class Relation:
    """Two words that occur in the same units of text.

    Attributes:
        first, second: the words.
        together: the number of units that contain both.
        expected: that number if they were independent.
        log_likelihood: of the co-occurrence (Dunning 1993), negative if they avoid each other.
        similarity: the cosine similarity of their vectors, which says whether they are used in
            similar ways, not whether they occur together; None without a model.

    """

    first: str
    second: str
    together: int
    expected: float
    log_likelihood: float
    similarity: float | None = None


def relations(
    words: Sequence[str],
    counts: Counts,
    similarity: Callable[[str, str], float | None] = lambda first, second: None,
) -> list[Relation]:
    """Return the pairs of words that occur together, the strongest relation first.

    Args:
        words: n words.
        counts: int64 (units, n), how often each occurs in each unit.
        similarity: returns the similarity of two words, or None.

    """
    present = (counts > 0).astype(np.float64)
    units, containing = float(len(present)), present.sum(axis=0)
    both = present.T @ present
    rows, columns = np.triu_indices(len(words), 1)
    pairs = rows, columns
    expected = containing[rows] * containing[columns] / max(units, 1.0)
    scores = association(both[pairs], containing[rows], containing[columns], max(units, 1.0))
    signed = np.where(both[pairs] < expected, -scores, scores) + 0.0
    order = np.argsort(-signed, kind="stable")
    return [
        Relation(
            words[rows[place]],
            words[columns[place]],
            int(both[pairs][place]),
            round(float(expected[place]), 1),
            round(float(signed[place]), 2) + 0.0,
            similarity(words[rows[place]], words[columns[place]]),
        )
        for place in order.tolist()
        if both[pairs][place]
    ]


def related_words(
    text: CountedText, words: Sequence[str], note: Callable[[str], None]
) -> list[str]:
    """Return the words to relate as they are counted in the text; if none, characteristic ones.

    Raises:
        MissingWordError: a word does not occur.
        UsageError: there is only one word.

    """
    types = text.corpus.vocabulary
    if not words:
        nouns = characteristic_words(text.corpus, types)[:RELATED_WORDS]
        if len(nouns) == RELATED_WORDS:
            return nouns
        return [types.word(row) for row in characteristic_rows(types, RELATED_WORDS)]
    known = text.known(words, note, phrases=True)
    if len(known) < 2:
        raise UsageError(
            msg("relations requires at least two words."), msg("Add words to --words.")
        )
    return known


def unit_counts(
    text: CountedText,
    words: Sequence[str],
    within: CountedUnit,
    sentences: int,
    listener: Listener = SILENT,
) -> NDArray[Any]:
    """Return how often each of n words occurs in each unit of a text, int64 (units, n).

    Args:
        text: the text.
        words: the words.
        within: the unit.
        sentences: the number of sentences of a passage.
        listener: see `chapter_counts`.

    Raises:
        W2vError: the unit is a chapter, and there are fewer than two chapters and files.

    """
    if within == "passage":
        starts = passage_starts(text.corpus, sentences)
        return counts_by_section(text.corpus, words, starts, text.phrases(words))
    counts = chapter_counts(text, words, listener).counts
    if len(counts) < 2:
        raise W2vError(
            msg("{name} has only one chapter or file.", name=text.name),
            msg("Relate the words with --within passage."),
        )
    return counts


def related(text: CountedText, words: Sequence[str], counts: NDArray[Any]) -> list[Relation]:
    """Return the pairs of words that occur in the same units, the strongest relation first."""
    return relations(words, counts, _similarities(text, words))


def _similarities(text: CountedText, words: Sequence[str]) -> Callable[[str, str], float | None]:
    """Return the function that gives the cosine of two words, None without both vectors."""
    directions = {}
    for word in words:
        if text.model is not None and word in text.model:
            vector = text.model.embeddings.vector(word)
            if vector is not None:
                directions[word] = normalized_rows(vector[None])[0]

    def similarity(first: str, second: str) -> float | None:
        if first not in directions or second not in directions:
            return None
        return round(float(directions[first] @ directions[second]), 3)

    return similarity
