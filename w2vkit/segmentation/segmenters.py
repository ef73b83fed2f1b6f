"""What cuts text: jieba's algorithm for Chinese, patterns for the rest, and which of them suits."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import lru_cache, partial
from itertools import accumulate, chain, pairwise
from typing import Any

from w2vkit.config import SegmenterName
from w2vkit.segmentation.word_lists import read_dictionary
from w2vkit.text.script import convert, is_traditional

Cut = Callable[[str], list[str]]
"""Cuts a block of sentences, one a line, into tokens; a line break is a token of its own."""
HAN = r"\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"
_HAN_RUN = re.compile(r"[\u4e00-\u9fff]+")  # the usual ones, to judge a text
_LETTER = re.compile(r"[^\W\d_]")
PATTERNS: Mapping[str, str] = {
    "whitespace": r"\n|\S+",
    "words": r"\n|\w+(?:['’]\w+)*|[^\w\s]",
    "chars": rf"\n|[{HAN}]|[^\W{HAN}]+(?:['’][^\W{HAN}]+)*|[^\w\s]",
}
"""What a token is to the segmenters that need no dictionary."""
_MARKS = r"\u0300-\u036f"
_MARK = re.compile(f"[{_MARKS}]")
MARKED: Mapping[str, str] = {
    "words": rf"\n|\w[\w{_MARKS}]*(?:['’]\w[\w{_MARKS}]*)*|[^\w\s]",
    "chars": rf"\n|[{HAN}]|[^\W{HAN}](?:[^\W{HAN}]|[{_MARKS}])*"
    rf"(?:['’][^\W{HAN}](?:[^\W{HAN}]|[{_MARKS}])*)*|[^\w\s]",
}
"""The same for text with combining marks, which belong to the letter before them."""
LOOK = 1 << 12
"""Characters that are looked at in three places to choose a segmenter."""
MIN_HAN_SHARE = 0.02
"""A text with a smaller share of Han among its letters is cut by words."""
MAX_HAN_RUN = 3.0
"""Han between two signs or spaces in text that is already cut; running text has about eight."""


def choose_segmenter(sample: str) -> SegmenterName:
    """Return the segmenter that suits a text, judged by its beginning, middle and end.

    >>> choose_segmenter("孙悟空大闹天宫。"), choose_segmenter("the king and the queen")
    ('rjieba', 'words')
    >>> choose_segmenter("孙悟空 大闹 天宫 。 玉帝 大怒")
    'whitespace'
    """
    if len(sample) > 3 * LOOK:
        middle = len(sample) // 2
        sample = "\n".join((sample[:LOOK], sample[middle : middle + LOOK], sample[-LOOK:]))
    runs = [len(run) for run in _HAN_RUN.findall(sample)]
    if sum(runs) < MIN_HAN_SHARE * max(1, len(_LETTER.findall(sample))):
        return "words"
    is_cut = sum(runs) / len(runs) <= MAX_HAN_RUN and sample.count(" ") > len(runs) / 2
    return "whitespace" if is_cut else "rjieba"


@lru_cache(maxsize=8)
def segment_function(
    segmenter: SegmenterName, dictionary: str | None = None, token_pattern: str | None = None
) -> Cut:
    """Return the function that cuts a block of text; dictionaries are loaded once."""
    if token_pattern is not None:
        from w2vkit.segmentation.token_pattern import pattern_segmenter

        return pattern_segmenter(token_pattern)
    if segmenter == "rjieba":
        return _rjieba(dictionary)
    if segmenter == "jieba":
        return _jieba(dictionary)
    return partial(_findall, re.compile(PATTERNS[segmenter]), segmenter)


def _findall(pattern: re.Pattern[str], segmenter: SegmenterName, text: str) -> list[str]:
    """Return the tokens; combining marks, which rarely occur, take another, slower pattern."""
    if segmenter != "whitespace" and not text.isascii() and _MARK.search(text):
        pattern = _with_marks(segmenter)
    return pattern.findall(text)


@lru_cache(maxsize=2)
def _with_marks(segmenter: SegmenterName) -> re.Pattern[str]:
    return re.compile(MARKED[segmenter])


def _rjieba(dictionary: str | None) -> Cut:
    return partial(cut_as_simplified, rjieba_tokenizer(dictionary).cut)


@lru_cache(maxsize=4)
def rjieba_tokenizer(dictionary: str | None = None) -> Any:
    """Return a tokenizer of rjieba that knows the words of a user dictionary too."""
    import rjieba

    if not dictionary:
        return rjieba  # has a tokenizer that is loaded anyway; another would take time
    tokenizer = rjieba.Jieba()
    _add_words(tokenizer, dictionary)
    return tokenizer


def familiarity(word: str) -> int:
    """Return how frequent a word is by jieba's dictionary; 0 if it does not stand there."""
    tokenizer = rjieba_tokenizer()
    return int(tokenizer.suggest_freq(word)) if tokenizer.has_word(word) else 0


def _jieba(dictionary: str | None) -> Cut:
    """Return jieba's own segment_function, on a tokenizer of our own and without its log lines."""
    return partial(cut_as_simplified, jieba_tokenizer(dictionary).lcut)


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
    if dictionary:
        _add_words(tokenizer, dictionary)
    return tokenizer


def _add_words(tokenizer: Any, dictionary: str) -> None:
    for entry in read_dictionary(dictionary):
        for word in {entry.word, convert(entry.word, "simplified")}:
            tokenizer.add_word(word, entry.count, entry.tag)


def cut_as_simplified(cut: Cut, text: str) -> list[str]:
    """Cut a text where its simplified form is cut, since jieba's dictionary is simplified.

    The tokens are those of the text itself, in its own characters.
    """
    if not is_traditional(text):
        return cut(text)
    simplified = convert(text, "simplified")
    if len(simplified) != len(text):
        return cut(text)
    ends = accumulate(map(len, cut(simplified)))
    return [text[start:end] for start, end in pairwise(chain((0,), ends))]
