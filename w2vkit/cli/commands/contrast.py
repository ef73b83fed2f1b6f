"""`contrast`: words that are used differently in two texts, beside those that are more frequent."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from w2vkit.base.config import ChangeConfig, OutputFormat, SegmentConfig
from w2vkit.cli.commands.parts import by_option
from w2vkit.cli.counted_text import COUNTED_TEXT_OPTIONS, counted_text
from w2vkit.cli.listener import listening
from w2vkit.cli.options import (
    force_option,
    format_option,
    model_option,
    rows_option,
    settings,
    shown_rows,
)
from w2vkit.cli.output import print_rows, print_tables, reported
from w2vkit.cli.pipes import FilePath

ROWS_OF_TABLE = 15
OPTIONS = ("method", "min_count", "permutations", "window", "workers", "seed")
"""Options of the comparison; a trend needs more than two parts."""


@click.command("contrast")
@click.argument("corpus", nargs=-1)
@model_option
@by_option
@click.option("-o", "--output", type=FilePath(path_type=Path), help="Draw a picture.")
@rows_option("words in each table", ROWS_OF_TABLE)
@force_option
@format_option
@settings(ChangeConfig, "options", only=OPTIONS)
@settings(SegmentConfig, "segmentation", only=("column", "script", *COUNTED_TEXT_OPTIONS))
def contrast_command(
    corpus: tuple[str, ...],
    model: str | None,
    by: str | None,
    output: Path | None,
    topn: int | None,
    force: bool,
    output_format: OutputFormat,
    options: dict[str, Any],
    segmentation: dict[str, Any],
) -> None:
    """Contrast two texts: words by use, and words by frequency.

    The first table has the words that are used differently, with change, interval and q-value as of
    the command change; the second one those whose frequency differs most, by keyness as of
    frequencies --against. log_ratio is 1 if a word is twice as frequent in the second text, and
    -1 if it is twice as frequent in the first. With -o, a picture has both as its axes.

    \b
    Examples:
      w2vkit contrast old.txt new.txt
      w2vkit contrast old.txt new.txt -o contrast.png
      w2vkit contrast novel.txt --by 1-80,81-120 --format tsv
    """
    from w2vkit.analysis.change.comparability import check_comparable
    from w2vkit.analysis.change.comparison import changes
    from w2vkit.analysis.change.contrast import CONTRAST_COLUMNS, check_two_parts, contrast
    from w2vkit.analysis.change.part_rules import parts_of
    from w2vkit.pictures.canvas import check_figure_path
    from w2vkit.pictures.contrast_figure import draw_contrast

    config = ChangeConfig(**options)
    if output is not None:
        check_figure_path(output, force=force)
    with listening() as listener:
        text = counted_text(corpus, model, segmentation, listener)
        parts = parts_of(text, by, listener)
        check_two_parts(text, parts)
        check_comparable(text, parts, listener)
        found = contrast(text, parts, changes(text, parts, (), config, listener), config.min_count)
        if output is not None:
            draw_contrast(found, output, listener=listener, force=force)
    if output is not None:
        with reported(output):
            click.echo(str(output))
        return
    if output_format != "table":
        print_rows([*found.rows()][:topn], output_format, CONTRAST_COLUMNS)
        return
    rows = shown_rows(topn, output_format, ROWS_OF_TABLE)
    for number, table in enumerate(found.tables(rows)):
        if number:
            click.echo()
        listener.note(table.title)
        print_tables([table])
