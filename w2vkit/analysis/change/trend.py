"""A steady trend in the contexts of a word over ordered parts, such as years.

The contexts are regressed on the number of the part of each occurrence, see `regression`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from w2vkit.analysis.change.difference import Difference, WordContexts
from w2vkit.analysis.change.regression import Regression

_NUMBER = re.compile(r"(-?\d+(?:\.\d+)?)(?:-(\d\d))?s?")
Floats = NDArray[np.float64]


def are_numbers(parts: Sequence[str]) -> bool:
    """Return whether parts are named after numbers, years or months."""
    return all(_NUMBER.fullmatch(part) for part in parts)


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


def trend(
    word: WordContexts, numbers: Floats, permutations: int, seed: tuple[int, ...]
) -> Difference:
    """Return the steady part of the change between the least number and the greatest.

    Args:
        word: its contexts.
        numbers: of its parts, float64 (P,); they differ.
        permutations: the number of shufflings.
        seed: determines them.

    """
    regression = Regression.of(word.counts, word.sums, np.zeros((len(word.counts), 0)))
    shares = (numbers - numbers.min()) / max(float(np.ptp(numbers)), 1e-12)
    return regression.depends_on(shares[word.labels], permutations, seed)
