"""Compiled dynamic programming over the lattice of a text."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from w2vkit.base.messages import msg
from w2vkit.base.progress import Listener
from w2vkit.base.system.compilation import can_compile, load_kernels
from w2vkit.base.system.jit import entry

Numbers = NDArray[np.int32]
Spans = NDArray[np.int64]
Values = NDArray[np.float64]


@entry
def expect(numbers: Numbers, pieces: Spans, shares: Values, counts: Values) -> None:
    """Add to the count of each word its expected number of uses, by forward-backward sums.

    Args:
        numbers: int32 (L, M), the word of each length at each place, or -1.
        pieces: int64 (P, 2), short parts of the text.
        shares: float64 (W,), the probability of each word.
        counts: float64 (W,), the counts that are added to.

    """
    longest = numbers.shape[1]
    most = 0
    for piece in range(len(pieces)):
        most = max(most, pieces[piece, 1] - pieces[piece, 0])
    ahead = np.zeros(most + 1)
    behind = np.zeros(most + 1)
    for piece in range(len(pieces)):
        start, size = pieces[piece, 0], pieces[piece, 1] - pieces[piece, 0]
        ahead[: size + 1] = 0.0
        behind[: size + 1] = 0.0
        ahead[0] = behind[size] = 1.0
        for place in range(size):
            for more in range(min(longest, size - place)):
                word = numbers[start + place, more]
                if word >= 0:
                    ahead[place + more + 1] += ahead[place] * shares[word]
        total = ahead[size]
        if not total > 0.0:
            continue
        for place in range(size - 1, -1, -1):
            for more in range(min(longest, size - place)):
                word = numbers[start + place, more]
                if word >= 0:
                    through = shares[word] * behind[place + more + 1]
                    behind[place] += through
                    counts[word] += ahead[place] * through / total


@entry
def cut(numbers: Numbers, runs: Spans, costs: Values, lengths: Numbers) -> None:
    """Write the length of each word of the cheapest segmentation at its first character.

    Args:
        numbers: int32 (L, M), the word of each length at each place, or -1.
        runs: int64 (R, 2), the parts of the text that are segmented.
        costs: float64 (W,), the negative log probability of each word.
        lengths: int32 (1, L), zeros, which are written to.

    """
    longest = numbers.shape[1]
    for run in range(len(runs)):
        start, size = runs[run, 0], runs[run, 1] - runs[run, 0]
        best = np.full(size + 1, np.inf)
        before = np.ones(size + 1, np.int64)
        best[0] = 0.0
        for place in range(size):
            for more in range(min(longest, size - place)):
                word = numbers[start + place, more]
                if word >= 0 and best[place] + costs[word] < best[place + more + 1]:
                    best[place + more + 1] = best[place] + costs[word]
                    before[place + more + 1] = more + 1
        place = size
        while place > 0:
            length = before[place]
            place -= length
            lengths[0, start + place] = length


def load_lattice_kernels(listener: Listener) -> None:
    """Load the kernels from the cache, or compile them; without a compiler, they run slowly."""
    if can_compile([expect, cut]):
        load_kernels([expect, cut], _call_on_nothing, listener, msg("model of words"))


def _call_on_nothing() -> None:
    numbers, spans = np.full((1, 1), -1, np.int32), np.zeros((0, 2), np.int64)
    expect(numbers, spans, np.zeros(1), np.zeros(1))
    cut(numbers, spans, np.zeros(1), np.zeros((1, 1), np.int32))
