"""Random numbers, subsampling and negative sampling: the same on every machine.

The reference and the native engine both use this module. It contains only operations that
IEEE 754 rounds exactly (no `pow`, no `exp`), so the tables do not depend on the C library.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Counts = NDArray[np.int64]
Floats = NDArray[np.float64]

BITS = 2**64 - 1
GOLDEN = 0x9E3779B97F4A7C15
"""2^64 divided by the golden ratio: its multiples are spread evenly."""
GROUP_SPAN, GROUP_DISTANCE = 32, 8
"""Of each 32 tokens, those that are 8, 16 or 24 apart have the same negative samples."""
KEEP_ALWAYS = 2**32 - 1
"""The threshold of words that are never dropped."""


def mix(x: int) -> int:
    """Return a hash of 64 bits (the finalizer of SplitMix64, Steele et al. 2014)."""
    x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9 & BITS
    x = (x ^ (x >> 27)) * 0x94D049BB133111EB & BITS
    return x ^ (x >> 31)


def draw(position: int, key: int) -> int:
    """Return the random number of 64 bits for a position in the corpus."""
    return mix((position * GOLDEN + key) & BITS)


def following(number: int) -> int:
    """Return the random number that follows `number`."""
    return mix((number + GOLDEN) & BITS)


def group_of(position: int) -> int:
    """Return the number of the group of tokens that share their negative samples.

    >>> [group_of(position) for position in (0, 7, 8, 31, 32)]
    [0, 7, 0, 7, 8]
    """
    return position // GROUP_SPAN * GROUP_DISTANCE + position % GROUP_DISTANCE


def draw_for_group(position: int, key: int) -> int:
    """Return the random number from which the negative samples of a position follow."""
    return draw(~group_of(position), key)


def below(number: int, bound: int) -> int:
    """Map the upper half of a random number to 0 … bound - 1 (Lemire 2019).

    >>> below(2**63, 10)
    5
    """
    return (number >> 32) * bound >> 32


def epoch_key(seed: int, epoch: int) -> int:
    """Return the key of the random numbers of an epoch."""
    return mix(mix(seed) + epoch & BITS)


def keep_probabilities(counts: Counts, sample: float) -> Floats:
    """Return the probability that subsampling keeps each word, float64 (V,).

    With f the relative frequency: sqrt(sample / f) + sample / f, at most 1, as in word2vec.c.

    >>> keep_probabilities(np.array([98, 1, 1]), 0.01).round(4).tolist()
    [0.1112, 1.0, 1.0]
    """
    if sample == 0:
        return np.ones(len(counts))
    ratio = sample * counts.sum() / np.maximum(counts, 1)  # imported words have no count
    return np.asarray(np.minimum(1.0, np.sqrt(ratio) + ratio))


def keep_thresholds(counts: Counts, sample: float) -> NDArray[np.uint32]:
    """Return `keep_probabilities` in units of 2^-32, uint32 (V,); `KEEP_ALWAYS` is certain."""
    scaled = keep_probabilities(counts, sample) * 2**32
    return np.minimum(scaled, KEEP_ALWAYS).astype(np.uint32)


def noise_weights(counts: Counts) -> Floats:
    """Return the weights of the words as negative samples, count^(3/4) (Mikolov et al. 2013).

    >>> noise_weights(np.array([16, 1])).tolist()
    [8.0, 1.0]
    """
    root = np.sqrt(counts.astype(np.float64))
    return np.asarray(root * np.sqrt(root))


def alias_table(weights: Floats) -> NDArray[np.uint64]:
    """Return the alias table of weights, uint64 (V,) (Walker 1977, Vose 1991).

    To draw a word by weight, pick an entry at random. If the lower half of the random number is
    below the upper half of the entry, the word is the index of the entry; otherwise it is the lower
    half of the entry.
    """
    chances = weights * (len(weights) / weights.sum())
    others = np.arange(len(weights))
    thresholds = np.full(len(weights), 2**32 - 1, np.uint64)
    scarce = np.flatnonzero(chances < 1).tolist()
    plenty = np.flatnonzero(chances >= 1).tolist()
    left = chances.tolist()
    while scarce and plenty:
        row, other = scarce.pop(), plenty[-1]
        thresholds[row] = int(left[row] * 2**32)
        others[row] = other
        left[other] -= 1 - left[row]
        if left[other] < 1:
            scarce.append(plenty.pop())
    return (thresholds << np.uint64(32)) | others.astype(np.uint64)


def sample_word(number: int, table: NDArray[np.uint64]) -> int:
    """Return the word that a random number selects from an alias table."""
    word = below(number, len(table))
    entry = int(table[word])
    return word if number & 0xFFFFFFFF < entry >> 32 else entry & 0xFFFFFFFF


def initial_vectors(size: int, dim: int, seed: int) -> NDArray[np.float32]:
    """Return the input weights before training: uniform in ±1/dim, float32 (V, D)."""
    numbers = np.random.default_rng(seed).random((size, dim), np.float32)
    numbers *= np.float32(2)
    numbers -= np.float32(1)
    numbers /= np.float32(dim)
    return numbers
