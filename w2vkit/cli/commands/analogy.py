"""`analogy`: the words nearest to a + b - c."""

from __future__ import annotations

from typing import Any

import click

from w2vkit.base.config import OutputFormat, QueryConfig
from w2vkit.cli.command_classes import QuestionCommand
from w2vkit.cli.commands.completion import complete_words
from w2vkit.cli.options import arrives_slowly, format_option, model_option, settings
from w2vkit.cli.output import print_answers
from w2vkit.cli.question_options import (
    USUAL_OPTIONS,
    batches_of_sets,
    joined,
    question_runner,
    samples_option,
    stability_option,
)


@click.command("analogy", cls=QuestionCommand, usual=USUAL_OPTIONS)
@click.argument("words", nargs=-1, metavar="[A B C]", shell_complete=complete_words)
@model_option
@format_option
@stability_option
@samples_option
@settings(QueryConfig, "options")
def analogy_command(
    words: tuple[str, ...],
    model: str | None,
    output_format: OutputFormat,
    stability: bool,
    samples: int | None,
    options: dict[str, Any],
) -> None:
    """Show the words nearest to A + B - C.

    The result is to A as B is to C. A formula is also accepted. Without words, read A B C from
    each line of stdin.

    \b
    Examples:
      w2vkit analogy king woman man                king + woman - man
      w2vkit analogy 'man:king::woman:?'           the same
      w2vkit analogy 孙悟空 唐僧 孙行者 --method mul
    """
    runner = question_runner(model, options, output_format, stability, samples)
    is_table = output_format == "table"
    table = runner.columns(is_table=True)
    columns = table if is_table else (*runner.columns("query"), "formula")
    sets = ([*map(joined, batch)] for batch in batches_of_sets(words))
    print_answers(runner.analogy(sets), output_format, columns, live=arrives_slowly(words))
    runner.finish()
