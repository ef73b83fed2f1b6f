"""Counts of words in the chapters of a text, or in its files if it has no chapters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from w2vkit.analysis.counted_text import CountedText
from w2vkit.analysis.model_segmentation import with_lexicon
from w2vkit.analysis.titles import titles_as_written
from w2vkit.base.config import LEXICON
from w2vkit.base.errors import W2vError
from w2vkit.base.messages import msg
from w2vkit.base.progress import Listener
from w2vkit.corpus.sections import (
    SectionCounts,
    chapters,
    counts_of_chapters,
    counts_of_files,
    numbering,
)


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
