"""The protected words of a corpus: given in files, or found in the text."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from w2vkit.base.config import AUTO, LEXICON, NAMES, SegmentConfig
from w2vkit.base.messages import counted, joined, msg
from w2vkit.base.progress import Listener
from w2vkit.languages.chinese.found_kinds import may_be_named
from w2vkit.languages.chinese.language import CHINESE
from w2vkit.languages.segmentation.blocks import read_text_blocks, segmenter_of_file
from w2vkit.languages.segmentation.segment import check_lists
from w2vkit.languages.segmentation.segmenters import segmenter_named
from w2vkit.languages.segmentation.word_lists import (
    FoundWord,
    consistent_rows,
    read_consistent_rows,
    read_found_words,
    words_table,
)
from w2vkit.text.files.text_file import TextFile

if TYPE_CHECKING:
    from w2vkit.languages.segmentation.cut_explanation import Candidate

NAMES_SHOWN = 5


def with_corpus_words(
    sources: Sequence[TextFile], config: SegmentConfig, folder: Path, listener: Listener
) -> SegmentConfig:
    """Return the options with all protected words in a single file, written to `folder`.

    `auto` and `names` search the files for words. Words that the user gives come first, and these
    lists take precedence over what is found.
    """
    if not config.has_protected_words:
        return config
    word_list = folder / LEXICON
    if not config.finds_words and not config.keep_whole and len(config.words) == 1:
        shutil.copyfile(config.words[0], word_list)
    else:
        header, *words = _combined_lines(sources, config, listener)
        if not words and config.words == (NAMES,):  # a text of another language
            return replace(config, words=())
        lines = [header, *words]
        word_list.write_text("".join(lines), encoding="utf-8", newline="\n")
    return replace(config, words=(str(word_list),), keep_whole=())


def _combined_lines(
    sources: Sequence[TextFile], config: SegmentConfig, listener: Listener
) -> Iterator[str]:
    """Yield the lines of one list of all protected words, each word once."""
    given = _given_rows(config)
    words: list[FoundWord] = []
    if config.finds_words:
        found = found_words if AUTO in config.words else found_names
        words = [word for word in found(sources, config, listener) if word.word not in given]
    header, *table = words_table(words)
    yield header
    rows = (line.rstrip("\n").split("\t") for line in table)
    for cells in consistent_rows(chain(given.values(), rows)):
        yield "\t".join(cells) + "\n"


def note_found_words(folder: Path, config: SegmentConfig, listener: Listener) -> None:
    """Say which words were found in a text, if these options find any.

    Args:
        folder: contains the list of protected words that `with_corpus_words` wrote.
        config: the options for which it did.
        listener: receives the sentence.

    """
    if not config.finds_words:
        return
    word_list, given = folder / LEXICON, _given_rows(config)
    listed = read_found_words(str(word_list)) if word_list.is_file() else ()
    words = [word for word in listed if word.word not in given]
    if AUTO in config.words:
        listener.note(
            msg(
                "Found {number} to keep whole, {aliases:,} with an alias.",
                number=counted(len(words), "{number} word", "{number} words"),
                aliases=sum(bool(word.alias_of) for word in words),
            )
        )
    elif words:
        shown = sorted(words, key=lambda word: -word.count)[:NAMES_SHOWN]
        more = ["…"] * (len(words) > len(shown))
        listener.note(
            msg(
                "Found {number} to keep whole: {shown}; --words none trains without them.",
                number=counted(len(words), "{number} name", "{number} names"),
                shown=joined(", ", [*(word.word for word in shown), *more]),
            )
        )


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


def found_names(
    sources: Sequence[TextFile], config: SegmentConfig, listener: Listener
) -> list[FoundWord]:
    """Return the names that are found in the Chinese files, highest score first.

    With them are the words of the dictionary that they would break.
    """
    chinese = [
        source
        for source in sources
        if CHINESE.code in segmenter_named(segmenter_of_file(source, config)).languages
    ]
    words = found_words(chinese, config, listener) if chinese else []
    return [word for word in words if may_be_named(word) or not word.score]


def explained(
    text: str, sources: Sequence[TextFile], config: SegmentConfig, listener: Listener
) -> list[Candidate]:
    """Return the possible segmentations of a text; `auto` words are found in the files."""
    from w2vkit.languages.segmentation.cut_explanation import explain_cut

    check_lists(config, listener)
    if not config.finds_words:
        return explain_cut(text, config)
    with TemporaryDirectory() as folder:
        used = with_corpus_words(sources, config, Path(folder), listener)
        note_found_words(Path(folder), config, listener)
        return explain_cut(text, used)
