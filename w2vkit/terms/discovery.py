"""Words that a corpus has and the dictionary has not: names and terms, or fixed phrases."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from w2vkit.config import SegmentConfig
from w2vkit.progress import Listener
from w2vkit.segmentation.segment import TextBlock
from w2vkit.segmentation.segmenters import SEGMENTERS, rjieba_tokenizer, segment_function
from w2vkit.segmentation.word_lists import FoundWord
from w2vkit.terms.aliases import suggest_aliases
from w2vkit.terms.collocations import find_collocations
from w2vkit.terms.dictionary import WordDictionary, guards
from w2vkit.terms.extraction import find_terms

MAX_CHARACTERS = 20_000_000
"""As much text as is searched; more changes little and needs much memory (about 60 bytes each)."""
_LONG_RUN = re.compile(r"((?:[^\w\s]|_){1,2})\1{7,}|(\S)\2{63,}")


def discover_words(
    blocks: Iterable[TextBlock],
    config: SegmentConfig,
    listener: Listener,
    min_count: int | None = None,
) -> list[FoundWord]:
    """Return the words found in a text, the surest first.

    The listener hears if the text is too long to be searched to its end.
    """
    chinese: list[str] = []
    spaced: list[str] = []
    for block in _first_blocks(blocks, listener):
        is_spaced = SEGMENTERS[block.segmenter].is_spaced
        (spaced if is_spaced else chinese).append(_squeezed(block.text))
    found: list[FoundWord] = []
    if chinese:
        dictionary = dictionary_of(config)
        terms, known = find_terms(chinese, dictionary, min_count)
        named = suggest_aliases(terms, known, "\n".join(chinese), dictionary)
        found += [*named, *guards(named, known)]
    if spaced:
        words = segment_function("words", token_pattern=config.token_pattern)
        cut = map(words, spaced)
        pieces = cut if config.keep_case else ([*map(str.lower, piece)] for piece in cut)
        found += find_collocations(pieces, min_count)
    return sorted(found, key=lambda word: (-word.score, word.word))


def dictionary_of(config: SegmentConfig) -> WordDictionary:
    """Return what rjieba, and the user's own dictionary if there is one, know about words."""
    tokenizer = rjieba_tokenizer(config.dictionary)
    return WordDictionary(tokenizer.cut, tokenizer.tag, tokenizer.has_word)


def _squeezed(text: str) -> str:
    """Return the text with one character for a long run: no word has such."""
    return _LONG_RUN.sub(r"\1\2", text)


def _first_blocks(blocks: Iterable[TextBlock], listener: Listener) -> Iterator[TextBlock]:
    room = MAX_CHARACTERS
    for block in blocks:
        room -= len(block.text)
        if room < 0:
            listener.note(f"Words were looked for in the first {MAX_CHARACTERS:,} characters.")
            return
        yield block
