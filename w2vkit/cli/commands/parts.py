"""`parts`: the parts of a text, between which the use of words is compared."""

from __future__ import annotations

from typing import Any

import click

from w2vkit.base.config import OutputFormat, SegmentConfig
from w2vkit.base.messages import msg
from w2vkit.cli.counted_text import COUNTED_TEXT_OPTIONS, counted_text
from w2vkit.cli.listener import listening
from w2vkit.cli.options import format_option, model_option, settings
from w2vkit.cli.output import print_rows

PARTS = (
    "chapters, files, folders, books (each CORPUS is one), decades, years or months (by dates "
    "in the names of files), a number of equal parts, ranges of chapters such as 1-80,81-120, "
    "column:NAME, years:NAME, or a file that gives each unit its part. By default, several "
    "CORPUS are books, and one has chapters."
)
by_option = click.option("--by", metavar="PARTS", help=PARTS)


@click.command("parts")
@click.argument("corpus", nargs=-1)
@model_option
@by_option
@click.option("--units", is_flag=True, help="List the chapters, files or rows with their parts.")
@format_option
@settings(SegmentConfig, "options", only=("column", *COUNTED_TEXT_OPTIONS))
def parts_command(
    corpus: tuple[str, ...],
    model: str | None,
    by: str | None,
    units: bool,
    output_format: OutputFormat,
    options: dict[str, Any],
) -> None:
    """Divide files or a model's text into parts that are compared.

    The parts are chapters, files, folders, periods, values of a column, or equal parts. The output
    of --units --format tsv is a table in which you correct the column part: units with the same
    part belong together, and those without one are left out. Give it to --by.

    Parts given with --by are kept beside the encoded text: change and contrast take them.

    \b
    Examples:
      w2vkit parts novel.txt
      w2vkit parts novel.txt --by 1-80,81-120
      w2vkit parts news/ --by years
      w2vkit parts letters.csv --by column:writer
      w2vkit parts novel.txt --units --format tsv > parts.tsv
      w2vkit parts novel.txt --by parts.tsv
    """
    from w2vkit.analysis.change.part_rules import parts_of
    from w2vkit.analysis.change.part_tables import keep_parts
    from w2vkit.analysis.change.parts import PART_COLUMNS, UNIT_COLUMNS

    with listening() as listener:
        text = counted_text(corpus, model, options, listener)
        parts = parts_of(text, by, listener)
        if by is not None:
            keep_parts(text, parts)
            listener.note(msg("The parts are kept of this text; --by replaces them."))
    if units:
        print_rows(parts.unit_rows(), output_format, UNIT_COLUMNS, prose=("kind",))
    else:
        print_rows(parts.rows(), output_format, PART_COLUMNS)
