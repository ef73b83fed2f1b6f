"""Words of a corpus that the dictionary lacks: names and terms, or fixed phrases."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import partial

from w2vkit.base.config import SegmentConfig
from w2vkit.base.messages import msg
from w2vkit.base.progress import Listener
from w2vkit.languages.chinese.chinese_words import find_chinese_words
from w2vkit.languages.chinese.dictionary import WordDictionary
from w2vkit.languages.chinese.language import CHINESE
from w2vkit.languages.segmentation.segment import TextBlock
from w2vkit.languages.segmentation.segmenters import (
    cut_with,
    rjieba_tokenizer,
    segment_function,
    segmenter_named,
)
from w2vkit.languages.segmentation.word_lists import FoundWord
from w2vkit.languages.terms.phrases import find_collocations

MAX_CHARACTERS = 10_000_000
"""How much text is searched; more changes little and needs about 150 bytes each."""
_LONG_RUN = re.compile(r"((?:[^\w\s]|_){1,2})\1{7,}|(\S)\2{63,}")


def discover_words(
    blocks: Iterable[TextBlock],
    config: SegmentConfig,
    listener: Listener,
    min_count: int | None = None,
    max_characters: int = MAX_CHARACTERS,
) -> list[FoundWord]:
    """Return the words found in a text, those with the highest score first.

    The listener receives a note if the text is longer than `max_characters`, and one if it is in
    a language without spaces for which there are no rules.
    """
    chinese: list[str] = []
    spaced: list[str] = []
    others: list[str] = []
    for block in _first_blocks(blocks, listener, max_characters):
        segmenter = segmenter_named(block.segmenter)
        unspaced = chinese if CHINESE.code in segmenter.languages else others
        (spaced if segmenter.is_spaced else unspaced).append(_without_long_runs(block.text))
    if others:
        listener.note(msg("In text without spaces, only Chinese words can be found."))
    discovered: list[FoundWord] = []
    if chinese:
        discovered += find_chinese_words(chinese, dictionary_of(config), min_count, listener)
    if spaced:
        words = segment_function("words", token_pattern=config.token_pattern)
        cut = map(words, spaced)
        pieces = cut if config.keep_case else ([*map(str.lower, piece)] for piece in cut)
        discovered += find_collocations(pieces, min_count)
    return sorted(discovered, key=lambda word: (-word.score, word.word))


def dictionary_of(config: SegmentConfig) -> WordDictionary:
    """Return the dictionary of rjieba, with the words of the user dictionary if there is one."""
    tokenizer = rjieba_tokenizer(config.dictionary)
    return WordDictionary(
        tokenizer.cut,
        tokenizer.tag,
        tokenizer.has_word,
        tokenizer.cut_all,
        partial(cut_with, config.dictionary),
    )


def _without_long_runs(text: str) -> str:
    """Return the text with long runs of a character shortened to one; no word contains them."""
    return _LONG_RUN.sub(r"\1\2", text)


def _first_blocks(
    blocks: Iterable[TextBlock], listener: Listener, max_characters: int
) -> Iterator[TextBlock]:
    room = max_characters
    for block in blocks:
        room -= len(block.text)
        if room < 0:
            listener.note(
                msg(
                    "Searched only the first {max_characters:,} characters for words.",
                    max_characters=max_characters,
                )
            )
            return
        yield block
