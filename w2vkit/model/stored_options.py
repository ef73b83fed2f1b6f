"""Options read from JSON: known names only, with values of the declared types."""

from __future__ import annotations

import types
from collections.abc import Mapping
from dataclasses import fields
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

from w2vkit.base.errors import InvalidFileError, UsageError
from w2vkit.base.messages import msg

Config = TypeVar("Config")


def restored(kind: type[Config], stored: Any) -> Config:
    """Return the options dataclass `kind` from a stored JSON object, with defaults if absent.

    Options may have the names of earlier versions, which are among the `aliases` in
    `w2vkit.base.config`.

    Raises:
        InvalidFileError: an option is unknown, of the wrong type or out of range.

    """
    stored = renamed(kind, stored)
    check(kind, stored)
    try:
        return kind(**stored)
    except (TypeError, UsageError) as error:  # a required field is absent; out of range
        raise InvalidFileError(msg("an option is invalid: {error}", error=error)) from error


def renamed(kind: type[Any], stored: Any) -> Any:
    """Replace aliases of options in a stored object; return anything but an object unchanged."""
    if not isinstance(stored, Mapping):
        return stored
    names = {
        alias: field.name for field in fields(kind) for alias in field.metadata.get("aliases", ())
    }
    return {names.get(name, name): value for name, value in stored.items()}


def check(kind: type, stored: Any) -> None:
    """Raise InvalidFileError unless `stored` maps fields of `kind` to values of their types."""
    if not isinstance(stored, Mapping):
        raise InvalidFileError(msg("its options are not an object"))
    hints = get_type_hints(kind)
    for name, value in stored.items():
        if name not in hints:
            raise InvalidFileError(msg("it has the unknown option “{name}”", name=name))
        if not _fits(value, hints[name]):
            raise InvalidFileError(
                msg("its option “{name}” has a value of the wrong type", name=name)
            )


def _fits(value: Any, hint: Any) -> bool:
    """Return whether a JSON value fits the type of a field."""
    if get_origin(hint) in (Union, types.UnionType):
        return any(_fits(value, one) for one in get_args(hint))
    if get_origin(hint) is Literal:
        return isinstance(value, str) and value in get_args(hint)
    if get_origin(hint) is tuple:  # older files have a single string, or null for none
        names = value if isinstance(value, (list, tuple)) else [value or ""]
        return all(isinstance(name, str) for name in names)
    if hint is float:
        return isinstance(value, (int, float)) and not isinstance(value, bool)
    if hint is int:
        return isinstance(value, int) and not isinstance(value, bool)
    return isinstance(value, hint)
