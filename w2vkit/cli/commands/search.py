"""`search`: the sentences of a text that are nearest to a question."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, get_args

import click

from w2vkit.base.config import READING_OPTIONS, OutputFormat, SegmentConfig, TextUnit
from w2vkit.base.errors import UsageError
from w2vkit.base.messages import msg
from w2vkit.cli.listener import listening
from w2vkit.cli.messages import say
from w2vkit.cli.options import (
    Integer,
    Number,
    format_option,
    model_option,
    prior_option,
    settings,
)
from w2vkit.cli.output import print_rows
from w2vkit.cli.query_runner import open_shown

if TYPE_CHECKING:
    from w2vkit.analysis.search.compared_units import SimilarPair
    from w2vkit.analysis.search.text_search import FoundPassage, SearchedText


@click.command("search")
@click.argument("given", nargs=-1, metavar="[QUERY] [CORPUS]...")
@model_option
@click.option(
    "--unit",
    type=click.Choice(get_args(TextUnit)),
    default="sentence",
    show_default=True,
    help="What to search for; a paragraph ends at a blank line.",
)
@click.option(
    "-n",
    "--topn",
    type=Integer(1, 100_000),
    default=10,
    show_default=True,
    help="Results to show.",
)
@click.option(
    "--duplicates", is_flag=True, help="Show pairs of nearly equal units instead of a search."
)
@click.option(
    "--threshold",
    type=Number(-1, 1),
    default=0.95,
    show_default=True,
    help="Minimum cosine for --duplicates.",
)
@click.option(
    "--outliers",
    is_flag=True,
    help="Show the units that resemble the others least instead.",
)
@click.option(
    "--diverse",
    type=Integer(1, 10_000),
    metavar="N",
    help="Show N units that are as different as possible instead.",
)
@format_option
@settings(SegmentConfig, "options", only=READING_OPTIONS)
@prior_option
def search_command(
    given: tuple[str, ...],
    model: str | None,
    unit: TextUnit,
    topn: int,
    duplicates: bool,
    threshold: float,
    outliers: bool,
    diverse: int | None,
    output_format: OutputFormat,
    options: dict[str, Any],
    query: dict[str, Any],
) -> None:
    """Search a text for the sentences nearest to QUERY.

    CORPUS is files or directories; by default, the text that the model was trained on. The vectors
    of the sentences are weighted means of their words (SIF; Arora, Liang & Ma 2017), and words in
    common with QUERY count, too. The first search of a text builds its index in the cache.

    A table shows the part of each sentence that is nearest to QUERY, other formats the whole text.

    With --duplicates, --outliers or --diverse, there is no QUERY. Sentences of fewer than five
    known words are left out.

    \b
    Examples:
      w2vkit search 大闹天宫
      w2vkit search '三打白骨精' novel.txt --unit paragraph -n 3
      w2vkit search --duplicates --threshold 0.98 --format tsv
      w2vkit search --outliers -n 5
      w2vkit search --diverse 8
    """
    from w2vkit.analysis.opening import check_no_options
    from w2vkit.analysis.search import compared_units
    from w2vkit.analysis.search.text_search import open_text
    from w2vkit.analysis.search.text_vectors import check_question

    compares = (duplicates, outliers, diverse is not None)
    if sum(compares) > 1:
        raise UsageError(
            msg("--duplicates, --outliers and --diverse cannot be combined."),
            msg("Use one of them."),
        )
    question, paths = ("", given) if any(compares) else (_query(given), given[1:])
    if not paths:
        check_no_options(options)
    opened = open_shown(model, **query)
    with listening() as listener:
        if not any(compares):
            check_question(opened, question, listener.note)
        text = open_text(opened, paths, unit, options, listener)
    if duplicates:
        _print_pairs(text, compared_units.duplicates(text, threshold, topn), output_format)
    elif outliers:
        _print_passages(text, compared_units.outliers(text, topn), output_format)
    elif diverse is not None:
        _print_passages(text, compared_units.diverse(text, diverse), output_format)
    else:
        _print_passages(text, text.search(question, topn), output_format)


def _query(given: Sequence[str]) -> str:
    if not given:
        raise UsageError(
            msg("There is no query."), msg("Pass a few words, such as w2vkit search 大闹天宫.")
        )
    return given[0]


def _print_passages(
    text: SearchedText, passages: Sequence[FoundPassage], output_format: OutputFormat
) -> None:
    from w2vkit.analysis.search.text_search import PASSAGE_COLUMNS

    _print(text, passages, output_format, PASSAGE_COLUMNS)


def _print_pairs(
    text: SearchedText, pairs: Sequence[SimilarPair], output_format: OutputFormat
) -> None:
    from w2vkit.analysis.search.compared_units import PAIR_COLUMNS

    _print(text, pairs, output_format, PAIR_COLUMNS)
    if unseen := sum(pair.differs_unseen for pair in pairs):
        say(
            msg(
                "Pairs with a score of 1 and different texts: {unseen:,}. They differ in the "
                "order of their words, or in words that are not in the model.",
                unseen=unseen,
            )
        )


def _print(
    text: SearchedText,
    results: Sequence[FoundPassage] | Sequence[SimilarPair],
    output_format: OutputFormat,
    columns: Sequence[str],
) -> None:
    """Print results; a table is short and omits the columns that say nothing."""
    if output_format == "table":
        rows = [result.short_row for result in results]
        print_rows(rows, output_format, text.telling_columns(columns))
    else:
        print_rows([result.row for result in results], output_format, columns)
