"""The hash of 64 bits from which compiled code draws its random numbers."""

from __future__ import annotations

from typing import Any

import numpy as np

from w2vkit.base.system.jit import compiled

GOLDEN = np.uint64(0x9E3779B97F4A7C15)
"""2^64 divided by the golden ratio: its multiples are spread evenly."""


@compiled
def mix(x: Any) -> Any:
    """Return a hash of 64 bits; `engines.sampling.mix` is the same function in plain Python."""
    x ^= x >> np.uint64(30)
    x *= np.uint64(0xBF58476D1CE4E5B9)
    x ^= x >> np.uint64(27)
    x *= np.uint64(0x94D049BB133111EB)
    x ^= x >> np.uint64(31)
    return x
