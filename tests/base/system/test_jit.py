"""The hash of compiled code, beside the same function in plain Python."""

import numba
import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from w2vkit.base.system import jit
from w2vkit.engines import sampling


@numba.njit
def mixed(number):
    return jit.mix(number)


@given(st.integers(0, 2**64 - 1))
def test_compiled_code_draws_the_numbers_of_the_specification(number):
    assert int(mixed(np.uint64(number))) == sampling.mix(number)


def test_both_use_the_same_increment():
    assert int(jit.GOLDEN) == sampling.GOLDEN
