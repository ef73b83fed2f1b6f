"""Reading model directories, which contain JSON, TSV and NPY files and no pickles."""

from __future__ import annotations

import mmap
import os
import types
from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import partial
from pathlib import Path
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

import numpy as np
from numpy.typing import NDArray

from w2vkit.base.config import LEXICON
from w2vkit.base.errors import InvalidFileError, UsageError
from w2vkit.base.messages import msg
from w2vkit.base.system import jsonfile
from w2vkit.model.embeddings import Embeddings, Matrix
from w2vkit.model.manifest import INFO, ModelInfo, broken, read_info, verify_once
from w2vkit.model.npyfile import map_array
from w2vkit.model.subwords import Subwords
from w2vkit.model.vocabulary import Vocabulary
from w2vkit.model.word_files import read_characteristic

VOCAB, INDEX = "vocab.tsv", "index.npy"
VECTORS, NORMS, CONTEXT = "vectors.npy", "norms.npy", "context.npy"
RARE = "rare.tsv"
"""Words omitted for their low count, so that a query can explain why a word is missing."""
MAX_RARE_WORDS = 1_000_000
NEIGHBOURS = "neighbours.faiss"
SUBWORDS, SUBWORD_IDS = "subwords.npy", "subword_ids.npy"
REQUIRED = (VOCAB, INDEX, VECTORS, NORMS)
MAX_NGRAM_LENGTH = 255
Config = TypeVar("Config")


@dataclass(frozen=True, eq=False)
class StoredModel:
    """An open model directory."""

    path: Path
    info: ModelInfo
    embeddings: Embeddings

    def context(self) -> Matrix | None:
        """Return the output weights, float32 (V, D), or None if the model has none."""
        if CONTEXT not in self.info.files:
            return None
        return _open_array(self.path, CONTEXT, self.embeddings.vectors.shape)


def stored_options(model: StoredModel, group: str, kind: type) -> dict[str, Any]:
    """Return a group of options of a model, with names and types checked.

    Raises:
        W2vError: they are damaged, or were written by another version of w2vkit.

    """
    options = dict(model.info.options.get(group, {}))
    try:
        restored(kind, options)
    except InvalidFileError as error:
        raise broken(
            model.path,
            msg(
                "{info} is damaged or from another version: {group}: {error}",
                info=INFO,
                group=group,
                error=error,
            ),
        ) from error
    return options


def load(path: Path) -> StoredModel:
    """Open the model directory at `path`.

    Raises:
        W2vError: a file is missing, truncated or was changed.

    """
    info = read_info(path)
    optional = [name for name in (RARE, LEXICON) if name in info.files]
    ngrams = (SUBWORDS, SUBWORD_IDS) if SUBWORDS in info.files else ()
    verify_once(path, (*REQUIRED, *optional, *ngrams), info)
    vocabulary = Vocabulary(
        _map_file(path / VOCAB),
        _open_array(path, INDEX, (3, info.words), np.uint64),
        read_characteristic=partial(read_characteristic, path, info),
    )
    vectors = _open_array(path, VECTORS, (info.words, info.dim))
    norms = _open_array(path, NORMS, (info.words,))
    subwords = _open_subwords(path, info) if ngrams else None
    return StoredModel(path, info, Embeddings(vocabulary, vectors, norms, subwords))


def _open_subwords(path: Path, info: ModelInfo) -> Subwords:
    try:
        facts = jsonfile.group(info.options, "subwords")
        longest = jsonfile.whole(facts, "longest", 1, MAX_NGRAM_LENGTH)
        shortest = jsonfile.whole(facts, "shortest", 0, longest)
        buckets = jsonfile.whole(facts, "buckets", 1)
        count = jsonfile.whole(facts, "count", 0, buckets)
    except InvalidFileError as error:
        raise broken(
            path, msg("{info} is damaged: subwords: {error}", info=INFO, error=error)
        ) from error
    ids = _open_array(path, SUBWORD_IDS, (count,), np.int64)
    return Subwords(shortest, longest, buckets, ids, _open_array(path, SUBWORDS, (count, info.dim)))


def _map_file(path: Path) -> mmap.mmap | bytes:
    with path.open("rb") as file:
        size = os.fstat(file.fileno()).st_size
        return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) if size else b""


def _open_array(
    path: Path, name: str, shape: tuple[int, ...], dtype: Any = np.float32
) -> NDArray[Any]:
    try:
        array = map_array(path / name)
    except (OSError, InvalidFileError) as error:
        raise broken(path, msg("{name} is damaged ({error})", name=name, error=error)) from error
    if array.shape != shape or array.dtype != dtype or not array.flags.c_contiguous:
        raise broken(
            path,
            msg(
                "{name} is {dtype} {shape} instead of {expected_dtype} {expected_shape}",
                name=name,
                dtype=array.dtype,
                shape=array.shape,
                expected_dtype=np.dtype(dtype),
                expected_shape=shape,
            ),
        )
    return np.asarray(array)


def restored(kind: type[Config], stored: Any) -> Config:
    """Return the options dataclass `kind` from a stored JSON object, with defaults if absent.

    Options may have the names of earlier versions, which are among the `aliases` in
    `w2vkit.base.config`.

    Raises:
        InvalidFileError: an option is unknown, of the wrong type or out of range.

    """
    stored = renamed(kind, stored)
    check_options(kind, stored)
    try:
        return kind(**stored)
    except (TypeError, UsageError) as error:  # a required field is absent; out of range
        raise InvalidFileError(msg("an option is invalid: {error}", error=error)) from error


def renamed(kind: type[Any], stored: Any) -> Any:
    """Replace aliases of options in a stored object; return anything but an object unchanged."""
    if not isinstance(stored, Mapping):
        return stored
    names = {
        alias: field.name for field in fields(kind) for alias in field.metadata.get("aliases", ())
    }
    return {names.get(name, name): value for name, value in stored.items()}


def check_options(kind: type, stored: Any) -> None:
    """Raise InvalidFileError unless `stored` maps fields of `kind` to values of their types."""
    if not isinstance(stored, Mapping):
        raise InvalidFileError(msg("its options are not an object"))
    hints = get_type_hints(kind)
    for name, value in stored.items():
        if name not in hints:
            raise InvalidFileError(msg("it has the unknown option “{name}”", name=name))
        if not _fits(value, hints[name]):
            raise InvalidFileError(
                msg("its option “{name}” has a value of the wrong type", name=name)
            )


def _fits(value: Any, hint: Any) -> bool:
    """Return whether a JSON value fits the type of a field."""
    if get_origin(hint) in (Union, types.UnionType):
        return any(_fits(value, alternative) for alternative in get_args(hint))
    if get_origin(hint) is Literal:
        return isinstance(value, str) and value in get_args(hint)
    if get_origin(hint) is tuple:  # older files have a single string, or null for none
        names = value if isinstance(value, (list, tuple)) else [value or ""]
        return all(isinstance(name, str) for name in names)
    if hint is float:
        return isinstance(value, (int, float)) and not isinstance(value, bool)
    if hint is int:
        return isinstance(value, int) and not isinstance(value, bool)
    return isinstance(value, hint)
