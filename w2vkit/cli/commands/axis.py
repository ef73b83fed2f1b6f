"""`axis`: words between two poles."""

from __future__ import annotations

from typing import Any

import click

from w2vkit.base.config import AxisConfig, OutputFormat, QueryConfig
from w2vkit.cli.command_classes import GroupedCommand
from w2vkit.cli.commands.completion import complete_words
from w2vkit.cli.messages import say
from w2vkit.cli.options import (
    compose_option,
    format_option,
    lines_or_stdin,
    model_option,
    settings,
)
from w2vkit.cli.output import JSON, Record, print_rows
from w2vkit.cli.query_runner import QueryRunner, open_shown
from w2vkit.cli.question_options import (
    WITHOUT_INTERVALS,
    samples_option,
    stability_option,
    with_members,
)
from w2vkit.model.shown_names import name_columns


@click.command("axis", cls=GroupedCommand)
@click.argument("first", shell_complete=complete_words)
@click.argument("second", shell_complete=complete_words)
@click.argument("words", nargs=-1, metavar="[WORD...]", shell_complete=complete_words)
@model_option
@format_option
@stability_option
@samples_option
@compose_option
@settings(AxisConfig, "options")
def axis_command(
    first: str,
    second: str,
    words: tuple[str, ...],
    model: str | None,
    output_format: OutputFormat,
    stability: bool,
    samples: int | None,
    query: dict[str, Any],
    options: dict[str, Any],
) -> None:
    """Place each WORD between two poles, such as good and bad.

    FIRST and SECOND are words or formulas, several with commas between them. The position of a word
    is its cosine with the axis, the difference of the poles: above 0 towards FIRST, below 0 towards
    SECOND (SemAxis, An et al. 2018). A message says if the model does not separate the poles: if
    the differences of their pairs of words have no common direction. Without a WORD, characteristic
    words are placed; with -, the words on stdin. If the model was trained on samples of its text
    with --stability, each position has a mean and a 95% interval: where it falls in another
    text.

    \b
    Examples:
      w2vkit axis 好,善 坏,恶
      w2vkit axis 好,善 坏,恶 孙悟空 唐僧 妖精
      w2vkit axis man woman --kind title --stability
    """
    from w2vkit.query.axes import AXIS_COLUMNS, INTERVAL_COLUMNS, separation_note

    opened = with_members(open_shown(model, alone=True, **query), stability, samples)
    runner = QueryRunner(opened, QueryConfig(), records=output_format in JSON)
    asked, failures = runner.parsed(lines_or_stdin(words) if words else [])
    placed: list[Record] = [*failures]
    if asked or not words:
        axis = opened.axis(first, second, asked, prior=opened.weight, **options)
        placed = [*axis.records, *failures]
        if note := separation_note(axis.separation):
            say(note)
        if not opened.members:
            say(WITHOUT_INTERVALS)
    intervals = INTERVAL_COLUMNS if opened.members else ()
    columns = (*AXIS_COLUMNS, *intervals, *name_columns(opened.names))
    print_rows(placed, output_format, columns)
    runner.finish()
