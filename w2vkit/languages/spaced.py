"""Languages with spaces between words, told apart by their most frequent words."""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path

from w2vkit.base.messages import msg
from w2vkit.languages.english import ENGLISH
from w2vkit.languages.language import Language

_NAMES = {
    "de": msg("German"),
    "fr": msg("French"),
    "es": msg("Spanish"),
    "pt": msg("Portuguese"),
    "it": msg("Italian"),
    "ca": msg("Catalan"),
    "ro": msg("Romanian"),
    "nl": msg("Dutch"),
    "sv": msg("Swedish"),
    "da": msg("Danish"),
    "no": msg("Norwegian"),
    "fi": msg("Finnish"),
    "et": msg("Estonian"),
    "hu": msg("Hungarian"),
    "pl": msg("Polish"),
    "cs": msg("Czech"),
    "sk": msg("Slovak"),
    "hr": msg("Croatian"),
    "sl": msg("Slovenian"),
    "lt": msg("Lithuanian"),
    "lv": msg("Latvian"),
    "tr": msg("Turkish"),
    "az": msg("Azerbaijani"),
    "id": msg("Indonesian"),
    "vi": msg("Vietnamese"),
    "tl": msg("Tagalog"),
    "sw": msg("Swahili"),
    "la": msg("Latin"),
    "eo": msg("Esperanto"),
    "ru": msg("Russian"),
    "uk": msg("Ukrainian"),
    "bg": msg("Bulgarian"),
    "sr": msg("Serbian"),
    "el": msg("Greek"),
    "ar": msg("Arabic"),
    "fa": msg("Persian"),
    "ur": msg("Urdu"),
    "he": msg("Hebrew"),
    "hi": msg("Hindi"),
    "mr": msg("Marathi"),
    "bn": msg("Bengali"),
    "ta": msg("Tamil"),
    "ka": msg("Georgian"),
    "hy": msg("Armenian"),
}
_DOTLESS_I = ("tr", "az")
_ELISIONS = {
    "fr": "c d j l m n s t qu jusqu lorsqu puisqu quoiqu",
    "it": "c d l m n s t v un all coll dall dell nell sull quell quest anch com cos dov senz tutt",
    "ca": "d l m n s t",
}
SPACED_LANGUAGES: tuple[Language, ...] = tuple(
    replace(
        ENGLISH,
        code=code,
        name=name,
        headings=(),
        prior=None,
        dotless_i=code in _DOTLESS_I,
        elisions=tuple(_ELISIONS.get(code, "").split()),
    )
    for code, name in _NAMES.items()
)
"""They have the values of English, without its headings and its prior."""
WORDS_FILE = Path(__file__).with_name("frequent_words.toml")
LEAST_SHARE = 0.1
"""Of the words of a text, at least as many are frequent words of its language."""
LEAST_ADVANTAGE = 2.0
"""Of the two likeliest languages, the words that only the first one has are so many times more."""


@cache
def frequent_words() -> Mapping[str, frozenset[str]]:
    """Return for each language, by code, the most frequent words of any text, in lower case."""
    table = tomllib.loads(WORDS_FILE.read_text(encoding="utf-8"))
    return {code: frozenset(words.split()) for code, words in table.items()}


def likely_languages(counts: Mapping[str, int]) -> tuple[Language, ...]:
    """Return the languages that a text can be in by its frequent words: none, one, or two.

    Args:
        counts: how often each word occurs.

    """
    table = frequent_words()
    sums = {code: _total(counts, words) for code, words in table.items()}
    first, second = sorted(sums, key=lambda code: (-sums[code], code))[:2]
    if not sums[first] or sums[first] < LEAST_SHARE * sum(counts.values()):
        return ()
    ours, theirs = table[first], table[second]
    if _total(counts, ours - theirs) < LEAST_ADVANTAGE * _total(counts, theirs - ours):
        return _with_code(first), _with_code(second)
    return (_with_code(first),)


def _with_code(code: str) -> Language:
    return next(language for language in (ENGLISH, *SPACED_LANGUAGES) if language.code == code)


def _total(counts: Mapping[str, int], words: Collection[str]) -> int:
    return sum(counts.get(word, 0) for word in words)
