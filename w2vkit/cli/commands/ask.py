"""The commands `similar`, `similarity`, `analogy`, `odd` and `vector`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Any

import click

from w2vkit.base.config import OutputFormat, QueryConfig
from w2vkit.base.errors import UsageError
from w2vkit.cli.arguments import QuestionCommand
from w2vkit.cli.commands.completion import complete_words
from w2vkit.cli.commands.stability import samples_option, stability_option, with_members
from w2vkit.cli.messages import say
from w2vkit.cli.options import (
    arrives_slowly,
    batches_or_stdin,
    format_option,
    lines_or_stdin,
    model_option,
    settings,
)
from w2vkit.cli.output import JSON, print_answers, print_matrix, print_record, print_vectors
from w2vkit.cli.query_runner import QueryRunner, open_shown, questions

OPERATORS = {"+", "-", "−", "*", "~", ":", "::", "＋", "－", "＊", "～"}
"""If one of these is among the words, they are one formula."""

USUAL_OPTIONS = (
    *("model", "output_format", "topn", "kind", "min_count", "match", "restrict", "threshold"),
    *("fuzzy", "compose", "stability"),
)
"""The options of a search that `--help` lists first."""

lenience_options = settings(QueryConfig, "options", only=("fuzzy", "compose"))


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
    runner = _runner(model, options, output_format, stability, samples)
    asked = runner.separated(_joined(words))
    answers = runner.similar(batches_or_stdin(asked))
    is_table = output_format == "table"
    first = () if is_table and len(asked) == 1 else ("query",)
    columns = runner.columns(*first, is_table=is_table)
    print_answers(answers, output_format, columns, live=arrives_slowly(asked))
    runner.finish()


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
    runner = _runner(model, options, output_format, stability, samples)
    is_table = output_format == "table"
    table = runner.columns(is_table=True)
    columns = table if is_table else (*runner.columns("query"), "formula")
    sets = ([*map(_joined, batch)] for batch in _batches_of_sets(words))
    print_answers(runner.analogy(sets), output_format, columns, live=arrives_slowly(words))
    runner.finish()


@click.command("similarity", cls=QuestionCommand)
@click.argument("words", nargs=-1, metavar="[A B]", shell_complete=complete_words)
@click.option(
    "--pairs", type=click.Path(dir_okay=False), help="File with one pair of words per line."
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
        raise UsageError("--pairs reads its words from the file.", "Omit the words.")
    runner = _runner(model, options, output_format)
    if matrix:
        print_matrix(runner.matrix(lines_or_stdin(words)), output_format)
    elif words:
        for row in runner.similarity([words]):
            print_record(row, output_format)
    else:
        rows = ([row] for row in runner.similarity(_sets((), pairs)))
        live = not pairs and arrives_slowly(words)
        print_answers(rows, output_format, runner.pair_columns, live=live)
    runner.finish()


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
    runner = _runner(model, options, output_format)
    columns = runner.odd_columns
    if not words or output_format != "table":
        columns = ("query", *columns)
    rows = ([row] for row in runner.odd(_sets(words)))
    print_answers(rows, output_format, columns, live=arrives_slowly(words))
    runner.finish()


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
    runner = _runner(model, options, output_format)
    print_vectors(runner.vectors(lines_or_stdin(_joined(words))), output_format)
    runner.finish()


def _runner(
    model: str | None,
    options: dict[str, Any],
    output_format: OutputFormat,
    stability: bool = False,
    samples: int | None = None,
) -> QueryRunner:
    """Open the model; formulas are echoed unless the rows contain them."""
    is_json = output_format in JSON
    echo = (lambda _: None) if is_json else say
    return QueryRunner(
        with_members(open_shown(model), stability, samples),
        QueryConfig(**options),
        echo=echo,
        records=is_json,
        forgiving=options.get("fuzzy", True),
        stability=stability,
    )


def _joined(words: Sequence[str]) -> Sequence[str]:
    """Join the words to one formula if there is a sign among them: 国王 - 男人 + 女人."""
    return [" ".join(words)] if len(words) > 1 and OPERATORS & {*words} else words


def _sets(words: Sequence[str], path: str | None = None) -> Iterator[Sequence[str]]:
    """Yield the words as one set, or a set for each line of the file or of stdin."""
    return chain.from_iterable(_batches_of_sets(words, path))


def _batches_of_sets(
    words: Sequence[str], path: str | None = None
) -> Iterator[Sequence[Sequence[str]]]:
    """Yield the sets of `_sets` in batches: the lines that arrive together on stdin."""
    if words and tuple(words) != ("-",):
        yield [words]
        return
    for lines in batches_or_stdin((), path):
        yield [questions(line) for line in lines]
