"""GloVe's kernels compiled for another processor."""

import os
import platform
import subprocess
import sys

import pytest

PROGRAM = """
import hashlib
import numpy as np
from w2vkit.engines.glove.kernels import train_block

random = np.random.default_rng(1)
words, dim, pairs = 50, 37, 3000
rows, columns = random.integers(0, words, (2, pairs)).astype(np.int32)
counts = (random.random(pairs) * 30 + 0.1).astype(np.float32)
vectors = [(random.random((words, dim + 1)) - 0.5).astype(np.float32) for _ in range(2)]
squares = [np.ones((words, dim + 1), np.float32) for _ in range(2)]
loss = train_block(rows, columns, counts, np.arange(pairs), *vectors, *squares, 0.05, 10.0, 0.75)
print(loss, *(hashlib.sha256(array).hexdigest() for array in vectors + squares))
"""
NARROW = {"NUMBA_CPU_NAME": "generic", "NUMBA_CPU_FEATURES": "+sse4.2"}
"""A processor with vectors of a quarter of the length."""


def printed_on(processor, cache):
    variables = os.environ | processor | {"NUMBA_CACHE_DIR": str(cache)}
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        env=variables,
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    return done.stdout


@pytest.mark.skipif(platform.machine() not in ("x86_64", "AMD64"), reason="names x86 features")
def test_another_processor_computes_the_same_bytes(tmp_path):
    here = printed_on({}, tmp_path / "here")
    assert printed_on(NARROW, tmp_path / "narrow") == here
