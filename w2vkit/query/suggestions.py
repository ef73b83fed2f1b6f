"""Suggestions for a missing word: other spellings and scripts, the same pinyin."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from types import MappingProxyType
from unicodedata import normalize

from w2vkit.base.messages import msg
from w2vkit.model.vocabulary import Vocabulary
from w2vkit.text.normalization import normalized
from w2vkit.text.script import HAN, convert

LATIN = re.compile(r"[A-Za-züÜ'\s]+")
HAN_PATTERN = re.compile(f"[{HAN}]+")
MAX_COMPARED_WORDS = 200_000
"""Words whose spelling and pinyin are compared, so that suggestions take less than a second."""
MAX_COMPARED_CHARACTERS = 100
MIN_RATIO = 0.6


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A word of the model, and its relation to the missing word."""

    word: str
    why: str


def suggest(word: str, vocabulary: Vocabulary, limit: int = 5) -> list[Suggestion]:
    """Return words that `word` may stand for, most likely first, without the word itself.

    Another script, case or width comes first, then the same pinyin, then similar spellings; within
    each kind the more frequent word comes first.
    """
    found: dict[str, str] = {}
    for one in _candidates(word[:MAX_COMPARED_CHARACTERS], vocabulary):
        if one.word != word:
            found.setdefault(one.word, one.why)
        if len(found) == limit:
            break
    return [Suggestion(name, why) for name, why in found.items()]


def only_form(
    word: str, vocabulary: Vocabulary, aliases: Mapping[str, str] = MappingProxyType({})
) -> Suggestion | None:
    """Return the only word that is the simplified or traditional form of `word`, or has its pinyin.

    None if there is no such word, or more than one. An alias stands for the word that it was
    counted as: a word is found by the forms and the pinyin of its aliases, too.
    """
    if len(word) > MAX_COMPARED_CHARACTERS:
        return None
    forms = {
        aliases.get(one, one): why
        for one, why in _variants(word)
        if one != word and (one in vocabulary or one in aliases)
    }
    if not forms and LATIN.fullmatch(word):
        named = _homophones(word, [*_most_frequent(vocabulary), *aliases])
        forms = dict.fromkeys((aliases.get(one, one) for one in named), msg("the same pinyin"))
    found = [Suggestion(one, why) for one, why in forms.items()]
    return found[0] if len(found) == 1 else None


def _most_frequent(vocabulary: Vocabulary) -> list[str]:
    return [vocabulary.word(row) for row in range(min(len(vocabulary), MAX_COMPARED_WORDS))]


def _candidates(word: str, vocabulary: Vocabulary) -> Iterator[Suggestion]:
    yield from (Suggestion(one, why) for one, why in _variants(word) if one in vocabulary)
    frequent = _most_frequent(vocabulary)
    yield from (Suggestion(one, msg("the same pinyin")) for one in _homophones(word, frequent))
    yield from (Suggestion(one, msg("a near spelling")) for one in _near(word, frequent))


def _variants(word: str) -> Iterator[tuple[str, str]]:
    """Yield other forms of a word: width, case, simplified, traditional."""
    narrow = unicodedata.normalize("NFKC", word).strip()
    for form in dict.fromkeys((narrow, narrow.lower(), narrow.capitalize(), narrow.upper())):
        yield form, msg("the same in another case or width")
    if HAN_PATTERN.search(narrow):
        yield convert(narrow, "simplified"), msg("the simplified form")
        yield convert(narrow, "traditional"), msg("the traditional form")


def _homophones(word: str, frequent: list[str]) -> list[str]:
    """Return the Chinese words with the pinyin of `word` (pinyin or Chinese), without tones.

    If no word is usually read so, other pronunciations count too: yunchang is 云长.
    """
    han = bool(HAN_PATTERN.fullmatch(word))
    if not han and not LATIN.fullmatch(word):
        return []
    wanted = _pinyin(word) if han else re.sub(r"[\s']", "", word.lower()).replace("v", "ü")
    lengths = (len(word),) if han else range(-(-len(wanted) // 6), len(wanted) + 1)
    possible = [
        one
        for one in frequent
        if len(one) in lengths and HAN_PATTERN.fullmatch(one) and _is_read_as(one, wanted)
    ]
    usual = [one for one in possible if _pinyin(one) == wanted]
    return usual or ([] if han else possible)


def _is_read_as(word: str, wanted: str) -> bool:
    """Return whether the characters of a word have pronunciations that join to `wanted`."""
    if not word:
        return not wanted
    return any(
        wanted.startswith(reading) and _is_read_as(word[1:], wanted[len(reading) :])
        for reading in _readings(word[0])
    )


@lru_cache(maxsize=30_000)
def _readings(sign: str) -> tuple[str, ...]:
    """Return all pronunciations of a character, without tones."""
    from pypinyin import Style, pinyin

    return tuple(pinyin(sign, style=Style.NORMAL, heteronym=True, v_to_u=True)[0])


def _pinyin(word: str) -> str:
    from pypinyin import lazy_pinyin

    return "".join(lazy_pinyin(word, v_to_u=True))


def syllables(word: str) -> list[str]:
    """Return the pinyin of a Chinese word without tones, [] for other words.

    >>> syllables("悟空"), syllables("king")
    (['wu', 'kong'], [])
    """
    from pypinyin import lazy_pinyin

    return lazy_pinyin(word, v_to_u=True) if HAN_PATTERN.fullmatch(word) else []


def other_scripts(word: str) -> list[str]:
    """Return a Chinese word in simplified and traditional characters where that differs.

    >>> other_scripts("孙悟空"), other_scripts("king")
    (['孫悟空'], [])
    """
    if not HAN_PATTERN.search(word):
        return []
    forms = dict.fromkeys((convert(word, "simplified"), convert(word, "traditional")))
    return [form for form in forms if form != word]


def _near(word: str, frequent: list[str]) -> list[str]:
    """Return the words with the most similar spelling, by normalized Levenshtein distance."""
    from rapidfuzz import process
    from rapidfuzz.distance import Levenshtein

    found = process.extract(
        word,
        frequent,
        scorer=Levenshtein.normalized_similarity,
        score_cutoff=MIN_RATIO,
        limit=20,
    )
    ranked = sorted(found, key=lambda hit: (-hit[1], hit[2]))
    return [name for name, _, _ in islice(ranked, 20)]


def respelled(word: str, vocabulary: Vocabulary) -> tuple[str, str] | None:
    """Return the word of the vocabulary that differs from `word` only in spelling, and how.

    Spelling is case, spaces or `_` between the parts, and the form of characters (Unicode NFC,
    apostrophes). The smallest change takes precedence. None if there is no such word.
    """
    text = normalized(word)
    found = next((form for form in _forms(text) if form != word and form in vocabulary), None)
    return None if found is None else (found, _difference(text, found))


def _forms(text: str) -> Iterator[str]:
    """Yield other spellings of a text, smallest change first."""
    yield from (text, text.replace("'", "’"), normalize("NFD", text))
    parts = text.replace("_", " ").split()
    for change in (str, str.lower, str.capitalize, str.upper):
        changed = [change(part) for part in parts]
        yield from ("_".join(changed), " ".join(changed))


def _difference(text: str, found: str) -> str:
    def parts(one: str) -> list[str]:
        return one.replace("_", " ").split()

    if normalized(found) == text:
        return msg("they differ only in the form of a character")
    if parts(found) == parts(text):
        return msg("they differ only in spaces")
    if (
        found.count("_") + found.count(" ")
        and len(parts(text)) > 1
        and found.lower() != text.lower()
    ):
        return msg("they differ only in case and spaces")
    return msg("they differ only in case")
