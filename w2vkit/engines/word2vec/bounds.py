"""Which rows of an owner may move too far in a block, from bounds that are cheap to add up.

Words are hashed to `BUCKETS`, and the lengths of their updates are added up in each bucket: an
upper bound of the step of every row in it. The table fits into the first cache of a processor,
however large the vocabulary is. Only rows in a bucket beyond `noticed_step` are measured, and each
of them once: to shorten a step twice could change its last bit, which would depend on the buckets.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from w2vkit.engines.simd import compiled, get, put
from w2vkit.engines.word2vec.layout import (
    BUCKET_BITS,
    BUCKETS,
    NUMBERS_PER_LINE,
    Scratch,
    TrainPlan,
)
from w2vkit.engines.word2vec.places import Index, mark_of
from w2vkit.engines.word2vec.strips import clear_row

MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)
SHIFT = np.uint64(64 - BUCKET_BITS)


@compiled
def bucket_of(owner: Index, word: Index) -> Index:
    """Return the bucket of a word."""
    return owner * BUCKETS + np.int64(np.uint64(word) * MULTIPLIER >> SHIFT)


@compiled
def begin_pass(owner: Index, s: Scratch) -> None:
    """Set all bounds of an owner to zero, and forget which rows are measured."""
    clear_row(BUCKETS, s.bounds, owner * BUCKETS)
    number = owner * NUMBERS_PER_LINE
    put(s.passes, number, get(s.passes, number) + 1)


@compiled
def must_measure(owner: Index, word: Index, step: Any, plan: TrainPlan, s: Scratch) -> bool:
    """Add the length of a step to the bound of a word; return whether to measure its row.

    This is true at most once for each word in a pass, and at the latest with the step that could
    have moved the row too far: what other words of the bucket add later does not concern it.
    """
    at = bucket_of(owner, word)
    total = get(s.bounds, at) + step
    put(s.bounds, at, total)
    if total <= plan.noticed_step:
        return False
    mark, number = mark_of(word, plan), get(s.passes, owner * NUMBERS_PER_LINE)
    if get(s.marks, mark) == number:
        return False
    put(s.marks, mark, number)
    return True
