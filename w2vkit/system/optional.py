"""Packages that only some formats and commands need."""

from __future__ import annotations

import importlib
from typing import Any

from w2vkit.errors import W2vError


def needed(module: str, extra: str) -> Any:
    """Import and return a module that an extra of this package installs.

    Raises:
        W2vError: it is not installed; the hint says how to install it.

    """
    try:
        return importlib.import_module(module)
    except ImportError as error:
        raise W2vError(
            f"{module} is required for this and is not installed.",
            f"Install it: pip install 'w2vkit[{extra}]'.",
        ) from error
