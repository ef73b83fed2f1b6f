"""Names, places and terms that the dictionary cuts in pieces, found in the text itself.

A word is a string whose characters belong together (pointwise mutual information) and that is
free outside (branching entropy to the left and right); its edges are those at which the
dictionary cuts. After Harris 1955, Jin & Tanaka-Ishii 2006.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from w2vkit.ngrams import (
    MARGIN,
    Flags,
    Floats,
    Grams,
    Ints,
    Numbered,
    Signs,
    code_points,
    cohesion,
    count_ngrams,
    counts_by_place,
    freedom,
    number,
    signs_of,
)
from w2vkit.nominal import (
    FIRST_NEVER,
    LAST_NEVER,
    NAME_ENDINGS,
    PLACES,
    SURNAMES,
    Part,
    is_nominal,
    may_be_name,
)
from w2vkit.wordlist import FoundWord

LONGEST = 6
MIN_COUNT = 5
CHARACTERS_PER_COUNT = 400_000
"""A longer text asks for more occurrences: one for each so many characters."""
MIN_COHESION, MIN_COHESION_OF_PERSONS = 3.0, 2.5
"""Less is asked of a surname and what follows it, since surnames are frequent."""
BOUND = 0.9
"""Normalised mutual information of a string whose parts hardly occur apart."""
MIN_FREEDOM = 0.35
MAX_HANDLED = 0.95
"""A string that the dictionary keeps whole more often than this needs no help."""
PADDED = 2
"""A word of the dictionary is a name and a verb if the name alone is so many times as frequent."""
CHANCE = 20
"""A name and a character, as 贾政心, guard nothing if the name alone is so much more frequent."""
ALONE = 3
"""Two words in a row are no word if each is more than so many times as frequent."""
EXTENDED = 1.5
"""A name and one more character is no name if the name alone is so many times as frequent."""
VERBAL_TAGS = "vdprucfy"
MIN_EDGES = 0.5
MIN_EDGES_OF_NAMES = 0.1
"""How often the dictionary must cut at both edges; less if the string ends as names do."""


@dataclass(frozen=True, slots=True)
class Dictionary:
    """What is known about words already.

    Attributes:
        cut: cuts a text into tokens.
        tag: cuts it and names the part of speech of each token.
        knows: whether a word is in the dictionary.

    """

    cut: Callable[[str], Sequence[str]]
    tag: Callable[[str], Sequence[tuple[str, str]]]
    knows: Callable[[str], bool]

    def is_noun(self, word: str) -> bool:
        """Whether a word is one token, and a noun or a name."""
        tags = self.tag(word)
        return len(tags) > 1 or tags[0][1].startswith("n")


@dataclass(frozen=True, eq=False)
class _Text:
    """A text of L characters, counted, and as the dictionary cuts it.

    Attributes:
        text: the text.
        signs: its characters as numbers.
        counts: for n = 1, 2, …: int32 (L + MARGIN,), how frequent the n-gram at each place is.
        cuts: bool (L + MARGIN,), whether there is a cut before each character.
        cuts_before: int32 (L + MARGIN,), how many cuts there are up to each character.
        in_known: bool (L + MARGIN,), whether the character is in a word of the dictionary.

    """

    text: str
    signs: Signs
    counts: Sequence[Ints]
    cuts: Flags
    cuts_before: Ints
    in_known: Flags

    @property
    def edges(self) -> Flags:
        """Where a word may begin: at a cut, or within what the dictionary does not know."""
        return self.cuts | ~self.in_known


@dataclass(frozen=True, eq=False)
class _Evidence:
    """What speaks for the n-grams of one length being words: float64 (t,) each.

    Attributes:
        cohesion: mutual information at the weakest joint, in nats.
        freedom: the smaller one of the two branching entropies, 0 to 1.
        edges: how often the dictionary cuts before and after it: the product of both shares.
        handled: how often it needs no help: it is a token now, or part of a known word.

    """

    cohesion: Floats
    freedom: Floats
    edges: Floats
    handled: Floats


def find_terms(
    pieces: Sequence[str], dictionary: Dictionary, min_count: int | None = None
) -> tuple[list[FoundWord], dict[str, int]]:
    """Return the names and terms in a Chinese text, and the known words in it with their counts.

    Args:
        pieces: the text; no word reaches from one piece into the next. Whatever is not Chinese
            separates words as well.
        dictionary: what cuts the text now.
        min_count: occurrences that a word must have; by the length of the text if None.

    """
    text = "\n".join([*pieces, ""])
    signs = signs_of(text, _separators(text))
    least = min_count or max(MIN_COUNT, signs.total // CHARACTERS_PER_COUNT)
    levels = count_ngrams(signs, LONGEST, least)
    place_counts = [counts_by_place(grams, len(text)) for grams in levels]
    tokens = number((*dictionary.cut(piece), "\n") for piece in pieces)
    known = _known_words(tokens, dictionary)
    counted = _Text(text, signs, place_counts, *_cuts(tokens, known))
    found = [word for grams in levels[1:] for word in _terms(grams, counted, dictionary)]
    counts = {**known, **{word.word: word.count for word in found}}
    named = [word for word in found if not _is_extended(word, counts, dictionary)]
    return named, known


def _is_extended(found: FoundWord, counts: Mapping[str, int], dictionary: Dictionary) -> bool:
    """Whether a word is but a known one with a verb, a sign, or another: 举钉钯, 朱紫国王."""
    word = found.word
    rest = word[1:]
    if (
        len(rest) > 1
        and counts.get(rest, 0) > EXTENDED * found.count
        and _is_verb(word[0], dictionary)
    ):
        return True
    if len(word) > 3 and counts.get(word[:-1], 0) > EXTENDED * found.count:
        return True
    return any(
        _are_two(word[:end], word[end:], found.count, counts) for end in range(2, len(word) - 1)
    )


def _are_two(first: str, last: str, count: int, counts: Mapping[str, int]) -> bool:
    """Whether two strings that stand together `count` times are words that stand alone as well."""
    if min(counts.get(first, 0), counts.get(last, 0)) > (ALONE + 1) * count:
        return True
    are_places = len(first) > 2 and len(last) > 2 and first[-1] in PLACES and last[-1] in PLACES
    return are_places and (first in counts or last in counts)


def _is_verb(sign: str, dictionary: Dictionary) -> bool:
    return dictionary.tag(sign)[0][1].startswith("v")


def guards(words: Sequence[FoundWord], known: Mapping[str, int]) -> Iterator[FoundWord]:
    """Give the dictionary's own words that would be broken by a found word inside: 王母娘娘."""
    counts = {word.word: word.count for word in words}
    for token, count in known.items():
        if count > 1 and token not in counts and may_be_name(token):
            is_chance = counts.get(token[:-1], 0) > CHANCE * count
            if not is_chance and any(part in counts for part in _inside(token)):
                yield FoundWord(token, count, 0.0, token)


