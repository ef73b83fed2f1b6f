"""How an option is declared: its default, its help text and its range."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import Field, field, fields
from functools import cache
from os import PathLike, fspath
from typing import Any, cast, get_type_hints

from w2vkit.base.errors import UsageError
from w2vkit.base.messages import msg


def setting(
    default: Any,
    help: str,
    low: float | None = None,
    high: float | None = None,
    *,
    aliases: tuple[str, ...] = (),
    **more: Any,
) -> Any:
    """Declare one option: its default, its help text and its inclusive range.

    The command line and stored options accept the names in `aliases` too; help does not show them.
    """
    metadata = {"help": help, "low": low, "high": high, "aliases": aliases, **more}
    return field(default=default, metadata=metadata)


def check_ranges(config: Any) -> None:
    """Raise UsageError if a field of `config` is not of its declared type or outside its range.

    Values of other libraries are replaced by equal ones of the declared type.
    """
    for option in fields(config):
        low, high = option.metadata.get("low"), option.metadata.get("high")
        value = getattr(config, option.name)
        if type(value) is type(option.default) and value == option.default:
            continue
        value = fitted_option(type(config), option, value)
        if value is not getattr(config, option.name):
            object.__setattr__(config, option.name, value)
        if value is None or isinstance(value, str):
            continue
        if (low is not None and not value >= low) or (high is not None and not value <= high):
            limits = (
                msg("at least {low:,}", low=low)
                if high is None
                else msg("between {low:,} and {high:,}", low=low, high=high)
            )
            raise UsageError(
                msg(
                    "{name} is {value}, but it must be {limits}.",
                    name=option.name.replace("_", "-"),
                    value=value,
                    limits=limits,
                ),
                msg("Choose another value or omit the option."),
            )


def fitted_option(group: type[Any], option: Field[Any], value: Any) -> Any:
    """Return the value of an option of a group as its declared type.

    Raises:
        UsageError: it does not fit.

    """
    from w2vkit.base.arguments import fitted

    given = fspath(value) if isinstance(value, PathLike) and is_file(option) else value
    kinds: Mapping[str, Any] = option_types(cast("Hashable", group))
    kind, words = kinds[option.name], "File" if is_file(option) else ""
    if words and kind == str | tuple[str, ...] | None:
        words = "File | Words"
    return fitted(option.name.replace("_", "-"), given, kind, words)


def is_file(option: Field[Any]) -> bool:
    """Return whether the value of an option is the path of a file."""
    return "FILE" in option.metadata.get("shown", "")


@cache
def option_types(kind: Hashable) -> Mapping[str, Any]:
    """Return the declared types of the fields of a dataclass of options."""
    return get_type_hints(kind)
