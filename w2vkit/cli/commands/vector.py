"""`vector`: the numbers of a word or a formula."""

from __future__ import annotations

from typing import Any

import click

from w2vkit.base.config import OutputFormat
from w2vkit.cli.command_classes import QuestionCommand
from w2vkit.cli.commands.completion import complete_words
from w2vkit.cli.options import format_option, lines_or_stdin, model_option
from w2vkit.cli.output import print_vectors
from w2vkit.cli.question_options import joined, lenience_options, question_runner


@click.command("vector", cls=QuestionCommand)
@click.argument("words", nargs=-1, metavar="[WORD...]", shell_complete=complete_words)
@lenience_options
@model_option
@format_option
def vector_command(
    words: tuple[str, ...], model: str | None, output_format: OutputFormat, options: dict[str, Any]
) -> None:
    """Print the vector of each WORD or formula.

    Without a WORD, read one query per line from stdin.

    \b
    Examples:
      w2vkit vector 孙悟空
      w2vkit vector 孙悟空 八戒 --format csv
    """
    runner = question_runner(model, options, output_format)
    print_vectors(runner.vectors(lines_or_stdin(joined(words))), output_format)
    runner.finish()