def _inside(token: str) -> Iterator[str]:
    """Give the strings of two or more characters inside a token."""
    for start, end in combinations(range(len(token) + 1), 2):
        if 1 < end - start < len(token):
            yield token[start:end]


def _separators(text: str) -> Flags:
    """Flag all but Chinese characters and the dot inside foreign names."""
    codes = code_points(text)
    is_han = (codes >= 0x3400) & (codes < 0xA000) | (codes >= 0xF900) & (codes < 0xFB00)
    return np.asarray(~(is_han | (codes >= 0x20000) | (codes == ord("·"))))


def _known_words(tokens: Numbered, dictionary: Dictionary) -> dict[str, int]:
    """Return the words among the tokens that the dictionary rightly has, and their counts.

    jieba's dictionary has names together with a verb, too: 沙僧笑, 玉帝传, 保唐僧.
    """
    totals = np.bincount(tokens.ids, minlength=len(tokens.types)).tolist()
    counts = Counter(dict(zip(tokens.types, totals, strict=True)))

    def is_padded(token: str) -> bool:
        name, sign = token[:-1], token[-1]
        if counts[name] >= PADDED * counts[token] and sign not in NAME_ENDINGS:
            tags = VERBAL_TAGS + "az" * (counts[name] >= CHANCE * counts[token])
            return sign in LAST_NEVER or dictionary.tag(sign)[0][1][0] in tags
        sign, name = token[0], token[1:]
        if counts[name] >= PADDED * counts[token] and sign not in SURNAMES:
            return sign in FIRST_NEVER or dictionary.tag(sign)[0][1][0] in VERBAL_TAGS
        return False

    return {
        token: count
        for token, count in counts.items()
        if dictionary.knows(token) and (len(token) < 3 or not is_padded(token))
    }


