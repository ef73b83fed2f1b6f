"""How the changes of several partitions become one: row by row, by the ratio of norms.

Partition k has changed a row by d_k. Changes that point in different directions have learned
different things, and their sum keeps all of them; changes that point in the same direction have
learned the same thing several times, and one of them is enough. In between, the sum is scaled by

    clamp(Σ |d_k|² / |Σ d_k|², 1 / K, 1)

which is 1 if the changes are orthogonal, and 1 / K, so that the sum becomes the mean, if they are
equal.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from w2vkit.base.messages import msg
from w2vkit.base.progress import Listener
from w2vkit.base.system.compilation import load_kernels
from w2vkit.base.system.jit import entry

Weights = NDArray[np.float32]


@entry
def combine(base: Weights, changed: Weights, dim: int, first: int, last: int) -> None:
    """Replace rows first … last - 1 of `base` by the combination of those of all partitions.

    Every sum has a fixed order: that of the partitions, then that of the columns.

    Args:
        base: float32 (rows · dim), the weights from which all partitions started.
        changed: float32 (K, rows · dim), the weights of each partition.
        dim: the length of a row.
        first: the first row.
        last: the row after the last one.

    """
    partitions = len(changed)
    total = np.empty(dim, np.float64)
    squares = np.empty(dim, np.float64)
    for row in range(first, last):
        start = row * dim
        # 1. The sum of the changes, and of their squares, in each column.
        total[:] = 0.0
        squares[:] = 0.0
        for partition in range(partitions):
            for column in range(dim):
                change = np.float64(changed[partition, start + column] - base[start + column])
                total[column] += change
                squares[column] += change * change
        # 2. The squares of the norms: of all changes, and of their sum.
        of_changes, of_total = 0.0, 0.0
        for column in range(dim):
            of_changes += squares[column]
            of_total += total[column] * total[column]
        # 3. The sum, scaled by their ratio.
        if of_total > 0.0:
            factor = min(1.0, max(1.0 / partitions, of_changes / of_total))
            for column in range(dim):
                base[start + column] += np.float32(factor * total[column])


def load_combination(listener: Listener) -> None:
    """Load the compiled function from the cache, or compile it."""
    nothing = np.zeros(0, np.float32)
    load_kernels(
        [combine],
        lambda: combine(nothing, nothing.reshape(1, 0), 1, 0, 0),
        listener,
        msg("combination of partitions"),
    )


def combine_all(
    base: Weights, changed: Weights, dim: int, pool: ThreadPoolExecutor, threads: int
) -> None:
    """Replace all rows of `base`, see `combine`, in this many threads of a pool."""
    rows = len(base) // dim
    cuts = [rows * part // threads for part in range(threads + 1)]
    futures = [pool.submit(combine, base, changed, dim, *part) for part in pairwise(cuts)]
    for future in futures:
        future.result()
