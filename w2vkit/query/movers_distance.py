"""The Word Mover's Distance of two texts (Kusner, Sun, Kolkin & Weinberger 2015)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

Vector = NDArray[np.float64]


def movers_distance(
    first: Sequence[str],
    second: Sequence[str],
    vectors: Mapping[str, Vector],
    other_vectors: Mapping[str, Vector],
) -> float:
    """Return the least cost of moving the words of a text to those of another.

    The cost of a word is the Euclidean distance of the vectors, times its share of the text; the
    transport problem is solved exactly, as a linear program.

    Args:
        first: the tokens of a text, with repetitions.
        second: those of the other.
        vectors: the vector of each different token of the first text, float64 (D,).
        other_vectors: those of the second.

    """
    from scipy.optimize import linprog
    from scipy.sparse import identity, kron, vstack

    shares, other_shares = _shares(first, [*vectors]), _shares(second, [*other_vectors])
    a, b = np.stack([*vectors.values()]), np.stack([*other_vectors.values()])
    costs = np.linalg.norm(a[:, np.newaxis] - b[np.newaxis], axis=2)
    rows, columns = costs.shape
    # The flow x (rows · columns) sums to the shares of the first text over its second index, and
    # to those of the second text over its first.
    sums = vstack(
        [
            kron(identity(rows), np.ones((1, columns))),
            kron(np.ones((1, rows)), identity(columns)),
        ]
    ).tocsr()
    totals = np.concatenate([shares, other_shares])
    # One of the sums follows from the others; rounding could contradict it.
    solved = linprog(costs.ravel(), A_eq=sums[:-1], b_eq=totals[:-1], method="highs")
    return float(max(solved.fun, 0.0))


def _shares(tokens: Sequence[str], words: Sequence[str]) -> Vector:
    """Return the share of each word among the tokens, float64 (n,)."""
    counts = Counter(tokens)
    return np.array([counts[word] / len(tokens) for word in words])
