"""safetensors (Hugging Face): a JSON header, then the raw tensors `vectors`, `words`, `counts`.

`words` contains all words in UTF-8, with a line feed after each.
"""

from __future__ import annotations

import json
import math
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from w2vkit.base.messages import msg
from w2vkit.base.system import jsonfile
from w2vkit.base.system.regular import open_regular
from w2vkit.model.embeddings import Embeddings
from w2vkit.model.formats.export_target import ExportTarget
from w2vkit.model.formats.matrix import Numbers, map_matrix, matrix_stream, to_number_type
from w2vkit.model.formats.vector_file import VectorFile
from w2vkit.model.formats.vector_stream import VectorStream

DTYPES = {
    "F64": "<f8",
    "F32": "<f4",
    "F16": "<f2",
    "I64": "<i8",
    "I32": "<i4",
    "I8": "i1",
    "U8": "u1",
}
DTYPE_NAMES = {dtype.lstrip("<"): name for name, dtype in DTYPES.items()}
MAX_HEADER_BYTES = 1 << 26


@dataclass(frozen=True, slots=True)
class Tensors:
    """The tensors of an open file by name."""

    source: VectorFile
    path: Path
    start: int
    header: dict[str, Any]

    def __contains__(self, name: str) -> bool:
        return name in self.header

    def tensor(self, name: str) -> Numbers:
        """Return a tensor, memory-mapped."""
        with self.source.refusing():
            facts = jsonfile.group(self.header, name)
            kind, shape = jsonfile.text(facts, "dtype"), tuple(jsonfile.wholes(facts, "shape"))
            offsets = jsonfile.wholes(facts, "data_offsets")
        if kind not in DTYPES:
            self.source.refuse(
                msg("its tensor “{name}” has the unknown type {kind!r}", name=name, kind=kind[:20])
            )
        if len(offsets) != 2:
            self.source.refuse(
                msg("the offsets of its tensor “{name}” are not two integers", name=name)
            )
        dtype, (begin, end) = np.dtype(DTYPES[kind]), offsets
        if end - begin != dtype.itemsize * math.prod(shape):
            self.source.refuse(
                msg("the size and the shape of its tensor “{name}” do not match", name=name)
            )
        array: Numbers = map_matrix(self.source, self.path, self.start + begin, dtype, shape)
        return array


def matches(head: bytes, path: Path) -> bool:
    """Return whether a file is in this format, judged by its first bytes."""
    return head[8:9] == b"{" and b'"dtype"' in head and int.from_bytes(head[:8], "little") < 1 << 32


def open_tensors(source: VectorFile, path: Path) -> Tensors:
    """Read the header of a file of tensors."""
    with source.refusing(), open_regular(path) as file:
        size = os.fstat(file.fileno()).st_size
        length = int.from_bytes(file.read(8), "little")
        if length > min(size - 8, MAX_HEADER_BYTES):
            source.refuse(msg("its header is longer than the file"))
        return Tensors(source, path, 8 + length, jsonfile.parse_object(file.read(length)))


def read(source: VectorFile) -> VectorStream:
    """Read the tensors `vectors`, `words` and, if present, `counts` and `scale`."""
    tensors = open_tensors(source, source.plain_path())
    if "vectors" not in tensors or "words" not in tensors:
        source.refuse(
            msg("it has no tensors “vectors” and “words”"),
            msg("If it belongs to a sentence-transformers directory, open the directory instead."),
        )
    words = tensors.tensor("words").tobytes().split(b"\n")[:-1]
    counts = tensors.tensor("counts") if "counts" in tensors else None
    scale = tensors.tensor("scale") if "scale" in tensors else None
    return matrix_stream(source, words, tensors.tensor("vectors"), counts, scale)


def write(embeddings: Embeddings, target: ExportTarget) -> None:
    """Write vectors, words and counts."""
    vectors, scale = to_number_type(embeddings, target.config.dtype)
    words = "".join(f"{word}\n" for word in embeddings.vocabulary).encode("utf-8")
    tensors = {
        "counts": embeddings.vocabulary.counts(),
        "vectors": vectors,
        **({} if scale is None else {"scale": scale}),
        "words": np.frombuffer(words, np.uint8),
    }
    write_tensors(target, target.path, tensors)


def write_tensors(target: ExportTarget, path: Path, tensors: dict[str, Numbers]) -> None:
    """Write a file of tensors; for alignment, pass the widest numbers first."""
    header: dict[str, Any] = {"__metadata__": {"format": "pt"}}
    offset = 0
    for name, tensor in tensors.items():
        header[name] = {
            "dtype": DTYPE_NAMES[tensor.dtype.str.lstrip("<|")],
            "shape": [*tensor.shape],
            "data_offsets": [offset, offset + tensor.nbytes],
        }
        offset += tensor.nbytes
    text = json.dumps(header).encode("utf-8")
    text += b" " * (-len(text) % 8)
    with target.open(path) as file:
        file.write(len(text).to_bytes(8, "little") + text)
        for tensor in tensors.values():
            file.write(np.ascontiguousarray(tensor).data)
