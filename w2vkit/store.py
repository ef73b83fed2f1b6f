"""The model directory: JSON, TSV and NPY files that anyone can open; the only writer of models.

A model is written to a temporary sibling and renamed, so that a directory under its final name
is always whole. Nothing is ever unpickled.
"""

from __future__ import annotations

import errno
import json
import mmap
import os
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from w2vkit.atomic import atomic_path, atomic_text
from w2vkit.config import FORMAT_NAME, FORMAT_VERSION
from w2vkit.embeddings import Embeddings, Matrix, row_norms
from w2vkit.errors import W2vError
from w2vkit.npyfile import RowWriter, keep_rows
from w2vkit.subwords import Subwords
from w2vkit.vocab import Vocabulary, build_index
from w2vkit.wording import reason

INFO, VOCAB, INDEX = "model.json", "vocab.tsv", "index.npy"
VECTORS, NORMS, CONTEXT = "vectors.npy", "norms.npy", "context.npy"
RARE = "rare.tsv"
"""Words left out for their low count, so that a query can say why a word is missing."""
"""Words that were kept whole when the text was segmented."""
MOST_RARE = 1_000_000
NEIGHBOURS = "neighbours.faiss"
SUBWORDS, SUBWORD_IDS = "subwords.npy", "subword_ids.npy"
LONGEST_NAME, SHOWN = 200, 60
"""Bytes of a model's name, which leave room for drafts; characters of it that an error repeats."""
REQUIRED = (VOCAB, INDEX, VECTORS, NORMS)

HOME_VARIABLE, MODEL_VARIABLE = "W2VKIT_MODELS", "W2VKIT_MODEL"
EMPTY = np.empty(0, np.float32)
BLOCK = 16_384
VERIFIED_AT_OPENING = 64 * 2**20
"""Files up to this many bytes are checked against their SHA-256 each time a model is opened."""


@dataclass(frozen=True, slots=True)
class FileSeal:
    """Size and SHA-256 of one file of a model."""

    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class ModelInfo:
    """What `model.json` says of a model.

    Attributes:
        name: the name of its directory.
        words: V, the number of words.
        dim: D, the dimension.
        engine: what trained or imported it.
        created: UTC, ISO 8601.
        options: every training and segmentation option, by group.
        corpus: fingerprint and files of the corpus.
        report: tokens, types, seconds, loss and the like.
        versions: of w2vkit and the packages that made the vectors.
        files: size and SHA-256 of every other file.

    """

    name: str
    words: int
    dim: int
    engine: str
    created: str = ""
    options: Mapping[str, Any] = field(default_factory=dict)
    corpus: Mapping[str, Any] = field(default_factory=dict)
    report: Mapping[str, Any] = field(default_factory=dict)
    versions: Mapping[str, str] = field(default_factory=dict)
    files: Mapping[str, FileSeal] = field(default_factory=dict)


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


def models_home() -> Path:
    """Return the directory that holds the models: `W2VKIT_MODELS`, or `models` here."""
    return Path(os.environ.get(HOME_VARIABLE) or "models")


def list_models(home: Path | None = None) -> list[Path]:
    """Return the directories of all models in `home`, the one trained last first."""
    home = home or models_home()
    found = [path.parent for path in home.glob(f"*/{INFO}") if not path.parent.name.startswith(".")]
    return sorted(found, key=lambda path: (-(path / INFO).stat().st_mtime_ns, path.name))


def locate(name_or_path: str | None = None) -> Path:
    """Return the path of a model, given its name, its path, or nothing: the one trained last.

    Raises:
        W2vError: there is no such model; the hint names those that there are.

    """
    name_or_path = name_or_path or os.environ.get(MODEL_VARIABLE)
    if name_or_path:
        for path in (models_home() / name_or_path, Path(name_or_path)):
            if path.exists():
                return path
    models = list_models()
    if models and not name_or_path:
        return models[0]
    names = ", ".join(_nearest_first([path.name for path in models], name_or_path or "")[:10])
    wanted = f"named “{name_or_path}” " if name_or_path else ""
    raise W2vError(
        f"There is no model {wanted}in {models_home()}.",
        f"Choose one of: {names}." if names else "Train one first: w2vkit train CORPUS.",
    )


def _nearest_first(names: list[str], wanted: str) -> list[str]:
    """Return the names, those first that are spelt almost like the wanted one."""
    from difflib import get_close_matches

    near = get_close_matches(wanted, names)
    return [*near, *(name for name in names if name not in near)]


def check_name(name: str) -> str:
    """Return `name` if a model may be called so.

    Raises:
        W2vError: it is empty, hidden, too long, like an option, or not a plain file name.

    """
    encoded = name.encode("utf-8", "replace")
    is_text = encoded.decode() == name and "\0" not in name
    is_long = len(encoded) > LONGEST_NAME
    if not name or name[0] in ".-" or name != Path(name).name or not is_text or is_long:
        raise W2vError(
            f"“{name[:SHOWN]}{'…' * (len(name) > SHOWN)}” cannot be the name of a model.",
            "Give one with --name: letters, digits, - and _; it becomes a directory.",
        )
    return name


