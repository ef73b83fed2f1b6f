"""`frequencies`: how often words occur, and which are remarkable against another text."""

from __future__ import annotations

from dataclasses import asdict
from itertools import islice
from typing import Any

import click

from w2vkit.base.config import OutputFormat, SegmentConfig
from w2vkit.cli.counted_text import COUNTED_TEXT_OPTIONS, counted_text
from w2vkit.cli.listener import listening
from w2vkit.cli.options import (
    Integer,
    format_option,
    model_option,
    rows_option,
    settings,
    shown_rows,
)
from w2vkit.cli.output import print_rows

ROWS_OF_TABLE = 50


@click.command("frequencies")
@click.argument("corpus", nargs=-1)
@model_option
@click.option(
    "--against",
    metavar="PATH",
    help="Compare with this file, directory or model: the words whose frequency differs most.",
)
@click.option(
    "--min-count",
    type=Integer(1),
    default=1,
    help="Omit words that occur fewer times.",
)
@rows_option("words", ROWS_OF_TABLE)
@format_option
@settings(SegmentConfig, "options", only=COUNTED_TEXT_OPTIONS)
def frequencies_command(
    corpus: tuple[str, ...],
    model: str | None,
    against: str | None,
    min_count: int,
    topn: int | None,
    output_format: OutputFormat,
    options: dict[str, Any],
) -> None:
    """Count words in files or in the text of a model.

    With --against, the words are sorted by keyness, the log-likelihood of the difference (Rayson &
    Garside 2000). The direction is + for words that are more frequent than in the other text and -
    for those that are less frequent. Above 15.13, p < .0001.

    \b
    Examples:
      w2vkit frequencies novel.txt -n 20
      w2vkit frequencies --format tsv
      w2vkit frequencies novel.txt --against other.txt
    """
    from pathlib import Path

    from w2vkit.analysis.frequencies import (
        FREQUENCY_COLUMNS,
        KEYNESS_COLUMNS,
        compared,
        frequencies,
    )
    from w2vkit.analysis.opening import text_segmented_like

    rows = shown_rows(topn, output_format, ROWS_OF_TABLE)
    with listening() as listener:
        paths = (against,) if against and Path(against).exists() else ()
        of_first = options if corpus or not paths else {}
        text = counted_text(corpus, model, of_first, listener, find_names=not against)
        types = text.corpus.vocabulary
        if against:
            other = (
                text_segmented_like(text.model, paths, options, listener, find_names=False)
                if paths
                else counted_text((), against, {}, listener)
            )
            words = compared(types, other.corpus.vocabulary, min_count)
            print_rows(map(asdict, words[:rows]), output_format, KEYNESS_COLUMNS)
            return
    counted = (frequency for frequency in frequencies(types) if frequency.count >= min_count)
    print_rows(map(asdict, islice(counted, rows)), output_format, FREQUENCY_COLUMNS)
