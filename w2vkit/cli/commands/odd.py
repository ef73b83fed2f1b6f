"""`odd`: the word of a set that is least like the others."""

from __future__ import annotations

from typing import Any

import click

from w2vkit.base.config import OutputFormat
from w2vkit.cli.command_classes import QuestionCommand
from w2vkit.cli.commands.completion import complete_words
from w2vkit.cli.options import arrives_slowly, format_option, model_option
from w2vkit.cli.output import print_answers
from w2vkit.cli.question_options import lenience_options, question_runner, question_sets


@click.command("odd", cls=QuestionCommand)
@click.argument("words", nargs=-1, metavar="[WORD...]", shell_complete=complete_words)
@lenience_options
@model_option
@format_option
def odd_command(
    words: tuple[str, ...], model: str | None, output_format: OutputFormat, options: dict[str, Any]
) -> None:
    """Show which WORD does not belong with the others.

    Words are listed with their similarity to the mean of all words, least similar first. Without
    words, read a set of words per line from stdin.

    \b
    Examples:
      w2vkit odd 八戒 沙僧 行者 馒头
      w2vkit odd breakfast cereal dinner lunch --format json
    """
    runner = question_runner(model, options, output_format)
    columns = runner.odd_columns
    if not words or output_format != "table":
        columns = ("query", *columns)
    rows = ([row] for row in runner.odd(question_sets(words)))
    print_answers(rows, output_format, columns, live=arrives_slowly(words))
    runner.finish()
