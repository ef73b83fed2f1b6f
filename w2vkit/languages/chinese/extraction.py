"""Extraction of names, places and terms that the dictionary lacks, from Chinese text.

A word is a string with high cohesion (pointwise mutual information of its characters) and high
freedom (branching entropy to the left and right) whose edges coincide with those of dictionary
tokens. After Harris 1955, Jin & Tanaka-Ishii 2006.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from w2vkit.languages.chinese.dictionary import Cuts, WordDictionary, cuts_of, dictionary_words
from w2vkit.languages.chinese.name_heuristics import (
    NAME_ENDINGS,
    PLACES,
    SURNAMES,
    Part,
    is_name_like,
)
from w2vkit.languages.segmentation.word_lists import FoundWord
from w2vkit.languages.terms.ngram_statistics import (
    BoolArray,
    CharacterIds,
    Float64Array,
    Int32Array,
    NGrams,
    character_ids,
    code_points,
    cohesion,
    count_ngrams,
    counts_by_place,
    freedom,
    number_tokens,
)

MAX_CHARACTERS_PER_TERM = 6
MIN_TERM_COUNT = 5
CHARACTERS_PER_COUNT = 400_000
"""In longer texts the minimum count is one occurrence for every this many characters."""
MIN_COHESION, MIN_COHESION_OF_PERSONS = 3.0, 2.5
"""A surname with what follows it needs less, since surnames are frequent."""
MIN_BOUND_SHARE = 0.9
"""Normalized mutual information of a string whose parts hardly ever occur apart."""
MIN_TERM_FREEDOM = 0.35
MAX_KNOWN_SHARE = 0.95
"""A string that the dictionary keeps whole in a larger share of cases is not listed."""
MAX_ALONE_RATIO = 3
"""Two adjacent words are not a word if each is more than this many times as frequent."""
MIN_EXTENDED_RATIO = 1.5
"""A name plus one character is not a name if the name is this many times as frequent."""
MIN_EDGES = 0.5
MIN_EDGES_OF_NAMES = 0.1
"""How often the dictionary must cut at both edges; less if the string ends as names do."""


@dataclass(frozen=True, eq=False)
class _Text:
    """A text of L characters with its n-gram counts and dictionary tokens.

    Attributes:
        text: the text.
        signs: its characters as numbers.
        counts: for n = 1, 2, …: int32 (L + PADDING,), the count of the n-gram at each position.
        cuts: the boundaries of the dictionary tokens.

    """

    text: str
    signs: CharacterIds
    counts: Sequence[Int32Array]
    cuts: Cuts


@dataclass(frozen=True, eq=False)
class _Evidence:
    """Evidence that the n-grams of one length are words: float64 (t,) each.

    Attributes:
        cohesion: mutual information at the weakest joint, in nats.
        freedom: the smaller of the two branching entropies, 0 to 1.
        edges: the shares of occurrences with a token boundary before and after, multiplied.
        known_share: the share of occurrences that are a token already, or part of a known word.

    """

    cohesion: Float64Array
    freedom: Float64Array
    edges: Float64Array
    known_share: Float64Array


def find_terms(
    pieces: Sequence[str], dictionary: WordDictionary, min_count: int | None = None
) -> tuple[list[FoundWord], dict[str, int]]:
    """Return the names and terms in a Chinese text, and the dictionary words with their counts.

    Args:
        pieces: the text; words do not extend over pieces. Characters that are not Chinese
            separate words, too.
        dictionary: the dictionary of the segmenter.
        min_count: the minimum count of a word; by the length of the text if None.

    """
    text = "\n".join([*pieces, ""])
    signs = character_ids(text, _separators(text))
    least = min_count or max(MIN_TERM_COUNT, signs.total // CHARACTERS_PER_COUNT)
    levels = count_ngrams(signs, MAX_CHARACTERS_PER_TERM, least)
    place_counts = [counts_by_place(grams, len(text)) for grams in levels]
    tokens = number_tokens((*dictionary.cut(piece), "\n") for piece in pieces)
    known = dictionary_words(tokens, dictionary)
    counted = _Text(text, signs, place_counts, cuts_of(tokens, known))
    found = [word for grams in levels[1:] for word in _terms(grams, counted, dictionary)]
    counts = {**known, **{word.word: word.count for word in found}}
    named = [word for word in found if not _is_extended(word, counts, dictionary)]
    return named, known


def _is_extended(found: FoundWord, counts: Mapping[str, int], dictionary: WordDictionary) -> bool:
    """Return whether a word is a known word plus a verb, a character, or another word.

    Examples: 举起钉钯, 朱紫国王.
    """
    word, many = found.word, MIN_EXTENDED_RATIO * found.count
    if len(word) > 2 and counts.get(word[1:], 0) > many and dictionary.is_verb(word[0]):
        return True
    if len(word) > 3 and counts.get(word[:-1], 0) > many:
        return True
    return any(
        _are_two(word[:end], word[end:], found.count, counts)
        or (
            counts.get(word[end:], 0) > many and _ends_in_verb(word[:end], many, counts, dictionary)
        )
        for end in range(2, len(word) - 1)
    )


def _ends_in_verb(
    text: str, many: float, counts: Mapping[str, int], dictionary: WordDictionary
) -> bool:
    """Return whether the last token is a verb with more than `many` occurrences: 八戒举起."""
    word, tag = dictionary.tag(text)[-1]
    return tag[0] == "v" and len(word) > 1 and counts.get(word, 0) > many


def _are_two(first: str, last: str, count: int, counts: Mapping[str, int]) -> bool:
    """Return whether two strings, adjacent `count` times, are words that also occur alone."""
    if min(counts.get(first, 0), counts.get(last, 0)) > (MAX_ALONE_RATIO + 1) * count:
        return True
    are_places = len(first) > 2 and len(last) > 2 and first[-1] in PLACES and last[-1] in PLACES
    return are_places and (first in counts or last in counts)


def _separators(text: str) -> BoolArray:
    """Flag all characters except Chinese ones and the dot inside foreign names."""
    codes = code_points(text)
    is_han = (codes >= 0x3400) & (codes < 0xA000) | (codes >= 0xF900) & (codes < 0xFB00)
    return np.asarray(~(is_han | (codes >= 0x20000) | (codes == ord("·"))))


def _weigh(grams: NGrams, text: _Text) -> _Evidence:
    starts, ends = grams.places, grams.places + grams.length
    left = freedom(grams, text.signs.ids[starts - 1], text.signs.size)
    right = freedom(grams, text.signs.ids[ends], text.signs.size)
    in_one_token = text.cuts.so_far[ends - 1] == text.cuts.so_far[starts]
    is_whole = in_one_token & text.cuts.starts[starts] & text.cuts.starts[ends]
    return _Evidence(
        cohesion(grams, text.counts, text.signs.total),
        np.minimum(left, right),
        grams.share(text.cuts.edges[starts]) * grams.share(text.cuts.edges[ends]),
        grams.share(is_whole | (in_one_token & text.cuts.in_known[starts])),
    )


def _terms(grams: NGrams, text: _Text, dictionary: WordDictionary) -> Iterator[FoundWord]:
    """Yield the n-grams of one length that are names or terms."""
    seen = _weigh(grams, text)
    # In a short text even a string whose parts never occur apart cannot reach the usual bound.
    needed = np.minimum(MIN_COHESION, MIN_BOUND_SHARE * np.log(text.signs.total / grams.counts))
    likely = (
        (seen.cohesion >= np.minimum(needed, MIN_COHESION_OF_PERSONS))
        & (seen.freedom >= MIN_TERM_FREEDOM)
        & (seen.edges >= np.minimum(MIN_EDGES, 1.2 - 0.2 * seen.cohesion))
        & (seen.edges >= MIN_EDGES_OF_NAMES)
        & (seen.known_share < MAX_KNOWN_SHARE)
    )
    first = grams.first_places()
    score = seen.cohesion * seen.freedom * np.log2(grams.counts) * (0.3 + 0.7 * seen.edges)
    score *= np.sqrt(1 - seen.known_share)
    for row in np.flatnonzero(likely):
        word = text.text[first[row] : first[row] + grams.length]
        if seen.cohesion[row] < needed[row] and word[0] not in SURNAMES:
            continue
        if seen.edges[row] < MIN_EDGES and word[-1] not in NAME_ENDINGS:
            continue
        parts = _parts(word, int(first[row]), text.counts, dictionary)
        if is_name_like(parts):
            cut = " ".join(part.text for part in parts)
            yield FoundWord(word, int(grams.counts[row]), round(float(score[row]), 2), cut)


def _parts(
    word: str, place: int, counts: Sequence[Int32Array], dictionary: WordDictionary
) -> list[Part]:
    """Return the tokens of a word at a position of the text, each with its share in the word."""
    parts, count = [], int(counts[len(word) - 1][place])
    for piece, tag in dictionary.tag(word):
        parts.append(Part(piece, tag, count / int(counts[len(piece) - 1][place])))
        place += len(piece)
    return parts
