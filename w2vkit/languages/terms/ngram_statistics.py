"""Counts, cohesion and freedom of the n-grams of a text, computed with NumPy."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Int32Array = NDArray[np.int32]
Float64Array = NDArray[np.float64]
BoolArray = NDArray[np.bool_]

PADDING = 8
"""Separators after the text, so that reading past its end is safe."""


@dataclass(frozen=True, eq=False)
class CharacterIds:
    """A text as numbers.

    Attributes:
        ids: int32 (L + PADDING,), the number of each character; 0 for separators.
        size: the number of different ids.

    """

    ids: Int32Array
    size: int

    @property
    def total(self) -> int:
        """The number of characters that are not separators."""
        return int(np.count_nonzero(self.ids))


@dataclass(frozen=True, eq=False)
class TokenIds:
    """Tokens as numbers: token i is `types[ids[i]]`."""

    types: Sequence[str]
    ids: Int32Array


@dataclass(frozen=True, eq=False)
class NGrams:
    """The frequent n-grams of one length and their positions.

    Attributes:
        length: n, in characters.
        places: int32 (m,), the position of each occurrence, in the order of the text.
        ids: int32 (m,), the number of the n-gram at each position.
        counts: int64 (t,), the count of each n-gram.

    """

    length: int
    places: Int32Array
    ids: Int32Array
    counts: NDArray[np.int64]

    def first_places(self) -> Int32Array:
        """Return int32 (t,), the first position of each n-gram."""
        first = np.empty(len(self.counts), np.int32)
        first[self.ids[::-1]] = self.places[::-1]
        return first

    def share(self, flags: BoolArray) -> Float64Array:
        """Return float64 (t,), the share of each one's occurrences (m,) that are flagged."""
        hits = np.bincount(self.ids[flags], minlength=len(self.counts))
        return np.asarray(hits / self.counts, np.float64)


def number_tokens(pieces: Iterable[Iterable[str]]) -> TokenIds:
    """Assign ids to the tokens of all pieces in order of first use, in four bytes each."""
    numbers: dict[str, int] = {}
    ids = array("i")
    for piece in pieces:
        ids.extend([numbers.setdefault(token, len(numbers)) for token in piece])
    return TokenIds([*numbers], np.frombuffer(ids, np.int32) if ids else np.zeros(0, np.int32))


def character_ids(text: str, separators: BoolArray | None = None) -> CharacterIds:
    """Return a text as numbers; `separators` (L,) flags the characters that separate words."""
    codes = code_points(text)
    if separators is not None:
        codes = np.where(separators, 0, codes)
    known, ids = np.unique(np.append(codes, np.uint32(0)), return_inverse=True)
    padded = np.concatenate((ids[:-1], np.zeros(PADDING, np.intp)))
    return CharacterIds(padded.astype(np.int32), len(known))


def code_points(text: str) -> NDArray[np.uint32]:
    """Return the code points of a text, uint32 (L,)."""
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)


def count_ngrams(signs: CharacterIds, longest: int, min_count: int) -> Iterator[NGrams]:
    """Yield the n-grams of 1, 2, … `longest` characters without separators.

    N-grams of two or more characters need `min_count` occurrences; longer ones are built only
    from frequent shorter ones, which saves time and memory.
    """
    places = np.flatnonzero(signs.ids).astype(np.int32)
    ids = signs.ids[places]
    yield NGrams(1, places, ids, np.bincount(ids, minlength=signs.size))
    for length in range(2, longest + 1):
        following = signs.ids[places + (length - 1)]
        inside = following > 0
        places, ids, following = places[inside], ids[inside], following[inside]
        keys = ids.astype(np.int64) * signs.size + following
        _, ids, counts = np.unique(keys, return_inverse=True, return_counts=True)
        frequent = counts >= min_count
        kept = frequent[ids]
        renumbered = (np.cumsum(frequent) - 1).astype(np.int32)
        places, ids = places[kept], renumbered[ids[kept]]
        yield NGrams(length, places, ids, counts[frequent])


def counts_by_place(grams: NGrams, size: int) -> Int32Array:
    """Return int32 (size + PADDING,): the count of the n-gram at each position, 0 if rare."""
    counts = np.zeros(size + PADDING, np.int32)
    counts[grams.places] = grams.counts[grams.ids]
    return counts


def cohesion(grams: NGrams, counts: Sequence[Int32Array], total: int) -> Float64Array:
    """Return float64 (t,): pointwise mutual information, in nats, at the weakest joint.

    Args:
        grams: n-grams.
        counts: `counts_by_place` of the 1-grams, 2-grams, … up to n - 1.
        total: the number of characters of the text.

    """
    first = grams.first_places()
    weakest = np.full(len(grams.counts), np.inf)
    for cut in range(1, grams.length):
        left = counts[cut - 1][first].astype(np.float64)
        right = counts[grams.length - cut - 1][first + cut]
        weakest = np.minimum(weakest, np.log(grams.counts * total / (left * right)))
    return weakest


def freedom(grams: NGrams, neighbors: Int32Array, size: int) -> Float64Array:
    """Return float64 (t,): the branching entropy, in nats, over the log of the count: 0 to 1.

    Args:
        grams: n-grams.
        neighbors: int32 (m,), the character beside each occurrence; every separator, 0, counts
            as a different one, since the end of a sentence is certainly the end of a word.
        size: the number of different characters.

    """
    keys = grams.ids.astype(np.int64) * size + neighbors
    apart = neighbors == 0
    keys[apart] = -1 - np.arange(np.count_nonzero(apart))
    _, first, counts = np.unique(keys, return_index=True, return_counts=True)
    owner = grams.ids[first]
    share = counts / grams.counts[owner]
    entropy = np.bincount(owner, -share * np.log(share), minlength=len(grams.counts))
    return np.asarray(entropy / np.log(np.maximum(grams.counts, 2)), np.float64)
