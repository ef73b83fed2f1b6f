"""`associate`: associations of two sets of words with two others."""

from __future__ import annotations

from typing import Any

import click

from w2vkit.base.config import MAX_SEED, OutputFormat
from w2vkit.cli.command_classes import GroupedCommand
from w2vkit.cli.commands.completion import complete_words
from w2vkit.cli.messages import say
from w2vkit.cli.options import Integer, compose_option, format_option, model_option
from w2vkit.cli.output import print_record, print_rows
from w2vkit.cli.query_runner import open_shown
from w2vkit.cli.question_options import (
    WITHOUT_INTERVALS,
    samples_option,
    stability_option,
    with_members,
)
from w2vkit.model.shown_names import name_columns


@click.command("associate", cls=GroupedCommand)
@click.argument("first", metavar="X", shell_complete=complete_words)
@click.argument("second", metavar="Y", shell_complete=complete_words)
@click.argument("attributes", metavar="A", shell_complete=complete_words)
@click.argument("others", metavar="B", shell_complete=complete_words)
@model_option
@format_option
@stability_option
@samples_option
@compose_option
@click.option(
    "--seed",
    type=Integer(0, MAX_SEED),
    default=1,
    show_default=True,
    help="Random seed of the permutations, if there are too many to count them all.",
)
def associate_command(
    first: str,
    second: str,
    attributes: str,
    others: str,
    model: str | None,
    output_format: OutputFormat,
    stability: bool,
    samples: int | None,
    query: dict[str, Any],
    seed: int,
) -> None:
    """Test whether X is nearer to A and Y to B (WEAT).

    Each set is words or formulas with commas between them. The effect size is between -2 and 2,
    above 0 if X is nearer to A (Caliskan et al. 2017). The p-value is the share of the divisions of
    X and Y into two sets that have a larger effect: of all up to 200,000, otherwise of 200,000
    drawn at random.

    \b
    Examples:
      w2vkit associate 孙悟空,八戒 妖精,妖怪 好,善 坏,恶
      w2vkit associate king,prince queen,princess man,boy woman,girl --stability
    """
    opened = with_members(open_shown(model, alone=True, **query), stability, samples)
    association = opened.associate(
        first, second, attributes, others, prior=opened.weight, seed=seed
    )
    if not opened.members:
        say(WITHOUT_INTERVALS)
    words, record = association.rows(opened.names), association.record
    if output_format == "table":
        from w2vkit.query.associations import ASSOCIATION_COLUMNS

        columns = (*ASSOCIATION_COLUMNS, *name_columns(opened.names))
        print_rows(words, output_format, columns)
        click.echo()
        shown = {"p_value": f"{association.p_value:.2g}", "exact": association.exact or None}
        print_record({**record, **shown}, output_format)
        return
    print_record({**record, "words": words}, output_format)
