"""Word segmenters: the table of all of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache, partial
from itertools import accumulate, chain, pairwise
from typing import Any

from w2vkit.base.config import SegmenterName
from w2vkit.languages.segmentation.word_lists import read_dictionary
from w2vkit.text.marks import JOINERS, combining
from w2vkit.text.script import HAN, convert

SegmentFunction = Callable[[str], list[str]]
"""Splits a block of sentences, one per line, into tokens; a line break is a token of its own."""
INNER_SIGN = (
    r"(?:['’]|(?<=[0-9])(?:\.|(?<![0-9]{4})(?<![.,][0-9])(?<![.,][0-9]{2})(?<!\.[0-9]{3})"
    r",(?=[0-9]{3}(?![0-9])))(?=[0-9]))"
)
"""A sign inside a word: an apostrophe; in a number, a point or a comma before three digits, as in
3.14, 2.0.1 and 12,345.60. `1999,2000` is two numbers."""


def word_pattern(start: str, more: str) -> str:
    """Return the pattern of a word.

    Args:
        start: pattern of a character that can begin a word or continue it after a sign.
        more: pattern of the others.

    """
    return (
        rf"{start}{more}*(?:{INNER_SIGN}{start}{more}*|[{JOINERS}]+{more}+)*"
        if more != start
        else rf"{start}+(?:{INNER_SIGN}{start}+)*"
    )


_WORD = r"\w"
_NO_HAN = rf"[^\W{HAN}]"
TOKEN_PATTERNS: Mapping[str, str] = {
    "words": rf"\n|{word_pattern(_WORD, _WORD)}|[^\w\s]",
    "whitespace": r"\n|\S+",
    "chars": rf"\n|[{HAN}]|{word_pattern(_NO_HAN, _NO_HAN)}|[^\w\s]",
}
"""What a token is to the segmenters that need no dictionary."""


@lru_cache(maxsize=2)
def pattern_with_marks(name: str) -> re.Pattern[str] | None:
    """Return the pattern of a segmenter for text with combining marks, which continue a word.

    Zero width joiners stand inside words.
    """
    if name == "words":
        more = rf"[\w{combining()}]"
        return re.compile(rf"\n|{word_pattern(_WORD, more)}|[^\w\s]")
    if name == "chars":
        more = rf"(?:{_NO_HAN}|[{combining()}])"
        return re.compile(rf"\n|[{HAN}]|{word_pattern(_NO_HAN, more)}|[^\w\s]")
    return None


DICTIONARY_TOTAL = 60_101_967
"""The sum of all frequencies in jieba's dictionary."""
UNKNOWN_FREQUENCY = 5
"""Added to each frequency, so that words that the dictionary lacks have one, too."""


@lru_cache(maxsize=4)
def rjieba_tokenizer(dictionary: str | None = None) -> Any:
    """Return a tokenizer of rjieba that also knows the words of a user dictionary."""
    import rjieba

    if not dictionary:
        return rjieba  # its own tokenizer is loaded anyway; another one would take time
    tokenizer = rjieba.Jieba()
    _add_words(tokenizer, dictionary)
    return tokenizer


@lru_cache(maxsize=2)
def jieba_tokenizer(dictionary: str | None = None) -> Any:
    """Return a tokenizer of jieba that also knows the words of a user dictionary."""
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


def _rjieba(dictionary: str | None) -> SegmentFunction:
    cut: SegmentFunction = rjieba_tokenizer(dictionary).cut
    return cut


def _jieba(dictionary: str | None) -> SegmentFunction:
    cut: SegmentFunction = jieba_tokenizer(dictionary).lcut
    return cut


def _by_pattern(name: str, dictionary: str | None) -> SegmentFunction:
    """Return the function of a segmenter that a regular expression defines."""
    return partial(_find_tokens, name, re.compile(TOKEN_PATTERNS[name]))


@dataclass(frozen=True, slots=True)
class Segmenter:
    """A word segmenter.

    Attributes:
        name: its name on the command line, a `SegmenterName`.
        load: returns its function, given the path of a user dictionary or None.
        is_spaced: whether it expects text with spaces between words.
        keeps_symbols: whether only white space ends a token.
        has_dictionary: whether it knows words with counts, so that cuts have probabilities.
        package: the package it needs, or "".

    """

    name: SegmenterName
    load: Callable[[str | None], SegmentFunction]
    is_spaced: bool = False
    keeps_symbols: bool = False
    has_dictionary: bool = False
    package: str = ""


_ALL = (
    Segmenter("rjieba", _rjieba, has_dictionary=True, package="rjieba"),
    Segmenter("jieba", _jieba, has_dictionary=True, package="jieba"),
    Segmenter("words", partial(_by_pattern, "words"), is_spaced=True),
    Segmenter("whitespace", partial(_by_pattern, "whitespace"), is_spaced=True, keeps_symbols=True),
    Segmenter("chars", partial(_by_pattern, "chars")),
)
SEGMENTERS: Mapping[SegmenterName, Segmenter] = {segmenter.name: segmenter for segmenter in _ALL}
"""Every segmenter by its name. A new one is a line here and a name in `config.SegmenterName`."""
SEGMENTER_PACKAGES = tuple(segmenter.package for segmenter in _ALL if segmenter.package)


@lru_cache(maxsize=8)
def segment_function(
    segmenter: SegmenterName, dictionary: str | None = None, token_pattern: str | None = None
) -> SegmentFunction:
    """Return the function that splits a block of text into tokens.

    Dictionaries are loaded once. A token pattern takes precedence over the segmenter.
    """
    if token_pattern is not None:
        from w2vkit.languages.segmentation.token_pattern import pattern_segmenter

        return pattern_segmenter(token_pattern)
    return SEGMENTERS[segmenter].load(dictionary)


def familiarity(word: str) -> int:
    """Return the frequency of a word in jieba's dictionary; 0 if the dictionary lacks it."""
    tokenizer = rjieba_tokenizer()
    return int(tokenizer.suggest_freq(word)) if tokenizer.has_word(word) else 0


def general_share(word: str) -> float:
    """Return the share of a word in text in general, by jieba's dictionary; more than 0."""
    return (familiarity(word) + UNKNOWN_FREQUENCY) / DICTIONARY_TOTAL


def parts_of_speech(word: str) -> str:
    """Return the first letters of the tags that jieba gives to a word, one for each token.

    >>> parts_of_speech("孔明"), parts_of_speech("大怒"), parts_of_speech("通关文牒")
    ('n', 'v', 'vn')
    """
    return "".join(tag[0] for _, tag in rjieba_tokenizer().tag(word))


def segment_as_simplified(segment: SegmentFunction, text: str) -> list[str]:
    """Split a traditional text where its simplified form is split.

    jieba's dictionary is simplified. The tokens keep the characters of the text.
    """
    simplified = convert(text, "simplified")
    if len(simplified) != len(text):
        return segment(text)
    ends = accumulate(map(len, segment(simplified)))
    return [text[start:end] for start, end in pairwise(chain((0,), ends))]


def _find_tokens(name: str, pattern: re.Pattern[str], text: str) -> list[str]:
    """Return the tokens; combining marks need another, slower pattern."""
    if not text.isascii() and _mark().search(text):
        pattern = pattern_with_marks(name) or pattern
    return pattern.findall(text)


@lru_cache(maxsize=1)
def _mark() -> re.Pattern[str]:
    return re.compile(f"[{combining()}{JOINERS}]")
