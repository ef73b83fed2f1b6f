"""`concordance`: every occurrence of words in its context, and their collocates."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click

from w2vkit.base.config import Order, OutputFormat, SegmentConfig
from w2vkit.base.messages import msg
from w2vkit.cli.counted_text import COUNTED_TEXT_OPTIONS, counted_text
from w2vkit.cli.listener import listening
from w2vkit.cli.options import (
    Integer,
    compose_option,
    format_option,
    model_option,
    rows_option,
    settings,
    shown_rows,
    text_option,
)
from w2vkit.cli.output import print_rows

if TYPE_CHECKING:
    from w2vkit.analysis.counted_text import CountedText
    from w2vkit.analysis.keyword_in_context import Spans
    from w2vkit.base.progress import Listener

ROWS_OF_TABLE = 20
WIDTH = 8
WINDOW = 5


@click.command("concordance")
@click.argument("given", nargs=-1, metavar="[WORD]...")
@click.option("--regex", metavar="PATTERN", help="Also show words that this matches as a whole.")
@text_option("search")
@model_option
@click.option(
    "--sort",
    "order",
    type=click.Choice(("text", "left", "right")),
    default="text",
    show_default=True,
    help="Order of the lines: as in the text, or by the words before or after.",
)
@click.option(
    "--window",
    type=Integer(1, 100),
    help=f"Number of context words on each side.  [default: {WIDTH}; with --collocates {WINDOW}]",
)
@click.option(
    "--lines", "from_files", is_flag=True, help="Read the files: show the text as written, by line."
)
@click.option(
    "--collocates",
    is_flag=True,
    help="List the words that are frequent in the contexts instead.",
)
@click.option("--min-count", type=Integer(1), default=2, help="Minimum occurrences of a collocate.")
@rows_option("lines", ROWS_OF_TABLE)
@format_option
@compose_option
@settings(SegmentConfig, "options", only=COUNTED_TEXT_OPTIONS)
def concordance_command(
    given: tuple[str, ...],
    regex: str | None,
    paths: tuple[str, ...],
    model: str | None,
    order: Order,
    window: int | None,
    from_files: bool,
    collocates: bool,
    min_count: int,
    topn: int | None,
    output_format: OutputFormat,
    query: dict[str, Any],
    options: dict[str, Any],
) -> None:
    """Show every occurrence of words and phrases in context.

    The contexts are the words of the encoded text, as in training; | marks the end of a sentence.
    With --lines, they are the text as it is written in the files, with the line on which the
    sentence starts. What is no word of the text is searched as a phrase, whatever words it is
    divided into. A formula stands for the word nearest to it. The occurrences of several words are
    combined.

    With --collocates, log_likelihood says how certain it is that a word is more frequent within the
    window than elsewhere (Dunning 1993), log_dice how strong the association is, at most 14
    (Rychlý 2008).

    \b
    Examples:
      w2vkit concordance 孙悟空 八戒 --sort right
      w2vkit concordance 孙悟空 --lines -n 50
      w2vkit concordance 唐僧师徒
      w2vkit concordance 孙悟空 --collocates
      w2vkit concordance --regex '.*大王' --corpus novel.txt --format tsv
    """
    from w2vkit.analysis.concordance import spans_of

    limit = shown_rows(topn, output_format, ROWS_OF_TABLE)
    with listening() as listener:
        text = counted_text(paths, model, options, listener, **query)
        spans = spans_of(text, given, regex, listener)
        if collocates:
            from w2vkit.analysis.collocates import COLLOCATE_COLUMNS

            rows = _collocates(text, spans, window or WINDOW, min_count, listener)
            print_rows(rows[:limit], output_format, COLLOCATE_COLUMNS)
            return
        _print_lines(
            text, spans, order, window or WIDTH, from_files, limit, output_format, listener
        )


def _collocates(
    text: CountedText, spans: Spans, window: int, min_count: int, listener: Listener
) -> list[dict[str, Any]]:
    from w2vkit.analysis.collocates import collocates

    for change in text.changed_files.notes():
        listener.note(change)
    strongest = collocates(text.corpus, spans, window, min_count)
    if not strongest:
        listener.note(msg("No word is more frequent in these contexts than elsewhere."))
    return [*map(asdict, strongest)]


def _print_lines(
    text: CountedText,
    spans: Spans,
    order: Order,
    width: int,
    from_files: bool,
    limit: int | None,
    output_format: OutputFormat,
    listener: Listener,
) -> None:
    from w2vkit.analysis.concordance import aligned_lines, concordance
    from w2vkit.analysis.keyword_in_context import ENCODED_COLUMNS, SOURCE_COLUMNS

    occurrences = concordance(text, spans, order, width, from_files=from_files, listener=listener)
    lines = occurrences.lines(limit)
    if output_format == "table":
        for line in aligned_lines(lines):
            click.echo(line)
        if limit is not None and limit < len(occurrences):
            listener.note(
                msg(
                    "{limit:,} of {number:,} occurrences; -n shows more.",
                    limit=limit,
                    number=len(occurrences),
                )
            )
        return
    rows = (line.row(from_files=occurrences.from_files) for line in lines)
    columns = SOURCE_COLUMNS if occurrences.from_files else ENCODED_COLUMNS
    print_rows(rows, output_format, columns)
