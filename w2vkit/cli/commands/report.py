"""`report`: one HTML file about a model, to print or to hand in."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from w2vkit.cli.options import force_option, model_argument, prior_option
from w2vkit.cli.output import reported
from w2vkit.cli.pipes import FilePath
from w2vkit.cli.query_runner import open_shown


@click.command("report")
@model_argument
@click.option(
    "-o",
    "--output",
    type=FilePath(path_type=Path),
    help="Output file, MODEL-report.html by default.",
)
@force_option
@prior_option
def report_command(
    model: str | None, output: Path | None, force: bool, query: dict[str, Any]
) -> None:
    """Write a report on a model: one HTML file to print.

    It contains the corpus in figures, names and frequent words, a map, the nearest words of the
    main characters, how the model was trained and how to reproduce it, and how to cite w2vkit.
    It is in the language of the messages. Without -o, an existing file is not replaced: the next
    one is MODEL-report-2.html.

    \b
    Examples:
      w2vkit report
      w2vkit report novel -o novel.html
    """
    from w2vkit.pictures.report.report import report_path, write_report

    opened = open_shown(model, **query)
    target = output or report_path(opened.name, force=force)
    with reported(target):
        click.echo(write_report(opened, target, force=force))
