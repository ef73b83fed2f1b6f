"""Text to tokens, and the words that no dictionary contains."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Unpack

from w2vkit.api.models import File, paths_of, split_options
from w2vkit.base.config import SegmentConfig
from w2vkit.base.errors import UsageError
from w2vkit.base.messages import msg
from w2vkit.base.options import SegmentOptions
from w2vkit.base.progress import SILENT, Listener

if TYPE_CHECKING:
    from w2vkit.languages.segmentation.word_lists import FoundWord


def segment(
    corpus: File | Sequence[File] | None = None,
    *,
    text: str | None = None,
    listener: Listener = SILENT,
    **options: Unpack[SegmentOptions],
) -> Iterator[list[str]]:
    """Segment a corpus or a string; yield the tokens of each sentence.

    Args:
        corpus: a file or directory, or several of them.
        text: a string to segment instead.
        listener: receives messages and progress.
        options: fields of `w2vkit.base.config.SegmentConfig`.

    Raises:
        UsageError: both or neither of `corpus` and `text` are given.
        W2vError: a file cannot be read or decoded.

    """
    from w2vkit.corpus.segmented import segmented_text
    from w2vkit.text.files.reading import find_files

    if (corpus is None) == (text is None):
        raise UsageError(
            msg("segment takes either a corpus or text=."), msg("Pass exactly one of them.")
        )
    config = SegmentConfig(**split_options("segment", options, SegmentConfig)[0])
    with TemporaryDirectory() as folder:
        if text is not None:
            corpus = Path(folder, "text")
            corpus.write_text(text, encoding="utf-8", newline="")
        sources = find_files(paths_of(corpus) or (), listener, config)
        for piece in segmented_text(sources, config, listener):
            yield from (line.split(" ") for line in piece.splitlines())


def find_words(
    corpus: File | Sequence[File],
    *,
    min_count: int | None = None,
    listener: Listener = SILENT,
    **options: Unpack[SegmentOptions],
) -> list[FoundWord]:
    """Find the names, terms and phrases of a corpus that the dictionary does not contain.

    Args:
        corpus: a file or directory, or several of them.
        min_count: omit words with fewer occurrences; 5, or more for long texts, if None.
        listener: receives messages and progress.
        options: fields of `w2vkit.base.config.SegmentConfig`.

    Returns:
        the words found, highest score first.

    Raises:
        W2vError: a file cannot be read or decoded.

    """
    from w2vkit.languages.terms.corpus_words import found_words
    from w2vkit.text.files.reading import find_files

    config = SegmentConfig(**split_options("find_words", options, SegmentConfig)[0])
    sources = find_files(paths_of(corpus) or (), listener, config)
    return found_words(sources, config, listener, min_count)