def _cuts(tokens: Numbered, known: Collection[str]) -> tuple[Flags, Ints, Flags]:
    """Return `cuts`, `cuts_before` and `in_known` of the text that these tokens make up."""
    lengths = np.array([*map(len, tokens.types)], np.int32)[tokens.ids]
    cuts = np.zeros(int(lengths.sum()) + MARGIN, np.bool_)
    cuts[0] = True
    cuts[np.cumsum(lengths)] = True
    is_known = np.array([token in known for token in tokens.types], np.bool_)[tokens.ids]
    in_known = np.append(np.repeat(is_known, lengths), np.zeros(MARGIN, np.bool_))
    return cuts, np.cumsum(cuts, dtype=np.int32), in_known


def _weigh(grams: Grams, text: _Text) -> _Evidence:
    starts, ends = grams.places, grams.places + grams.length
    left = freedom(grams, text.signs.ids[starts - 1], text.signs.size)
    right = freedom(grams, text.signs.ids[ends], text.signs.size)
    in_one_token = text.cuts_before[ends - 1] == text.cuts_before[starts]
    is_whole = in_one_token & text.cuts[starts] & text.cuts[ends]
    return _Evidence(
        cohesion(grams, text.counts, text.signs.total),
        np.minimum(left, right),
        grams.share(text.edges[starts]) * grams.share(text.edges[ends]),
        grams.share(is_whole | (in_one_token & text.in_known[starts])),
    )


def _terms(grams: Grams, text: _Text, dictionary: Dictionary) -> Iterator[FoundWord]:
    """Give those n-grams of one length that are names or terms."""
    seen = _weigh(grams, text)
    # In a short text even what never occurs apart cannot reach the usual bound.
    needed = np.minimum(MIN_COHESION, BOUND * np.log(text.signs.total / grams.counts))
    likely = (
        (seen.cohesion >= np.minimum(needed, MIN_COHESION_OF_PERSONS))
        & (seen.freedom >= MIN_FREEDOM)
        & (seen.edges >= np.minimum(MIN_EDGES, 1.2 - 0.2 * seen.cohesion))
        & (seen.edges >= MIN_EDGES_OF_NAMES)
        & (seen.handled < MAX_HANDLED)
    )
    first = grams.first_places()
    score = seen.cohesion * seen.freedom * np.log2(grams.counts) * (0.3 + 0.7 * seen.edges)
    score *= np.sqrt(1 - seen.handled)
    for row in np.flatnonzero(likely):
        word = text.text[first[row] : first[row] + grams.length]
        if seen.cohesion[row] < needed[row] and word[0] not in SURNAMES:
            continue
        if seen.edges[row] < MIN_EDGES and word[-1] not in NAME_ENDINGS:
            continue
        parts = _parts(word, int(first[row]), text.counts, dictionary)
        if is_nominal(parts):
            cut = " ".join(part.text for part in parts)
            yield FoundWord(word, int(grams.counts[row]), round(float(score[row]), 2), cut)


def _parts(word: str, place: int, counts: Sequence[Ints], dictionary: Dictionary) -> list[Part]:
    """Cut a word that stands at a place of the text, and tell how bound to it each piece is."""
    parts, count = [], int(counts[len(word) - 1][place])
    for piece, tag in dictionary.tag(word):
        parts.append(Part(piece, tag, count / int(counts[len(piece) - 1][place])))
        place += len(piece)
    return parts
