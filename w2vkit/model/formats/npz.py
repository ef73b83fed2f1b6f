"""NumPy archive: arrays `words`, `vectors`, `counts` if known, and `scale` for int8."""

from __future__ import annotations

import sys
import zipfile
from pathlib import Path
from typing import Any

import numpy as np

from w2vkit.base.messages import msg
from w2vkit.model.embeddings import Embeddings
from w2vkit.model.formats.archive_paths import ZIP_MAGIC, ZIP_TIME
from w2vkit.model.formats.export_target import ExportTarget
from w2vkit.model.formats.matrix import Numbers, matrix_stream, to_number_type
from w2vkit.model.formats.vector_file import (
    DECOMPRESSION_ERRORS,
    MAX_COMPRESSION_RATIO,
    VectorFile,
    decompressed_limit,
)
from w2vkit.model.formats.vector_stream import VectorStream
from w2vkit.model.npyfile import read_member

VECTORS_KEY, WORDS_KEY, COUNTS_KEY, SCALE_KEY = "vectors", "words", "counts", "scale"


def matches(head: bytes, path: Path) -> bool:
    """Return whether a file is in this format, judged by its first bytes."""
    return head.startswith(ZIP_MAGIC)


def read(source: VectorFile) -> VectorStream:
    """Read an archive with the arrays `vectors` (V, D) and `words` (V,)."""
    path = source.plain_path()
    try:
        with zipfile.ZipFile(path) as archive:
            arrays = {
                name: _read_array(source, archive, f"{name}.npy")
                for name in (VECTORS_KEY, WORDS_KEY, COUNTS_KEY, SCALE_KEY)
                if f"{name}.npy" in archive.namelist()
            }
    except (*DECOMPRESSION_ERRORS, OSError, NotImplementedError, ValueError, RuntimeError) as error:
        source.refuse(msg("its archive is damaged ({error})", error=error))
    if not {VECTORS_KEY, WORDS_KEY} <= arrays.keys():
        source.refuse(
            msg("it has no arrays “vectors” and “words”"), msg("Save both arrays with np.savez.")
        )
    words = _encoded(source, arrays[WORDS_KEY])
    return matrix_stream(
        source, words, arrays[VECTORS_KEY], arrays.get(COUNTS_KEY), arrays.get(SCALE_KEY)
    )


def _read_array(source: VectorFile, archive: zipfile.ZipFile, name: str) -> Numbers:
    """Read one array after checking its claimed size against the archive."""
    member = archive.getinfo(name)
    if member.file_size > decompressed_limit(member.compress_size):
        source.refuse(
            msg(
                "{name} decompresses to over {max_compression_ratio} times its size",
                name=name,
                max_compression_ratio=MAX_COMPRESSION_RATIO,
            )
        )
    if member.file_size > decompressed_limit(archive.start_dir):
        source.refuse(
            msg("the claimed size of {name} is larger than the archive allows", name=name)
        )
    with source.refusing():
        return read_member(archive, member)


def _encoded(source: VectorFile, words: Numbers) -> list[bytes]:
    if words.ndim != 1 or words.dtype.kind not in "US":
        source.refuse(
            msg(
                "its words are {dtype} {shape}, not a list of strings",
                dtype=words.dtype,
                shape=words.shape,
            )
        )
    if words.dtype.kind == "S":
        return [bytes(word) for word in words.tolist()]
    if words.size and words.dtype.itemsize:
        code_points = np.ascontiguousarray(words).view(words.dtype.byteorder + "u4")
        if code_points.max() > sys.maxunicode:  # NumPy cannot decode these
            source.refuse(msg("its words contain code points that are not Unicode characters"))
    return [word.encode("utf-8", "surrogatepass") for word in words.tolist()]


def write(embeddings: Embeddings, target: ExportTarget) -> None:
    """Write words, vectors and counts; `np.load` opens the file without pickle."""
    vectors, scale = to_number_type(embeddings, target.config.dtype)
    arrays: dict[str, Numbers] = {
        WORDS_KEY: np.array([*embeddings.vocabulary], np.str_),
        VECTORS_KEY: vectors,
        COUNTS_KEY: embeddings.vocabulary.counts(),
    }
    if scale is not None:
        arrays[SCALE_KEY] = scale
    with target.open() as file, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, array in arrays.items():
            _write_array(archive, name, array)


def _write_array(archive: zipfile.ZipFile, name: str, array: Any) -> None:
    member = zipfile.ZipInfo(f"{name}.npy", ZIP_TIME)
    member.compress_type = zipfile.ZIP_DEFLATED if name == WORDS_KEY else zipfile.ZIP_STORED
    with archive.open(member, "w", force_zip64=True) as file:
        np.lib.format.write_array(file, array, allow_pickle=False)
