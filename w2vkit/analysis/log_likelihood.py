"""Log-likelihood ratios (G²): how unlikely counts are if there were no difference."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]


def keyness(counts: Numbers, others: Numbers, total: float, other_total: float) -> Numbers:
    """Return the log-likelihood of words in two corpora (Rayson & Garside 2000), float64 (n,).

    Above 3.84 the difference is significant at p < .05, above 15.13 at p < .0001.

    Args:
        counts: of the words in the first corpus, float64 (n,).
        others: of the same words in the second corpus, float64 (n,).
        total: the number of tokens of the first corpus.
        other_total: the number of tokens of the second corpus.

    """
    pooled = (counts + others) / (total + other_total)
    return 2 * (_part(counts, total * pooled) + _part(others, other_total * pooled))


def association(both: Numbers, first: Numbers, second: Numbers, units: float) -> Numbers:
    """Return the log-likelihood of two words in the same units of text (Dunning 1993).

    Args:
        both: the number of units that contain both words.
        first: the number of units that contain the first word.
        second: the number of units that contain the second word.
        units: the number of all units.

    """
    observed = (both, first - both, second - both, units - first - second + both)
    rows = (first, first, units - first, units - first)
    columns = (second, units - second, second, units - second)
    expected = [row * column / units for row, column in zip(rows, columns, strict=True)]
    total: Numbers = sum(
        (_part(cell, mean) for cell, mean in zip(observed, expected, strict=True)),
        start=np.zeros(np.shape(both)),
    )
    return 2 * total


def _part(observed: Numbers, expected: Numbers) -> Numbers:
    """Return observed · ln(observed / expected), 0 where nothing is observed."""
    observed, expected = np.broadcast_arrays(
        np.asarray(observed, np.float64), np.asarray(expected, np.float64)
    )
    ratio = np.divide(observed, expected, out=np.ones(observed.shape), where=expected > 0)
    return observed * np.log(np.where(observed > 0, ratio, 1.0))
