"""Text into tokens: Chinese through jieba's algorithm, everything else by words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from w2vkit.config import SegmentConfig, SegmenterName
from w2vkit.hardwords import MARK, HardWords, fold, hard_words, restore
from w2vkit.wordlist import read_aliases, read_dictionary, read_hard_words, read_words

Cut = Callable[[str], list[str]]
"""Cuts a block of sentences, one a line, into tokens; a line break is a token of its own."""

BLOCK_CHARACTERS = 1 << 17
HAN = "㐀-䶿一-鿿豈-﫿𠀀-𲎯"
_HAN = re.compile(f"[{HAN}]")
_HAN_RUN = re.compile(f"[{HAN}]+")
_LETTER = re.compile(r"[^\W\d_]")
_WORD = re.compile(r"\n|\w+(?:['’]\w+)*|[^\w\s]")
_CHARACTER = re.compile(rf"\n|[{HAN}]|[^\W{HAN}]+(?:['’][^\W{HAN}]+)*|[^\w\s]")

MIN_HAN_SHARE = 0.02
"""A text with a smaller share of Han among its letters is cut by words."""
MAX_HAN_RUN = 3.0
"""Han between two signs or spaces in text that is already cut; running text has about eight."""


@dataclass(frozen=True, slots=True)
class Block:
    """Sentences, one a line, and what is to cut them."""

    text: str
    segmenter: SegmenterName


def choose_segmenter(sample: str) -> SegmenterName:
    """Return the segmenter that suits a text, judged by a part of it.

    >>> choose_segmenter("孙悟空大闹天宫。"), choose_segmenter("the king and the queen")
    ('rjieba', 'words')
    >>> choose_segmenter("孙悟空 大闹 天宫 。 玉帝 大怒")
    'whitespace'
    """
    han = len(_HAN.findall(sample))
    if han < MIN_HAN_SHARE * max(1, len(_LETTER.findall(sample))):
        return "words"
    runs = [len(run) for run in _HAN_RUN.findall(sample)]
    is_cut = sum(runs) / len(runs) <= MAX_HAN_RUN and sample.count(" ") > len(runs) / 2
    return "whitespace" if is_cut else "rjieba"


def blocks(
    sentences: Iterable[str], segmenter: SegmenterName, size: int = BLOCK_CHARACTERS
) -> Iterator[Block]:
    """Gather sentences into blocks of about `size` characters, all for one segmenter.

    With the segmenter `auto` the first block decides for all.
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


def _block(lines: list[str], segmenter: SegmenterName) -> tuple[SegmenterName, Block]:
    text = "\n".join(lines)
    if segmenter == "auto":
        segmenter = choose_segmenter(text)
    return segmenter, Block(text, segmenter)


def segment(block: Block, config: SegmentConfig) -> list[list[str]]:
    """Return the sentences of a block as lists of tokens; empty ones are left out."""
    form_of = forms(config)
    sentences: list[list[str]] = [[]]
    for token in tokens(block, config):
        if token == "\n":
            sentences.append([])
        elif form := form_of[token]:
            sentences[-1].append(form)
    return [sentence for sentence in sentences if sentence]


def tokens(block: Block, config: SegmentConfig) -> Iterable[str]:
    """Cut a block; words that must stay whole are taken out before and put back afterwards."""
    cut = cutter(block.segmenter, config.dictionary)
    if not config.words:
        return cut(block.text)
    text, kept = kept_whole(config).protect(block.text)
    if block.segmenter == "whitespace":
        text = text.replace(MARK, f" {MARK} ")
    return restore(cut(text), kept)


class Forms(dict[str, str]):
    """What becomes of each token: its form in the output, or "" if it is dropped.

    A dictionary that decides about a token when it is first asked for, since types are few and
    tokens many.
    """

    def __init__(self, config: SegmentConfig) -> None:
        super().__init__()
        self.punctuation, self.keep_case = config.punctuation, config.keep_case
        self.stop_words = frozenset(read_words(config.stop_words) if config.stop_words else ())
        self.hard = kept_whole(config).words if config.words else frozenset()
        self.aliases = self._aliases(config) if config.merge_aliases and config.words else {}

    def __missing__(self, token: str) -> str:
        spelled = self._spelled(token)
        form = self.aliases.get(spelled, spelled)
        is_word = any(sign.isalnum() for sign in form) or fold(token) in self.hard
        dropped = form in self.stop_words or not (is_word or self.punctuation)
        self[token] = "" if dropped else form
        return self[token]

    def _spelled(self, token: str) -> str:
        """Return a token without white space, as every format has it: `new_york`."""
        form = "_".join(token.split())
        return form if self.keep_case else form.lower()

    def _aliases(self, config: SegmentConfig) -> dict[str, str]:
        aliases = read_aliases(config.words or "")
        return {self._spelled(word): self._spelled(name) for word, name in aliases.items()}


@lru_cache(maxsize=8)
def forms(config: SegmentConfig) -> Forms:
    """Return the forms of tokens under these options; stop words are read once."""
    return Forms(config)


def check_lists(config: SegmentConfig) -> None:
    """Read the files of words that the options name, so that errors in them are found first."""
    forms(replace(config, words=None) if config.words == "auto" else config)
    if config.dictionary:
        read_dictionary(config.dictionary)


@lru_cache(maxsize=2)
def kept_whole(config: SegmentConfig) -> HardWords:
    """Return the words that always stay whole; their file is read once."""
    return hard_words(read_hard_words(config.words or ""), keep_case=config.keep_case)


@lru_cache(maxsize=8)
def cutter(segmenter: SegmenterName, dictionary: str | None = None) -> Cut:
    """Return the function that cuts a block of text; dictionaries are loaded once."""
    if segmenter == "rjieba":
        return _rjieba(dictionary)
    if segmenter == "jieba":
        return _jieba(dictionary)
    if segmenter == "chars":
        return _CHARACTER.findall
    if segmenter == "whitespace":
        return lambda text: text.replace("\n", " \n ").split(" ")
    return _WORD.findall


def _rjieba(dictionary: str | None) -> Cut:
    cut: Cut = rjieba_tokenizer(dictionary).cut
    return cut


@lru_cache(maxsize=4)
def rjieba_tokenizer(dictionary: str | None = None) -> Any:
    """Return a tokenizer of rjieba that knows the words of a user dictionary too."""
    import rjieba

    tokenizer = rjieba.Jieba()
    for entry in read_dictionary(dictionary) if dictionary else ():
        tokenizer.add_word(entry.word, entry.count, entry.tag)
    return tokenizer


def _jieba(dictionary: str | None) -> Cut:
    """Return jieba's own cutter, on a tokenizer of our own and without its log lines."""
    cut: Cut = jieba_tokenizer(dictionary).lcut
    return cut


@lru_cache(maxsize=2)
def jieba_tokenizer(dictionary: str | None = None) -> Any:
    """Return a tokenizer of jieba that knows the words of a user dictionary too."""
    import logging
    import warnings

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # jieba's regular expressions and pkg_resources
        import jieba

    jieba.setLogLevel(logging.WARNING)
    tokenizer = jieba.Tokenizer()
    for entry in read_dictionary(dictionary) if dictionary else ():
        tokenizer.add_word(entry.word, entry.count, entry.tag)
    return tokenizer
