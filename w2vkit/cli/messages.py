"""What is said on stderr beside errors; `--quiet` switches it off."""

from __future__ import annotations

from typing import Any

import click

QUIET = "w2vkit.quiet"


def is_quiet() -> bool:
    """Tell whether the command that is running was given `--quiet`."""
    context = click.get_current_context(silent=True)
    return bool(context and context.meta.get(QUIET))


def say(message: str) -> None:
    """Print one line to stderr, unless `--quiet` was given."""
    if not is_quiet():
        click.echo(message, err=True)


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
"""Every command has it; it may also come before the name of the command."""
