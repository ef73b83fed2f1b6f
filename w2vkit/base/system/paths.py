"""Directories outside the package, and the environment variables that set them."""

from __future__ import annotations

import os
import sys
from pathlib import Path

MODELS_VARIABLE = "W2VKIT_MODELS"
"""Directory of all models; `models` in the current directory by default."""
MODEL_VARIABLE = "W2VKIT_MODEL"
"""Default model of queries."""
CACHE_VARIABLE = "W2VKIT_CACHE"
"""Cache directory; its content can be computed again."""
CACHE_SIZE_VARIABLE = "W2VKIT_CACHE_GB"
"""Maximum size of the encoded corpora in the cache, in gigabytes."""


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


def private_folder(path: Path) -> None:
    """Create a directory in the cache, and its parents, accessible only to this user."""
    for folder in (cache_home(), path):
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)


def _user_directory(variable: str, default: Path) -> Path:
    """Return the directory in an XDG variable, or `LOCALAPPDATA` on Windows."""
    chosen = os.environ.get("LOCALAPPDATA" if sys.platform == "win32" else variable)
    return Path(chosen) if chosen else Path.home() / default
