"""Counts of words in the chapters, files or passages of a text, and which words occur together."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from numpy.typing import NDArray

from w2vkit.analysis.counted_text import CountedText
from w2vkit.analysis.model_segmentation import with_lexicon
from w2vkit.analysis.relations import Relation, relations
from w2vkit.base.config import LEXICON, RELATED_WORDS, CountedUnit
from w2vkit.base.errors import UsageError, W2vError
from w2vkit.base.messages import msg
from w2vkit.base.progress import SILENT, Listener
from w2vkit.corpus.characteristic import characteristic_rows
from w2vkit.corpus.noun_contexts import characteristic_words
from w2vkit.corpus.sections import (
    MAX_TITLE,
    SectionCounts,
    chapters,
    counts_by_section,
    counts_of_chapters,
    counts_of_files,
    numbering,
    passage_starts,
)
from w2vkit.model.embeddings import normalized_rows
from w2vkit.text.files.reading import read_text
from w2vkit.text.files.text_file import TextFile

MAX_BYTES = 50_000_000
"""Larger texts are not read again for their titles."""
MAX_LINE = 120
"""A longer line is not a title."""
_NO_LETTERS = re.compile(r"[\W_]+")


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


def titles_as_written(text: CountedText, titles: Sequence[str]) -> list[str]:
    """Return titles with the spaces and signs that their lines have in the files of the text.

    They stay as they are if the files are gone, changed or large, or if no line has their letters.
    """
    if text.changed_files:
        return [*titles]
    try:
        sources = text.sources()
        if sum(source.bytes for source in sources) > MAX_BYTES:
            return [*titles]
        written = _lines_of(sources, {_letters(title) for title in titles})
    except W2vError:
        return [*titles]
    return [written.get(_letters(title), title) for title in titles]


def _lines_of(sources: Sequence[TextFile], wanted: set[str]) -> dict[str, str]:
    """Return the first line of each of the titles `wanted`, which are letters only."""
    sizes = {len(letters) for letters in wanted}
    titles: dict[str, str] = {}
    for source in sources:
        for line in _short_lines(source):
            letters = _letters(line)
            for size in sizes:
                if letters[:size] in wanted and (
                    size == len(letters) or (len(line) > MAX_TITLE and _ends_word(line, size))
                ):
                    titles.setdefault(letters[:size], _shown(line))
    return titles


def _ends_word(line: str, size: int) -> bool:
    """Return whether a word ends after so many letters of a line, or the part that is shown."""
    places = [place for place, sign in enumerate(line) if sign.isalnum()]
    end = places[min(size, len(places)) - 1] + 1
    return end >= MAX_TITLE - 1 or not line[end : end + 1].isalnum()


def _short_lines(source: TextFile) -> Iterator[str]:
    rest = ""
    for block in read_text(source):
        *lines, rest = (rest + block).split("\n")
        yield from (line for line in lines if len(line) <= MAX_LINE)
    yield rest


def _letters(title: str) -> str:
    return _NO_LETTERS.sub("", title.removesuffix("…")).casefold()


def _shown(line: str) -> str:
    title = " ".join(line.split())
    return title if len(title) <= MAX_TITLE else f"{title[: MAX_TITLE - 1]}…"
