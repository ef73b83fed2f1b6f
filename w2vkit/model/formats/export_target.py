"""Where a format is written: a draft, compressed by suffix and moved into place when complete."""

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

from w2vkit.base.config import ExportConfig, TrainConfig
from w2vkit.base.errors import UsageError, W2vError
from w2vkit.base.messages import joined, msg
from w2vkit.base.system import compression
from w2vkit.base.system.atomic import check_absent, copy_to_stream, destination, writing
from w2vkit.model.embeddings import Embeddings, Matrix
from w2vkit.model.formats import archive_paths


@dataclass(frozen=True, eq=False)
class TrainingState:
    """What another tool needs to continue the training of a model.

    Attributes:
        context: output weights of negative sampling, float32 (V, D).
        config: the options of the previous training.

    """

    context: Matrix
    config: TrainConfig


@dataclass(frozen=True, eq=False)
class ExportTarget:
    """Where to write an export.

    Attributes:
        path: a file or directory that does not exist yet; files written beside it are exported too.
        config: the export options.
        training: returns what is needed to continue training, or None if it is unknown.

    """

    path: Path
    config: ExportConfig
    training: Callable[[], TrainingState | None] = lambda: None

    def open(self, path: Path | None = None) -> AbstractContextManager[IO[bytes]]:
        """Open `path`, or the target itself, for writing bytes, compressed by its suffix."""
        path = path or self.path
        return COMPRESSED_WRITERS.get(path.suffix.lower(), _open_uncompressed)(path)

    def words_without_spaces(self, embeddings: Embeddings) -> Iterator[str]:
        """Yield the words for a format in which a space ends a word.

        Raises:
            W2vError: a word contains a space and `--repair` is not set.

        """
        for word in embeddings.vocabulary:
            if len(word.split()) == 1 and word.strip() == word:
                yield word
                continue
            if not self.config.repair:
                raise W2vError(
                    msg("“{word}” contains a space, which this format cannot store.", word=word),
                    msg(
                        "Add --repair to replace spaces with _, or choose another format with --to."
                    ),
                )
            yield "_".join(word.split()) or "_"


class _StampedGzip(gzip.GzipFile):
    """A gzip file without a timestamp or name, so that equal vectors give equal bytes."""

    def __init__(self, path: Path) -> None:
        self.file = path.open("wb")
        super().__init__(filename="", fileobj=self.file, mode="wb", compresslevel=6, mtime=0)

    def seek(self, *place: int) -> int:
        raise io.UnsupportedOperation(msg("a compressed stream cannot be rewritten"))

    def close(self) -> None:
        super().close()
        self.file.close()


def _open_uncompressed(path: Path) -> IO[bytes]:
    return path.open("wb")


COMPRESSED_WRITERS: Mapping[str, Callable[[Path], AbstractContextManager[Any]]] = {
    ".gz": _StampedGzip,
    ".bz2": partial(bz2.open, mode="wb"),
    ".xz": partial(lzma.open, mode="wb"),
    ".zst": compression.create,
    ".zip": archive_paths.create_zip,
}
"""Functions that open a compressed file for writing, by suffix."""


@contextmanager
def new_target(
    path: Path,
    config: ExportConfig,
    training: Callable[[], TrainingState | None] = lambda: None,
    *,
    force: bool = False,
) -> Iterator[ExportTarget]:
    """Yield a target in an empty directory; on success, its content moves to `path`.

    Symbolic links are followed. Output for a stream is copied there once it is complete.

    Raises:
        W2vError: `path` or a file beside it exists and `force` is not set; `path` is a directory
            with other files; `path` is a link or a stream and the format has several files; or
            writing fails.

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
    """Yield an empty directory in `parent`, or in that for temporary files if None."""
    folder = Path(tempfile.mkdtemp(prefix=".w2vkit-", dir=parent))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _check_single(made: list[Path], path: Path) -> None:
    """Raise UsageError if several files were written for a stream or a link."""
    if len(made) == 1 and (made[0].is_file() or path.is_dir()):
        return
    what = (
        msg("a directory")
        if len(made) == 1
        else msg("several files ({files})", files=joined(", ", (p.name for p in made)))
    )
    raise UsageError(
        msg("{path} is a link or a stream, but this format writes {files}.", path=path, files=what),
        msg("Choose a regular file, or a single-file format such as --to word2vec."),
    )


def _move_all(made: list[Path], path: Path, *, force: bool) -> None:
    """Move all files beside `path`, or none if one of the names is taken."""
    for source in made:
        check_absent(path.with_name(source.name), force=force)
    for source in made:
        _move(source, path.with_name(source.name))


def _move(made: Path, place: Path) -> None:
    """Move a file or directory into place; replace only a directory without other files."""
    if place.is_dir():
        new = {path.name for path in made.iterdir()} if made.is_dir() else set()
        if others := sorted({path.name for path in place.iterdir()} - new):
            raise W2vError(
                msg(
                    "{place} is a directory that contains other files, such as {others}.",
                    place=place,
                    others=others[0],
                ),
                msg("Choose another path, or empty the directory first."),
            )
        shutil.rmtree(place)
    os.replace(made, place)
