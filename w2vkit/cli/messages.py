"""Messages to stderr other than errors; `--quiet` disables them."""

from __future__ import annotations

from typing import Any

import click

from w2vkit.base.translation.translate import translated

QUIET = "w2vkit.quiet"


def is_quiet() -> bool:
    """Return whether the running command has `--quiet`."""
    context = click.get_current_context(silent=True)
    return bool(context and context.meta.get(QUIET))


def say(message: str) -> None:
    """Print one line to stderr, unless `--quiet` is set."""
    if not is_quiet():
        click.echo(translated(message), err=True)


def _set_quiet(context: click.Context, parameter: click.Parameter, value: Any) -> None:
    if value:
        context.meta[QUIET] = True


quiet_option = click.option(
    "-q",
    "--quiet",
    is_flag=True,
    expose_value=False,
    is_eager=True,
    callback=_set_quiet,
    help="Print no messages to stderr except errors.",
)
"""Added to every command; also accepted before the name of the command."""
