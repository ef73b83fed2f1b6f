"""`similar`: the words nearest to a word or a formula."""

from __future__ import annotations

from typing import Any

import click

from w2vkit.base.config import OutputFormat, QueryConfig
from w2vkit.cli.command_classes import QuestionCommand
from w2vkit.cli.commands.completion import complete_words
from w2vkit.cli.options import (
    arrives_slowly,
    batches_or_stdin,
    format_option,
    model_option,
    settings,
)
from w2vkit.cli.output import print_answers
from w2vkit.cli.question_options import (
    USUAL_OPTIONS,
    joined,
    question_runner,
    samples_option,
    stability_option,
)


@click.command("similar", cls=QuestionCommand, usual=USUAL_OPTIONS)
@click.argument("words", nargs=-1, metavar="[WORD...]", shell_complete=complete_words)
@model_option
@format_option
@stability_option
@samples_option
@settings(QueryConfig, "options")
def similar_command(
    words: tuple[str, ...],
    model: str | None,
    output_format: OutputFormat,
    stability: bool,
    samples: int | None,
    options: dict[str, Any],
) -> None:
    """Show the words most similar to each WORD or formula.

    Without a WORD, read one query per line from stdin. With --stability, each score has its mean
    over models that were trained on samples of the sentences, a 95% interval for another text,
    and the number of runs in which the word is among the first ten.

    \b
    Examples:
      w2vkit similar 孙悟空
      w2vkit similar 孙悟空 --stability
      w2vkit similar 孙悟空 八戒 --topn 5 --min-count 20 --format tsv
      w2vkit similar '国王 - 男人 + 女人'
      w2vkit similar '{孙悟空, 行者} ~ 妖精'       mean of two, without its component along a third
      w2vkit similar sunwukong                     pinyin, if only one word fits
      w2vkit similar --format jsonl < words.txt
    """
    runner = question_runner(model, options, output_format, stability, samples)
    asked = runner.separated(joined(words))
    answers = runner.similar(batches_or_stdin(asked))
    is_table = output_format == "table"
    first = () if is_table and len(asked) == 1 else ("query",)
    columns = runner.columns(*first, is_table=is_table)
    print_answers(answers, output_format, columns, live=arrives_slowly(asked))
    runner.finish()
