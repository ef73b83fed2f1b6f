"""`change`: words that are used differently in the parts of a text, in periods or books."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from w2vkit.base.config import ChangeConfig, OutputFormat, SegmentConfig
from w2vkit.base.errors import UsageError, W2vError
from w2vkit.base.messages import msg
from w2vkit.base.system.atomic import check_target
from w2vkit.cli.commands.parts import PARTS
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

if TYPE_CHECKING:
    from w2vkit.analysis.change.changes import Changes
    from w2vkit.analysis.change.effects import Effects
    from w2vkit.analysis.change.power import ChangePower
    from w2vkit.base.progress import Listener

ROWS_OF_TABLE = 30
SUFFIXES = (".txt", ".csv", ".tsv", ".jsonl", ".xlsx", ".epub", ".docx", ".pdf", ".html", ".zip")
"""What ends with one of these is meant to be a file."""


@click.command("change")
@click.argument("arguments", nargs=-1, metavar="[WORD|CORPUS]...")
@model_option
@click.option(
    "--by",
    metavar="PARTS",
    multiple=True,
    help=f"{PARTS} Repeatable: several are covariates, whose effects on WORD are told apart.",
)
@click.option("-o", "--output", type=FilePath(path_type=Path), help="Draw a picture.")
@click.option(
    "--map", "as_map", is_flag=True, help="Draw the path of a word through a map of its neighbors."
)
@click.option(
    "--check",
    is_flag=True,
    help="Plant changes in words of the text, and print by frequency which of them are found.",
)
@rows_option("words", ROWS_OF_TABLE)
@force_option
@format_option
@settings(ChangeConfig, "options")
@settings(SegmentConfig, "segmentation", only=("column", "script", *COUNTED_TEXT_OPTIONS))
def change_command(
    arguments: tuple[str, ...],
    model: str | None,
    by: tuple[str, ...],
    output: Path | None,
    as_map: bool,
    check: bool,
    topn: int | None,
    force: bool,
    output_format: OutputFormat,
    options: dict[str, Any],
    segmentation: dict[str, Any],
) -> None:
    """Find words that are used differently in parts of a text.

    An argument that is a file or directory is a text, and any other is a word. Without texts, the
    text of the model is compared; two texts are two parts. Without words, all frequent words are
    compared.

    change is 0 if the contexts of a word differ between the parts only by chance, and 1 if they
    have nothing in common; chance does not make it larger. low and high are its 95% interval, and
    p_value the share of shufflings of the chapters that differ as much. q_value considers that many
    words were compared: of the words below .05, about one in twenty does not differ. detectable is
    the change that would be found in 80% of cases: where it is large, finding none says little.

    --method alignment has no interval. Its change is 0 if a word is as far apart as in shuffled
    parts, and its p-values are approximated. It needs longer parts, and finds fewer changes.

    A word that is asked about gets its nearest words and typical passages in each part. With -o,
    words are drawn with their intervals; those that are asked about over three or more parts have
    curves with bands: the change from the first part. A page (-o page.html) has the pictures, the
    map of each word that is asked about, and the tables.

    --check shows what finding no change means: in shuffled chapters, changes are planted in words
    of the text itself, and the share of them that is found is printed by frequency.

    With several --by, such as a speaker and a year, the contexts of the words are regressed on all
    of them: what each says where the others are equal. A number or year has one coefficient, from
    its least value to its greatest; each of several values is compared with all others.

    \b
    Examples:
      w2vkit change novel.txt --by 1-80,81-120
      w2vkit change 宝玉 林妹妹 novel.txt --by 1-80,81-120
      w2vkit change old.txt new.txt
      w2vkit change 宝玉 林妹妹 novel.txt --by 4 -o curves.png
      w2vkit change 宝玉 novel.txt --by 4 --map -o path.png
      w2vkit change gay news/ --by decades
      w2vkit change news/ --by years --trend
      w2vkit change novel.txt --by 1-80,81-120 --check
      w2vkit change old.txt new.txt --method alignment
      w2vkit change freedom letters.csv --by column:writer --by years:date
    """
    from w2vkit.analysis.change.changes import CHANGE_COLUMNS
    from w2vkit.analysis.change.comparability import check_comparable
    from w2vkit.analysis.change.comparison import changes
    from w2vkit.analysis.change.effects import EFFECT_COLUMNS, effects
    from w2vkit.analysis.change.part_rules import parts_of
    from w2vkit.analysis.change.power import POWER_COLUMNS, change_power
    from w2vkit.pictures.canvas import check_figure_path
    from w2vkit.pictures.change_page import is_page

    paths = tuple(name for name in arguments if Path(name).exists())
    asked = [name for name in arguments if name not in paths]
    if absent := [name for name in asked if "/" in name or Path(name).suffix in SUFFIXES]:
        raise W2vError(
            msg("There is no file {path}.", path=absent[0]),
            msg("Check its path; what is no file is taken for a word."),
        )
    config = ChangeConfig(**options)
    if output is not None and is_page(output):
        check_target(output, force=force)
    elif output is not None:
        check_figure_path(output, force=force)
    _check_options(by, asked, options, output, as_map=as_map, check=check)
    with listening() as listener:
        text = counted_text(paths, model, segmentation, listener)
        words = text.known(text.separated(asked), listener.note)
        if len(by) > 1:
            every = [parts_of(text, one, listener, compared=False) for one in by]
            of_words = effects(text, every, words, config, listener)
            _print(of_words, EFFECT_COLUMNS, topn, output_format, listener)
            return
        parts = parts_of(text, by[0] if by else None, listener)
        check_comparable(text, parts, listener)
        if check:
            power = change_power(text, parts, config, listener)
            _print(power, POWER_COLUMNS, None, output_format, listener)
            return
        found = changes(text, parts, words, config, listener)
        for note in found.notes:
            listener.note(note)
        if output is not None:
            _draw(found, output, listener, as_map=as_map, force=force)
    if output is not None:
        with reported(output):
            click.echo(str(output))
        return
    rows = shown_rows(topn, output_format, ROWS_OF_TABLE)
    if output_format != "table":
        print_rows([*found.rows()][:rows], output_format, CHANGE_COLUMNS)
        return
    print_tables(found.tables(rows))


def _draw(found: Changes, output: Path, listener: Listener, *, as_map: bool, force: bool) -> None:
    from w2vkit.pictures.change_figure import draw_changes
    from w2vkit.pictures.change_page import is_page, write_change_page
    from w2vkit.pictures.path_figure import draw_path

    if is_page(output):
        write_change_page(found, output, listener, force=force)
        return
    draw = draw_path if as_map else draw_changes
    draw(found, output, listener=listener, force=force)


def _check_options(
    by: Sequence[str],
    asked: Sequence[str],
    options: Mapping[str, Any],
    output: Path | None,
    *,
    as_map: bool,
    check: bool,
) -> None:
    """Raise UsageError if options have no effect together."""
    if as_map and output is None:
        raise UsageError(
            msg("--map draws a picture, but no file is named."),
            msg("Name it with -o, such as -o path.png."),
        )
    others = [name for name in ("method", "trend") if name in options]
    others += ["output"] if output is not None else []
    if others and len(by) > 1:
        raise UsageError(
            msg("--{name} compares parts, but several --by are covariates.", name=others[0]),
            msg("Omit it, or give one --by."),
        )
    if check and (asked or others or len(by) > 1):
        raise UsageError(
            msg("--check is about all words of a text between two parts, and draws nothing."),
            msg("Give it texts and one --by, without words, --output, --method and --trend."),
        )


def _print(
    found: Effects | ChangePower,
    columns: Sequence[str],
    topn: int | None,
    output_format: OutputFormat,
    listener: Listener,
) -> None:
    for note in found.notes:
        listener.note(note)
    rows = shown_rows(topn, output_format, ROWS_OF_TABLE)
    if output_format != "table":
        print_rows([*found.rows()][:rows], output_format, columns)
    else:
        print_tables(found.tables(rows))
