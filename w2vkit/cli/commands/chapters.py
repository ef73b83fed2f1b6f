"""`chapters`: how often words occur in each chapter."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from w2vkit.base.config import OutputFormat, SegmentConfig
from w2vkit.cli.counted_text import COUNTED_TEXT_OPTIONS, counted_text
from w2vkit.cli.listener import listening
from w2vkit.cli.options import force_option, format_option, model_option, settings, text_option
from w2vkit.cli.output import print_rows, reported
from w2vkit.cli.pipes import FilePath


@click.command("chapters")
@click.argument("given", nargs=-1, required=True, metavar="WORD...")
@text_option("count in")
@model_option
@click.option("-o", "--output", type=FilePath(path_type=Path), help="Draw curves into this file.")
@force_option
@format_option
@settings(SegmentConfig, "options", only=COUNTED_TEXT_OPTIONS)
def chapters_command(
    given: tuple[str, ...],
    paths: tuple[str, ...],
    model: str | None,
    output: Path | None,
    force: bool,
    output_format: OutputFormat,
    options: dict[str, Any],
) -> None:
    """Count how often words occur in each chapter.

    Chapters begin with a line such as 第一回, 第1章, 卷之三 or Chapter 1. A text without such lines
    is counted by file. A WORD can be a phrase of several words. With -o, a curve is drawn for each
    word, per 10,000 words.

    \b
    Examples:
      w2vkit chapters 孙悟空 八戒
      w2vkit chapters 孙悟空 八戒 -o curves.png
      w2vkit chapters 孙悟空 --corpus novel.txt --format tsv
    """
    from w2vkit.analysis.section_counts import SECTION_COLUMNS, chapter_counts
    from w2vkit.pictures.canvas import check_figure_path
    from w2vkit.pictures.curves_figure import draw_curves

    if output is not None:
        check_figure_path(output, force=force)
    with listening() as listener:
        text = counted_text(paths, model, options, listener)
        asked = tuple(text.known(text.separated(given), listener.note, phrases=True))
        counts = chapter_counts(text, asked, listener)
        if output is not None:
            draw_curves(text.name, asked, counts.rates(), output, listener, force=force)
    if output is not None:
        with reported(output):
            click.echo(str(output))
        return
    print_rows(counts.rows(), output_format, (*SECTION_COLUMNS, *asked))
