"""The model directory: JSON, TSV and NPY files that anyone can open; the only writer of models.

A model is written to a temporary sibling and renamed, so that a directory under its final name
is always whole. Nothing is ever unpickled.
"""

from __future__ import annotations

import mmap
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from w2vkit.config import LEXICON
from w2vkit.errors import InvalidFileError
from w2vkit.model.embeddings import Embeddings, Matrix, row_norms
from w2vkit.model.manifest import INFO, ModelInfo, broken, read_info, verify_file
from w2vkit.model.npyfile import RowWriter, keep_rows, map_array
from w2vkit.model.registry import check_free, check_name, unwritable
from w2vkit.model.stored_options import restored
from w2vkit.model.subwords import Subwords
from w2vkit.model.vocabulary import Vocabulary, build_index
from w2vkit.system import jsonfile
from w2vkit.system.atomic import destination
from w2vkit.system.paths import models_home

VOCAB, INDEX = "vocab.tsv", "index.npy"
VECTORS, NORMS, CONTEXT = "vectors.npy", "norms.npy", "context.npy"
RARE = "rare.tsv"
"""Words left out for their low count, so that a query can say why a word is missing."""
MOST_RARE = 1_000_000
NEIGHBOURS = "neighbours.faiss"
SUBWORDS, SUBWORD_IDS = "subwords.npy", "subword_ids.npy"
REQUIRED = (VOCAB, INDEX, VECTORS, NORMS)
EMPTY = np.empty(0, np.float32)
BLOCK = 16_384
LONGEST_NGRAM = 255


@dataclass(frozen=True, eq=False)
class StoredModel:
    """A model directory, opened."""

    path: Path
    info: ModelInfo
    embeddings: Embeddings

    def context(self) -> Matrix | None:
        """Return the output weights, float32 (V, D), or None if they were not kept."""
        if CONTEXT not in self.info.files:
            return None
        return _open_array(self.path, CONTEXT, self.info, self.embeddings.vectors.shape)


@contextmanager
def new_model(name: str, *, force: bool = False, home: Path | None = None) -> Iterator[Path]:
    """Give an empty directory to write a model into; it gets its name when all went well.

    If the name is a symbolic link, the folder that it leads to is replaced and the link stays.

    Raises:
        W2vError: the name is taken and `force` is not set, or the disk refused.

    """
    import shutil  # only here and below: it loads every compressor there is

    home = home or models_home()
    check_free(check_name(name), force=force, home=home)
    target = destination(home / name).path
    draft = target.parent / f".{name}.{os.getpid()}.new"
    try:
        draft.mkdir(parents=True)
        yield draft
        _replace(target, draft)
    except OSError as error:
        raise unwritable(name, home, error) from error
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _replace(target: Path, draft: Path) -> None:
    """Rename `draft` to `target`; an older `target` goes only once the new one is in place."""
    import shutil

    old = draft.with_suffix(".old")
    if target.exists():
        target.rename(old)
    draft.rename(target)
    shutil.rmtree(old, ignore_errors=True)


def write_embeddings(folder: Path, embeddings: Embeddings, context: Matrix | None = None) -> None:
    """Write vocabulary, index, vectors and norms, and the output weights if there are any."""
    (folder / VOCAB).write_bytes(bytes(embeddings.vocabulary.buffer))
    arrays: dict[str, NDArray[Any]] = {
        INDEX: embeddings.vocabulary.index,
        VECTORS: np.ascontiguousarray(embeddings.vectors, np.float32),
        NORMS: embeddings.norms,
    }
    if context is not None:
        arrays[CONTEXT] = np.ascontiguousarray(context, np.float32)
    for name, array in arrays.items():
        np.save(folder / name, array, allow_pickle=False)


