"""The scratch memory of a training, in which the tasks of a block leave what the owners read."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from w2vkit.engines.sampling import GROUP_DISTANCE
from w2vkit.engines.word2vec.layout import (
    BUCKETS,
    CACHE_LINE,
    KINDS_OF_LIST,
    NUMBERS_PER_LINE,
    SHARES,
    Scratch,
    TrainPlan,
)


def aligned_zeros(size: int, dtype: Any = np.float32) -> NDArray[Any]:
    """Return zeros that start on a cache line."""
    itemsize = np.dtype(dtype).itemsize
    memory = np.zeros(size + CACHE_LINE // itemsize, dtype)
    start = -memory.ctypes.data % CACHE_LINE // itemsize
    return memory[start : start + size]


def make_scratch(plan: TrainPlan) -> Scratch:
    """Return the scratch memory of a plan, filled with zeros."""
    slots, centres = plan.tasks * plan.slots_per_task, plan.tasks * plan.tokens_per_task
    outputs = centres * plan.outputs
    entries = plan.owners * plan.entries_per_owner
    rows = int(plan.row_lists.max()) + 1
    return Scratch(
        words=aligned_zeros(slots, np.int32),
        begins=aligned_zeros(slots, np.int32),
        ends=aligned_zeros(slots, np.int32),
        positions=aligned_zeros(slots, np.int32),
        rows=aligned_zeros(slots * plan.dim),
        updates=aligned_zeros(slots * plan.dim),
        sizes=aligned_zeros(centres, np.int32),
        # The kernels fetch the outputs of the centre after the last one.
        widths=aligned_zeros(centres + 1, np.int32),
        repeated=aligned_zeros(centres, np.int32),
        leaders=aligned_zeros(centres + 1, np.int32),
        followers=aligned_zeros(centres, np.int32),
        group_ends=aligned_zeros(plan.tasks * GROUP_DISTANCE, np.int32),
        group_numbers=aligned_zeros(plan.tasks * GROUP_DISTANCE, np.int64),
        contexts=aligned_zeros(centres * plan.contexts_per_centre, np.int32),
        outputs=aligned_zeros((centres + 1) * plan.padded_outputs, np.int64),
        signs=aligned_zeros(centres * plan.signs_per_centre if plan.hierarchical else 0),
        factor_starts=aligned_zeros(centres, np.int32),
        factors=aligned_zeros(centres * plan.factors_per_centre),
        means=aligned_zeros(centres * plan.dim if plan.cbow else 0),
        steps=aligned_zeros(centres * plan.steps_per_centre),
        before=aligned_zeros(centres * plan.padded_outputs * plan.dim),
        slot_lists=aligned_zeros(slots * plan.owners, np.int32),
        output_lists=aligned_zeros(outputs * plan.owners, np.int64),
        bounds=aligned_zeros(plan.owners * BUCKETS),
        passes=aligned_zeros(plan.owners * NUMBERS_PER_LINE, np.int64),
        marks=aligned_zeros(SHARES * plan.words_per_share, np.int64),
        measured=aligned_zeros(plan.owners * plan.measured_per_owner, np.int32),
        filled=aligned_zeros(plan.tasks, np.int64),
        holders=aligned_zeros(plan.words if plan.composed else 0, np.int64),
        leads=aligned_zeros(slots, np.int32),
        lengths=aligned_zeros(slots),
        heads=aligned_zeros(rows if plan.composed else 0, np.int32),
        touched=aligned_zeros(entries, np.int32),
        entry_slots=aligned_zeros(entries, np.int32),
        entry_next=aligned_zeros(entries, np.int32),
        sums=aligned_zeros(plan.owners * plan.dim),
        list_ends=aligned_zeros(plan.tasks * plan.owners * KINDS_OF_LIST, np.int64),
        losses=aligned_zeros(plan.tasks * NUMBERS_PER_LINE, np.float64),
        pairs=aligned_zeros(plan.tasks * NUMBERS_PER_LINE, np.int64),
        progress=aligned_zeros(NUMBERS_PER_LINE, np.int64),
        taken=aligned_zeros((plan.tasks + 2 * plan.owners) * NUMBERS_PER_LINE, np.int64),
    )
