"""WEAT of wefe (Badilla et al. 2020) and of w2vkit on the same vectors."""

import json
import os
import subprocess
from pathlib import Path

import numpy as np
import pytest

import w2vkit

PYTHON = os.environ.get("WEFE_PYTHON", "")
PROGRAM = Path(__file__).with_name("weat_of_wefe.py")
SIZE = 6
SETS = [[f"{name}{number}" for number in range(SIZE)] for name in "xyab"]
P_VALUE_ERROR = 0.08
"""Five standard deviations of a p-value that wefe estimates from 1,000 divisions."""

pytestmark = pytest.mark.skipif(not PYTHON, reason="WEFE_PYTHON does not name a Python with wefe")


@pytest.mark.parametrize("shift", [0.0, 0.7])
def test_effect_sizes_and_p_values_are_the_same(tmp_path, shift):
    """Shift the targets X towards the attributes A, so that effects of all sizes occur."""
    vectors = np.random.default_rng(5).normal(size=(4 * SIZE, 10))
    vectors[:SIZE] += shift * vectors[2 * SIZE : 3 * SIZE].mean(axis=0)
    path = tmp_path / "vectors.txt"
    words = [word for words in SETS for word in words]
    lines = [
        f"{word} {' '.join(f'{x:.6f}' for x in row)}"
        for word, row in zip(words, vectors, strict=True)
    ]
    path.write_text("\n".join([f"{len(words)} 10", *lines]) + "\n", encoding="utf-8")
    done = subprocess.run(
        [PYTHON, str(PROGRAM), str(path), json.dumps(SETS)],
        check=True,
        capture_output=True,
        encoding="utf-8",
    )
    theirs = json.loads(done.stdout.splitlines()[-1])
    ours = w2vkit.open(str(path)).associate(*SETS)
    assert ours.effect_size == pytest.approx(theirs["effect_size"], abs=1e-5)
    assert ours.p_value == pytest.approx(theirs["p_value"], abs=P_VALUE_ERROR)
    assert ours.exact
