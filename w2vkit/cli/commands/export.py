"""`export`: a model in the format of another tool."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from w2vkit.base.config import ExportConfig, OutputFormat
from w2vkit.base.errors import UsageError
from w2vkit.base.messages import msg
from w2vkit.cli.commands.completion import complete_models
from w2vkit.cli.listener import listening
from w2vkit.cli.options import (
    force_option,
    format_option,
    format_table,
    model_option,
    settings,
)
from w2vkit.cli.output import print_record, reported
from w2vkit.cli.pipes import FilePath
from w2vkit.model.formats import FORMATS, format_named

WRITABLE = [known.name for known in FORMATS if known.writes]


@click.command("export", epilog=format_table(WRITABLE))
@click.argument(
    "arguments",
    nargs=-1,
    required=True,
    metavar="[MODEL] FILE",
    type=FilePath(),
    shell_complete=complete_models,
)
@model_option
@click.option(
    "--to",
    "target_format",
    type=click.Choice(WRITABLE),
    help="Format; by default according to the suffix.",
)
@settings(ExportConfig, "options")
@force_option
@format_option
def export_command(
    arguments: tuple[str, ...],
    model: str | None,
    target_format: str | None,
    options: dict[str, Any],
    force: bool,
    output_format: OutputFormat,
) -> None:
    """Write a model in the format of another tool.

    The model is the first argument or that of -m; without either, the model trained last.

    The file is compressed if its name ends in .gz, .bz2, .xz, .zst or .zip. If FILE is -, formats
    that consist of one file are written to stdout.

    \b
    Examples:
      w2vkit export xiyou xiyou.bin
      w2vkit export -m xiyou xiyou.bin
      w2vkit export xiyou xiyou.txt.gz --to glove
      w2vkit export xiyou xiyou.bin --to fasttext
      w2vkit export xiyou xiyou.model               to continue training in gensim
      w2vkit export xiyou - --to word2vec | head
    """
    from w2vkit.query.exporting import export_model

    named, file = _model_and_file(arguments, model)
    chosen = format_named(target_format) if target_format else None
    config = ExportConfig(**options)
    with listening() as listener:
        done = export_model(named, file, config, chosen, force=force, listener=listener)
    with reported(file):
        print_record({field: getattr(done, field) for field in done.__slots__}, output_format)


def _model_and_file(arguments: tuple[str, ...], model: str | None) -> tuple[str | None, Path]:
    """Return the model, None for the one trained last, and the file to write."""
    *first, file = arguments
    if len(first) > 1:
        raise UsageError(
            msg("export writes one model into one file."), msg("Name the model, and the file.")
        )
    if first and model is not None:
        raise UsageError(
            msg("The model is named twice: {first} and {model}.", first=first[0], model=model),
            msg("Name it once."),
        )
    return (first[0] if first else model), Path(file)
