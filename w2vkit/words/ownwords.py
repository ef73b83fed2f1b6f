"""The words that a corpus brings along, to be kept whole: given in a file, or found in the text."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from w2vkit.config import LEXICON, SegmentConfig
from w2vkit.progress import Listener
from w2vkit.text.source import Source
from w2vkit.wording import counted
from w2vkit.words.reading import read_blocks
from w2vkit.words.segment import check_lists
from w2vkit.words.wordlist import FoundWord, words_table

if TYPE_CHECKING:
    from w2vkit.words.why import Candidate


def with_own_words(
    sources: Sequence[Source], config: SegmentConfig, folder: Path, listener: Listener
) -> SegmentConfig:
    """Return the options with the words to be kept whole in a file of their own, in `folder`.

    With `auto` they are looked for in the files.
    """
    if not config.words:
        return config
    lexicon = folder / LEXICON
    if config.words == "auto":
        words = found_words(sources, config, listener)
        lexicon.write_text("".join(words_table(words)), encoding="utf-8", newline="\n")
        aliases = sum(bool(word.alias_of) for word in words)
        found = counted(len(words), "word")
        listener.note(f"{found} found to be kept whole, {aliases:,} with an alias.")
    else:
        shutil.copyfile(config.words, lexicon)
    return replace(config, words=str(lexicon))


def found_words(
    sources: Sequence[Source],
    config: SegmentConfig,
    listener: Listener,
    min_count: int | None = None,
) -> list[FoundWord]:
    """Return the words that are found in the files, the surest first."""
    from w2vkit.words.discovery import find_words

    text = read_blocks(sources, config, listener, "Finding words")
    return find_words(text, config, listener, min_count)


def explained(
    text: str, sources: Sequence[Source], config: SegmentConfig, listener: Listener
) -> list[Candidate]:
    """Return the ways to cut a text under these options; `auto` words are those of the files."""
    from w2vkit.words.why import explain_cut

    check_lists(config)
    if config.words != "auto":
        return explain_cut(text, config)
    with TemporaryDirectory() as folder:
        used = with_own_words(sources, config, Path(folder), listener)
        return explain_cut(text, used)
