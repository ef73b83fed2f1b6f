"""`export`: a model in the format of another tool."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from w2vkit.base.config import ExportConfig, OutputFormat
from w2vkit.cli.commands.completion import complete_models
from w2vkit.cli.listener import listening
from w2vkit.cli.options import force_option, format_option, format_table, settings
from w2vkit.cli.output import print_record, reported
from w2vkit.model.formats import FORMATS, format_named

WRITABLE = [known.name for known in FORMATS if known.writes]


@click.command("export", epilog=format_table(WRITABLE))
@click.argument("model", shell_complete=complete_models)
@click.argument("file", type=click.Path(path_type=Path))
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
    model: str,
    file: Path,
    target_format: str | None,
    options: dict[str, Any],
    force: bool,
    output_format: OutputFormat,
) -> None:
    """Write a model in the format of another tool.

    The file is compressed if its name ends in .gz, .bz2, .xz, .zst or .zip. If FILE is -, formats
    that consist of one file are written to stdout.

    \b
    Examples:
      w2vkit export xiyou xiyou.bin
      w2vkit export xiyou xiyou.txt.gz --to glove
      w2vkit export xiyou xiyou.bin --to fasttext
      w2vkit export xiyou xiyou.model               to continue training in gensim
      w2vkit export xiyou - --to word2vec | head
    """
    from w2vkit.query.transfer import export_model

    chosen = format_named(target_format) if target_format else None
    config = ExportConfig(**options)
    with listening() as listener:
        done = export_model(model, file, config, chosen, force=force, listener=listener)
    with reported(file):
        print_record({field: getattr(done, field) for field in done.__slots__}, output_format)
