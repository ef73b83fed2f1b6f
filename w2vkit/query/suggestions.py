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
from w2vkit.languages.recognition import language_of
from w2vkit.languages.segmentation.spelling import RULED_LANGUAGES, forms_by_rules, may_have_rules
from w2vkit.model.vocabulary import Vocabulary
from w2vkit.text.marks import without_optional_marks
from w2vkit.text.normalization import normalize_characters, normalized
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
    reasons: dict[str, str] = {}
    for candidate in _candidates(word[:MAX_COMPARED_CHARACTERS], vocabulary):
        if candidate.word != word:
            reasons.setdefault(candidate.word, candidate.why)
        if len(reasons) == limit:
            break
    return [Suggestion(name, why) for name, why in reasons.items()]


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
        aliases.get(form, form): why
        for form, why in _variants(word)
        if form != word and (form in vocabulary or form in aliases)
    }
    if not forms and LATIN.fullmatch(word):
        named = _homophones(word, [*_most_frequent(vocabulary), *aliases])
        forms = dict.fromkeys(
            (aliases.get(homophone, homophone) for homophone in named), msg("the same pinyin")
        )
    suggestions = [Suggestion(form, why) for form, why in forms.items()]
    return suggestions[0] if len(suggestions) == 1 else None


def _most_frequent(vocabulary: Vocabulary) -> list[str]:
    return [vocabulary.word(row) for row in range(min(len(vocabulary), MAX_COMPARED_WORDS))]


def _candidates(word: str, vocabulary: Vocabulary) -> Iterator[Suggestion]:
    yield from (Suggestion(form, why) for form, why in _variants(word) if form in vocabulary)
    frequent = _most_frequent(vocabulary)
    yield from (
        Suggestion(homophone, msg("the same pinyin")) for homophone in _homophones(word, frequent)
    )
    yield from (Suggestion(other, msg("a near spelling")) for other in _near(word, frequent))


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

    If no word is usually read so, other pronunciations count too: yunchang is 云长. A single
    character sounds like too many others.
    """
    han = bool(HAN_PATTERN.fullmatch(word))
    if len(word) == 1 if han else not LATIN.fullmatch(word):
        return []
    wanted = _pinyin(word) if han else re.sub(r"[\s']", "", word.lower()).replace("v", "ü")
    lengths = (len(word),) if han else range(-(-len(wanted) // 6), len(wanted) + 1)
    possible = [
        candidate
        for candidate in frequent
        if len(candidate) in lengths
        and HAN_PATTERN.fullmatch(candidate)
        and _is_read_as(candidate, wanted)
    ]
    usual = [candidate for candidate in possible if _pinyin(candidate) == wanted]
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

    hits = process.extract(
        word,
        frequent,
        scorer=Levenshtein.normalized_similarity,
        score_cutoff=MIN_RATIO,
        limit=20,
    )
    ranked = sorted(hits, key=lambda hit: (-hit[1], hit[2]))
    return [name for name, _, _ in islice(ranked, 20)]


def respelled(word: str, vocabulary: Vocabulary) -> tuple[str, str] | None:
    """Return the word of the vocabulary that differs from `word` only in spelling, and how.

    Spelling is case, spaces or `_` between the parts, and the form of characters (Unicode NFC,
    apostrophes, width, vowel signs of Arabic and Hebrew). The smallest change takes precedence.
    None if there is no such word.
    """
    text = normalized(word)
    bare = without_optional_marks(normalize_characters(text))
    forms = (form for one in dict.fromkeys((text, bare)) for form in _forms(one))
    ruled = [*_ruled_forms(bare, vocabulary)]
    for form, why in (*ruled, *((form, "") for form in forms), *_turkish(bare)):
        if form != word and form in vocabulary:
            return form, why or _difference(text, bare, form)
    return None


def _ruled_forms(word: str, vocabulary: Vocabulary) -> Iterator[tuple[str, str]]:
    """Yield how a text whose language has rules of its own spells a word."""
    if may_have_rules(word):
        yield from forms_by_rules(word, language_of(vocabulary))


def _turkish(word: str) -> Iterator[tuple[str, str]]:
    """Yield a word in the lower case of Turkish, for texts too short to tell their language."""
    if "I" in word or "İ" in word:
        for language in RULED_LANGUAGES:
            if language.dotless_i:
                yield from forms_by_rules(word, language)


def _forms(text: str) -> Iterator[str]:
    """Yield other spellings of a text, smallest change first."""
    yield from (text, text.replace("'", "’"), normalize("NFD", text))
    parts = text.replace("_", " ").split()
    for change in (str, str.lower, str.capitalize, str.upper):
        changed = [change(part) for part in parts]
        yield from ("_".join(changed), " ".join(changed))


def _difference(text: str, bare: str, form: str) -> str:
    def parts(spelling: str) -> list[str]:
        return spelling.replace("_", " ").split()

    if normalized(form) in (text, bare):
        return msg("they differ only in the form of a character")
    if parts(form) == parts(text):
        return msg("they differ only in spaces")
    if form.count("_") + form.count(" ") and len(parts(text)) > 1 and form.lower() != text.lower():
        return msg("they differ only in case and spaces")
    return msg("they differ only in case")
