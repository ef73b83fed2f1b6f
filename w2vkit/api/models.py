"""Opening and exporting models; the arguments that several functions of the interface take."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, replace
from os import PathLike, fspath
from pathlib import Path
from typing import TYPE_CHECKING, Any, Unpack

from w2vkit.api.given_text import File
from w2vkit.base.automatic_progress import AUTOMATIC
from w2vkit.base.config import ExportConfig
from w2vkit.base.messages import msg
from w2vkit.base.options import ExportOptions
from w2vkit.base.progress import Listener
from w2vkit.base.public import public
from w2vkit.query.model import Model

if TYPE_CHECKING:
    from w2vkit.query.exporting import Exported


@public()
def open(
    model: File | None = None,
    *,
    compose: bool = False,
    prior: float | None = None,
    listener: Listener = AUTOMATIC,
) -> Model:
    """Open a model, or a vector file of another tool.

    Args:
        model: the name of a model, or the path of a model directory or of a vector file in any
            supported format; the model trained last if None.
        compose: compose the vectors of all missing words of their character n-grams; otherwise,
            only of those that share five letters in a row with words of the model.
        prior: the weight of the prior of the model: 0 for the text alone, None for the weight that
            was chosen in training.
        listener: receives messages and progress.

    Raises:
        W2vError: the model does not exist or is damaged.
        UsageError: the model has no prior, and the weight is not 0.

    """
    from w2vkit.query.opening import open_model

    opened = open_model(None if model is None else fspath(model), listener, prior)
    return replace(opened, compose=compose)


@public(ExportConfig)
def export(
    model: Model | File,
    path: File,
    *,
    to: str | None = None,
    force: bool = False,
    listener: Listener = AUTOMATIC,
    **options: Unpack[ExportOptions],
) -> Exported:
    """Write a model in the format of another tool.

    Args:
        model: a model, its name or its path.
        path: the file or directory to write, compressed if its name ends in .gz, .bz2, .xz, .zst or
            .zip.
        to: the name of a format, such as `"glove"`; by default that of the suffix.
        force: replace an existing file.
        listener: receives messages and progress.
        options: fields of `w2vkit.base.config.ExportConfig`.

    Returns:
        what was written.

    Raises:
        UsageError: the format is unknown, cannot be inferred from the suffix, or cannot be
            compressed.
        W2vError: the file exists and `force` is not set, or cannot be written, or the format
            cannot represent the model.

    """
    from w2vkit.model.formats import format_named
    from w2vkit.query.exporting import ExportSource, export_embeddings

    chosen = format_named(to) if to else None
    config = ExportConfig(**options)
    source = ExportSource.of(opened_model(model), config.prior)
    return export_embeddings(source, Path(path), config, chosen, force=force, listener=listener)


@public()
def list_models() -> list[str]:
    """Return the names of the stored models, the one trained last first."""
    from w2vkit.model.registry import list_models

    return [path.name for path in list_models()]


@public()
def remove(model: Model | str) -> None:
    """Delete a stored model and the checkpoint of its training, and no other files.

    Args:
        model: its name, or the model.

    Raises:
        W2vError: there is no such model, it is being trained, or its directory has other files.

    """
    from w2vkit.training.removal import plan_removal
    from w2vkit.training.removal import remove as delete

    delete(plan_removal(model if isinstance(model, str) else model.path.name))


def opened_model(model: Model | File | None) -> Model:
    """Open a model that is given by its name or path; the model trained last for None."""
    return open(model) if model is None or isinstance(model, (str, PathLike)) else model


def split_options(
    function: str, options: Mapping[str, Any], *configs: type[Any]
) -> list[dict[str, Any]]:
    """Return, for each dataclass in `configs`, those options that are fields of it and not None."""
    known = [{field.name for field in fields(config)} for config in configs]
    for name in options:
        if not any(name in names for names in known):
            raise TypeError(
                msg(
                    "{function}() got an unexpected keyword argument {name!r}",
                    function=function,
                    name=name,
                )
            )
    given = {name: value for name, value in options.items() if value is not None}
    return [{name: value for name, value in given.items() if name in names} for names in known]
