"""How an option is declared: its default, its help text and its range."""

from __future__ import annotations

from dataclasses import field, fields
from typing import Any, get_args

from w2vkit.base.config.choices import Kind
from w2vkit.base.errors import UsageError
from w2vkit.base.messages import joined, msg


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
    """Raise UsageError if a field of the dataclass `config` is outside its declared range."""
    for option in fields(config):
        low, high = option.metadata.get("low"), option.metadata.get("high")
        value = getattr(config, option.name)
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


def kinds_of(value: Any) -> tuple[Kind, ...]:
    """Return the kinds that a repeatable option names; raise UsageError if one is unknown."""
    kinds = as_tuple(value)
    if unknown := [kind for kind in kinds if kind not in get_args(Kind)]:
        raise UsageError(
            msg("“{unknown}” is not a kind of word.", unknown=unknown[0]),
            msg("The kinds are {kinds}.", kinds=joined(", ", get_args(Kind))),
        )
    return kinds  # type: ignore[return-value]


def as_tuple(value: Any) -> tuple[str, ...]:
    """Return the values of a repeatable option: JSON has lists, older models a string or null."""
    if value is None or value == "":
        return ()
    return (value,) if isinstance(value, str) else tuple(value)
