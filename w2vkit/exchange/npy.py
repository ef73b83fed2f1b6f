"""A NumPy matrix, and its words in a text file beside it: for any vectors with names."""

from __future__ import annotations

import io
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from w2vkit.embeddings import Embeddings
from w2vkit.errors import UsageError
from w2vkit.exchange.incoming import Incoming
from w2vkit.exchange.matrix import incoming_matrix, map_matrix, read_words, scaled, write_words
from w2vkit.exchange.source import HEAD, Source
from w2vkit.exchange.target import Target

MAGIC = b"\x93NUMPY"


def matches(head: bytes, path: Path) -> bool:
    """Tell from the beginning of a file whether it is in this format."""
    return head.startswith(MAGIC)


def read(source: Source) -> Incoming:
    """Read a matrix (V, D) of numbers and the file with its V words."""
    stem = source.path.name.partition(".npy")[0]
    words, counts = read_words(source, f"{stem}.words.txt", f"{stem}.txt")
    path = source.plain_path()
    with path.open("rb") as file:
        header = read_header(source, file.read(HEAD))
    shape = header.shape[::-1] if header.fortran else header.shape
    matrix = map_matrix(source, path, header.bytes, header.dtype, shape)
    return incoming_matrix(source, words, matrix.T if header.fortran else matrix, counts)


@dataclass(frozen=True, slots=True)
class Header:
    """What an NPY file says of itself; `bytes` is where its numbers start."""

    shape: tuple[int, ...]
    fortran: bool
    dtype: np.dtype[Any]
    bytes: int


def read_header(source: Source, head: bytes) -> Header:
    """Return the header of an NPY file, given how the file begins; never of a pickled one."""
    file = io.BytesIO(head)
    try:
        version = np.lib.format.read_magic(file)
        if version == (1, 0):
            shape, fortran, dtype = np.lib.format.read_array_header_1_0(file)
        else:
            shape, fortran, dtype = np.lib.format.read_array_header_2_0(file)
    except Exception as error:  # NumPy's parser lets through whatever Python's own raises
        source.refuse(f"its NPY header is damaged ({str(error).partition(chr(10))[0][:80]})")
    if dtype.hasobject:
        source.refuse("it holds pickled Python objects", "Save it as an array of float32.")
    return Header(shape, fortran, dtype, file.tell())


def write(embeddings: Embeddings, target: Target) -> None:
    """Write the matrix, and beside it a line `word ⇥ count` for each row."""
    if target.config.dtype == "int8":
        raise UsageError("npy has no room for the scales of int8.", "Use --to npz or safetensors.")
    vectors, _ = scaled(embeddings, target.config.dtype)
    with target.open() as file:
        np.lib.format.write_array(file, vectors, allow_pickle=False)
    stem = target.path.name.partition(".npy")[0]
    write_words(target.path.with_name(f"{stem}.words.txt"), embeddings)
