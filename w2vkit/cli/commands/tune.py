"""`tune`: find good options for a text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from w2vkit.base.config import OutputFormat, SegmentConfig, TrainConfig
from w2vkit.base.errors import INTERRUPTED
from w2vkit.base.messages import msg
from w2vkit.cli.command_classes import GroupedCommand
from w2vkit.cli.listener import listening
from w2vkit.cli.messages import say
from w2vkit.cli.options import Integer, Number, force_option, format_option, settings
from w2vkit.cli.output import print_rows

if TYPE_CHECKING:
    from w2vkit.evaluation.trials import Trial, TuningRequest

USUAL_OPTIONS = (
    *("minutes", "rounds", "sets", "save", "force", "algorithm", "workers", "seed"),
    *("segmenter", "words", "output_format"),
)
"""The options that `--help` lists first."""
DEFAULT_MINUTES = 10.0
MAX_ROWS = 20
"""Rows of a table; other formats have all."""


@click.command("tune", cls=GroupedCommand, usual=USUAL_OPTIONS)
@click.argument("corpus", nargs=-1, required=True, metavar="CORPUS...")
@click.option(
    "--minutes",
    type=Number(0, 100_000, min_open=True),
    help="Time budget, excluding the training for --save; 10 by default, none if the number of "
    "rounds is given.",
)
@click.option(
    "--rounds",
    type=Integer(1, 10_000),
    help="Rounds of successive halving; as many as fit into the time by default.",
)
@click.option(
    "--test",
    "sets",
    multiple=True,
    metavar="SET",
    help="Also judge by this test set: a file, a directory or a built-in set, as for eval. "
    "Repeatable.",
)
@click.option("--save", metavar="NAME", help="Train a model of this name with the best options.")
@force_option
@format_option
@settings(SegmentConfig, "segmentation")
@settings(TrainConfig, "options")
def tune_command(
    corpus: tuple[str, ...],
    minutes: float | None,
    rounds: int | None,
    sets: tuple[str, ...],
    save: str | None,
    force: bool,
    output_format: OutputFormat,
    segmentation: dict[str, Any],
    options: dict[str, Any],
) -> None:
    """Find good options of train for a text, within a time budget.

    Trials vary the defaults of algorithm, dim, window, epochs, sample, alpha and other options;
    options that are given explicitly keep their values. In each round, eight sets of options are
    trained with an eighth of their epochs; the better half continues with twice as many, until
    one has all its epochs. Models are judged by pseudo-synonyms from the text, as by eval --self
    (mrr), and by the test sets given; score is the mean.

    The last line is the command that trains with the best options. After Ctrl-C, the results so far
    are printed. With --rounds instead of --minutes, the result is reproducible.

    \b
    Examples:
      w2vkit tune novel.txt
      w2vkit tune novel.txt --minutes 30 --test pairs.tsv --save best
      w2vkit tune corpus/ --rounds 2 --algorithm skipgram
    """
    from w2vkit.evaluation.test_sets import read_test_set
    from w2vkit.evaluation.trials import Tuning, TuningRequest
    from w2vkit.evaluation.tuning import tune
    from w2vkit.model.registry import check_free, check_name

    if save is not None:
        check_free(check_name(save), force=force)
    if minutes is None and rounds is None:
        minutes = DEFAULT_MINUTES
    request = TuningRequest(
        corpus,
        segmentation,
        options,
        [read_test_set(name) for name in sets],
        minutes,
        rounds,
        seed=options.get("seed", 1),
    )
    trials: list[Trial] = []
    was_stopped = False
    with listening() as listener:
        try:
            for trial in tune(request, listener):
                trials.append(trial)
        except KeyboardInterrupt:
            if not trials:
                raise
            was_stopped = True
            listener.note(msg("Stopped; these are the results so far."))
    tuning = Tuning(tuple(trials))
    if save is not None and not was_stopped:
        _save(request, tuning.winner, save, force=force)
    print_trials(tuning.ranked, request, save, output_format)
    if was_stopped:
        raise click.exceptions.Exit(INTERRUPTED)


def print_trials(
    ranked: Sequence[Trial], request: TuningRequest, save: str | None, output_format: OutputFormat
) -> None:
    """Print the trials, best first, and the command that trains with the best options."""
    from w2vkit.evaluation.trials import command_line, free_name

    name = save or free_name(request)
    commands = [command_line(request, trial, name) for trial in ranked]
    if output_format == "table":
        print_rows([trial.row for trial in ranked[:MAX_ROWS]], output_format, request.columns)
        if len(ranked) > MAX_ROWS:
            say(
                msg(
                    "{rows:,} more sets of options; --format tsv shows all.",
                    rows=len(ranked) - MAX_ROWS,
                )
            )
        click.echo(f"\n{commands[0]}")
        return
    rows = (
        {**trial.row, "command": command} for trial, command in zip(ranked, commands, strict=True)
    )
    print_rows(rows, output_format, (*request.columns, "seconds", "command"))


def _save(request: TuningRequest, best: Trial, name: str, *, force: bool) -> None:
    """Train a model with the best options on the text itself."""
    from w2vkit.training.request import TrainRequest
    from w2vkit.training.train import train

    with listening() as listener:
        train(
            TrainRequest(request.paths, name, force, request.segmentation, best.options), listener
        )
