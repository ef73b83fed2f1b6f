"""Changes of several partitions: their sum if they are orthogonal, their mean if they are equal."""

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from w2vkit.base.progress import SILENT
from w2vkit.engines.distributed.combination import combine_all, load_combination


def combined(base, changes, threads=1):
    """Return the rows of `base` after the changes (K, rows, dim) are combined."""
    load_combination(SILENT)
    weights = np.array(base, np.float32)
    changed = (weights + np.array(changes, np.float32)).reshape(len(changes), -1)
    flat = weights.reshape(-1)
    with ThreadPoolExecutor(threads) as pool:
        combine_all(flat, changed, weights.shape[1], pool, threads)
    return flat.reshape(weights.shape)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ([[[1, 0]], [[0, 1]]], [1, 1]),  # orthogonal: the sum
        ([[[1, 0]], [[1, 0]]], [1, 0]),  # equal: the mean
        ([[[2, 0]], [[0, 0]]], [2, 0]),  # changed by one partition only
        ([[[0, 0]], [[0, 0]]], [0, 0]),
        ([[[1, 0]], [[-1, 0]]], [0, 0]),  # opposite: no factor makes more of nothing
        ([[[3, 0]], [[1, 0]]], [4 * 10 / 16, 0]),  # (9 + 1) / 4²
        ([[[1, 1]], [[1, -1]], [[2, 0]]], [4 * 8 / 16, 0]),
    ],
)
def test_a_row_is_scaled_by_the_ratio_of_norms(changes, expected):
    assert combined([[0, 0]], changes)[0] == pytest.approx(expected)


def test_rows_are_combined_each_for_itself():
    rows = combined([[1, 1], [5, 5]], [[[1, 0], [0, 0]], [[0, 1], [1, 1]]])
    assert rows.tolist() == [[2, 2], [6, 6]]


@pytest.mark.parametrize("threads", [2, 3, 5])
def test_the_number_of_threads_changes_no_bit(threads):
    rng = np.random.default_rng(1)
    base, changes = rng.normal(size=(23, 16)), rng.normal(size=(4, 23, 16))
    expected = combined(base, changes)
    assert combined(base, changes, threads).tobytes() == expected.tobytes()


def test_the_formula_is_that_of_numpy():
    rng = np.random.default_rng(2)
    base = rng.normal(size=(50, 16)).astype(np.float32)
    changes = rng.normal(size=(6, 50, 16)).astype(np.float32)
    changed = base + changes
    exact = changed.astype(np.float64) - base
    total = exact.sum(axis=0)
    ratio = (exact**2).sum(axis=(0, 2)) / (total**2).sum(axis=1)
    expected = base + np.clip(ratio, 1 / 6, 1)[:, None] * total
    assert np.abs(combined(base, changes) - expected).max() < 1e-5
