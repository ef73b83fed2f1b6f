"""Character n-grams (Bojanowski et al. 2017), and word vectors composed of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float32]
"""Vectors, one in each row (n, D), or their norms (n,)."""

WORDS_PER_PART = 2_000
FNV_OFFSET, FNV_PRIME = np.uint32(2166136261), np.uint32(16777619)


@dataclass(frozen=True, eq=False)
class Subwords:
    """Vectors of character n-grams, indexed by hash.

    Attributes:
        shortest: minimum n-gram length in characters.
        longest: maximum n-gram length in characters.
        buckets: number of hash buckets.
        ids: int64 (K,), ascending: the buckets that have a vector.
        vectors: float32 (K, D).

    """

    shortest: int
    longest: int
    buckets: int
    ids: NDArray[np.int64]
    vectors: Matrix

    def compose(self, word: str) -> Matrix | None:
        """Return the mean vector of the n-grams of `word`, float32 (D,), or None if none is known.

        n-grams without a vector count as zero vectors, as in fastText.

        >>> grams = Subwords(1, 1, 4, np.arange(4), np.eye(4, dtype=np.float32))
        >>> float(grams.compose("aa").sum())
        1.0
        """
        hashes, _ = ngram_hashes([word.encode("utf-8")], self.shortest, self.longest, self.buckets)
        rows = self.rows(hashes)
        known = rows[rows >= 0]
        if not len(known):
            return None
        return np.asarray(self.vectors[known].sum(axis=0, dtype=np.float64) / len(rows), np.float32)

    def joined(self, words: Sequence[bytes], own: Matrix) -> Matrix:
        """Return for each word the mean of its own vector and those of all its n-grams, (n, D).

        n-grams without a vector count as zero vectors, as in fastText.

        Args:
            words: n words, UTF-8.
            own: the own vectors of the words, float32 (n, D).

        """
        result = np.empty(own.shape, np.float32)
        for part in _parts(len(words)):
            total, numbers = self.sums(words[part])
            result[part] = (own[part] + total) / (1 + numbers[:, np.newaxis])
        return result

    def parted(self, words: Sequence[bytes], vectors: Matrix) -> Matrix:
        """Return the own vector of each word, (n, D): the inverse of `joined`."""
        result = np.empty(vectors.shape, np.float32)
        for part in _parts(len(words)):
            total, numbers = self.sums(words[part])
            whole = np.asarray(vectors[part], np.float64) * (1 + numbers[:, np.newaxis])
            result[part] = whole - total
        return result

    def sums(self, words: Sequence[bytes]) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
        """Return the sum of the n-gram vectors of each word, (n, D), and their number, (n,)."""
        hashes, sizes = ngram_hashes(words, self.shortest, self.longest, self.buckets)
        rows = self.rows(hashes)
        known = rows >= 0
        owners = np.repeat(np.arange(len(words)), sizes)[known]
        total = np.zeros((len(words), self.vectors.shape[1]))
        firsts = np.flatnonzero(np.diff(owners, prepend=-1))
        if len(firsts):
            vectors = self.vectors[rows[known]]
            with np.errstate(invalid="ignore"):
                total[owners[firsts]] = np.add.reduceat(vectors, firsts, dtype=np.float64)
        return total, sizes

    def rows(self, hashes: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return the row of each hash, or -1 if it has no vector."""
        if len(self.ids) == self.buckets:
            return hashes
        places = np.minimum(np.searchsorted(self.ids, hashes), max(len(self.ids) - 1, 0))
        is_known = self.ids[places] == hashes if len(self.ids) else np.zeros(len(hashes), bool)
        return np.where(is_known, places, -1)


def _parts(size: int) -> Iterator[slice]:
    for start in range(0, size, WORDS_PER_PART):
        yield slice(start, start + WORDS_PER_PART)


def ngram_hashes(
    words: Sequence[bytes], shortest: int, longest: int, buckets: int
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the hashes of the n-grams of all words, and the number of n-grams of each word.

    As in fastText, a word is enclosed in < and >, n counts characters, a single < or > is not an
    n-gram, and the hash is 32-bit FNV-1a over UTF-8 bytes interpreted as signed.

    Args:
        words: UTF-8 words.
        shortest: minimum n-gram length in characters.
        longest: maximum n-gram length in characters.
        buckets: hashes are taken modulo this number.

    """
    text = np.frombuffer(b"".join(b"<%b>" % word for word in words), np.uint8)
    starts = np.flatnonzero((text & 0xC0) != 0x80)  # where characters start
    ends = np.append(starts[1:], len(text))
    lengths = np.array([len(word) + 2 for word in words], np.int64)
    word_ends = np.cumsum(lengths)
    owner = np.searchsorted(word_ends, starts, side="right")
    begins, stops, owners = [], [], []
    for size in range(max(shortest, 1), longest + 1):
        first = np.arange(len(starts) - size + 1)
        last = first + size - 1
        inside = owner[first] == owner[last] if len(first) else np.zeros(0, bool)
        if size == 1:
            edges = (starts == (word_ends - lengths)[owner]) | (ends == word_ends[owner])
            inside = inside & ~edges
        begins.append(starts[first[inside]])
        stops.append(ends[last[inside]])
        owners.append(owner[first[inside]])
    return _sorted_by_word(text, begins, stops, owners, len(words), buckets)


def _sorted_by_word(
    text: NDArray[np.uint8],
    begins: list[NDArray[np.int64]],
    stops: list[NDArray[np.int64]],
    owners: list[NDArray[np.int64]],
    words: int,
    buckets: int,
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    if not begins:
        return np.zeros(0, np.int64), np.zeros(words, np.int64)
    owner = np.concatenate(owners)
    order = np.argsort(owner, kind="stable")
    begin, stop = np.concatenate(begins)[order], np.concatenate(stops)[order]
    hashes = _fnv(text, begin, stop).astype(np.int64) % buckets
    return hashes, np.bincount(owner, minlength=words)


def _fnv(
    text: NDArray[np.uint8], begin: NDArray[np.int64], stop: NDArray[np.int64]
) -> NDArray[np.uint32]:
    """Return the hash of each text[begin:stop], computed byte by byte for all at once."""
    # In fastText bytes are signed: those of 128 and above flip the upper 24 bits too.
    signed = text.astype(np.int8).astype(np.int32).view(np.uint32)
    hashes = np.full(len(begin), FNV_OFFSET, np.uint32)
    at = begin.copy()
    while len(left := np.flatnonzero(at < stop)):
        hashes[left] = (hashes[left] ^ signed[at[left]]) * FNV_PRIME
        at[left] += 1
    return hashes
