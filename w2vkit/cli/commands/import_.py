"""`import`: vectors of another tool become a model."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from w2vkit.base.config import ImportConfig, OutputFormat
from w2vkit.cli.listener import listening
from w2vkit.cli.options import force_option, format_option, format_table, settings
from w2vkit.cli.output import print_record
from w2vkit.cli.pipes import FilePath
from w2vkit.model.formats import FORMATS, format_named

READABLE = [known.name for known in FORMATS if known.reads]


@click.command("import", epilog=format_table(READABLE))
@click.argument("file", type=FilePath(path_type=Path))
@click.option("--name", help="Name of the model; by default the name of the file.")
@click.option(
    "--from", "source_format", type=click.Choice(READABLE), help="Format; detected by default."
)
@settings(ImportConfig, "options")
@force_option
@format_option
def import_command(
    file: Path,
    name: str | None,
    source_format: str | None,
    options: dict[str, Any],
    force: bool,
    output_format: OutputFormat,
) -> None:
    """Import vectors of another tool as a model.

    The format is detected by content. FILE may be - for stdin.

    \b
    Examples:
      w2vkit import GoogleNews-vectors-negative300.bin.gz --name news
      w2vkit import glove.6B.100d.txt --limit 50000
      w2vkit import glove.6B.zip/glove.6B.50d.txt
      w2vkit import images.npy --words-file names.txt
      zcat vectors.txt.gz | w2vkit import - --name news
    """
    from w2vkit.query.importing import import_file

    chosen = format_named(source_format) if source_format else None
    config = ImportConfig(**options)
    with listening() as listener:
        done = import_file(file, name, config, chosen, force=force, listener=listener)
    print_record({field: getattr(done, field) for field in done.__slots__}, output_format)
