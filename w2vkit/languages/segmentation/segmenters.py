"""Word segmenters: the table of those of w2vkit, and those that other packages offer."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache, partial
from itertools import accumulate, chain, pairwise
from typing import Any

from w2vkit.base.config import AUTO, SEGMENTER_PLUGINS, SegmentConfig, SegmenterName
from w2vkit.base.errors import UsageError
from w2vkit.base.messages import listed, msg, printable
from w2vkit.base.system.plugins import find_plugin, plugin_names
from w2vkit.languages.segmentation.optional_segmenters import OPTIONAL_SEGMENTERS
from w2vkit.languages.segmentation.segmenter import Segmenter, SegmentFunction, plugged_in
from w2vkit.languages.segmentation.word_lists import read_dictionary, read_weights
from w2vkit.text.marks import JOINERS, combining
from w2vkit.text.script import HAN, convert
from w2vkit.text.writing_systems import UNSPACED

INNER_SIGN = (
    r"(?:['’]|(?<=[lL])·(?=[lL])|(?<=\d)(?:[.٫٬]|(?<!\d{4})(?<![.,]\d)(?<![.,]\d{2})(?<!\.\d{3})"
    r",(?=\d{3}(?!\d)))(?=\d))"
)
"""A sign inside a word: an apostrophe; the point of Catalan, as in col·legi; in a number, a point,
the signs of Arabic, or a comma before three digits, as in 3.14, 2.0.1 and 12,345.60. `1999,2000`
is two numbers."""


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
_SPACED = rf"[^\W{HAN}{UNSPACED}]"
TOKEN_PATTERNS: Mapping[str, str] = {
    "words": rf"\n|{word_pattern(_WORD, _WORD)}|[^\w\s]",
    "whitespace": r"\n|\S+",
    "chars": rf"\n|[{HAN}{UNSPACED}]|{word_pattern(_SPACED, _SPACED)}|[^\w\s]",
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
        more = rf"(?:{_SPACED}|[{combining()}])"
        unspaced = rf"[{HAN}]|[{UNSPACED}][{combining()}]*"
        return re.compile(rf"\n|{unspaced}|{word_pattern(_SPACED, more)}|[^\w\s]")
    return None


DICTIONARY_TOTAL = 60_101_967
"""The sum of all frequencies in jieba's dictionary."""
UNKNOWN_FREQUENCY = 5
"""Added to each frequency, so that words that the dictionary lacks have one, too."""


@lru_cache(maxsize=4)
def rjieba_tokenizer(dictionary: str | None = None, lists: tuple[str, ...] = ()) -> Any:
    """Return a tokenizer of rjieba that also knows other words.

    Args:
        dictionary: the path of a user dictionary.
        lists: the paths of word lists, whose words with a weight are added.

    """
    import rjieba

    weights = _weights(lists)
    if not (dictionary or weights):
        return rjieba  # its own tokenizer is loaded anyway; another one would take time
    tokenizer = rjieba.Jieba()
    _add_words(tokenizer, dictionary, weights)
    return tokenizer


def cut_with(dictionary: str | None, weights: Mapping[str, int]) -> SegmentFunction:
    """Return the function of rjieba that also knows words with weights."""
    import rjieba

    tokenizer = rjieba.Jieba()
    _add_words(tokenizer, dictionary, weights)
    cut: SegmentFunction = tokenizer.cut
    return cut


@lru_cache(maxsize=2)
def jieba_tokenizer(dictionary: str | None = None, lists: tuple[str, ...] = ()) -> Any:
    """Return a tokenizer of jieba that also knows other words, as `rjieba_tokenizer` does."""
    import logging
    import warnings

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # jieba's regular expressions and pkg_resources
        import jieba

    jieba.setLogLevel(logging.WARNING)
    tokenizer = jieba.Tokenizer()
    _add_words(tokenizer, dictionary, _weights(lists))
    return tokenizer


def _weights(lists: tuple[str, ...]) -> dict[str, int]:
    return {word: weight for path in lists for word, weight in read_weights(path).items()}


def _add_words(tokenizer: Any, dictionary: str | None, weights: Mapping[str, int]) -> None:
    """Add weighed words and those of a user dictionary, which take precedence, to a tokenizer."""
    for word, weight in weights.items():
        for form in {word, convert(word, "simplified")}:
            tokenizer.add_word(form, weight, "n")
    for entry in read_dictionary(dictionary) if dictionary else ():
        for form in {entry.word, convert(entry.word, "simplified")}:
            tokenizer.add_word(form, entry.count, entry.tag)


