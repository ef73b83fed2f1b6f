"""`similarity`: the cosine of two words, or of all pairs of several."""

from __future__ import annotations

from typing import Any

import click

from w2vkit.base.config import OutputFormat
from w2vkit.base.errors import UsageError
from w2vkit.base.messages import msg
from w2vkit.cli.command_classes import QuestionCommand
from w2vkit.cli.commands.completion import complete_words
from w2vkit.cli.options import arrives_slowly, format_option, lines_or_stdin, model_option
from w2vkit.cli.output import print_answers, print_matrix, print_record
from w2vkit.cli.pipes import FilePath
from w2vkit.cli.question_options import lenience_options, question_runner, question_sets


@click.command("similarity", cls=QuestionCommand)
@click.argument("words", nargs=-1, metavar="[A B]", shell_complete=complete_words)
@click.option(
    "--pairs", type=FilePath(dir_okay=False), help="File with one pair of words per line."
)
@click.option("--matrix", is_flag=True, help="Show the similarities of all pairs of words.")
@lenience_options
@model_option
@format_option
def similarity_command(
    words: tuple[str, ...],
    pairs: str | None,
    matrix: bool,
    model: str | None,
    output_format: OutputFormat,
    options: dict[str, Any],
) -> None:
    """Show the similarity of A and B.

    The similarity is the cosine of their vectors, from -1 to 1. Without words, read a pair per
    line from stdin, separated by a tab or a space.

    \b
    Examples:
      w2vkit similarity 孙悟空 猪八戒
      w2vkit similarity --pairs pairs.tsv --format csv
      w2vkit similarity --matrix 孙悟空 八戒 沙僧 唐僧
    """
    if pairs and (words or matrix):
        raise UsageError(msg("--pairs reads its words from the file."), msg("Omit the words."))
    runner = question_runner(model, options, output_format)
    if matrix:
        print_matrix(runner.matrix(lines_or_stdin(words)), output_format)
    elif words:
        for row in runner.similarity([words]):
            print_record(row, output_format)
    else:
        rows = ([row] for row in runner.similarity(question_sets((), pairs)))
        live = not pairs and arrives_slowly(words)
        print_answers(rows, output_format, runner.pair_columns, live=live)
    runner.finish()
