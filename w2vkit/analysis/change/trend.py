"""A steady trend in the contexts of a word over ordered parts, such as years.

The contexts of the occurrences are regressed on a number, as in conText (Rodriguez, Spirling and
Stewart 2023), with vectors of each occurrence from its context words (Khodak et al. 2018). With
x_b, the number of a block less its mean over all occurrences, and r_b, the sum of the contexts of
the block less their mean, the coefficient is Σ x_b r_b / Σ n_b x_b². Its squared length without the
products of blocks with themselves has no bias. The p-value is the share of shufflings of the blocks
with at least this length.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from w2vkit.analysis.change.difference import NUMBERS_AT_ONCE, WordContexts

_NUMBER = re.compile(r"(-?\d+(?:\.\d+)?)(?:-(\d\d))?s?")
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Trend:
    """A trend of the contexts of a word.

    Attributes:
        change: between the first and the last part, as far as it is steady, on the scale of
            `Difference`; None if the contexts have nothing in common.
        p_value: the share of shufflings with at least this trend.

    """

    change: float | None
    p_value: float


def numbers_of(parts: Sequence[str]) -> Floats:
    """Return the numbers that parts are named after, or else their places, float64 (P,).

    >>> numbers_of(["1920s", "1950s"]).tolist(), numbers_of(["1923-01", "1923-07"]).tolist()
    ([1920.0, 1950.0], [1923.0, 1923.5])
    >>> numbers_of(["old", "new"]).tolist()
    [0.0, 1.0]
    """
    matches = [_NUMBER.fullmatch(part) for part in parts]
    if not all(matches):
        return np.arange(len(parts), dtype=np.float64)
    return np.array([float(match[1]) + (int(match[2] or 1) - 1) / 12 for match in matches if match])


def trend(word: WordContexts, numbers: Floats, permutations: int, seed: tuple[int, ...]) -> Trend:
    """Return the trend of a word.

    Args:
        word: its contexts.
        numbers: of its parts, float64 (P,).
        permutations: the number of shufflings.
        seed: determines them.

    """
    counts = word.counts.astype(np.float64)
    sums = word.sums.astype(np.float64)
    mean = sums.sum(axis=0) / counts.sum()
    residuals = sums - counts[:, np.newaxis] * mean
    of_block = numbers[word.labels]
    own = np.square(residuals).sum(axis=1)
    observed = float(_squares(of_block[np.newaxis], counts, residuals, own)[0])
    rng = np.random.default_rng(seed)
    reached = 0
    at_once = max(1, NUMBERS_AT_ONCE // max(len(counts), sums.shape[1]))
    for start in range(0, permutations, at_once):
        rows = min(at_once, permutations - start)
        shuffled = rng.permuted(np.broadcast_to(of_block, (rows, len(of_block))), axis=1)
        values = _squares(shuffled, counts, residuals, own)
        reached += int((values >= observed - 1e-5 * abs(observed)).sum())
    p_value = (1 + reached) / (1 + permutations)
    total = float(counts.sum())
    raw = float(np.square(sums.sum(axis=0)).sum() - np.square(sums).sum())
    scale = raw / max(total * total - float(np.square(counts).sum()), 1e-9)
    if scale <= 0:
        return Trend(None, p_value)
    reach = float(np.ptp(of_block))
    return Trend(observed * reach * reach / 2 / scale, p_value)


def _squares(of_block: Floats, counts: Floats, residuals: Floats, own: Floats) -> Floats:
    """Return the squared lengths of the coefficients for numbers (R, B), float64 (R,)."""
    centered = of_block - (of_block @ counts / counts.sum())[:, np.newaxis]
    spread = np.square(centered) @ counts
    products = np.square(centered @ residuals).sum(axis=1) - np.square(centered) @ own
    return np.asarray(products / np.square(np.maximum(spread, 1e-12)), np.float64)
