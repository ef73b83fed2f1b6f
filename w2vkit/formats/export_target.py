"""Where a format is written: into a draft, compressed if the name says so."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import IO, Any

from w2vkit.config import ExportConfig, TrainConfig
from w2vkit.errors import UsageError, W2vError
from w2vkit.formats import archive
from w2vkit.model.embeddings import Embeddings, Matrix
from w2vkit.system import compression
from w2vkit.system.atomic import check_absent, copy_to_stream, destination, writing


@dataclass(frozen=True, eq=False)
class TrainingState:
    """What it takes to go on training a model.

    Attributes:
        context: output weights of negative sampling, float32 (V, D).
        config: the options of the training so far.

    """

    context: Matrix
    config: TrainConfig


@dataclass(frozen=True, eq=False)
class ExportTarget:
    """A place to write to.

    Attributes:
        path: a file or folder that does not exist yet; what is written beside it comes along.
        config: how to write.
        training: returns how to go on training what is written, or None if that is not known.

    """

    path: Path
    config: ExportConfig
    training: Callable[[], TrainingState | None] = lambda: None

    def open(self, path: Path | None = None) -> AbstractContextManager[IO[bytes]]:
        """Open `path`, or the target itself, for bytes, compressed if its suffix says so."""
        path = path or self.path
        return CREATE.get(path.suffix.lower(), _create)(path)

    def words_without_spaces(self, embeddings: Embeddings) -> Iterator[str]:
        """Give the words for a format in which a space ends a word.

        Raises:
            W2vError: a word has a space and repair was not asked for.

        """
        for word in embeddings.vocabulary:
            if len(word.split()) == 1 and word.strip() == word:
                yield word
                continue
            if not self.config.repair:
                raise W2vError(
                    f"“{word}” has a space in it, which this format cannot hold.",
                    "Add --repair to write _ for spaces, or choose another format with --to.",
                )
            yield "_".join(word.split()) or "_"


class _StampedGzip(gzip.GzipFile):
    """A gzip file without time and name, so that the same vectors give the same bytes."""

    def __init__(self, path: Path) -> None:
        self.file = path.open("wb")
        super().__init__(filename="", fileobj=self.file, mode="wb", compresslevel=6, mtime=0)

    def seek(self, *place: int) -> int:
        raise io.UnsupportedOperation("what is compressed already cannot be written again")

    def close(self) -> None:
        super().close()
        self.file.close()


def _create(path: Path) -> IO[bytes]:
    return path.open("wb")


CREATE: Mapping[str, Callable[[Path], AbstractContextManager[Any]]] = {
    ".gz": _StampedGzip,
    ".bz2": partial(bz2.open, mode="wb"),
    ".xz": partial(lzma.open, mode="wb"),
    ".zst": compression.create,
    ".zip": archive.create_zip,
}
"""What writes a compressed file, by suffix."""


@contextmanager
def new_target(
    path: Path,
    config: ExportConfig,
    training: Callable[[], TrainingState | None] = lambda: None,
    *,
    force: bool = False,
) -> Iterator[ExportTarget]:
    """Give a target in an empty folder; what was written there moves to `path` when all went well.

    A symbolic link is followed. What goes to a stream is copied there once it is complete.

    Raises:
        W2vError: `path`, or a file that comes beside it, exists and `force` is not set; `path` is a
            folder that holds other files; it is a link or a stream and the format is several files;
            or the disk refused.

    """
    place = destination(path)
    if not place.is_stream:
        check_absent(path, force=force)
    with writing(path), _draft_folder(None if place.is_stream else place.path.parent) as folder:
        yield ExportTarget(folder / path.name, config, training)
        made = sorted(folder.iterdir())
        if place.is_stream or place.path != path:
            _check_single(made, path)
        if place.is_stream:
            copy_to_stream(made[0], place)
        elif place.path != path:
            _move(made[0], place.path)
        else:
            _move_all(made, path, force=force)


@contextmanager
def _draft_folder(parent: Path | None) -> Iterator[Path]:
    """Give an empty folder in `parent`, or where the system keeps temporary files if it is None."""
    folder = Path(tempfile.mkdtemp(prefix=".w2vkit-", dir=parent))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _check_single(made: list[Path], path: Path) -> None:
    """Raise UsageError if what is to go to a stream or through a link is not one file."""
    if len(made) == 1 and (made[0].is_file() or path.is_dir()):
        return
    what = "a folder" if len(made) == 1 else f"several files ({', '.join(p.name for p in made)})"
    raise UsageError(
        f"{path} is a link or a stream, but this format is {what}.",
        "Choose a file that is neither, or a format that is one file, such as --to word2vec.",
    )


def _move_all(made: list[Path], path: Path, *, force: bool) -> None:
    """Put all that was made beside `path`, or nothing if one of the names is taken."""
    for one in made:
        check_absent(path.with_name(one.name), force=force)
    for one in made:
        _move(one, path.with_name(one.name))


def _move(made: Path, place: Path) -> None:
    """Put what was made in its place; a folder there goes only if it holds nothing else."""
    if place.is_dir():
        new = {path.name for path in made.iterdir()} if made.is_dir() else set()
        if others := sorted({path.name for path in place.iterdir()} - new):
            raise W2vError(
                f"{place} is a folder that holds other files, such as {others[0]}.",
                "Choose another place, or empty the folder first.",
            )
        shutil.rmtree(place)
    os.replace(made, place)
