"""Positive pointwise mutual information (PPMI) of words and their contexts, as a sparse matrix."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
from numpy.typing import NDArray

from w2vkit.engines.glove.cooccurrence import Cooccurrences
from w2vkit.engines.glove.kernels import STRIPES

PAIRS_AT_ONCE = 1 << 22


@dataclass(frozen=True, eq=False)
class Associations:
    """A sparse matrix (V, V) in compressed rows, whose rows are in the order of `words`.

    Attributes:
        words: int64 (V,), the word of each row; columns are in the order of the vocabulary.
        starts: int64 (V + 1,), where the entries of each row start.
        columns: int32 (N,), memory-mapped.
        values: float64 (N,), memory-mapped, all positive.

    """

    words: NDArray[np.int64]
    starts: NDArray[np.int64]
    columns: NDArray[np.int32]
    values: NDArray[np.float64]


def positive_associations(
    pairs: Cooccurrences, size: int, smoothing: float, shift: float, folder: Path
) -> Associations:
    """Return max(0, PMI(w, c) - log shift) for all pairs, with temporary files in `folder`.

    PMI(w, c) = log(P(w, c) / (P(w) P(c))), where P(c) is proportional to the count of the context
    to the power of `smoothing` (Levy, Goldberg and Dagan 2015, section 3.2).

    Args:
        pairs: the counts, of both orders of each pair.
        size: the number of words V.
        smoothing: the exponent of context counts; 1 for none.
        shift: at least 1; log(shift) is subtracted.
        folder: a directory without files of these names.

    """
    totals = _totals(pairs, size)
    contexts = totals**smoothing
    contexts *= shift / max(contexts.sum(), 1e-300)
    column_path, value_path = folder / "ppmi.columns", folder / "ppmi.values"
    lengths = []
    with column_path.open("wb") as columns, value_path.open("wb") as values:
        for stripe in range(STRIPES):
            lengths.append(_write_rows(pairs, stripe, totals, contexts, columns, values))
    starts = np.append(0, np.cumsum(np.concatenate(lengths)))
    words = np.concatenate([np.arange(stripe, size, STRIPES) for stripe in range(STRIPES)])
    return Associations(
        words,
        starts,
        _mapped(column_path, np.int32, starts[-1]),
        _mapped(value_path, np.float64, starts[-1]),
    )


def _totals(pairs: Cooccurrences, size: int) -> NDArray[np.float64]:
    """Return the sum of the counts of each word, float64 (V,)."""
    totals = np.zeros(size)
    for start in range(0, len(pairs.rows), PAIRS_AT_ONCE):
        part = slice(start, start + PAIRS_AT_ONCE)
        totals += np.bincount(pairs.rows[part], pairs.counts[part], size)
    return totals


def _write_rows(
    pairs: Cooccurrences,
    stripe: int,
    totals: NDArray[np.float64],
    contexts: NDArray[np.float64],
    column_file: BinaryIO,
    value_file: BinaryIO,
) -> NDArray[np.int64]:
    """Write the positive entries of the rows of a stripe; return their number in each row."""
    part = slice(pairs.block(stripe, 0).start, pairs.block(stripe, STRIPES - 1).stop)
    rows, columns = np.asarray(pairs.rows[part]), np.asarray(pairs.columns[part])
    values = np.log(pairs.counts[part] / (totals[rows] * contexts[columns]))
    kept = np.flatnonzero(values > 0)
    order = kept[np.lexsort((columns[kept], rows[kept]))]
    column_file.write(columns[order].tobytes())
    value_file.write(values[order].tobytes())
    in_stripe = len(range(stripe, len(totals), STRIPES))
    return np.bincount(rows[order] // STRIPES, minlength=in_stripe)


def _mapped(path: Path, dtype: Any, size: int) -> NDArray[Any]:
    """Return the content of a file, memory-mapped unless it is empty."""
    return np.memmap(path, dtype, "r") if size else np.empty(0, dtype)
