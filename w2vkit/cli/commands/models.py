"""`models` and `models rm`: the list of models, and their deletion."""

from __future__ import annotations

import sys

import click

from w2vkit.base.config import OutputFormat
from w2vkit.base.errors import UsageError
from w2vkit.base.messages import msg
from w2vkit.base.system.paths import models_home
from w2vkit.base.translation.translate import translated
from w2vkit.cli.commands.completion import complete_models
from w2vkit.cli.messages import quiet_option, say
from w2vkit.cli.options import format_option
from w2vkit.cli.output import print_rows

MODEL_COLUMNS = ("name", "words", "dim", "algorithm", "engine", "tokens", "created")


@click.group("models", invoke_without_command=True, subcommand_metavar="[rm NAME...]")
@format_option
@click.pass_context
def models_command(ctx: click.Context, output_format: OutputFormat) -> None:
    """List the models, the most recent first, or delete some.

    \b
    Examples:
      w2vkit models
      w2vkit models --format json
      w2vkit models rm old-news
    """
    if ctx.invoked_subcommand is not None:
        return
    from w2vkit.model.registry import describe_models

    records = [*describe_models()]
    print_rows(records, output_format, MODEL_COLUMNS)
    if not records:
        say(
            msg(
                "There are no models in {models_home}. Train one: w2vkit train CORPUS.",
                models_home=models_home(),
            )
        )


@models_command.command("rm")
@click.argument("names", nargs=-1, required=True, metavar="NAME...", shell_complete=complete_models)
@click.option("-y", "--yes", "--force", "yes", is_flag=True, help="Do not ask for confirmation.")
@quiet_option
def rm_command(names: tuple[str, ...], yes: bool) -> None:
    """Delete models and their checkpoints.

    Asks for confirmation. A directory that contains anything but a model is not deleted.

    \b
    Examples:
      w2vkit models rm old-news
      w2vkit models rm draft1 draft2 --yes
    """
    from w2vkit.training.removal import plan_removal, remove

    for removal in [*map(plan_removal, dict.fromkeys(names))]:
        what = (
            msg("the model “{name}”", name=removal.name)
            if removal.folder
            else msg("the checkpoint of “{name}”", name=removal.name)
        )
        size = msg("{bytes:,.1f} MB", bytes=removal.bytes / 1000000.0)
        if yes or _confirmed(msg("Delete {model} ({size})?", model=what, size=size)):
            remove(removal)
            say(msg("Deleted {model} ({size}).", model=what, size=size))
        else:
            say(msg("Kept {model}.", model=what))


def _confirmed(question: str) -> bool:
    if sys.stdin is None or not sys.stdin.isatty():
        raise UsageError(msg("Deleting a model requires confirmation."), msg("Add --yes."))
    return click.confirm(translated(question), err=True)
