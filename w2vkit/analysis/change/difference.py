"""The difference between the mean contexts of parts: unbiased, with p-value and interval.

Let m_p be the mean context of a word in part p. With occurrences of different blocks, the product
of two contexts of the same part has the mean |m_p|², without the noise that makes the length of a
mean of few occurrences too large. So

    change = 1 - (mean product between parts) / (mean product within parts)

is 0 if the parts differ only by chance, and 1 if they have nothing in common. Its numerator is the
mean squared distance of two parts, halved: W - C, where W is the mean of |m_p|² and C that of
m_p · m_q. It can be less than 0, since nothing is added to what was found.

The p-value is the share of shufflings whose numerator is at least as large; one is added to both
numbers (Phipson and Smyth 2010). The blocks in which the word occurs are shuffled, and each part
gets as many of them as it has: a word that becomes more frequent does not differ for that reason.

The interval inverts a test by multipliers: the deviation of each block from the mean of its part is
multiplied by a random sign, which estimates the distribution of the noise e of m_p - m_q, and so of
W - C = |d|² / 2 + d · e + (|e|² - E|e|²) / 2 for a true difference d. The same noise says which
change would be found: the least one whose W - C is above the 95 % quantile of no change in 80 % of
the draws.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

CONFIDENCE = 0.95
POWER = 0.8
"""The share of cases in which a detectable change is found at p < .05."""
NUMBERS_AT_ONCE = 1 << 22
FEW = 10
"""With fewer shufflings that explain a difference, there are ten times as many."""
STEPS = 30
Floats = NDArray[np.float64]
Labels = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class WordContexts:
    """The contexts of a word in its blocks.

    Attributes:
        sums: float32 (B, D).
        counts: float32 (B,), the occurrences in each block.
        labels: int64 (B,), the part of each block, 0 to P - 1.
        parts: P.

    """

    sums: NDArray[np.float32]
    counts: NDArray[np.float32]
    labels: Labels
    parts: int

    @property
    def means(self) -> NDArray[np.float32]:
        """The mean context in each part, float32 (P, D)."""
        one_hot = _one_hot(self.labels[np.newaxis], self.parts)[0]
        return np.asarray(
            (one_hot @ self.sums) / (one_hot @ self.counts)[:, np.newaxis], np.float32
        )

    def of_parts(self, *chosen: int) -> WordContexts:
        """Return the contexts in some of the parts, which are numbered anew."""
        inside = np.isin(self.labels, chosen)
        labels = np.searchsorted(np.sort(chosen), self.labels[inside])
        return WordContexts(self.sums[inside], self.counts[inside], labels, len(chosen))


@dataclass(frozen=True, slots=True)
class Difference:
    """How much the contexts of a word differ between parts.

    Attributes:
        change: 0 for no difference; None if the contexts of the word have nothing in common.
        low, high: its 95% interval.
        detectable: the least change that would be found in 80 % of cases at p < .05.
        p_value: the share of shufflings with at least this difference.
        permutations: their number.

    """

    change: float | None
    low: float | None
    high: float | None
    detectable: float | None
    p_value: float
    permutations: int


def difference(
    word: WordContexts, permutations: int, seed: tuple[int, ...], *, precise: bool = True
) -> Difference:
    """Return the difference between the parts of a word, which has two blocks in each part.

    Args:
        word: its contexts.
        permutations: the number of shufflings; ten times as many if fewer than ten explain it.
        seed: determines the shufflings.
        precise: make more shufflings where few explain it.

    """
    rng = np.random.default_rng(seed)
    numerators, within = _numerators(word, word.labels[np.newaxis])
    numerator, scale = float(numerators[0]), float(within[0])
    p_value, done = permutation_p_value(
        lambda number: _reached(word, numerator, number, rng), permutations, precise=precise
    )
    if scale <= 0:
        return Difference(None, None, None, None, p_value, done)
    low, high, detectable = interval(numerator, *_noise(word, permutations, rng))
    return Difference(
        numerator / scale, low / scale, high / scale, detectable / scale, p_value, done
    )


def permutation_p_value(
    reached: Callable[[int], int], permutations: int, *, precise: bool = True
) -> tuple[float, int]:
    """Return a p-value and the number of shufflings that it rests on.

    Args:
        reached: makes a number of shufflings, and returns how many are at least as far apart.
        permutations: how many to make; ten times as many if fewer than ten reach it.
        precise: whether to make these.

    """
    found, done = 0, 0
    for wanted in (permutations, 10 * permutations):
        if done == 0 or (precise and found < FEW):
            found += reached(wanted - done)
            done = wanted
    return (1 + found) / (1 + done), done


def _one_hot(labels: Labels, parts: int) -> NDArray[np.float32]:
    """Return labels (R, B) as float32 (R, P, B)."""
    return np.asarray(labels[:, np.newaxis, :] == np.arange(parts)[:, np.newaxis], np.float32)


def _numerators(word: WordContexts, labels: Labels) -> tuple[Floats, Floats]:
    """Return W - C and W for labels (R, B), float64 (R,)."""
    shuffled, blocks = labels.shape
    one_hot = _one_hot(labels, word.parts)
    flat = one_hot.reshape(shuffled * word.parts, blocks)
    shape = (shuffled, word.parts)
    counts = (flat @ word.counts).reshape(shape).astype(np.float64)
    squares = (flat @ np.square(word.counts)).reshape(shape).astype(np.float64)
    own = np.square(word.sums).sum(axis=1)
    noise = (flat @ own).reshape(shape).astype(np.float64)
    sums = (flat @ word.sums).reshape(*shape, -1).astype(np.float64)
    lengths = np.square(sums).sum(axis=2)
    within = (lengths - noise) / np.maximum(np.square(counts) - squares, 1e-9)
    means = sums / counts[:, :, np.newaxis]
    total = np.square(means.sum(axis=1)).sum(axis=1)
    between = (total - np.square(means).sum(axis=(1, 2))) / (word.parts * (word.parts - 1))
    mean_within = within.mean(axis=1)
    return mean_within - between, mean_within


def _reached(
    word: WordContexts, numerator: float, shufflings: int, rng: np.random.Generator
) -> int:
    """Return how many shufflings have at least this numerator."""
    blocks = len(word.labels)
    row = word.parts * max(blocks, word.sums.shape[1])
    at_once = max(1, NUMBERS_AT_ONCE // row)
    reached = 0
    for start in range(0, shufflings, at_once):
        rows = min(at_once, shufflings - start)
        labels = rng.permuted(np.broadcast_to(word.labels, (rows, blocks)), axis=1)
        # What differs only by rounding is equal.
        reached += int((_numerators(word, labels)[0] >= numerator - 1e-5 * abs(numerator)).sum())
    return reached


def interval(numerator: float, linear: Floats, quadratic: Floats) -> tuple[float, float, float]:
    """Return the ends of the interval of a squared length, and the least one that would be found.

    Args:
        numerator: its unbiased estimate.
        linear: draws of 2 d · e for a difference d of unit length, float64 (R,).
        quadratic: draws of |e|² - E|e|², float64 (R,).

    """
    tail = (1 - CONFIDENCE) / 2

    def misfit(share: float) -> Callable[[float], float]:
        def at(true: float) -> float:
            noise = np.sqrt(max(true, 0.0)) * linear + quadratic
            return numerator - float(np.quantile(noise, share)) - true

        return at

    threshold = float(np.quantile(quadratic, CONFIDENCE))

    def missed(true: float) -> float:
        found = true + np.sqrt(max(true, 0.0)) * linear + quadratic
        return threshold - float(np.quantile(found, 1 - POWER))

    return _root(misfit(1 - tail)), _root(misfit(tail)), _root(missed)


def _root(function: Callable[[float], float]) -> float:
    """Return where a decreasing function of a true value is 0; below 0 its slope is -1."""
    at_zero = function(0.0)
    if at_zero <= 0:
        return at_zero
    low, high = 0.0, at_zero
    while function(high) > 0:
        low, high = high, 4 * high
    for _ in range(STEPS):
        middle = (low + high) / 2
        low, high = (middle, high) if function(middle) > 0 else (low, middle)
    return (low + high) / 2


def _noise(word: WordContexts, draws: int, rng: np.random.Generator) -> tuple[Floats, Floats]:
    """Return draws of d · e for a difference of unit size, and of (|e|² - E|e|²) / 2."""
    one_hot = _one_hot(word.labels[np.newaxis], word.parts)[0]
    counts = one_hot @ word.counts
    means = (one_hot @ word.sums) / counts[:, np.newaxis]
    deviations = word.sums - word.counts[:, np.newaxis] * means[word.labels]
    # A block pulls the mean of its part toward itself, the more so the more of the part it is.
    left = np.maximum(1 - word.counts / counts[word.labels], 1e-3)
    deviations /= (np.sqrt(left) * counts[word.labels])[:, np.newaxis]
    signs = (2 * rng.integers(0, 2, (draws, len(word.labels))) - 1).astype(np.float32)
    noise = np.stack(
        [
            signs[:, word.labels == part] @ deviations[word.labels == part]
            for part in range(word.parts)
        ],
        axis=1,
    ).astype(np.float64)
    noise -= noise.mean(axis=1, keepdims=True)
    apart = (means - means.mean(axis=0)).astype(np.float64)
    degrees = word.parts - 1
    apart /= np.sqrt(max(float(np.square(apart).sum()) / degrees, 1e-30))
    linear = 2 * (noise * apart).sum(axis=(1, 2)) / degrees
    expected = float(np.square(deviations).sum()) / word.parts
    return linear, np.square(noise).sum(axis=(1, 2)) / degrees - expected


def adjusted(p_values: Floats) -> Floats:
    """Return q-values: the least false discovery rate at which each is found (Benjamini–Hochberg).

    >>> adjusted(np.array([0.01, 0.04, 0.03])).round(3).tolist()
    [0.03, 0.04, 0.04]
    """
    order = np.argsort(p_values)
    ranks = np.arange(1, len(p_values) + 1)
    steps = np.minimum.accumulate((p_values[order] * len(p_values) / ranks)[::-1])[::-1]
    q_values = np.empty(len(p_values))
    q_values[order] = np.minimum(steps, 1.0)
    return q_values
