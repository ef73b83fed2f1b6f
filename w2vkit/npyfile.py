"""NPY files that are written row by row, for matrices larger than memory."""

from __future__ import annotations

from pathlib import Path
from types import TracebackType
from typing import Any

import numpy as np
from numpy.typing import NDArray


class RowWriter:
    """Writes a float32 (rows, dim) NPY file; how many rows there are shows at the end.

    NumPy pads the header so that the number of rows can grow in place.
    """

    def __init__(self, path: Path, dim: int) -> None:
        self.file, self.dim, self.rows = path.open("wb"), dim, 0
        self._write_header()

    def append(self, vectors: NDArray[Any]) -> None:
        """Write further rows (n, dim)."""
        self.file.write(np.ascontiguousarray(vectors, "<f4").data)
        self.rows += len(vectors)

    def __enter__(self) -> RowWriter:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.file.seek(0)
        self._write_header()
        self.file.close()

    def _write_header(self) -> None:
        header = {"descr": "<f4", "fortran_order": False, "shape": (self.rows, self.dim)}
        np.lib.format.write_array_header_1_0(self.file, header)


def keep_rows(path: Path, rows: NDArray[np.int64], block: int = 65_536) -> None:
    """Reduce a matrix in a file to these rows, in bounded memory."""
    draft = path.with_suffix(".draft")
    vectors = np.load(path, mmap_mode="r", allow_pickle=False)
    with RowWriter(draft, int(vectors.shape[1])) as writer:
        for start in range(0, len(rows), block):
            writer.append(vectors[rows[start : start + block]])
    del vectors
    draft.replace(path)
