"""Messages in the words of Python: `force=True` for what the command line calls `--force`.

Messages name options as the command line does. Errors and notes that reach a caller of the Python
interface are reworded here, once, from the declarations of the options.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Any, get_args

_COMMAND = re.compile(r"(?:w2vkit|pip) [a-z][^;,]*?(?=\.?$|\. |[;,])|`[^`]*`")
"""A command line in a message, which stays as it is."""
_OPTION = re.compile(r"--(no-)?([a-z][a-z-]*)(?: ([\w.=,…-]*[\w…]))?")
_RENAMED = {"continue": "continue_from", "output": "path"}
"""Options of commands whose arguments in Python are called otherwise."""
_FLAGS = frozenset({"force", "freeze", "tokenized", "stability", "lines", "fuzzy", "resume"})
"""Options that are set or not, besides those that are declared as such."""


def in_python(message: str) -> str:
    """Return a message with its options as keyword arguments; command lines stay.

    >>> in_python("Lower --min-count, or replace it with --force.")
    'Lower min_count=, or replace it with force=True.'
    >>> in_python("3CosMul requires --metric cosine; run w2vkit index --force.")
    '3CosMul requires metric="cosine"; run w2vkit index --force.'
    """
    if "-" not in message:
        return str(message)
    message = re.sub(r"(?<!\S)-m\b", "model=", message)
    parts = re.split(f"({_COMMAND.pattern})", message)
    parts[::2] = [_underscored(_OPTION.sub(_keyword, part)) for part in parts[::2]]
    return "".join(parts)


def _keyword(found: re.Match[str]) -> str:
    """Return an option as a keyword argument, with its value if one follows."""
    negated, name, following = found[1], found[2].rstrip("-").replace("-", "_"), found[3] or ""
    name = _RENAMED.get(name, name)
    rest = f" {following}" if following else ""
    kinds = _kinds().get(name, ())
    if negated or bool in kinds or name in _FLAGS:
        return f"{name}={not negated}{rest}"
    if following in _choices(kinds) or (str in kinds and "=" in following):
        return f'{name}="{following}"'
    if re.fullmatch(r"-?\d+(\.\d+)?|[A-Z]+", following):
        return f"{name}={following}"
    return f"{name}{rest}" if following else f"{name}="


def _underscored(text: str) -> str:
    """Return a text in which names of options such as `min-count` are those of Python."""
    return re.sub(
        r"(?<![\w-])[a-z]+(?:-[a-z]+)+(?![\w-])",
        lambda found: (
            found[0].replace("-", "_") if found[0].replace("-", "_") in _kinds() else found[0]
        ),
        text,
    )


def _choices(kinds: tuple[Any, ...]) -> tuple[Any, ...]:
    """Return the values of an option that is one of several."""
    parts = [part for kind in kinds for part in (kind, *get_args(kind))]
    return tuple(choice for part in parts for choice in (*get_args(part), part))


@cache
def _kinds() -> Mapping[str, tuple[Any, ...]]:
    """Return the types of all options by the names of their fields; groups share some names."""
    from w2vkit.base import config
    from w2vkit.base.config.declaration import option_types

    kinds: dict[str, tuple[Any, ...]] = {
        "by": (config.Basis,),
        "unit": (config.TextUnit,),
        "within": (config.CountedUnit,),
    }
    for name in config.__all__:
        if name.endswith("Config"):
            for option, kind in option_types(getattr(config, name)).items():
                kinds[option] = (*kinds.get(option, ()), kind)
    return kinds
