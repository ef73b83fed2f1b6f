"""Counts of words in the chapters, files or passages of a text, and which words occur together."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Literal

from numpy.typing import NDArray

from w2vkit.config import RELATED_WORDS
from w2vkit.errors import UsageError, W2vError
from w2vkit.model.embeddings import normalized_rows
from w2vkit.progress import Listener
from w2vkit.query.counted_text import CountedText
from w2vkit.statistics.characteristic import characteristic_rows
from w2vkit.statistics.relations import Relation, relations
from w2vkit.statistics.sections import (
    SectionCounts,
    chapters,
    counts_of_chapters,
    counts_of_files,
    passage_starts,
)
from w2vkit.statistics.word_counts import counts_by_section

CountedUnit = Literal["passage", "chapter"]


def chapter_counts(
    text: CountedText, words: Sequence[str], by_file: bool, listener: Listener
) -> SectionCounts:
    """Return the counts of words by chapter.

    Args:
        text: the text.
        words: the words, as they are counted in the text, and phrases.
        by_file: count by file if there are no chapters.
        listener: receives a note if there are no chapters and only one file.

    Raises:
        W2vError: there are no chapters, and `by_file` is not set.

    """
    from w2vkit.corpus.prepare import corpus_of
    from w2vkit.text.documents import find_files

    if found := chapters(text.corpus):
        return counts_of_chapters(text.corpus, found, words, text.phrases(words))
    if not by_file:
        raise W2vError(
            f"{text.name} contains no headings such as 第一回 or Chapter 1.",
            "Save each chapter as a file, and name the files with --corpus."
            if len(text.paths) == 1 and Path(text.paths[0]).is_file()
            else "Name its files with --corpus to count by file.",
        )
    sources = find_files(text.paths, config=text.config)
    if len(sources) == 1:
        listener.note(
            f"{text.name} contains no headings such as 第一回 or Chapter 1; it is counted as one."
        )
    parts = [(one.name, corpus_of([one], text.config, listener)) for one in sources]
    phrases = text.phrases(words)
    files = [
        (name, corpus, replace(text, corpus=corpus).phrases(phrases)) for name, corpus in parts
    ]
    return counts_of_files(files, words)


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
        return [types.word(row) for row in characteristic_rows(types, RELATED_WORDS)]
    known = text.known(words, note, phrases=True)
    if len(known) < 2:
        raise UsageError("relations requires at least two words.", "Add words to --words.")
    return known


def unit_counts(
    text: CountedText, words: Sequence[str], within: CountedUnit, sentences: int
) -> NDArray[Any]:
    """Return how often each of n words occurs in each unit of a text, int64 (units, n).

    Args:
        text: the text.
        words: the words.
        within: the unit.
        sentences: the number of sentences of a passage.

    Raises:
        W2vError: the unit is a chapter, and there are fewer than two.

    """
    if within == "passage":
        starts = passage_starts(text.corpus, sentences)
        return counts_by_section(text.corpus, words, starts, text.phrases(words))
    found = chapters(text.corpus)
    if len(found) < 2:
        raise W2vError(
            f"{text.name} contains {'one heading' if found else 'no headings'} such as 第一回 or "
            "Chapter 1.",
            "Relate the words with --within passage.",
        )
    return counts_of_chapters(text.corpus, found, words, text.phrases(words)).counts


def related(text: CountedText, words: Sequence[str], counts: NDArray[Any]) -> list[Relation]:
    """Return the pairs of words that occur in the same units, the strongest relation first."""
    return relations(words, counts, _similarities(text, words))


def _similarities(text: CountedText, words: Sequence[str]) -> Callable[[str, str], float | None]:
    """Return the function that gives the cosine of two words, None without both vectors."""
    found = {}
    for word in words:
        if text.model is not None and word in text.model:
            vector = text.model.embeddings.vector(word)
            if vector is not None:
                found[word] = normalized_rows(vector[None])[0]

    def similarity(first: str, second: str) -> float | None:
        if first not in found or second not in found:
            return None
        return round(float(found[first] @ found[second]), 3)

    return similarity
