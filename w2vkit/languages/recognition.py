"""The languages that w2vkit knows, and which of them a text is in, judged by its words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache
from itertools import islice
from weakref import WeakKeyDictionary

from w2vkit.base.config import LANGUAGE_PLUGINS
from w2vkit.base.errors import UsageError
from w2vkit.base.messages import listed, msg, printable
from w2vkit.base.system.plugins import find_plugin
from w2vkit.languages.chinese.language import CHINESE
from w2vkit.languages.east_asian import BORROWED_KANA, JAPANESE, KOREAN, is_japanese
from w2vkit.languages.english import ENGLISH
from w2vkit.languages.language import Language
from w2vkit.languages.southeast_asian import BURMESE, KHMER, LAO, THAI
from w2vkit.languages.spaced import SPACED_LANGUAGES, likely_languages
from w2vkit.model.vocabulary import Vocabulary
from w2vkit.text.links import is_link

SCRIPT_LANGUAGES = (JAPANESE, CHINESE, KOREAN, THAI, LAO, KHMER, BURMESE)
"""The languages that are known by their letters; words with kana are Japanese, not Chinese."""
LANGUAGES = (*SCRIPT_LANGUAGES, *SPACED_LANGUAGES, ENGLISH)
"""All languages; the last one is that of the words that no other one owns."""
FEWEST_WORDS = 50
"""Fewer words do not tell a language by its frequent words."""
JUDGED_WORDS = 20_000
"""The most frequent words, which make up almost all of a text."""
EVEN_SHARE = 0.5
_RECOGNIZED: WeakKeyDictionary[Vocabulary, Language] = WeakKeyDictionary()
"""The languages of vocabularies: training asks about the same ones a dozen times."""


def check_language(code: str) -> None:
    """Check that a language which the user names is known.

    Raises:
        UsageError: it is not.

    """
    if language_named(code) is None:
        codes = sorted(language.code for language in LANGUAGES)
        raise UsageError(
            msg(
                "There is no language “{code}”; there are {codes}.",
                code=printable(code),
                codes=listed(codes, most=None),
            ),
            msg("Name one of them, or install a package that brings the language."),
        )


def language_named(code: str) -> Language | None:
    """Return the language with a code, of another package or of w2vkit; None if there is none.

    Another package, which somebody installed for its language, takes precedence, but for Chinese
    and English.

    Raises:
        W2vError: that of another package cannot be loaded.

    """
    own = {language.code: language for language in LANGUAGES}
    if code in (CHINESE.code, ENGLISH.code):
        return own[code]
    return _plugged_in(code) or own.get(code)


@cache
def _plugged_in(code: str) -> Language | None:
    plugin = find_plugin(LANGUAGE_PLUGINS, code)
    return plugin.load(Language) if plugin else None


def language_of(
    vocabulary: Vocabulary,
    declared: str | None = None,
    languages: Sequence[Language] = LANGUAGES,
) -> Language:
    """Return the language of a text: the one that is declared, or that of most of its words.

    Args:
        vocabulary: the words and their counts.
        declared: the code of the language that the segmenter of the text declares, if any.
        languages: those in question; the last is the answer if no other one has the majority, or
            if nothing is known of the one that is declared.

    """
    if declared is not None:
        return language_named(declared) or languages[-1]
    if languages is not LANGUAGES:
        return _recognized(vocabulary, languages)
    if vocabulary not in _RECOGNIZED:
        _RECOGNIZED[vocabulary] = _recognized(vocabulary, languages)
    return _RECOGNIZED[vocabulary]


def _recognized(vocabulary: Vocabulary, languages: Sequence[Language]) -> Language:
    return recognized_language(vocabulary, languages) or languages[-1]


def recognized_language(
    vocabulary: Vocabulary, languages: Sequence[Language] = LANGUAGES
) -> Language | None:
    """Return the language of most words of a text, None if neither letters nor words tell it."""
    language = majority(shares_of(vocabulary, languages), languages)
    if language is not languages[-1]:
        return language
    return _single(languages_by_frequent_words(vocabulary))


def languages_by_frequent_words(vocabulary: Vocabulary) -> tuple[Language, ...]:
    """Return the languages that a text with spaces between words can be in: none, one, or two."""
    counts = Counter[str]()
    for row, word in enumerate(islice(vocabulary, JUDGED_WORDS)):
        if is_plain_word(word):
            counts[word.lower()] += max(1, vocabulary.count(row))
    return _languages_by_counts(counts)


def language_by_counts(counts: Counter[str]) -> Language | None:
    """Return the language of words in lower case by the frequent ones; None if it is unclear."""
    return _single(_languages_by_counts(counts))


def _languages_by_counts(counts: Counter[str]) -> tuple[Language, ...]:
    return likely_languages(counts) if counts.total() >= FEWEST_WORDS else ()


def _single(likely: tuple[Language, ...]) -> Language | None:
    return likely[0] if len(likely) == 1 else None


def other_language_line(found: Language | None, code: str) -> str:
    """Return what is said if a text is found to be in another language than the one named, else "".

    Nothing is known of the words of a language that another package brings.
    """
    if found is None or found.code == code or code not in {one.code for one in LANGUAGES}:
        return ""
    return msg(
        "By its words, the text is {language}; if it is, omit --language {code}.",
        language=found.name,
        code=code,
    )


def majority(shares: Mapping[str, float], languages: Sequence[Language] = LANGUAGES) -> Language:
    """Return the language of most words of a text, the last one if no other has the majority."""
    for language in languages:
        if shares[language.code] > EVEN_SHARE:
            return language
    return languages[-1]


def shares_of(
    vocabulary: Vocabulary, languages: Sequence[Language] = LANGUAGES
) -> dict[str, float]:
    """Return the share of each language among the words of a text, by its code.

    A word counts for the first language that owns it, and for the last one if none does. Where kana
    is frequent, words in Chinese characters are Japanese. Links,
    numbers, and other tokens with digits, such as the ids of users and messages, do not count.
    Words whose counts are unknown count once each.
    """
    counts = dict.fromkeys((language.code for language in languages), 0)
    owners = [language for language in languages if language.owns is not None]
    for row, word in enumerate(islice(vocabulary, JUDGED_WORDS)):
        if (owner := _owner(word, owners, languages[-1])) is not None:
            counts[owner.code] += max(1, vocabulary.count(row))
    if {CHINESE.code, JAPANESE.code} <= counts.keys():
        kana, chinese = counts[JAPANESE.code], counts[CHINESE.code]
        rows = map(vocabulary.find, BORROWED_KANA)
        borrowed = sum(vocabulary.count(row) for row in rows if row is not None)
        if is_japanese(kana, borrowed, chinese):
            counts[JAPANESE.code], counts[CHINESE.code] = kana + chinese, 0
    total = max(1, sum(counts.values()))
    return {code: count / total for code, count in counts.items()}


def _owner(word: str, owners: Sequence[Language], other: Language) -> Language | None:
    """Return the language of a word, None if it is no word."""
    for language in owners:
        if language.owns is not None and language.owns(word):
            return None if is_link(word) else language
    return other if is_plain_word(word) else None


def is_plain_word(word: str) -> bool:
    """Return whether a token is a word: with a letter, without digits, and not a link.

    >>> [*map(is_plain_word, ["don't", "naïve", "3.14", "x7Ab", "@jack", "http://t.cn/Abc"])]
    [True, True, False, False, False, False]
    """
    if word.isalpha():  # most words: a link has other signs
        return True
    letters = any(map(str.isalpha, word))
    return letters and not any(map(str.isdigit, word)) and not is_link(word)
