"""The protected words of a corpus: given in files, or found in the text."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from w2vkit.base.config import AUTO, LEXICON, SegmentConfig
from w2vkit.base.messages import counted, msg
from w2vkit.base.progress import Listener
from w2vkit.languages.segmentation.blocks import read_text_blocks
from w2vkit.languages.segmentation.segment import check_lists
from w2vkit.languages.segmentation.word_lists import (
    FoundWord,
    consistent_rows,
    read_consistent_rows,
    words_table,
)
from w2vkit.text.files.text_file import TextFile

if TYPE_CHECKING:
    from w2vkit.languages.segmentation.cut_explanation import Candidate


def with_corpus_words(
    sources: Sequence[TextFile], config: SegmentConfig, folder: Path, listener: Listener
) -> SegmentConfig:
    """Return the options with all protected words in a single file, written to `folder`.

    `auto` searches the files for words. Words that the user gives come first, and the user's
    lists take precedence over what is found.
    """
    if not config.has_protected_words:
        return config
    word_list = folder / LEXICON
    if AUTO not in config.words and not config.keep_whole and len(config.words) == 1:
        shutil.copyfile(config.words[0], word_list)
    else:
        lines = _combined_lines(sources, config, listener)
        word_list.write_text("".join(lines), encoding="utf-8", newline="\n")
    return replace(config, words=(str(word_list),), keep_whole=())


def _combined_lines(
    sources: Sequence[TextFile], config: SegmentConfig, listener: Listener
) -> Iterator[str]:
    """Yield the lines of one list of all protected words, each word once."""
    given = _given_rows(config)
    words: list[FoundWord] = []
    if AUTO in config.words:
        words = [word for word in found_words(sources, config, listener) if word.word not in given]
        aliases = sum(bool(word.alias_of) for word in words)
        kept = sum(bool(word.score) for word in words)
        number = counted(kept, "{number} word", "{number} words")
        listener.note(
            msg(
                "Found {number} to keep whole, {aliases:,} with an alias.",
                number=number,
                aliases=aliases,
            )
        )
    header, *table = words_table(words)
    yield header
    rows = (line.rstrip("\n").split("\t") for line in table)
    for cells in consistent_rows(chain(given.values(), rows)):
        yield "\t".join(cells) + "\n"


def _given_rows(config: SegmentConfig) -> dict[str, list[str]]:
    """Return the rows of the words that the user gives, without contradictory aliases."""
    rows = {word: [word] for word in config.keep_whole}
    for file in config.word_files:
        for cells in read_consistent_rows(file):
            rows.setdefault(cells[0], cells)
    return rows


def found_words(
    sources: Sequence[TextFile],
    config: SegmentConfig,
    listener: Listener,
    min_count: int | None = None,
) -> list[FoundWord]:
    """Return the words that are found in the files, highest score first."""
    from w2vkit.languages.terms.discovery import discover_words

    text = read_text_blocks(sources, config, listener, msg("Finding words"))
    return discover_words(text, config, listener, min_count)


def explained(
    text: str, sources: Sequence[TextFile], config: SegmentConfig, listener: Listener
) -> list[Candidate]:
    """Return the possible segmentations of a text; `auto` words are found in the files."""
    from w2vkit.languages.segmentation.cut_explanation import explain_cut

    check_lists(config, listener)
    if AUTO not in config.words:
        return explain_cut(text, config)
    with TemporaryDirectory() as folder:
        used = with_corpus_words(sources, config, Path(folder), listener)
        return explain_cut(text, used)
