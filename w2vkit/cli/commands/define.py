"""`define`: from a description to the words that it describes."""

from __future__ import annotations

from typing import Any

import click

from w2vkit.base.config import OutputFormat, QueryConfig
from w2vkit.base.messages import msg
from w2vkit.cli.listener import listening
from w2vkit.cli.options import Integer, format_option, model_option, settings
from w2vkit.cli.output import print_rows
from w2vkit.cli.pipes import InputFile
from w2vkit.cli.query_runner import open_shown
from w2vkit.query.neighbors import NEIGHBOR_COLUMNS

FILTERS = ("topn", "min_count", "restrict", "match", "kind", "prior")


@click.command("define")
@click.argument("description", nargs=-1, required=True, metavar="DESCRIPTION...")
@model_option
@format_option
@click.option(
    "--definitions",
    metavar="FILE",
    type=InputFile(),
    help="Rank words by the definitions in this file, too: a word, a tab and its definition.",
)
@click.option("--length", type=Integer(1, 100), help="Return only words of this many characters.")
@click.option(
    "--pinyin", default="", help="Return only words whose pinyin begins with this, without tones."
)
@settings(QueryConfig, "options", only=FILTERS)
def define_command(
    description: tuple[str, ...],
    model: str | None,
    output_format: OutputFormat,
    definitions: str | None,
    length: int | None,
    pinyin: str,
    options: dict[str, Any],
) -> None:
    """Find the words that DESCRIPTION describes.

    A reverse dictionary: the first words occur near those of the description in the text, and have
    similar vectors. If the last noun of DESCRIPTION asks for a person, a place or a thing, as in
    含玉而生的少年, these come first. With --definitions, words are ranked by the nearest
    definition, too, and the score is the sum of 1 / (60 + rank).

    \b
    Examples:
      w2vkit define 会七十二变的猴子
      w2vkit define 会七十二变的猴子 --kind person --length 2
      w2vkit define 南海的女菩萨 --match '^观' --pinyin guan
      w2vkit define the wife of a king --definitions dictionary.tsv
    """
    from w2vkit.analysis.search.definitions import read_definitions
    from w2vkit.analysis.search.reverse_dictionary import Form, define

    with listening() as listener:
        known = read_definitions(definitions, listener.note) if definitions else ()
        neighbors = define(
            open_shown(model, prior=options.get("prior")),
            " ".join(description),
            QueryConfig(**options),
            Form(length, pinyin),
            known,
            listener,
        )
        if not neighbors:
            listener.note(msg("No words pass the filters."))
    columns = (*NEIGHBOR_COLUMNS, "rare") if output_format == "table" else NEIGHBOR_COLUMNS
    print_rows(neighbors.rows, output_format, columns)
