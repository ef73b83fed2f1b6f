"""`compare`: several models side by side."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import click

from w2vkit.base.config import EvalConfig, OutputFormat
from w2vkit.base.messages import msg
from w2vkit.base.progress import Listener
from w2vkit.cli.commands.completion import complete_models
from w2vkit.cli.commands.eval import note_lemmas, note_malformed
from w2vkit.cli.listener import listening
from w2vkit.cli.options import Integer, format_option, settings
from w2vkit.cli.output import print_rows, print_tables

if TYPE_CHECKING:
    from w2vkit.evaluation.compared_sets import ComparedSet, ModelScore
    from w2vkit.evaluation.comparison import Comparison


@click.command("compare")
@click.argument(
    "models", nargs=-1, required=True, metavar="MODEL MODEL...", shell_complete=complete_models
)
@click.option(
    "--test",
    "sets",
    multiple=True,
    metavar="SET",
    help="Test set: a file, a directory or a built-in set, as for eval. Repeatable; by default all "
    "built-in sets.",
)
@click.option(
    "-k",
    "--neighbors",
    "topn",
    type=Integer(1, 1_000),
    default=10,
    show_default=True,
    help="Nearest words to compare for each word.",
)
@click.option(
    "--top",
    type=Integer(1),
    default=1_000,
    show_default=True,
    help="Compare the neighbors of this many of the most frequent common words.",
)
@click.option(
    "-n",
    "--changed",
    type=Integer(0),
    default=10,
    show_default=True,
    help="Number of words to list whose neighbors differ most.",
)
@format_option
@settings(EvalConfig, "options", only=("words", "keep_case", "method"))
def compare_command(
    models: tuple[str, ...],
    sets: tuple[str, ...],
    topn: int,
    top: int,
    changed: int,
    output_format: OutputFormat,
    options: dict[str, Any],
) -> None:
    """Compare models: test sets with intervals, and neighbors.

    A MODEL is a name, a model directory, or a vector file of another tool in any format that
    import reads. Differences are from the first model. All models answer the same questions, those
    whose words all of them know, and choose their answers among their common words.

    The 95% interval of a difference comes from a paired bootstrap over the questions; if it
    contains 0, the test set does not show which model is better. The overlap is the mean share of
    the nearest words that two models have in common.

    \b
    Examples:
      w2vkit compare novel novel-2
      w2vkit compare novel novel-2 --test pairs.tsv --test kinds.tsv
      w2vkit compare news GoogleNews.bin.gz glove.txt --format json
    """
    from w2vkit.evaluation.comparison import ComparisonSize
    from w2vkit.evaluation.named_models import compare_models

    with listening() as listener:
        comparison = compare_models(
            models, sets, EvalConfig(**options), ComparisonSize(topn, top, changed), listener
        )
        _explain(comparison, listener)
    if output_format == "table":
        print_tables(comparison.tables())
    else:
        print_rows(comparison.rows(), output_format, comparison.columns)


def _explain(comparison: Comparison, listener: Listener) -> None:
    """Report what was compared, and for each difference which model is better."""
    listener.note(comparison.common_note)
    for compared in comparison.sets:
        note_malformed(compared, listener)
        note_lemmas(compared, listener)
        for score in compared.scores[1:]:
            if score.difference is not None:
                listener.note(verdict(compared, score))


def verdict(compared: ComparedSet, score: ModelScore) -> str:
    """Return a sentence on the difference between a model and the first one."""
    first, points = compared.scores[0].model, 100 * (score.difference or 0.0)
    if points == 0:
        return msg(
            "{set}: “{model}” and “{first}” have the same score.",
            set=compared.set,
            model=score.model,
            first=first,
        )
    if points > 0:
        what = msg(
            "{set}: “{model}” is better than “{first}” by {points:.1f} points",
            set=compared.set,
            model=score.model,
            first=first,
            points=points,
        )
    else:
        what = msg(
            "{set}: “{model}” is worse than “{first}” by {points:.1f} points",
            set=compared.set,
            model=score.model,
            first=first,
            points=-points,
        )
    if score.interval is None:
        return msg("{difference}; there are too few questions for an interval.", difference=what)
    low, high = sorted(math.copysign(100, points) * end for end in score.interval)
    if low <= 0 <= high:
        return msg(
            "{difference}, 95% interval {low:.1f} to {high:.1f}, which contains 0: this may be "
            "chance.",
            difference=what,
            low=low,
            high=high,
        )
    return msg(
        "{difference}, 95% interval {low:.1f} to {high:.1f}.", difference=what, low=low, high=high
    )
