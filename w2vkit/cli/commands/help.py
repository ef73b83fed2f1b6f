"""The command `help`: an alternative to `--help`."""

from __future__ import annotations

import click

from w2vkit.base.messages import msg


@click.command("help")
@click.argument("command", nargs=-1, metavar="[COMMAND]")
@click.pass_context
def help_command(ctx: click.Context, command: tuple[str, ...]) -> None:
    """Show the help of a COMMAND, or of w2vkit.

    \b
    Examples:
      w2vkit help
      w2vkit help train
      w2vkit help models rm
    """
    shown = ctx.find_root()
    for name in command:
        if not isinstance(shown.command, click.Group):
            raise click.UsageError(
                msg("{command_path} has no subcommands.", command_path=shown.command_path), ctx
            )
        _, subcommand, _ = shown.command.resolve_command(shown, [name])
        if subcommand is not None:
            shown = subcommand.context_class(subcommand, shown, info_name=name)
    click.echo(shown.get_help())
