"""Packages that only some formats, engines and commands need."""

from __future__ import annotations

import importlib
import importlib.util
from typing import Any

from w2vkit.base.errors import W2vError
from w2vkit.base.messages import msg


def needed(module: str, extra: str, instead: str = "") -> Any:
    """Import and return a module that an extra of this package installs.

    Args:
        module: its name.
        extra: the extra that installs it.
        instead: what works without it, such as "use --method tsne".

    Raises:
        W2vError: it is not installed; the hint says how to install it.

    """
    try:
        return importlib.import_module(module)
    except ImportError as error:
        raise W2vError(
            msg("{module} is required for this and is not installed.", module=module),
            msg(
                "Install it: pip install 'w2vkit[{extra}]', or {instead}.",
                extra=extra,
                instead=instead,
            )
            if instead
            else msg("Install it: pip install 'w2vkit[{extra}]'.", extra=extra),
        ) from error


def require_gensim(purpose: str, instead: str) -> None:
    """Check that gensim is installed, without importing it.

    It is an extra, and has wheels only for Python 3.13 and earlier.

    Args:
        purpose: what gensim is required for, such as "--engine gensim".
        instead: what works without gensim, as the beginning of a sentence.

    Raises:
        W2vError: it is not installed.

    """
    if importlib.util.find_spec("gensim") is None:
        raise W2vError(
            msg("{purpose} requires gensim, which is not installed.", purpose=purpose),
            msg(
                "{instead}, or run pip install 'w2vkit[gensim]' with Python 3.13 or earlier.",
                instead=instead,
            ),
        )