def _rjieba(dictionary: str | None, lists: tuple[str, ...] = ()) -> SegmentFunction:
    cut: SegmentFunction = rjieba_tokenizer(dictionary, lists).cut
    return cut


def _jieba(dictionary: str | None, lists: tuple[str, ...] = ()) -> SegmentFunction:
    cut: SegmentFunction = jieba_tokenizer(dictionary, lists).lcut
    return cut


def _by_pattern(name: str, dictionary: str | None, lists: tuple[str, ...] = ()) -> SegmentFunction:
    """Return the function of a segmenter that a regular expression defines."""
    return partial(_find_tokens, name, re.compile(TOKEN_PATTERNS[name]))


CHINESE_AND_SPACED = ("zh", "en")
"""Chinese text may contain words of other languages."""
_PLAIN = (
    Segmenter(
        "rjieba", _rjieba, languages=CHINESE_AND_SPACED, has_dictionary=True, package="rjieba"
    ),
    Segmenter("jieba", _jieba, languages=CHINESE_AND_SPACED, has_dictionary=True, package="jieba"),
    Segmenter("words", partial(_by_pattern, "words"), is_spaced=True),
    Segmenter("whitespace", partial(_by_pattern, "whitespace"), is_spaced=True, keeps_symbols=True),
    Segmenter("chars", partial(_by_pattern, "chars"), languages=CHINESE_AND_SPACED),
)
PLAIN_SEGMENTERS = tuple(segmenter.name for segmenter in _PLAIN)
"""Those that need no extra."""
SEGMENTERS: Mapping[str, Segmenter] = {
    segmenter.name: segmenter for segmenter in (*_PLAIN, *OPTIONAL_SEGMENTERS)
}
"""The segmenters of w2vkit. A new one is a line here and a name in `config.OwnSegmenter`."""
SEGMENTER_PACKAGES = tuple(segmenter.package for segmenter in _PLAIN if segmenter.package)


def segmenter_named(name: SegmenterName) -> Segmenter:
    """Return a segmenter of w2vkit or, if it has none of this name, of another package.

    Raises:
        UsageError: there is none of this name.
        W2vError: it cannot be loaded.

    """
    return SEGMENTERS.get(name) or _plugged_in(name)


@cache
def _plugged_in(name: str) -> Segmenter:
    plugin = find_plugin(SEGMENTER_PLUGINS, name)
    if plugin is None:
        names = [AUTO, *SEGMENTERS, *plugin_names(SEGMENTER_PLUGINS)]
        raise UsageError(
            msg(
                "There is no segmenter “{name}”; there are {names}.",
                name=printable(name),
                names=listed(dict.fromkeys(names), most=None),
            ),
            msg("Choose one of them, or install the package that brings it."),
        )
    return plugged_in(plugin)


def declared_language(config: SegmentConfig) -> str | None:
    """Return the code of the language that the options name, or that their segmenter declares."""
    if config.language is not None:
        return config.language
    if config.segmenter == AUTO or config.token_pattern is not None:
        return None
    codes = segmenter_named(config.segmenter).languages
    return codes[0] if len(codes) == 1 else None


def version_of(segmenter: Segmenter) -> str:
    """Return the version of what the tokens depend on, "" if that is w2vkit's own code."""
    if segmenter.version or not segmenter.package:
        return segmenter.version
    from importlib.metadata import version

    return "+".join(map(version, (segmenter.package, *segmenter.data)))


def installed_version(segmenter: Segmenter) -> str | None:
    """Return the version of a segmenter, None if its package is not installed."""
    from importlib.metadata import PackageNotFoundError

    try:
        return version_of(segmenter)
    except PackageNotFoundError:
        return None


@lru_cache(maxsize=8)
def segment_function(
    segmenter: SegmenterName,
    dictionary: str | None = None,
    token_pattern: str | None = None,
    lists: tuple[str, ...] = (),
) -> SegmentFunction:
    """Return the function that splits a block of text into tokens.

    Dictionaries are loaded once. A token pattern takes precedence over the segmenter.
    """
    if token_pattern is not None:
        from w2vkit.languages.segmentation.token_pattern import pattern_segmenter

        return pattern_segmenter(token_pattern)
    chosen = segmenter_named(segmenter)
    return chosen.load(dictionary, lists) if segmenter in SEGMENTERS else chosen.load()


@lru_cache(maxsize=4)
def lemma_function(segmenter: SegmenterName) -> SegmentFunction | None:
    """Return the function that splits text into the lemmas of its tokens, None if there is none."""
    load = segmenter_named(segmenter).load_lemmas
    return None if load is None else load()


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