@contextmanager
def new_model(name: str, *, force: bool = False, home: Path | None = None) -> Iterator[Path]:
    """Give an empty directory to write a model into; it gets its name when all went well.

    Raises:
        W2vError: the name is taken and `force` is not set, or the disk refused.

    """
    import shutil  # only here and below: it loads every compressor there is

    home = home or models_home()
    target = home / check_name(name)
    check_free(name, force=force, home=home)
    draft = home / f".{name}.{os.getpid()}.new"
    try:
        draft.mkdir(parents=True)
        yield draft
        _replace(target, draft)
    except OSError as error:
        raise _unwritable(name, home, error) from error
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def check_free(name: str, *, force: bool = False, home: Path | None = None) -> None:
    """Raise W2vError if a model `name` exists and `force` is not set, or none can be written."""
    home = home or models_home()
    try:
        home.mkdir(parents=True, exist_ok=True)
        if not os.access(home, os.W_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    except OSError as error:
        raise _unwritable(name, home, error) from error
    if (home / name).exists() and not force:
        raise W2vError(
            f"A model named “{name}” exists already.",
            "Choose another name with --name, or replace it with --force.",
        )


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


def seal(folder: Path, info: ModelInfo) -> ModelInfo:
    """Write `model.json` with the SHA-256 of every other file in `folder`; return what it says."""
    from w2vkit import __version__

    files = {
        path.name: FileSeal(path.stat().st_size, file_sha256(path))
        for path in sorted(folder.iterdir())
        if path.name != INFO
    }
    sealed = ModelInfo(
        **{
            **{name: getattr(info, name) for name in ModelInfo.__dataclass_fields__},
            "created": info.created or time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
            "versions": {"w2vkit": __version__, **info.versions},
            "files": files,
        }
    )
    (folder / INFO).write_text(_info_text(sealed), encoding="utf-8")
    return sealed


def add_file(path: Path, name: str, content: bytes, options: Mapping[str, Any]) -> None:
    """Put a file into a finished model and say so, with `options`, in its `model.json`.

    The model does not thereby become the one trained last.
    """
    info = read_info(path)
    stamp = (path / INFO).stat()
    with atomic_path(path / name) as draft:
        draft.write_bytes(content)
    files = {**info.files, name: FileSeal((path / name).stat().st_size, file_sha256(path / name))}
    changed = replace(info, files=files, options={**info.options, **options})
    with atomic_text(path / INFO) as file:
        file.write(_info_text(changed))
    os.utime(path / INFO, ns=(stamp.st_atime_ns, stamp.st_mtime_ns))


def _info_text(info: ModelInfo) -> str:
    content = {"format": FORMAT_NAME, "version": FORMAT_VERSION, **asdict(info)}
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def load(path: Path) -> StoredModel:
    """Open the model directory at `path`.

    Raises:
        W2vError: something is missing, cut short or was changed.

    """
    info = read_info(path)
    for name in (*REQUIRED, RARE):
        if name in REQUIRED or name in info.files:
            verify_file(path, name, info)
    vocabulary = Vocabulary(
        _map_file(path / VOCAB), _open_array(path, INDEX, info, (3, info.words), np.uint64)
    )
    vectors = _open_array(path, VECTORS, info, (info.words, info.dim))
    norms = _open_array(path, NORMS, info, (info.words,))
    subwords = _open_subwords(path, info) if SUBWORDS in info.files else None
    return StoredModel(path, info, Embeddings(vocabulary, vectors, norms, subwords))


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


def _open_subwords(path: Path, info: ModelInfo) -> Subwords:
    try:
        facts = info.options["subwords"]
        shortest, longest, buckets, count = (
            int(facts[name]) for name in ("shortest", "longest", "buckets", "count")
        )
    except (KeyError, TypeError, ValueError) as error:
        raise _broken(path, f"{INFO} does not say how its n-grams were made") from error
    for name in (SUBWORDS, SUBWORD_IDS):
        verify_file(path, name, info)
    ids = _open_array(path, SUBWORD_IDS, info, (count,), np.int64)
    return Subwords(
        shortest, longest, buckets, ids, _open_array(path, SUBWORDS, info, (count, info.dim))
    )


def read_info(path: Path) -> ModelInfo:
    """Return what `model.json` in the directory `path` says.

    Raises:
        W2vError: it is missing, or not one that this version understands.

    """
    try:
        content = json.loads((path / INFO).read_text(encoding="utf-8"))
        if content.pop("format") != FORMAT_NAME:
            raise ValueError("it is not a w2vkit model")
        version = content.pop("version")
        if version > FORMAT_VERSION:
            raise W2vError(
                f"The model at {path} has format version {version}; "
                f"this w2vkit reads up to {FORMAT_VERSION}.",
                "Update w2vkit: pip install --upgrade w2vkit.",
            )
        files = {name: FileSeal(**facts) for name, facts in content.pop("files").items()}
        for name in files:
            if name != Path(name).name:
                raise ValueError(f"{name} is no plain file name")
        info = ModelInfo(**content, files=files)
        _check_kinds(info)
        return info
    except FileNotFoundError:
        raise _broken(path, f"{INFO} is missing") from None
    except OSError as error:
        if path.is_file():
            raise W2vError(
                f"{path} is a file, not a model.", f"Make a model of it: w2vkit import {path}."
            ) from None
        raise _broken(path, f"{INFO} cannot be read: {error.strerror}") from error
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise _broken(path, f"{INFO} is damaged ({error})") from error


def _check_kinds(info: ModelInfo) -> None:
    """Raise ValueError if a fact of a model is not of the kind it should be."""
    groups = [info.options, info.corpus, info.report, info.versions]
    groups += [info.options.get(name, {}) for name in ("training", "segmentation")]
    if not all(isinstance(group, dict) for group in groups):
        raise ValueError("options, corpus, report and versions must be objects")
    if not (isinstance(info.words, int) and isinstance(info.dim, int)):
        raise ValueError("words and dim must be whole numbers")
    if not all(isinstance(text, str) for text in (info.name, info.engine, info.created)):
        raise ValueError("name, engine and created must be texts")


def describe_models() -> Iterator[dict[str, Any]]:
    """Give the main facts of every model, the one trained last first; damaged ones say so."""
    for path in list_models():
        try:
            info = read_info(path)
        except W2vError as error:
            yield {"name": path.name, "algorithm": "damaged", "problem": error.message}
            continue
        yield {
            "name": path.name,
            "words": info.words,
            "dim": info.dim,
            "algorithm": info.options.get("training", {}).get("algorithm"),
            "engine": info.engine,
            "tokens": info.report.get("tokens"),
            "created": info.created,
        }


def info_record(name_or_path: str | None = None, *, verify: bool = False) -> dict[str, Any]:
    """Return everything `model.json` says, with the path; check all files first if asked to.

    Raises:
        W2vError: the model is not there, or damaged.

    """
    path = locate(name_or_path)
    info = read_info(path)
    for name in info.files:
        verify_file(path, name, info, whole=verify)
    return {"path": str(path), **asdict(info)}


def verify_file(path: Path, name: str, info: ModelInfo, *, whole: bool = False) -> None:
    """Raise W2vError if a file is missing, or differs from its seal in size or SHA-256.

    The SHA-256 of files larger than `VERIFIED_AT_OPENING` is only computed if `whole` is set.
    """
    if name not in info.files:
        raise _broken(path, f"{INFO} does not list {name}")
    sealed = info.files[name]
    try:
        size = (path / name).stat().st_size
    except OSError:
        raise _broken(path, f"{name} is missing") from None
    if size != sealed.bytes:
        raise _broken(path, f"{name} has {size:,} bytes instead of {sealed.bytes:,}")
    if (whole or size <= VERIFIED_AT_OPENING) and file_sha256(path / name) != sealed.sha256:
        raise _broken(path, f"{name} was changed after the model was saved")


def file_sha256(path: Path) -> str:
    """Return the SHA-256 of a file's content, in hexadecimal."""
    import hashlib

    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _unwritable(name: str, home: Path, error: OSError) -> W2vError:
    return W2vError(
        f"The model “{name}” could not be written to {home}: {reason(error)}.",
        f"Free some space or choose another folder with {HOME_VARIABLE}; nothing was changed.",
    )


def _broken(path: Path, what: str) -> W2vError:
    return W2vError(
        f"The model at {path} cannot be used: {what}.",
        "Train or import it again, or restore the directory from a copy.",
    )


def _replace(target: Path, draft: Path) -> None:
    """Rename `draft` to `target`; an older `target` goes only once the new one is in place."""
    import shutil

    old = draft.with_suffix(".old")
    if target.exists():
        target.rename(old)
    draft.rename(target)
    shutil.rmtree(old, ignore_errors=True)


def _map_file(path: Path) -> mmap.mmap | bytes:
    with path.open("rb") as file:
        size = os.fstat(file.fileno()).st_size
        return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) if size else b""


def _open_array(
    path: Path, name: str, info: ModelInfo, shape: tuple[int, ...], dtype: Any = np.float32
) -> NDArray[Any]:
    try:
        array = np.load(path / name, mmap_mode="r", allow_pickle=False)
    except (OSError, ValueError, EOFError) as error:
        raise _broken(path, f"{name} is damaged ({error})") from error
    if array.shape != shape or array.dtype != dtype or not array.flags.c_contiguous:
        raise _broken(
            path, f"{name} is {array.dtype} {array.shape} instead of {np.dtype(dtype)} {shape}"
        )
    return np.asarray(array)
