"""A NumPy matrix, and its words in a text file beside it: for any vectors with names."""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO

import numpy as np

from w2vkit.embeddings import Embeddings
from w2vkit.errors import UsageError
from w2vkit.exchange.incoming import Incoming
from w2vkit.exchange.matrix import incoming_matrix, map_matrix, read_words, scaled, write_words
from w2vkit.exchange.source import Source
from w2vkit.exchange.target import Target

MAGIC = b"\x93NUMPY"


def matches(head: bytes, path: Path) -> bool:
    """Tell from the beginning of a file whether it is in this format."""
    return head.startswith(MAGIC)


def read(source: Source) -> Incoming:
    """Read a matrix (V, D) of numbers and the file with its V words."""
    stem = source.path.name.partition(".npy")[0]
    words, counts = read_words(source, f"{stem}.txt", f"{stem}.words.txt", f"{stem}.tsv")
    path = source.plain_path()
    with path.open("rb") as file:
        shape, fortran, dtype = read_header(source, file)
        offset = file.tell()
    matrix = map_matrix(source, path, offset, dtype, shape[::-1] if fortran else shape)
    return incoming_matrix(source, words, matrix.T if fortran else matrix, counts)


def read_header(source: Source, file: BinaryIO) -> tuple[tuple[int, ...], bool, np.dtype[np.void]]:
    """Return shape, whether it is in Fortran order, and type of an NPY file; never pickled ones."""
    try:
        version = np.lib.format.read_magic(file)
        if version == (1, 0):
            shape, fortran, dtype = np.lib.format.read_array_header_1_0(file)
        else:
            shape, fortran, dtype = np.lib.format.read_array_header_2_0(file)
    except (ValueError, EOFError, UnicodeDecodeError, TypeError, OverflowError) as error:
        source.refuse(f"its NPY header is damaged ({str(error).partition(chr(10))[0][:80]})")
    if dtype.hasobject:
        source.refuse("it holds pickled Python objects", "Save it as an array of float32.")
    return shape, fortran, dtype


def write(embeddings: Embeddings, target: Target) -> None:
    """Write the matrix, and beside it a line `word ⇥ count` for each row."""
    if target.config.dtype == "int8":
        raise UsageError("npy has no room for the scales of int8.", "Use --to npz or safetensors.")
    vectors, _ = scaled(embeddings, target.config.dtype)
    with target.open() as file:
        np.lib.format.write_array(file, vectors, allow_pickle=False)
    stem = target.path.name.partition(".npy")[0]
    write_words(target.path.with_name(f"{stem}.txt"), embeddings)