def write_blocks(
    folder: Path,
    dim: int,
    blocks: Iterable[tuple[bytes, NDArray[Any]]],
    choose_rows: Callable[[Vocabulary], NDArray[np.int64] | None],
) -> Vocabulary:
    """Write a model that need not fit into memory; return its vocabulary.

    Args:
        folder: where `new_model` wants the files.
        dim: D.
        blocks: lines of `vocab.tsv` and as many vectors (n, D), in the order of the rows.
        choose_rows: given all words, returns the rows to keep, or None for all of them.

    """
    lines: list[bytes] = []
    norms: list[Matrix] = []
    with RowWriter(folder / VECTORS, dim) as writer:
        for text, vectors in blocks:
            lines.append(text)
            norms.append(row_norms(vectors))
            writer.append(vectors)
    buffer = b"".join(lines)
    lines.clear()
    vocabulary, norm = Vocabulary(buffer, build_index(buffer)), np.concatenate(norms or [EMPTY])
    rows = choose_rows(vocabulary)
    if rows is not None:
        vocabulary, norm = vocabulary.select(rows), norm[rows]
        keep_rows(folder / VECTORS, rows)
    (folder / VOCAB).write_bytes(vocabulary.buffer)
    np.save(folder / INDEX, vocabulary.index, allow_pickle=False)
    np.save(folder / NORMS, norm, allow_pickle=False)
    return vocabulary


def write_subwords(folder: Path, subwords: Subwords) -> dict[str, int]:
    """Write the vectors of n-grams; return what `model.json` has to say under `subwords`."""
    np.save(folder / SUBWORD_IDS, subwords.ids, allow_pickle=False)
    with RowWriter(folder / SUBWORDS, int(subwords.vectors.shape[1])) as writer:
        for start in range(0, len(subwords.vectors), BLOCK):
            writer.append(subwords.vectors[start : start + BLOCK])
    return {
        "shortest": subwords.shortest,
        "longest": subwords.longest,
        "buckets": subwords.buckets,
        "count": len(subwords.ids),
    }


def stored_options(model: StoredModel, group: str, kind: type) -> dict[str, Any]:
    """Return a group of options of a model, all of them known and of the right type.

    Raises:
        W2vError: they are damaged, or of another version of w2vkit.

    """
    options = dict(model.info.options.get(group, {}))
    try:
        restored(kind, options)
    except InvalidFileError as error:
        raise broken(
            model.path, f"{INFO} is damaged or of another version: of {group}, {error}"
        ) from error
    return options


def load(path: Path) -> StoredModel:
    """Open the model directory at `path`.

    Raises:
        W2vError: something is missing, cut short or was changed.

    """
    info = read_info(path)
    for name in (*REQUIRED, RARE, LEXICON):
        if name in REQUIRED or name in info.files:
            verify_file(path, name, info)
    vocabulary = Vocabulary(
        _map_file(path / VOCAB), _open_array(path, INDEX, info, (3, info.words), np.uint64)
    )
    vectors = _open_array(path, VECTORS, info, (info.words, info.dim))
    norms = _open_array(path, NORMS, info, (info.words,))
    subwords = _open_subwords(path, info) if SUBWORDS in info.files else None
    return StoredModel(path, info, Embeddings(vocabulary, vectors, norms, subwords))


def _open_subwords(path: Path, info: ModelInfo) -> Subwords:
    try:
        facts = jsonfile.group(info.options, "subwords")
        longest = jsonfile.whole(facts, "longest", 1, LONGEST_NGRAM)
        shortest = jsonfile.whole(facts, "shortest", 0, longest)
        buckets = jsonfile.whole(facts, "buckets", 1)
        count = jsonfile.whole(facts, "count", 0, buckets)
    except InvalidFileError as error:
        raise broken(path, f"{INFO} is damaged: of its n-grams, {error}") from error
    for name in (SUBWORDS, SUBWORD_IDS):
        verify_file(path, name, info)
    ids = _open_array(path, SUBWORD_IDS, info, (count,), np.int64)
    return Subwords(
        shortest, longest, buckets, ids, _open_array(path, SUBWORDS, info, (count, info.dim))
    )


def _map_file(path: Path) -> mmap.mmap | bytes:
    with path.open("rb") as file:
        size = os.fstat(file.fileno()).st_size
        return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) if size else b""


def _open_array(
    path: Path, name: str, info: ModelInfo, shape: tuple[int, ...], dtype: Any = np.float32
) -> NDArray[Any]:
    try:
        array = map_array(path / name)
    except (OSError, InvalidFileError) as error:
        raise broken(path, f"{name} is damaged ({error})") from error
    if array.shape != shape or array.dtype != dtype or not array.flags.c_contiguous:
        raise broken(
            path, f"{name} is {array.dtype} {array.shape} instead of {np.dtype(dtype)} {shape}"
        )
    return np.asarray(array)
