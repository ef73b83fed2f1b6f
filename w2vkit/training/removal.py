"""Deleting a model and its checkpoint, and no other files."""

from __future__ import annotations

import shutil
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from w2vkit.base.config import CHARACTERISTIC, KINDS, LEXICON
from w2vkit.base.errors import W2vError
from w2vkit.base.messages import joined, msg
from w2vkit.base.system.lock import locked
from w2vkit.base.system.paths import models_home
from w2vkit.model import store
from w2vkit.model.manifest import INFO, read_info
from w2vkit.model.registry import check_name, list_models, lock_path
from w2vkit.training.checkpoint import Checkpoint

OWN_FILES = {
    INFO,
    CHARACTERISTIC,
    KINDS,
    LEXICON,
    *store.REQUIRED,
    store.CONTEXT,
    store.RARE,
    store.NEIGHBOURS,
    store.SUBWORDS,
    store.SUBWORD_IDS,
}
MAX_NAMES_SHOWN = 10


@dataclass(frozen=True)
class Removal:
    """The files that deleting a model removes.

    Attributes:
        name: of the model.
        folder: its directory, or None if there is only a checkpoint.
        checkpoint: files of an interrupted training of that name.
        bytes: their total size.

    """

    name: str
    folder: Path | None
    checkpoint: tuple[Path, ...]
    bytes: int


def plan_removal(name: str) -> Removal:
    """Return the files of the model `name`.

    Raises:
        W2vError: there is no such model, or its directory is not a model or contains other files.

    """
    home = models_home()
    folder = home / check_name(name)
    saved = Checkpoint(home, name)
    checkpoint = [path for path in (saved.state_path, saved.order_path) if path.exists()]
    if not folder.exists() and not folder.is_symlink():
        if not checkpoint:
            raise _no_model(name)
        return Removal(name, None, tuple(checkpoint), _size(checkpoint))
    files = _own_files(folder)
    return Removal(name, folder, tuple(checkpoint), _size([*files, *checkpoint]))


def remove(removal: Removal) -> None:
    """Delete what `plan_removal` returned; a link to a directory is deleted, not its target.

    Raises:
        W2vError: the model is being trained.

    """
    name = removal.name
    taken = W2vError(
        msg("“{name}” is being trained.", name=name),
        msg("Wait until it finishes, or stop it first."),
    )
    with locked(lock_path(name), taken):
        if removal.folder is not None:
            _delete(removal.folder)
        for path in removal.checkpoint:
            path.unlink(missing_ok=True)


def _delete(folder: Path) -> None:
    if folder.is_symlink():
        folder.unlink()
        return
    # Renamed first, so that a model is complete or absent.
    hidden = folder.with_name(f".{folder.name}.removed")
    shutil.rmtree(hidden, ignore_errors=True)
    folder.rename(hidden)
    shutil.rmtree(hidden)


def _own_files(folder: Path) -> list[Path]:
    """Return the files of a model; raise W2vError if the directory contains anything else."""
    if not (folder / INFO).is_file():
        raise W2vError(
            msg("{folder} is not a model: it has no {info}.", folder=folder, info=INFO),
            msg("Delete it with other tools."),
        )
    own = set(OWN_FILES)
    with suppress(W2vError):  # a damaged model can be deleted too
        own |= set(read_info(folder).files)
    files = [*folder.iterdir()]
    other = sorted(path.name for path in files if path.name not in own or not path.is_file())
    if other:
        names = joined(", ", other[:MAX_NAMES_SHOWN])
        raise W2vError(
            msg(
                "{folder} contains files that are not part of the model: {names}.",
                folder=folder,
                names=names,
            ),
            msg("Move them to another directory first."),
        )
    return files


def _no_model(name: str) -> W2vError:
    names = joined(", ", (path.name for path in list_models()[:MAX_NAMES_SHOWN]))
    return W2vError(
        msg(
            "There is no model named “{name}” in {models_home}.",
            name=name,
            models_home=models_home(),
        ),
        msg("Choose one of: {names}.", names=names) if names else None,
    )


def _size(files: list[Path]) -> int:
    return sum(path.stat().st_size for path in files)
