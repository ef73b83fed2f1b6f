"""NumPy matrix with its words in a text file beside it."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from w2vkit.base.errors import UsageError
from w2vkit.base.messages import msg
from w2vkit.model.embeddings import Embeddings
from w2vkit.model.formats.export_target import ExportTarget
from w2vkit.model.formats.matrix import matrix_stream, read_words, to_number_type, write_words
from w2vkit.model.formats.vector_file import VectorFile
from w2vkit.model.formats.vector_stream import VectorStream
from w2vkit.model.npyfile import NPY_MAGIC, map_array


def matches(head: bytes, path: Path) -> bool:
    """Return whether a file is in this format, judged by its first bytes."""
    return head.startswith(NPY_MAGIC)


def read(source: VectorFile) -> VectorStream:
    """Read a matrix (V, D) of numbers and the file with its V words."""
    stem = source.path.name.partition(".npy")[0]
    words, counts = read_words(source, f"{stem}.words.txt", f"{stem}.txt")
    path = source.plain_path()
    with source.refusing():
        return matrix_stream(source, words, map_array(path), counts)


def write(embeddings: Embeddings, target: ExportTarget) -> None:
    """Write the matrix, and a file beside it with a line `word ⇥ count` for each row."""
    if target.config.dtype == "int8":
        raise UsageError(
            msg("npy cannot store the scale factors of int8."),
            msg("Choose --to npz or safetensors."),
        )
    vectors, _ = to_number_type(embeddings, target.config.dtype)
    with target.open() as file:
        np.lib.format.write_array(file, vectors, allow_pickle=False)
    stem = target.path.name.partition(".npy")[0]
    write_words(target.path.with_name(f"{stem}.words.txt"), embeddings)
