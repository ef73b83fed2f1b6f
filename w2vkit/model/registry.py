"""The directory of all models: names, lookup and listing."""

from __future__ import annotations

import errno
import itertools
import os
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import Any

from w2vkit.base.errors import W2vError
from w2vkit.base.messages import has_controls, joined, msg, reason, remedy, shortened
from w2vkit.base.system.atomic import may_write
from w2vkit.base.system.paths import MODEL_VARIABLE, MODELS_VARIABLE, models_home
from w2vkit.model.manifest import INFO, read_info, verify_file, verify_once
from w2vkit.model.word_files import read_kinds

MAX_NAME_BYTES = 200
"""Leaves room for the suffixes of temporary files."""
RESERVED_ON_WINDOWS = re.compile(
    r'.*[<>:"|?*].*|.*[. ]|(con|prn|aux|nul|(com|lpt)[0-9¹²³])(\..*)?', re.IGNORECASE
)
"""File names that Windows gives to devices, shortens, or does not allow."""
MAX_NAME_SHOWN, MAX_MODELS_SHOWN = 60, 10
"""Characters of a name, and models, that an error message shows."""


def lock_path(name: str, home: Path | None = None) -> Path:
    """Return the lock file of a training of the model `name`."""
    return (home or models_home()) / f".{name}.lock"


def list_models(home: Path | None = None) -> list[Path]:
    """Return the directories of all models in `home`, newest first."""
    home = home or models_home()
    models = [
        path.parent for path in home.glob(f"*/{INFO}") if not path.parent.name.startswith(".")
    ]
    return sorted(models, key=lambda path: (-(path / INFO).stat().st_mtime_ns, path.name))


def locate_model(name_or_path: str | None = None) -> Path:
    """Return the path of a model, given its name or path; by default the newest one.

    Raises:
        W2vError: there is no such model; the hint names existing ones.

    """
    if name_or_path == "":
        raise W2vError(msg("The name of a model is empty."), msg("Name a model or a file."))
    name_or_path = name_or_path or os.environ.get(MODEL_VARIABLE)
    if name_or_path:
        for path in (models_home() / name_or_path, Path(name_or_path)):
            # A path may lead into an archive: glove.zip/glove.txt.
            with suppress(OSError):  # the name is too long for a file
                if path.exists() or any(parent.is_file() for parent in path.parents):
                    return _one_model(path)
    models = list_models()
    if models and not name_or_path:
        return models[0]
    nearest = _nearest_first([path.name for path in models], name_or_path or "")
    names = joined(", ", nearest[:MAX_MODELS_SHOWN])
    home = models_home()
    raise W2vError(
        msg("There is no model named “{name}” in {folder}.", name=name_or_path, folder=home)
        if name_or_path
        else msg("There is no model in {folder}.", folder=home),
        msg("Choose one of: {names}.", names=names)
        if names
        else msg("Train one first: w2vkit train CORPUS."),
    )


def _one_model(path: Path) -> Path:
    """Return `path`; raise W2vError if it is a directory of models."""
    models = [] if (path / INFO).exists() else list_models(path)
    if models:
        raise W2vError(
            msg("{path} is a directory of models, not a model.", path=path),
            msg(
                "Name one of them: {models}.",
                models=joined(", ", (str(model) for model in models[:MAX_MODELS_SHOWN])),
            ),
        )
    return path


def _nearest_first(names: list[str], wanted: str) -> list[str]:
    """Return the names, similar spellings of the wanted one first."""
    from difflib import get_close_matches

    near = get_close_matches(wanted, names)
    return [*near, *(name for name in names if name not in near)]


def check_name(name: str, platform: str = sys.platform) -> str:
    """Return `name` if it is a valid model name.

    Raises:
        W2vError: it is empty, too long, not a plain file name, begins with a period or hyphen, or
            is reserved on Windows and this is Windows.

    """
    is_reserved = platform == "win32" and RESERVED_ON_WINDOWS.fullmatch(name)
    encoded = name.encode("utf-8", "replace")
    is_text = encoded.decode() == name and not has_controls(name) and "\\" not in name
    is_long = len(encoded) > MAX_NAME_BYTES
    is_plain = bool(name) and name[0] not in ".-" and name == Path(name).name
    if not is_plain or not is_text or is_long or is_reserved:
        raise W2vError(
            msg("“{name}” is not a valid model name.", name=shortened(name, MAX_NAME_SHOWN)),
            msg(
                "Choose another name with --name: at most {max_name_bytes} bytes long, "
                "without / and \\, and not beginning with . or -.",
                max_name_bytes=MAX_NAME_BYTES,
            ),
        )
    return name


def next_name(name: str) -> str:
    """Return the first free name of a model that follows this one: `news-2` after `news`."""
    stem, _, number = name.rpartition("-")
    stem, start = (stem, int(number)) if stem and number.isdecimal() else (name, 1)
    home = models_home()
    names = (f"{stem}-{number}" for number in itertools.count(start + 1))
    return next(name for name in names if not (home / name).exists())


def check_free(name: str, *, force: bool = False, home: Path | None = None) -> None:
    """Raise W2vError if a model `name` exists and `force` is not set, or it cannot be written."""
    home = home or models_home()
    try:
        home.mkdir(parents=True, exist_ok=True)
        if not may_write(home):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    except OSError as error:
        raise unwritable(name, home, error) from error
    if (home / name).exists() and not force:
        raise W2vError(
            msg("A model named “{name}” already exists.", name=name),
            msg("Choose another name with --name, or replace it with --force."),
        )


def unwritable(name: str, home: Path, error: OSError) -> W2vError:
    """Return the error that says why the model `name` could not be written."""
    return W2vError(
        msg(
            "The model “{name}” could not be written to {home}: {reason}.",
            name=name,
            home=home,
            reason=reason(error),
        ),
        remedy(
            error,
            msg(
                "choose another directory with {models_variable}; nothing was changed",
                models_variable=MODELS_VARIABLE,
            ),
        ),
    )


def describe_models(paths: Iterable[Path] | None = None) -> Iterator[dict[str, Any]]:
    """Yield the main facts of models, or the problem of a damaged one.

    Args:
        paths: the models; all in the directory of models, newest first, if None.

    """
    for path in list_models() if paths is None else paths:
        try:
            info = read_info(path)
        except W2vError as error:
            yield {"name": path.name, "algorithm": msg("damaged"), "problem": error.message}
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
    """Return the content of `model.json` and the path of a model.

    Args:
        name_or_path: of the model; by default the newest one.
        verify: whether to check the SHA-256 of all files, not only of small ones.

    Raises:
        W2vError: the model does not exist, or is damaged.

    """
    path = locate_model(name_or_path)
    info = read_info(path)
    if verify:
        for name in info.files:
            verify_file(path, name, info, whole=True)
    else:
        verify_once(path, info.files, info)
    kinds = Counter(read_kinds(path, info).values())
    return {"path": str(path), **asdict(info), **({"kinds": dict(kinds)} if kinds else {})}
