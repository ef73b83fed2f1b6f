"""What a few languages write otherwise: the I without a dot, and words before an apostrophe.

In Turkish, I is the capital of ı, and İ that of i. In French, l' and qu' are words of their own
that lose a vowel before another one (elision), so that l'homme is the word homme. The rules apply
before the text is divided into words; they move no end of a sentence.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from w2vkit.base.config import SegmentConfig, SegmenterName
from w2vkit.base.messages import listed, msg, sentences
from w2vkit.languages.language import Language
from w2vkit.languages.recognition import language_by_counts, language_named
from w2vkit.languages.spaced import SPACED_LANGUAGES
from w2vkit.text.script import sampled

SAMPLE = 1 << 12
"""Length of each of the three samples by which the language of a file is told."""
_SMALL = {"I": "ı", "İ": "i"}
_CAPITAL = re.compile("(?:(?<=\\w)I|I(?!\\.))\u0307?|İ")
"""A capital, which a dot may follow; not an initial, whose point ends no sentence."""
_DOTTED_CAPITAL = "I\u0307"
_APOSTROPHE = "['’ʼ＇]"
_WORD = re.compile(r"[^\W\d_]+")
RULED_LANGUAGES = tuple(
    language for language in SPACED_LANGUAGES if language.dotless_i or language.elisions
)


def language_rules(text: str, segmenter: SegmenterName, config: SegmentConfig) -> str:
    """Return the code of the language whose rules of spelling hold for a file, "" if there is none.

    Args:
        text: its beginning.
        segmenter: the segmenter of the file; the language of words is told only by `words`.
        config: the options, which may name the language.

    """
    if config.language is not None:
        language = language_named(config.language)
    elif segmenter == "words":
        language = _told_language(sampled(text, SAMPLE))
    else:
        return ""
    return language.code if language is not None and has_rules(language) else ""


def has_rules(language: Language) -> bool:
    """Return whether a language writes otherwise."""
    return language.dotless_i or bool(language.elisions)


def _told_language(sample: str) -> Language | None:
    if not may_have_rules(sample):  # most texts
        return None
    return language_by_counts(Counter(map(str.lower, _WORD.findall(sample))))


def may_have_rules(text: str) -> bool:
    """Return whether a text has letters or elisions of languages that write otherwise."""
    return _traces().search(text) is not None


@cache
def _traces() -> re.Pattern[str]:
    elisions = {elision for language in RULED_LANGUAGES for elision in language.elisions}
    return re.compile(f"[ıİ]|{_elision(sorted(elisions))}", re.IGNORECASE)


@cache
def _elided(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(_elision(words), re.IGNORECASE)


def _elision(words: Sequence[str]) -> str:
    return rf"(?<![\w'’])(?:{'|'.join(words)}){_APOSTROPHE}(?=[^\W\d_])"


def spelled(text: str, language: Language, *, keep_case: bool, divides: bool) -> str:
    """Return a text in which the rules of a language are applied.

    Args:
        text: the text.
        language: the language.
        keep_case: whether capitals stay.
        divides: whether what is elided is set off.

    """
    if language.dotless_i and not keep_case:
        text = _CAPITAL.sub(_small, text)
    if language.elisions and divides:
        text = _elided(language.elisions).sub(r"\g<0> ", text)
    return text


def _small(match: re.Match[str]) -> str:
    return _SMALL["İ" if match[0] == _DOTTED_CAPITAL else match[0][0]]


def forms_by_rules(word: str, language: Language) -> Iterator[tuple[str, str]]:
    """Yield how a text in a language has a word that is asked for, and how they differ."""
    if language.dotless_i:
        lower = spelled(word, language, keep_case=False, divides=False).lower()
        yield lower, msg("they differ only in case")
    if language.elisions and (match := _elided(language.elisions).match(word)):
        yield word[match.end() :], msg("what stands before the apostrophe is a word of its own")


def rules_line(codes: Iterable[str], config: SegmentConfig) -> str:
    """Return what is said about the rules of some languages; "" if there are none."""
    languages = [*filter(None, map(language_named, dict.fromkeys(filter(None, codes))))]
    is_dotless = not config.keep_case and any(language.dotless_i for language in languages)
    elided = dict.fromkeys(f"{elision}'" for one in languages for elision in one.elisions)
    return sentences(
        msg("İ and I become i and ı in lower case.") if is_dotless else "",
        msg("Elided words are set off: {elided}.", elided=listed(elided)) if elided else "",
    )
