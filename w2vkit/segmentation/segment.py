"""Blocks of sentences to tokens, and the form in which each token is kept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from w2vkit.config import SegmentConfig, SegmenterName
from w2vkit.errors import UsageError
from w2vkit.segmentation.segmenters import SEGMENTERS, choose_segmenter, segment_function
from w2vkit.segmentation.word_lists import (
    read_aliases,
    read_dictionary,
    read_protected_words,
    read_word_list,
)

if TYPE_CHECKING:
    from w2vkit.segmentation.protected_words import ProtectedWords

BLOCK_CHARACTERS = 1 << 16


@dataclass(frozen=True, slots=True)
class TextBlock:
    """Sentences, one a line, and the name of their segmenter."""

    text: str
    segmenter: SegmenterName


def blocks(
    sentences: Iterable[str], segmenter: SegmenterName, size: int = BLOCK_CHARACTERS
) -> Iterator[TextBlock]:
    """Yield the sentences in blocks of about `size` characters, all for one segmenter.

    With the segmenter `auto` the first block decides for all of them.
    """
    lines: list[str] = []
    length = 0
    for sentence in sentences:
        lines.append(sentence)
        length += len(sentence) + 1
        if length >= size:
            segmenter, block = _block(lines, segmenter)
            yield block
            lines, length = [], 0
    if lines:
        yield _block(lines, segmenter)[1]


def merge_blocks(parts: Iterable[TextBlock], size: int = BLOCK_CHARACTERS) -> Iterator[TextBlock]:
    """Join consecutive small blocks for the same segmenter, so that many small files are few."""
    waiting: list[TextBlock] = []
    for block in parts:
        if waiting and waiting[0].segmenter != block.segmenter:
            yield _joined(waiting)
            waiting = []
        waiting.append(block)
        if sum(len(part.text) for part in waiting) >= size:
            yield _joined(waiting)
            waiting = []
    if waiting:
        yield _joined(waiting)


def _joined(parts: list[TextBlock]) -> TextBlock:
    return TextBlock("\n".join(part.text for part in parts), parts[0].segmenter)


def _block(lines: list[str], segmenter: SegmenterName) -> tuple[SegmenterName, TextBlock]:
    text = "\n".join(lines)
    if segmenter == "auto":
        segmenter = choose_segmenter(text)
    return segmenter, TextBlock(text, segmenter)


def segment_block(block: TextBlock, config: SegmentConfig) -> list[list[str]]:
    """Return the sentences of a block as lists of tokens, without empty sentences."""
    return [line.split(" ") for line in segment_lines(block, config).splitlines()]


def segment_lines(block: TextBlock, config: SegmentConfig) -> str:
    """Return the sentences of a block, one a line, with a space between tokens; none is empty."""
    forms = map(token_forms(config).__getitem__, tokens(block, config))
    lines = " ".join(filter(None, forms)).replace(" \n", "\n").replace("\n ", "\n")
    while "\n\n" in lines:
        lines = lines.replace("\n\n", "\n")
    lines = lines.strip("\n")
    return lines and lines + "\n"


def tokens(block: TextBlock, config: SegmentConfig) -> Iterable[str]:
    """Return the tokens of a block; protected words are replaced first and restored afterwards."""
    split = segment_function(block.segmenter, config.dictionary, config.token_pattern)
    if not config.has_protected_words:
        return split(block.text)
    from w2vkit.segmentation.protected_words import MARK, restore_words

    text, words = protected_words(config).protect(block.text)
    if SEGMENTERS[block.segmenter].keeps_symbols:
        text = text.replace(MARK, f" {MARK} ")
    return restore_words(split(text), words)


class TokenForms(dict[str, str]):
    """The form of each token in the output, or "" if it is dropped.

    The form is computed when a token is first looked up: there are few types and many tokens.
    """

    def __init__(self, config: SegmentConfig) -> None:
        super().__init__({"\n": "\n"})
        # Everything that a token pattern matches is a token.
        self.punctuation = config.punctuation or config.token_pattern is not None
        self.keep_case = config.keep_case
        self.stop_words = frozenset(read_word_list(config.stop_words) if config.stop_words else ())
        self.protected = (
            protected_words(config).words if config.has_protected_words else frozenset()
        )
        self.aliases = self._aliases(config) if config.merge_aliases else {}

    def __missing__(self, token: str) -> str:
        spelling = self._spelling(token)
        form = self.aliases.get(spelling, spelling)
        is_word = any(map(str.isalnum, form)) or self._is_protected(token)
        is_dropped = form in self.stop_words or not (is_word or self.punctuation)
        self[token] = "" if is_dropped else form
        return self[token]

    def _spelling(self, token: str) -> str:
        """Return a token with underscores for white space, which no format allows: `new_york`."""
        form = token if token.isalnum() else "_".join(token.split())
        return form if self.keep_case else form.lower()

    def _is_protected(self, token: str) -> bool:
        if not self.protected:
            return False
        from w2vkit.segmentation.protected_words import fold

        return fold(token) in self.protected

    def _aliases(self, config: SegmentConfig) -> dict[str, str]:
        files = map(read_aliases, config.word_files)
        return {
            self._spelling(word): self._spelling(name)
            for aliases in files
            for word, name in aliases.items()
        }


@lru_cache(maxsize=8)
def token_forms(config: SegmentConfig) -> TokenForms:
    """Return the token forms for these options; stop words are read once."""
    return TokenForms(config)


def check_lists(config: SegmentConfig) -> None:
    """Read the word lists that the options name, so that their errors appear before any work.

    Raises:
        UsageError: options that do not go together, or an invalid token pattern.
        W2vError: a list cannot be read.

    """
    if config.merge_aliases and not config.words:
        raise UsageError(
            "--merge-aliases requires a word list.", "Add --words FILE or --words auto."
        )
    if config.token_pattern is not None:
        segment_function("words", token_pattern=config.token_pattern)
    token_forms(replace(config, words=config.word_files))
    if config.dictionary:
        read_dictionary(config.dictionary)


@lru_cache(maxsize=2)
def protected_words(config: SegmentConfig) -> ProtectedWords:
    """Return the protected words for these options; their files are read once."""
    from w2vkit.segmentation.protected_words import compile_protected_words

    words = [word for file in config.word_files for word in read_protected_words(file)]
    return compile_protected_words([*words, *config.keep_whole], keep_case=config.keep_case)
