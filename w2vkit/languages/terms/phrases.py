"""Collocations: fixed phrases of text with spaces between words, such as prime minister."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence

import numpy as np

from w2vkit.languages.english import ENGLISH
from w2vkit.languages.segmentation.word_lists import FoundWord
from w2vkit.languages.spaced import frequent_words, likely_languages
from w2vkit.languages.terms.ngram_statistics import (
    PADDING,
    CharacterIds,
    Float64Array,
    NGrams,
    TokenIds,
    cohesion,
    count_ngrams,
    counts_by_place,
    freedom,
    number_tokens,
)

MAX_WORDS = 3
MIN_PHRASE_COUNT = 5
WORDS_PER_COUNT = 500_000
"""In longer texts the minimum count is one occurrence for every this many words."""
MIN_ASSOCIATION = 0.4
"""Minimum normalized pointwise mutual information; it is 1 for words that never occur apart."""
MIN_PHRASE_FREEDOM = 0.4
MAX_COVERED_RATIO = 1.5
"""A phrase is dropped if a longer one contains it and it is at most this many times as frequent."""
_FUNCTION_WORDS = """
a about above according across after again against ago all along also although am among amongst an
and another any are around as aside at away be because been before being below beneath beside
besides between beyond both but by can cannot could despite did do does doing down during each
either else even every except few for from further had has have having he her here hers herself him
himself his how however i if in including inside into is it its itself just like many may me might
more most much must my myself near neither no nor not now of off on once one only onto or other our
ours ourselves out outside over own per s same several shall she should since so some such t than
that the their theirs them themselves then there therefore these they this those though through
throughout thus to together too toward towards under underneath unless unlike until up upon us
various very via was we were what when where whereas whether which while who whom whose why will
with within without would yet you your yours yourself yourselves
"""
_LIGHT_VERBS = """
became become becomes becoming began begin begins called came come comes coming gave get gets
getting give given gives giving go goes going gone got known made make makes making take taken takes
taking took use used uses using went
"""
FUNCTION_WORDS = frozenset(_FUNCTION_WORDS.split() + _LIGHT_VERBS.split())
"""Words with which a phrase of English neither begins nor ends."""


def find_collocations(
    pieces: Iterable[Sequence[str]], min_count: int | None = None
) -> list[FoundWord]:
    """Return phrases of two and three words, those with the highest score first.

    The score is the normalized pointwise mutual information at the weakest joint (Bouma 2009),
    times the logarithm of the count, times the freedom. A function word beside a phrase counts as
    a boundary, so `united states` may usually follow `the`.

    Args:
        pieces: tokens; a token without a letter, such as a line break, separates phrases.
        min_count: the minimum count of a phrase; by the length of the text if None.

    """
    tokens = number_tokens((*piece, "\n") for piece in pieces)
    signs = _signs_of(tokens)
    total = max(signs.total, 1)
    least = min_count or max(MIN_PHRASE_COUNT, total // WORDS_PER_COUNT)
    levels = [*count_ngrams(signs, MAX_WORDS, least)]
    counts = [counts_by_place(grams, len(tokens.ids)) for grams in levels]
    function_words = _function_words(tokens)
    outside = _without_function_words(signs, tokens, function_words)
    phrases: list[FoundWord] = []
    for grams in levels[1:]:
        association = cohesion(grams, counts, total) / np.log(total / grams.counts)
        free = _freedom(grams, outside)
        phrases += _phrases(grams, tokens, association, free, function_words)
    covered = _covered(phrases)
    kept = [phrase for phrase in phrases if phrase.word not in covered]
    return sorted(kept, key=lambda phrase: (-phrase.score, phrase.word))


def _function_words(tokens: TokenIds) -> frozenset[str]:
    """Return the function words of English and of the languages that a text can be in.

    Those of other languages are their most frequent words and what has lost a vowel before a word.
    """
    counts = Counter[str]()
    for token, count in zip(tokens.types, np.bincount(tokens.ids).tolist(), strict=True):
        counts[token.lower()] += count * any(map(str.isalpha, token))
    others = [one for one in likely_languages(counts) if one is not ENGLISH]
    frequent = (frequent_words()[one.code] for one in others)
    elided = (elision.rstrip("'") for one in others for elision in one.elisions)
    return FUNCTION_WORDS.union(*frequent, elided)


def _signs_of(tokens: TokenIds) -> CharacterIds:
    """Assign ids from 1 to the words; tokens without a letter get 0."""
    is_word = np.array([any(map(str.isalpha, token)) for token in tokens.types], np.bool_)
    ids = np.where(is_word[tokens.ids], tokens.ids + 1, 0)
    return CharacterIds(np.append(ids, np.zeros(PADDING)).astype(np.int32), len(tokens.types) + 1)


def _without_function_words(
    signs: CharacterIds, tokens: TokenIds, function_words: Collection[str]
) -> CharacterIds:
    """Return the text with 0, the separator, for each function word."""
    is_open = np.array([token.lower() not in function_words for token in tokens.types], np.bool_)
    kept = np.concatenate((np.zeros(1, np.bool_), is_open))
    return CharacterIds(np.where(kept[signs.ids], signs.ids, 0).astype(np.int32), signs.size)


def _freedom(grams: NGrams, signs: CharacterIds) -> Float64Array:
    left = freedom(grams, signs.ids[grams.places - 1], signs.size)
    right = freedom(grams, signs.ids[grams.places + grams.length], signs.size)
    return np.minimum(left, right)


def _phrases(
    grams: NGrams,
    tokens: TokenIds,
    association: Float64Array,
    free: Float64Array,
    function_words: Collection[str],
) -> Iterator[FoundWord]:
    first = grams.first_places()
    score = association * free * np.log2(grams.counts)
    likely = (association >= MIN_ASSOCIATION) & (free >= MIN_PHRASE_FREEDOM)
    for row in np.flatnonzero(likely):
        words = [tokens.types[token] for token in tokens.ids[first[row] :][: grams.length]]
        if _is_phrase(words, function_words):
            phrase = " ".join(words)
            count, rounded = int(grams.counts[row]), round(float(score[row]), 2)
            yield FoundWord(phrase, count, rounded, phrase, kind="phrase")


def _is_phrase(words: Sequence[str], function_words: Collection[str]) -> bool:
    """Return whether these words may be a phrase: not `of the`, `u s` or `1950s and 1960s`."""
    ends = words[0].lower(), words[-1].lower()
    is_range = all(end[0].isdigit() for end in ends)
    is_open = not any(end in function_words for end in ends)
    return is_open and not is_range and min(map(len, words)) > 1


def _covered(phrases: Sequence[FoundWord]) -> set[str]:
    """Return the phrases of two words that occur mostly inside one of three."""
    counts = {phrase.word: phrase.count for phrase in phrases}
    covered = set()
    for phrase in phrases:
        first, *middle, last = phrase.word.split()
        for part in (" ".join([first, *middle]), " ".join([*middle, last])):
            if middle and counts.get(part, 0) <= MAX_COVERED_RATIO * phrase.count:
                covered.add(part)
    return covered
