"""Buffer for vectors of unknown number: in memory while small, in a temporary file when large."""

from __future__ import annotations

import errno
import io
import mmap
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import IO, Any

import numpy as np
from numpy.typing import NDArray

from w2vkit.base.errors import W2vError
from w2vkit.base.messages import msg, reason
from w2vkit.base.system.paths import cache_home, cache_remedy
from w2vkit.model.embeddings import Matrix

MAX_BYTES_IN_MEMORY = 1 << 28
"""Bytes above which rows go to an unnamed temporary file, deleted when the process ends."""
ROWS_PER_COPY = 65_536


class RowBuffer:
    """Growing float32 matrix (V, D) whose number of rows is not known in advance.

    Args:
        dim: D.
        expected: the expected number of rows, or None.
        in_memory: the number of bytes above which the rows move to disk.

    Raises:
        W2vError: the disk has too little space.

    """

    def __init__(
        self, dim: int, expected: int | None = None, *, in_memory: int = MAX_BYTES_IN_MEMORY
    ) -> None:
        self.in_memory = in_memory
        self.dim, self.bytes, self.expected = dim, 0, 4 * dim * (expected or 0)
        self.file: IO[bytes] = io.BytesIO()
        self.on_disk = False

    def append(self, vectors: NDArray[Any]) -> None:
        """Append rows (n, D)."""
        with disk_errors():
            if (
                not self.on_disk
                and max(self.bytes + vectors.nbytes, self.expected) > self.in_memory
            ):
                self._move_to_disk()
            self.file.write(np.ascontiguousarray(vectors, "<f4").data)
        self.bytes += 4 * vectors.size

    def matrix(self) -> Matrix:
        """Return all rows, float32 (V, D); the buffer accepts no more."""
        if isinstance(self.file, io.BytesIO):
            content: Any = self.file.getbuffer()
        else:
            with disk_errors():
                self.file.flush()
            content = mmap.mmap(self.file.fileno(), 0, access=mmap.ACCESS_READ)
        matrix: Matrix = np.frombuffer(content, "<f4").reshape(-1, self.dim)
        return matrix

    def selected(self, rows: NDArray[np.int64]) -> Matrix:
        """Return the selected rows, float32 (n, D); the buffer accepts no more."""
        matrix = self.matrix()
        with closing(RowBuffer(self.dim, len(rows), in_memory=self.in_memory)) as chosen:
            for start in range(0, len(rows), ROWS_PER_COPY):
                chosen.append(matrix[rows[start : start + ROWS_PER_COPY]])
            return chosen.matrix()

    def close(self) -> None:
        """Close the temporary file; a matrix already returned stays valid."""
        if self.on_disk:
            self.file.close()

    def _move_to_disk(self) -> None:
        home = cache_home()
        home.mkdir(parents=True, exist_ok=True)
        free, wanted = shutil.disk_usage(home).free, max(self.expected, self.in_memory)
        if wanted > free:
            raise OSError(
                errno.ENOSPC,
                msg(
                    "{wanted:.1f} GB are needed and {free:.1f} GB are free",
                    wanted=wanted / 1000000000.0,
                    free=free / 1000000000.0,
                ),
            )
        before, self.file = self.file, _temporary_file(home)
        self.file.write(before.getbuffer() if isinstance(before, io.BytesIO) else b"")
        self.on_disk = True


def _temporary_file(folder: Path) -> IO[bytes]:
    return tempfile.TemporaryFile(dir=folder)


@contextmanager
def disk_errors() -> Iterator[None]:
    """Turn OSError from the disk into W2vError."""
    try:
        yield
    except OSError as error:
        raise W2vError(
            msg(
                "The vectors do not fit in memory and could not be written to {cache_home}: "
                "{reason}.",
                cache_home=cache_home(),
                reason=reason(error),
            ),
            cache_remedy(error),
        ) from error
