"""The members of a model: vectors of the same words, trained on bootstrap samples of its text.

Only the directions of the vectors are kept, as int8 numbers: `stability.npy`, int8 (K, V, D). The
rounding changes a cosine by about 0.001, far less than another sample does.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from w2vkit.base.errors import InvalidFileError
from w2vkit.base.messages import msg
from w2vkit.model import writer
from w2vkit.model.embeddings import Embeddings, Matrix, row_norms
from w2vkit.model.manifest import ModelInfo, broken, verify_once
from w2vkit.model.npyfile import map_array
from w2vkit.model.store import VECTORS

STABILITY = "stability.npy"
FULL_SCALE = 127.0

Directions = NDArray[np.int8]


def rounded_directions(vectors: Matrix) -> Directions:
    """Return the directions of vectors (V, D) as int8, each row scaled to the full range."""
    largest = np.abs(vectors).max(axis=1, keepdims=True, initial=0.0)
    scale = FULL_SCALE / np.where(largest > 0, largest, 1.0)
    return np.rint(vectors * scale).astype(np.int8)


def write_members(path: Path, info: ModelInfo, members: Sequence[Directions]) -> None:
    """Add the members to the model at `path`; the file appears complete or not at all."""
    content = io.BytesIO()
    np.save(content, np.stack([*members]), allow_pickle=False)
    options = {"samples": len(members), "vectors": info.files[VECTORS].sha256}
    writer.add_file(path, STABILITY, content.getvalue(), {"stability": options})


def read_members(path: Path, info: ModelInfo) -> Sequence[Directions]:
    """Return the members of a model; () if there are none, or if they belong to other vectors.

    Raises:
        W2vError: the file is damaged.

    """
    options = info.options.get("stability")
    sealed = options.get("vectors") if isinstance(options, dict) else None
    if STABILITY not in info.files or sealed != info.files[VECTORS].sha256:
        return ()
    verify_once(path, [STABILITY], info)
    try:
        members = map_array(path / STABILITY)
    except (OSError, InvalidFileError) as error:
        raise broken(
            path, msg("{stability} is damaged ({error})", stability=STABILITY, error=error)
        ) from error
    if members.dtype != np.int8 or members.ndim != 3 or members.shape[1:] != (info.words, info.dim):
        shape = (len(members), info.words, info.dim)
        raise broken(
            path,
            msg(
                "{name} is {dtype} {shape} instead of {expected_dtype} {expected_shape}",
                name=STABILITY,
                dtype=members.dtype,
                shape=members.shape,
                expected_dtype=np.dtype("int8"),
                expected_shape=shape,
            ),
        )
    return [*members]


def as_embeddings(embeddings: Embeddings, member: Directions) -> Embeddings:
    """Return a member as embeddings with the vocabulary of its model."""
    vectors = np.asarray(member, np.float32)
    return Embeddings(embeddings.vocabulary, vectors, row_norms(vectors))
