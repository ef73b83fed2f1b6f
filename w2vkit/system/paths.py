"""Directories outside the package, and the environment variables that choose them."""

from __future__ import annotations

import os
import sys
from pathlib import Path

MODELS_VARIABLE = "W2VKIT_MODELS"
"""The directory of the models; `models` in the current directory if unset."""
MODEL_VARIABLE = "W2VKIT_MODEL"
"""The model to query if no option names one."""
CACHE_VARIABLE = "W2VKIT_CACHE"
"""The directory of everything that can be computed again."""
CACHE_SIZE_VARIABLE = "W2VKIT_CACHE_GB"
"""How many gigabytes of encoded corpora the cache keeps."""


def models_home() -> Path:
    """Return the directory of the models: `W2VKIT_MODELS`, or `models` in the current directory."""
    return Path(os.environ.get(MODELS_VARIABLE) or "models")


def cache_home() -> Path:
    """Return the cache directory: `W2VKIT_CACHE`, or the platform's directory for caches."""
    if chosen := os.environ.get(CACHE_VARIABLE):
        return Path(chosen)
    return _user_directory("XDG_CACHE_HOME", Path(".cache")) / "w2vkit"


def history_file() -> Path:
    """Return the file of earlier lines of the shell, in the platform's directory for state."""
    return _user_directory("XDG_STATE_HOME", Path(".local", "state")) / "w2vkit" / "history"


def private_folder(path: Path) -> None:
    """Create a directory in the cache that only this user can enter, and those above it."""
    for folder in (cache_home(), path):
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)


def _user_directory(variable: str, default: Path) -> Path:
    """Return the directory that an XDG variable names, or `LOCALAPPDATA` on Windows."""
    chosen = os.environ.get("LOCALAPPDATA" if sys.platform == "win32" else variable)
    return Path(chosen) if chosen else Path.home() / default
