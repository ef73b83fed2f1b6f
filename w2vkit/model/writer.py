"""Writing model directories; no other module creates or changes the files of a model.

A model is written to a temporary sibling directory and renamed, so that a directory under its
final name is always complete.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from w2vkit.base.config import LEXICON
from w2vkit.base.system.atomic import atomic_path, atomic_text, destination
from w2vkit.base.system.paths import models_home
from w2vkit.base.system.regular import file_sha256
from w2vkit.base.version import __version__
from w2vkit.model.embeddings import Embeddings, Matrix, row_norms
from w2vkit.model.manifest import (
    FORMAT_NAME,
    FORMAT_VERSION,
    INFO,
    FileSeal,
    ModelInfo,
    read_info,
)
from w2vkit.model.npyfile import RowWriter, keep_rows
from w2vkit.model.registry import check_free, check_name, unwritable
from w2vkit.model.store import (
    CONTEXT,
    INDEX,
    MAX_RARE_WORDS,
    NORMS,
    RARE,
    SUBWORD_IDS,
    SUBWORDS,
    VECTORS,
    VOCAB,
)
from w2vkit.model.subwords import Subwords
from w2vkit.model.vocabulary import Vocabulary

SUBWORDS_PER_BLOCK = 16_384


@contextmanager
def new_model(name: str, *, force: bool = False, home: Path | None = None) -> Iterator[Path]:
    """Yield an empty directory for a model, which is renamed to `name` on success.

    If the name is a symbolic link, its target directory is replaced and the link is kept.

    Raises:
        W2vError: the name is taken and `force` is not set, or the model cannot be written.

    """
    import shutil  # imported in functions because it loads every compression module

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
    """Rename `draft` to `target`; delete an older `target` only after the new one is in place."""
    import shutil

    old = draft.with_suffix(".old")
    if target.exists():
        target.rename(old)
    draft.rename(target)
    shutil.rmtree(old, ignore_errors=True)


def copy_model(path: Path, name: str, *, force: bool = False) -> Path:
    """Copy the model directory `path` to a model called `name`; return the new directory.

    Raises:
        W2vError: the name is taken and `force` is not set, or the model cannot be written.

    """
    import shutil

    with new_model(name, force=force) as folder:
        shutil.copytree(path, folder, dirs_exist_ok=True)
    return models_home() / name


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


def write_model(name: str, embeddings: Embeddings, engine: str, *, force: bool = False) -> Path:
    """Write embeddings that are only in memory as a model called `name`; return its directory.

    Raises:
        W2vError: the name is taken and `force` is not set, or the model cannot be written.

    """
    with new_model(name, force=force) as folder:
        write_embeddings(folder, embeddings)
        subwords = embeddings.subwords
        options = {} if subwords is None else {"subwords": write_subwords(folder, subwords)}
        seal(folder, ModelInfo(name, len(embeddings), embeddings.dim, engine, options=options))
    return models_home() / name


def write_blocks(
    folder: Path,
    dim: int,
    blocks: Iterable[tuple[bytes, NDArray[Any]]],
    choose_rows: Callable[[Vocabulary], NDArray[np.int64] | None],
) -> Vocabulary:
    """Write vocabulary, index, vectors and norms block by block; return the vocabulary.

    The vectors may be larger than memory.

    Args:
        folder: the directory from `new_model`.
        dim: D.
        blocks: pairs of n lines of `vocab.tsv` and vectors (n, D), in row order.
        choose_rows: given all words, returns the rows to keep, or None to keep all rows.

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
    vocabulary = Vocabulary(buffer)
    norm = np.concatenate(norms or [np.empty(0, np.float32)])
    rows = choose_rows(vocabulary)
    if rows is not None:
        vocabulary, norm = vocabulary.select(rows), norm[rows]
        keep_rows(folder / VECTORS, rows)
    (folder / VOCAB).write_bytes(vocabulary.buffer)
    np.save(folder / INDEX, vocabulary.index, allow_pickle=False)
    np.save(folder / NORMS, norm, allow_pickle=False)
    return vocabulary


def write_subwords(folder: Path, subwords: Subwords) -> dict[str, int]:
    """Write the vectors of n-grams; return the entry `subwords` of the options in `model.json`."""
    np.save(folder / SUBWORD_IDS, subwords.ids, allow_pickle=False)
    with RowWriter(folder / SUBWORDS, int(subwords.vectors.shape[1])) as writer:
        for start in range(0, len(subwords.vectors), SUBWORDS_PER_BLOCK):
            writer.append(subwords.vectors[start : start + SUBWORDS_PER_BLOCK])
    return {
        "shortest": subwords.shortest,
        "longest": subwords.longest,
        "buckets": subwords.buckets,
        "count": len(subwords.ids),
    }


def write_rare_words(folder: Path, types: Vocabulary, kept: int) -> None:
    """Write the types after the first `kept`: words omitted for their low count."""
    (folder / RARE).write_bytes(rare_words(types, kept))


def rare_words(types: Vocabulary, kept: int, limit: int = MAX_RARE_WORDS) -> bytes:
    """Return the lines of at most `limit` types after the first `kept`."""
    starts = types.starts
    if kept >= len(types):
        return b""
    last = kept + limit
    end = int(starts[last]) if last < len(types) else len(types.buffer)
    return bytes(types.buffer[int(starts[kept]) : end])


def copy_lexicon(folder: Path, corpus: Path) -> None:
    """Copy the list of words that were kept whole from a corpus directory, if it has one."""
    import shutil

    if (corpus / LEXICON).exists():
        shutil.copyfile(corpus / LEXICON, folder / LEXICON)


def seal(folder: Path, info: ModelInfo) -> ModelInfo:
    """Write `model.json` with the size and SHA-256 of every other file; return its content."""
    files = {
        path.name: _seal_of_file(path) for path in sorted(folder.iterdir()) if path.name != INFO
    }
    sealed = replace(
        info,
        created=info.created or time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
        versions={"w2vkit": __version__, **info.versions},
        files=files,
    )
    (folder / INFO).write_text(_info_text(sealed), encoding="utf-8", newline="\n")
    return sealed


def add_file(path: Path, name: str, content: bytes, options: Mapping[str, Any]) -> None:
    """Add a file to a finished model, and the file and `options` to its `model.json`.

    The modification time of `model.json` stays, so that the model does not become the newest.
    """
    info = read_info(path)
    stamp = (path / INFO).stat()
    with atomic_path(path / name, otherwise="") as draft:
        draft.write_bytes(content)
    files = {**info.files, name: _seal_of_file(path / name)}
    changed = replace(info, files=files, options={**info.options, **options})
    with atomic_text(path / INFO) as file:
        file.write(_info_text(changed))
    os.utime(path / INFO, ns=(stamp.st_atime_ns, stamp.st_mtime_ns))


def _seal_of_file(path: Path) -> FileSeal:
    return FileSeal(path.stat().st_size, file_sha256(path))


def _info_text(info: ModelInfo) -> str:
    content = {"format": FORMAT_NAME, "version": FORMAT_VERSION, **asdict(info)}
    text = json.dumps(content, ensure_ascii=False, indent=2) + "\n"
    return text.encode("utf-8", "replace").decode("utf-8")  # the path of a corpus may be no text
