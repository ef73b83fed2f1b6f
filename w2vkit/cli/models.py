"""`models` and `info`: what has been trained."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import click

from w2vkit.cli.messages import say
from w2vkit.cli.options import format_option
from w2vkit.cli.output import print_record, print_rows
from w2vkit.config import Format

KEPT_WHOLE = {"files"}
"""Groups whose names are enough for a table; JSON has all of it."""
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
    from w2vkit.catalogue import describe_models, models_home

    found = [*describe_models()]
    print_rows(found, output_format, COLUMNS)
    if not found:
        say(f"There is no model in {models_home()} yet: w2vkit train CORPUS.")


@click.command("info")
@click.argument("model", required=False)
@click.option("--verify", is_flag=True, help="Check every file against its SHA-256.")
@format_option
def info_command(model: str | None, verify: bool, output_format: Format) -> None:
    """Show what a model says of itself: options, corpus, checksums.

    \b
    Examples:
      w2vkit info
      w2vkit info xiyou --verify --format json
    """
    from w2vkit.catalogue import info_record

    record = info_record(model, verify=verify)
    print_record(flat(record) if output_format == "table" else record, output_format)


def flat(record: Mapping[str, Any], prefix: str = "") -> dict[str, Any]:
    """Return a record with a line for each fact, and long lists counted, for people to read.

    >>> flat({"dim": 50, "report": {"loss": 1.8}, "files": [1, 2]})
    {'dim': 50, 'report.loss': 1.8, 'files': '2 in all'}
    """
    lines: dict[str, Any] = {}
    for name, value in record.items():
        if isinstance(value, Mapping) and name not in KEPT_WHOLE:
            lines |= flat(value, f"{prefix}{name}.")
        elif isinstance(value, list):
            lines[prefix + name] = f"{len(value):,} in all"
        elif isinstance(value, Mapping):
            lines[prefix + name] = ", ".join(value)
        elif value is not None:
            lines[prefix + name] = "no" if value is False else value
    return lines
