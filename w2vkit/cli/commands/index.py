"""The command `index`: approximate search in large models."""

from __future__ import annotations

from typing import Any

import click

from w2vkit.base.config import IndexConfig, OutputFormat
from w2vkit.cli.commands.completion import complete_models
from w2vkit.cli.listener import listening
from w2vkit.cli.options import format_option, settings
from w2vkit.cli.output import print_record


@click.command("index")
@click.argument("model", shell_complete=complete_models)
@settings(IndexConfig, "options")
@format_option
def index_command(model: str, options: dict[str, Any], output_format: OutputFormat) -> None:
    """Build an index for fast search among millions of words.

    Prints its recall, the share of the true nearest neighbors that it finds, and the time of a
    query with and without it. Requires faiss: pip install 'w2vkit[index]'.

    \b
    Examples:
      w2vkit index news
      w2vkit similar king -m news --index
      w2vkit index news --kind ivf --ef-search 16
    """
    from w2vkit.query.index import build_index

    with listening() as listener:
        report = build_index(model, IndexConfig(**options), listener)
    print_record({field: getattr(report, field) for field in report.__slots__}, output_format)
