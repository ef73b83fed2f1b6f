"""`reproduce`: train a model again and compare the bytes."""

from __future__ import annotations

from dataclasses import asdict

import click

from w2vkit.base.config import OutputFormat
from w2vkit.cli.listener import listening
from w2vkit.cli.options import Integer, format_option, model_argument
from w2vkit.cli.output import print_rows


@click.command("reproduce")
@model_argument
@click.option("--workers", type=Integer(1), help="Number of worker threads; all cores by default.")
@format_option
def reproduce_command(model: str | None, workers: int | None, output_format: OutputFormat) -> None:
    """Train a model again, and report whether the bytes are equal.

    Options and text come from model.json; the new model is temporary. If the bytes differ, the
    command reports whether the text, the versions or the engine differ, and exits with code 1.

    \b
    Examples:
      w2vkit reproduce
      w2vkit reproduce novel --workers 1
    """
    from w2vkit.model.registry import locate_model
    from w2vkit.training.reproduction import FILE_COLUMNS, reproduce

    with listening() as listener:
        reproduction = reproduce(locate_model(model), listener, workers)
        print_rows(map(asdict, reproduction.files), output_format, FILE_COLUMNS)
        for said in reproduction.notes:
            listener.note(said)
    if not reproduction.equal:
        raise click.exceptions.Exit(1)
