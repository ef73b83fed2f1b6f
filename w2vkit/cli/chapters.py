"""`chapters`: how often words occur in each chapter."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from w2vkit.cli.counted_text import COUNTED_TEXT_OPTIONS, counted_text
from w2vkit.cli.listener import listening
from w2vkit.cli.options import force_option, format_option, model_option, settings, text_option
from w2vkit.cli.output import print_rows, reported
from w2vkit.config import OutputFormat, SegmentConfig
from w2vkit.errors import W2vError
from w2vkit.segmentation.comma_lists import split_commas

if TYPE_CHECKING:
    from w2vkit.query.counted_text import CountedText
    from w2vkit.statistics.sections import SectionCounts

COLUMNS = ("chapter", "title", "tokens")


@click.command("chapters")
@click.argument("given", nargs=-1, required=True, metavar="WORD...")
@text_option("count in")
@model_option
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Draw curves into this file.")
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

    Chapters begin with a line such as 第一回, 第1章 or Chapter 1. In a text without chapters, the
    files are counted instead. With -o, a curve is drawn for each word, per 10,000 words.

    \b
    Examples:
      w2vkit chapters 孙悟空 八戒
      w2vkit chapters 孙悟空 八戒 -o curves.png
      w2vkit chapters 孙悟空 --corpus novel.txt --format tsv
    """
    from w2vkit.plotting.canvas import check_figure_path
    from w2vkit.plotting.curves_figure import draw_curves

    asked = tuple(dict.fromkeys(one for word in given for one in split_commas(word)))
    if output is not None:
        check_figure_path(output, force=force)
    with listening() as listener:
        text = counted_text(paths, model, options, listener)
        asked = tuple(text.known(asked, listener.note))
        found = _counts(text, asked, paths, options, listener)
        if output is not None:
            draw_curves(text.name, asked, found.rates(), output, listener, force=force)
    if output is not None:
        with reported(output):
            click.echo(str(output))
        return
    print_rows(found.rows(asked), output_format, (*COLUMNS, *asked))


def _counts(
    text: CountedText,
    words: tuple[str, ...],
    paths: tuple[str, ...],
    options: dict[str, Any],
    listener: Any,
) -> SectionCounts:
    """Return the counts by chapter or, if there are no chapters, by file."""
    from w2vkit.corpus.prepare import corpus_of
    from w2vkit.statistics.sections import chapters, counts_of_chapters, counts_of_files
    from w2vkit.text.documents import find_files

    if found := chapters(text.corpus):
        return counts_of_chapters(text.corpus, found, words)
    if not paths:
        raise W2vError(
            f"{text.name} contains no headings such as 第一回 or Chapter 1.",
            "Name its files with --corpus to count by file.",
        )
    config = SegmentConfig(**options)
    sources = find_files(paths, config=config)
    if len(sources) == 1:
        listener.note(
            f"{text.name} contains no headings such as 第一回 or Chapter 1; it is counted as one."
        )
    files = [(source.name, corpus_of([source], config, listener)) for source in sources]
    return counts_of_files(files, words)
