"""`similar`, `similarity`, `analogy`, `odd` and `vector`: answers to stdout, talk to stderr."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import click

from w2vkit.cli.asker import Asker, open_shown, questions, say
from w2vkit.cli.completion import complete_words
from w2vkit.cli.options import format_option, lines_or_stdin, model_option, settings
from w2vkit.cli.output import print_matrix, print_record, print_rows, print_vectors
from w2vkit.cli.questions import QuestionCommand
from w2vkit.config import Format, QueryConfig
from w2vkit.errors import UsageError

COLUMNS = ("query", "word", "score", "count")
SIGNS = {"+", "-", "−", "*", "~", ":", "::", "＋", "－", "＊", "～"}
"""One of these among the words makes them one formula."""

fuzzy_option = click.option(
    "--fuzzy", is_flag=True, help="For a word that is missing, ask about the one most like it."
)


@click.command("similar", cls=QuestionCommand)
@click.argument("words", nargs=-1, metavar="[WORD...]", shell_complete=complete_words)
@model_option
@format_option
@settings(QueryConfig, "options")
def similar_command(
    words: tuple[str, ...], model: str | None, output_format: Format, options: dict[str, Any]
) -> None:
    """Show the words most similar to each WORD or formula.

    Without a WORD, reads one question from each line of stdin.

    \b
    Examples:
      w2vkit similar 孙悟空
      w2vkit similar 孙悟空 八戒 --topn 5 --min-count 20 --format tsv
      w2vkit similar '国王 - 男人 + 女人'
      w2vkit similar '{孙悟空, 行者} ~ 妖精'       the mean of two, without its part along a third
      w2vkit similar sunwukong --fuzzy
      w2vkit similar --format jsonl < words.txt
    """
    asker = Asker(open_shown(model), QueryConfig(**options), echo=_echo(output_format))
    rows = asker.similar(lines_or_stdin(_joined(words)))
    print_rows(rows, output_format, _columns(_joined(words), output_format))
    asker.finish()


@click.command("analogy", cls=QuestionCommand)
@click.argument("words", nargs=-1, metavar="[A B C]", shell_complete=complete_words)
@model_option
@format_option
@settings(QueryConfig, "options")
def analogy_command(
    words: tuple[str, ...], model: str | None, output_format: Format, options: dict[str, Any]
) -> None:
    """Show the words nearest to A + B - C.

    A is to the answer as C is to B. Takes a formula as well. Without words, reads A B C from each
    line of stdin.

    \b
    Examples:
      w2vkit analogy king woman man                king + woman - man
      w2vkit analogy 'man:king::woman:?'           the same
      w2vkit analogy 孙悟空 唐僧 孙行者 --method mul
    """
    asker = Asker(open_shown(model), QueryConfig(**options), echo=_echo(output_format))
    columns = ("word", "score", "count") if output_format == "table" else (*COLUMNS, "formula")
    print_rows(asker.analogy(map(_joined, _sets(words))), output_format, columns)
    asker.finish()


@click.command("similarity", cls=QuestionCommand)
@click.argument("words", nargs=-1, metavar="[A B]", shell_complete=complete_words)
@click.option("--pairs", type=click.Path(dir_okay=False), help="File with a pair in each line.")
@click.option("--matrix", is_flag=True, help="Show the similarity of each word with each.")
@fuzzy_option
@model_option
@format_option
def similarity_command(
    words: tuple[str, ...],
    pairs: str | None,
    matrix: bool,
    fuzzy: bool,
    model: str | None,
    output_format: Format,
) -> None:
    """Show how similar A and B are.

    This is the cosine between their vectors, -1 to 1. Without words, reads a pair from each line
    of stdin, with a tab or space between.

    \b
    Examples:
      w2vkit similarity 孙悟空 猪八戒
      w2vkit similarity --pairs pairs.tsv --format csv
      w2vkit similarity --matrix 孙悟空 八戒 沙僧 唐僧
    """
    if pairs and (words or matrix):
        raise UsageError("--pairs takes its words from the file.", "Leave out the words.")
    asker = Asker(open_shown(model), QueryConfig(fuzzy=fuzzy))
    if matrix:
        print_matrix(*asker.matrix(lines_or_stdin(words)), output_format)
    elif words:
        for row in asker.similarity([words]):
            print_record(row, output_format)
    else:
        print_rows(asker.similarity(_sets((), pairs)), output_format, ("a", "b", "score"))
    asker.finish()


@click.command("odd", cls=QuestionCommand)
@click.argument("words", nargs=-1, metavar="[WORD...]", shell_complete=complete_words)
@fuzzy_option
@model_option
@format_option
def odd_command(
    words: tuple[str, ...], fuzzy: bool, model: str | None, output_format: Format
) -> None:
    """Show which WORD does not go with the others.

    The odd one, least similar to the mean of all, comes first, then the others, each with its
    similarity to that mean. Without words, reads a set from each line of stdin.

    \b
    Examples:
      w2vkit odd 八戒 沙僧 行者 馒头
      w2vkit odd breakfast cereal dinner lunch --format json
    """
    asker = Asker(open_shown(model), QueryConfig(fuzzy=fuzzy))
    columns: Sequence[str] = ("word", "score", "odd")
    if not words or output_format != "table":
        columns = ("query", *columns)
    print_rows(asker.odd(_sets(words)), output_format, columns)
    asker.finish()


@click.command("vector", cls=QuestionCommand)
@click.argument("words", nargs=-1, metavar="[WORD...]", shell_complete=complete_words)
@fuzzy_option
@model_option
@format_option
def vector_command(
    words: tuple[str, ...], fuzzy: bool, model: str | None, output_format: Format
) -> None:
    """Print the numbers behind each WORD or formula.

    \b
    Examples:
      w2vkit vector 孙悟空
      w2vkit vector 孙悟空 八戒 --format csv
    """
    asker = Asker(open_shown(model), QueryConfig(fuzzy=fuzzy))
    print_vectors(asker.vectors(lines_or_stdin(_joined(words))), output_format)
    asker.finish()


def _columns(words: Sequence[str], output_format: Format) -> Sequence[str]:
    """Leave the question out of a table that answers just one."""
    return COLUMNS[1:] if output_format == "table" and len(words) == 1 else COLUMNS


def _echo(output_format: Format) -> Any:
    """Say the formula on stderr where rows do not carry it."""
    return say if output_format in ("table", "tsv", "csv") else lambda _: None


def _joined(words: Sequence[str]) -> Sequence[str]:
    """Take the words as one formula if there is a sign among them: 国王 - 男人 + 女人."""
    return [" ".join(words)] if len(words) > 1 and SIGNS & {*words} else words


def _sets(words: Sequence[str], path: str | None = None) -> Iterator[Sequence[str]]:
    """Give the words as one set, or a set for each line of the file or of stdin."""
    if words and tuple(words) != ("-",):
        yield words
        return
    for line in lines_or_stdin((), path):
        yield questions(line)
