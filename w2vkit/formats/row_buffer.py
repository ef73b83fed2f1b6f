"""Vectors that come row by row: kept in memory while they are few, on disk if they are many."""

from __future__ import annotations

import io
import mmap
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import IO, Any

import numpy as np
from numpy.typing import NDArray

from w2vkit.errors import W2vError
from w2vkit.messages import reason
from w2vkit.model.embeddings import Matrix
from w2vkit.system.paths import CACHE_VARIABLE, cache_home

IN_MEMORY = 1 << 28
"""Bytes beyond which rows go to a file; it has no name, and is gone when the process ends."""
SELECTED = 65_536


class RowBuffer:
    """Rows of float32 (V, D), of which nobody needs to know how many will come.

    Args:
        dim: D.
        expected: how many rows will probably come, or None.

    Raises:
        W2vError: there is no room on disk.

    """

    def __init__(self, dim: int, expected: int | None = None) -> None:
        self.dim, self.bytes, self.expected = dim, 0, 4 * dim * (expected or 0)
        self.file: IO[bytes] = io.BytesIO()
        self.on_disk = False

    def append(self, vectors: NDArray[Any]) -> None:
        """Take further rows (n, D)."""
        with saying_no_room():
            if not self.on_disk and max(self.bytes + vectors.nbytes, self.expected) > IN_MEMORY:
                self._move_to_disk()
            self.file.write(np.ascontiguousarray(vectors, "<f4").data)
        self.bytes += 4 * vectors.size

    def matrix(self) -> Matrix:
        """Return all rows so far, float32 (V, D); no more can come."""
        if isinstance(self.file, io.BytesIO):
            content: Any = self.file.getbuffer()
        else:
            with saying_no_room():
                self.file.flush()
            content = mmap.mmap(self.file.fileno(), 0, access=mmap.ACCESS_READ)
        matrix: Matrix = np.frombuffer(content, "<f4").reshape(-1, self.dim)
        return matrix

    def selected(self, rows: NDArray[np.int64]) -> Matrix:
        """Return these rows, float32 (n, D); no more can come."""
        matrix = self.matrix()
        with closing(RowBuffer(self.dim, len(rows))) as chosen:
            for start in range(0, len(rows), SELECTED):
                chosen.append(matrix[rows[start : start + SELECTED]])
            return chosen.matrix()

    def close(self) -> None:
        """Let go of the file; what `matrix` returned stays."""
        if self.on_disk:
            self.file.close()

    def _move_to_disk(self) -> None:
        home = cache_home()
        home.mkdir(parents=True, exist_ok=True)
        free, wanted = shutil.disk_usage(home).free, max(self.expected, IN_MEMORY)
        if wanted > free:
            raise no_room(f"{wanted / 1e9:.1f} GB are needed in {home}, which has {free / 1e9:.1f}")
        file = tempfile.TemporaryFile(dir=home)  # noqa: SIM115 (`close` closes it)
        file.write(self.file.getbuffer() if isinstance(self.file, io.BytesIO) else b"")
        self.file, self.on_disk = file, True


@contextmanager
def saying_no_room() -> Iterator[None]:
    """Turn what the disk refuses into W2vError."""
    try:
        yield
    except OSError as error:
        raise no_room(f"{reason(error)} in {cache_home()}") from error


def no_room(what: str) -> W2vError:
    """Return the error that says why large vectors could not be read."""
    return W2vError(
        f"The vectors are too large to be read: {what}.",
        f"Free some space, or choose another folder with {CACHE_VARIABLE}.",
    )
