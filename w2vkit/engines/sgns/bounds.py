"""How far the rows of an owner may have moved in a block: upper bounds, cheap to add up.

Rows are hashed to `BUCKETS`, and the lengths of their updates are added up in each bucket: an upper
bound of the step of every row in it. The table fits into the first cache of a processor, however
large the vocabulary is. Only rows in a bucket beyond `noticed_step` are measured.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from w2vkit.engines.sgns.layout import BUCKET_BITS, BUCKETS, Scratch, TrainPlan
from w2vkit.engines.sgns.places import Index, wide
from w2vkit.engines.sgns.tiles import clear
from w2vkit.engines.simd import compiled, get, put

MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)
SHIFT = np.uint64(64 - BUCKET_BITS)


@compiled
def bucket_of(owner: Index, row: Index) -> Index:
    """Return the bucket of the row that starts at `row`."""
    return owner * BUCKETS + np.int64(np.uint64(row) * MULTIPLIER >> SHIFT)


@compiled
def clear_bounds(owner: Index, s: Scratch) -> None:
    """Set all bounds of an owner to zero."""
    clear(s.bounds, owner * BUCKETS, BUCKETS)


@compiled
def add_bound(owner: Index, row: Index, step: Any, s: Scratch) -> Any:
    """Add the length of a step to the bound of a row; return the sum."""
    at = bucket_of(owner, row)
    total = get(s.bounds, at) + step
    put(s.bounds, at, total)
    return total


@compiled
def clear_firsts(owner: Index, s: Scratch) -> None:
    """Forget the first updates of all buckets of an owner."""
    for at in range(owner * BUCKETS, (owner + 1) * BUCKETS):
        put(s.firsts, at, 0)


@compiled
def is_measured(
    owner: Index, row: Index, update: Index, names: Any, plan: TrainPlan, s: Scratch
) -> bool:
    """Return whether to measure a row because of one of its updates.

    Of the updates of a row, only the first one is reason to measure it, so that a frequent row is
    measured once; a row that shares its bucket with an earlier one is measured at each update.

    Args:
        owner: of the row.
        row: where it starts.
        update: the number of the update.
        names: by the number of an update, what tells its row from others.
        plan: see `TrainPlan`.
        s: see `Scratch`.

    """
    at = bucket_of(owner, row)
    if get(s.bounds, at) <= plan.noticed_step:
        return False
    first = wide(get(s.firsts, at)) - 1
    if first < 0:
        put(s.firsts, at, np.int32(update + 1))
        return True
    return bool(first == update or get(names, first) != get(names, update))
