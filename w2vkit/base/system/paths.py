"""Directories outside the package: where they are, and whether other users can write to them."""

from __future__ import annotations

import os
import stat
import sys
from pathlib import Path

from w2vkit.base.messages import Message, msg, reason, remedy

MODELS_VARIABLE = "W2VKIT_MODELS"
"""Directory of all models; `models` in the current directory by default."""
MODEL_VARIABLE = "W2VKIT_MODEL"
"""Default model of queries."""
CACHE_VARIABLE = "W2VKIT_CACHE"
"""Cache directory; its content can be computed again."""
CACHE_SIZE_VARIABLE = "W2VKIT_CACHE_GB"
"""Maximum size of the encoded corpora in the cache, in gigabytes."""
ROOT = 0


def models_home() -> Path:
    """Return the directory of all models: `W2VKIT_MODELS`, or `models` in the current directory."""
    return Path(os.environ.get(MODELS_VARIABLE) or "models")


def cache_home() -> Path:
    """Return the cache directory: `W2VKIT_CACHE`, or the cache directory of the platform."""
    if chosen := os.environ.get(CACHE_VARIABLE):
        return Path(chosen)
    return _user_directory("XDG_CACHE_HOME", Path(".cache")) / "w2vkit"


def history_file() -> Path:
    """Return the history file of the shell, in the state directory of the platform."""
    return _user_directory("XDG_STATE_HOME", Path(".local", "state")) / "w2vkit" / "history"


def cache_remedy(error: OSError) -> Message:
    """Return what to do about a system error in the cache."""
    elsewhere = msg("choose another directory with {cache_variable}", cache_variable=CACHE_VARIABLE)
    return remedy(error, elsewhere)


def private_folder(path: Path) -> None:
    """Create a directory in the cache, and its parents, accessible only to this user."""
    for folder in (cache_home(), path):
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)


def _user_directory(variable: str, default: Path) -> Path:
    """Return the directory in an XDG variable, or `LOCALAPPDATA` on Windows."""
    chosen = os.environ.get("LOCALAPPDATA" if sys.platform == "win32" else variable)
    return Path(chosen) if chosen else Path.home() / default


def why_unsafe(folder: Path) -> str | None:
    """Return why files in an existing directory may be another user's, or None if they are not.

    The owner must be the user or root, and nobody else may have write permission, except the
    private group that many systems create for each user. On Windows, the system separates the
    directories of users.
    """
    if sys.platform == "win32":
        return None
    else:  # noqa: RET505 (mypy checks each platform apart)
        return _why_unsafe(folder)


if sys.platform != "win32":

    def _why_unsafe(folder: Path) -> str | None:
        try:
            status = folder.stat()
        except OSError as error:
            return msg(
                "{folder} cannot be examined ({reason})", folder=folder, reason=reason(error)
            )
        if status.st_uid not in (os.geteuid(), ROOT):
            return msg("{folder} belongs to another user", folder=folder)
        by_group = bool(status.st_mode & stat.S_IWGRP) and not _is_private_group(status)
        if by_group or status.st_mode & stat.S_IWOTH:
            return msg("other users can write to {folder}", folder=folder)
        return None

    def _is_private_group(status: os.stat_result) -> bool:
        """Return whether the group of a file has the name of its owner, like a private group."""
        import grp
        import pwd

        try:
            return grp.getgrgid(status.st_gid).gr_name == pwd.getpwuid(status.st_uid).pw_name
        except KeyError:
            return False
