"""The scratch memory has room for what the plan says, and starts on cache lines."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.engines.word2vec.test_plan import ZIPF
from w2vkit.base.config import TrainConfig
from w2vkit.engines.word2vec.memory import aligned_zeros, make_scratch
from w2vkit.engines.word2vec.plan import make_plan


@pytest.mark.parametrize("algorithm", ["skipgram", "cbow"])
def test_the_memory_of_a_plan(algorithm):
    config = TrainConfig(algorithm=algorithm, dim=20, window=3, negative=4, sample=1e-3)
    plan = make_plan(config, ZIPF, workers=40)
    scratch = make_scratch(plan)
    shape = plan.shape
    tasks = shape.tokens_per_block // shape.tokens_per_task
    assert len(scratch.slots.rows) == tasks * shape.slots_per_task * shape.dim
    centres = shape.tokens_per_block
    assert len(scratch.factors.means) == (centres * shape.dim if plan.method.cbow else 0)
    assert len(scratch.lists.outputs) == centres * shape.outputs * shape.owners
    arrays = [array for record in scratch for array in record]
    assert all(array.ctypes.data % 64 == 0 for array in arrays if len(array))
    assert not any(array.any() for array in arrays)


@given(st.integers(0, 500), st.sampled_from([np.int32, np.float32, np.int64, np.float64]))
def test_memory_starts_on_a_cache_line(size, dtype):
    memory = aligned_zeros(size, dtype)
    assert (len(memory), memory.dtype) == (size, dtype)
    assert size == 0 or memory.ctypes.data % 64 == 0
