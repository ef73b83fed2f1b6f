"""Text to tokens, and the words that no dictionary contains."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Unpack

from w2vkit.api.given_text import Corpus, Texts, required_text
from w2vkit.api.models import split_options
from w2vkit.base.automatic_progress import AUTOMATIC
from w2vkit.base.config import SegmentConfig
from w2vkit.base.errors import UsageError
from w2vkit.base.messages import msg
from w2vkit.base.options import SegmentOptions
from w2vkit.base.progress import Listener
from w2vkit.base.public import public
from w2vkit.base.shown_tables import Results, fields_row

if TYPE_CHECKING:
    from w2vkit.languages.segmentation.word_lists import FoundWord


@public(SegmentConfig)
def segment(
    corpus: Corpus | None = None,
    *,
    text: str | None = None,
    texts: Texts | None = None,
    listener: Listener = AUTOMATIC,
    **options: Unpack[SegmentOptions],
) -> Iterator[list[str]]:
    """Segment a corpus or texts in memory; yield the tokens of each sentence.

    Args:
        corpus: a file or directory, or several of them.
        text: a string to segment instead.
        texts: texts in memory instead, see `train`.
        listener: receives messages and progress.
        options: fields of `w2vkit.base.config.SegmentConfig`.

    Raises:
        UsageError: more than one of `corpus`, `text` and `texts` is given, or none.
        W2vError: a file cannot be read or decoded.

    """
    from w2vkit.corpus.segmented import segmented_text
    from w2vkit.text.files.finding import find_files

    if text is not None and texts is not None:
        raise UsageError(
            msg("segment takes either text= or texts=."), msg("Pass exactly one of them.")
        )
    more = dict(options)
    given = required_text("segment", corpus, texts if text is None else text, more, listener)
    config = SegmentConfig(**split_options("segment", more, SegmentConfig)[0])
    sources = find_files(given.files("segment"), listener, config)
    for piece in segmented_text(sources, config, listener):
        yield from (line.split(" ") for line in piece.splitlines())


@public(SegmentConfig)
def find_words(
    corpus: Corpus | None = None,
    *,
    texts: Texts | None = None,
    min_count: int | None = None,
    listener: Listener = AUTOMATIC,
    **options: Unpack[SegmentOptions],
) -> Results[FoundWord]:
    """Find the names, terms and phrases of a corpus that the dictionary does not contain.

    Args:
        corpus: a file or directory, or several of them.
        texts: texts in memory instead, see `train`.
        min_count: omit words with fewer occurrences; 5, or more for long texts, if None.
        listener: receives messages and progress.
        options: fields of `w2vkit.base.config.SegmentConfig`.

    Returns:
        the words found, highest score first.

    Raises:
        W2vError: a file cannot be read or decoded.

    """
    from w2vkit.languages.segmentation.word_lists import WORD_COLUMNS
    from w2vkit.languages.terms.corpus_words import found_words
    from w2vkit.text.files.finding import find_files

    more = dict(options)
    given = required_text("find_words", corpus, texts, more, listener)
    config = SegmentConfig(**split_options("find_words", more, SegmentConfig)[0])
    sources = find_files(given.files("find_words"), listener, config)
    words = found_words(sources, config, listener, min_count)
    return Results(words, WORD_COLUMNS, fields_row)
