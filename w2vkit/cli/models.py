"""`models` and `info`: what has been trained."""

from __future__ import annotations

import click

from w2vkit.cli.options import format_option
from w2vkit.cli.output import print_record, print_rows
from w2vkit.config import Format

COLUMNS = ("name", "words", "dim", "algorithm", "engine", "tokens", "created")


@click.command("models")
@format_option
def models_command(output_format: Format) -> None:
    """List the models, the one trained last first.

    \b
    Examples:
      w2vkit models
      w2vkit models --format json
    """
    from w2vkit.catalogue import describe_models

    print_rows(describe_models(), output_format, COLUMNS)


@click.command("info")
@click.argument("model", required=False)
@click.option("--verify", is_flag=True, help="Check every file against its SHA-256.")
@format_option
def info_command(model: str | None, verify: bool, output_format: Format) -> None:
    """Show everything a model says of itself: options, corpus, report, checksums.

    \b
    Examples:
      w2vkit info
      w2vkit info xiyou --verify --format json
    """
    from w2vkit.catalogue import info_record

    print_record(info_record(model, verify=verify), output_format)
