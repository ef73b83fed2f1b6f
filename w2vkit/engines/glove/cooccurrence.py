"""Co-occurrence counts of words, computed in bounded memory and sorted by block.

Pairs are counted in a hash table. Whenever it is full, its content is sorted and written to disk as
a run. At the end all runs are merged, block by block.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from w2vkit.base.progress import Listener, Progress
from w2vkit.corpus.encoded import EncodedCorpus
from w2vkit.engines.glove.kernels import (
    EMPTY_KEY,
    FILLED,
    POSITION,
    ROW_BITS,
    ROW_MASK,
    STRIPES,
    count_pairs,
)

TABLE_SIZE = 1 << 23
"""Entries of the hash table, 16 bytes each."""
SortedPairs = tuple[NDArray[np.int64], NDArray[np.float64]]
"""Keys, ascending, and their counts."""


@dataclass(frozen=True, eq=False)
class Cooccurrences:
    """All pairs of words that co-occur, in both orders, sorted by block.

    Attributes:
        rows: int32 (N,), memory-mapped.
        columns: int32 (N,), memory-mapped.
        counts: float32 (N,), memory-mapped.
        ends: int64 (256,), where each block ends; block p * 16 + q has rows of stripe p and
            columns of stripe q, where the stripe of a word is its id modulo 16.

    """

    rows: NDArray[np.int32]
    columns: NDArray[np.int32]
    counts: NDArray[np.float32]
    ends: NDArray[np.int64]

    def block(self, row_stripe: int, column_stripe: int) -> slice:
        """Return the slice of the pairs of two stripes."""
        number = row_stripe * STRIPES + column_stripe
        return slice(int(self.ends[number - 1]) if number else 0, int(self.ends[number]))


def count_cooccurrences(
    corpus: EncodedCorpus,
    vocabulary_size: int,
    window: int,
    folder: Path,
    listener: Listener,
    table_size: int = TABLE_SIZE,
    pause: Callable[[], None] = lambda: None,
    decay: float = 1.0,
) -> Cooccurrences:
    """Count the pairs of a corpus, with temporary files in `folder`.

    Args:
        corpus: the text as ids.
        vocabulary_size: V; ids of V and above are ignored.
        window: the greatest distance of a pair.
        folder: an empty directory.
        listener: receives the progress.
        table_size: the entries of the hash table, a power of two.
        pause: is called after each run, and may stop the counting with an exception.
        decay: a pair at distance k counts 1/k to the power of this.

    """
    weights = np.append(0.0, 1.0 / np.arange(1.0, window + 1) ** decay)
    runs: list[SortedPairs] = []
    for keys, values in _tables(corpus, vocabulary_size, weights, listener, table_size):
        runs.append(_write_run(folder / f"run{len(runs)}", keys, values))
        pause()
    return _merge(runs, folder)


def _tables(
    corpus: EncodedCorpus,
    vocabulary_size: int,
    weights: NDArray[np.float64],
    listener: Listener,
    size: int,
) -> Iterator[SortedPairs]:
    """Yield keys and values whenever the table is full, and at the end."""
    ids, starts = corpus.ids(), np.asarray(corpus.starts)
    ring, state = np.zeros(len(weights) - 1, np.int64), np.zeros(4, np.int64)
    keys, values = np.full(size, EMPTY_KEY), np.zeros(size)
    done = False
    while not done:
        done = count_pairs(ids, starts, vocabulary_size, weights, ring, state, keys, values)
        listener.progress(Progress("Counting", int(state[POSITION]), corpus.tokens, "words"))
        used = np.flatnonzero(keys != EMPTY_KEY)
        yield keys[used], values[used]
        keys.fill(EMPTY_KEY)
        state[FILLED] = 0


def _write_run(path: Path, keys: NDArray[np.int64], values: NDArray[np.float64]) -> SortedPairs:
    """Write pairs in both orders, sorted by key; return them memory-mapped."""
    rows, columns = _rows_and_columns(keys)
    apart = np.flatnonzero(rows != columns)
    turned = _keys(columns[apart], rows[apart])
    all_keys = np.concatenate((keys, turned))
    order = np.argsort(all_keys)
    result = []
    for name, array in (
        ("keys", all_keys[order]),
        ("values", np.concatenate((values, values[apart]))[order]),
    ):
        file = path.with_suffix(f".{name}.npy")
        np.save(file, array, allow_pickle=False)
        result.append(np.load(file, mmap_mode="r" if len(array) else None, allow_pickle=False))
    return result[0], result[1]


def _keys(rows: NDArray[np.int64], columns: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the keys of pairs; see `pair_key`."""
    block = (rows % STRIPES) * STRIPES + columns % STRIPES
    pair = (rows // STRIPES << ROW_BITS) | columns // STRIPES
    keys: NDArray[np.int64] = (block << 2 * ROW_BITS) | pair
    return keys


def _rows_and_columns(keys: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the pairs of keys; the inverse of `_keys`."""
    block = keys >> 2 * ROW_BITS
    rows = (keys >> ROW_BITS & ROW_MASK) * STRIPES + block // STRIPES
    columns = (keys & ROW_MASK) * STRIPES + block % STRIPES
    return rows, columns


def _merge(runs: Sequence[SortedPairs], folder: Path) -> Cooccurrences:
    """Add up the counts of each pair in all runs, block by block."""
    names: dict[str, Any] = {"rows": np.int32, "columns": np.int32, "counts": np.float32}
    files = {name: (folder / name).open("wb") for name in names}
    ends = np.zeros(STRIPES * STRIPES, np.int64)
    total = 0
    for block in range(STRIPES * STRIPES):
        keys, counts = _merged_block(runs, block)
        rows, columns = _rows_and_columns(keys)
        for name, array in (("rows", rows), ("columns", columns), ("counts", counts)):
            files[name].write(array.astype(names[name]).tobytes())
        total += len(keys)
        ends[block] = total
    for file in files.values():
        file.close()
    arrays = [
        np.memmap(folder / name, dtype, "r") if total else np.empty(0, dtype)
        for name, dtype in names.items()
    ]
    return Cooccurrences(arrays[0], arrays[1], arrays[2], ends)


def _merged_block(runs: Sequence[SortedPairs], block: int) -> SortedPairs:
    low, high = block << 2 * ROW_BITS, (block + 1) << 2 * ROW_BITS
    keys, values = [], []
    for run_keys, run_values in runs:
        start, end = np.searchsorted(run_keys, (low, high))
        keys.append(run_keys[start:end])
        values.append(run_values[start:end])
    all_keys, all_values = np.concatenate(keys), np.concatenate(values)
    if not len(all_keys):
        return all_keys, all_values
    order = np.argsort(all_keys, kind="stable")
    all_keys = all_keys[order]
    firsts = np.flatnonzero(np.append(True, all_keys[1:] != all_keys[:-1]))
    return all_keys[firsts], np.add.reduceat(all_values[order], firsts)
