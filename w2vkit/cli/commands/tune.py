"""`tune`: find good options for a text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import count
from typing import TYPE_CHECKING, Any

import click

from w2vkit.base.config import OutputFormat, SegmentConfig, TrainConfig
from w2vkit.base.errors import INTERRUPTED
from w2vkit.base.messages import msg, option_text, quoted
from w2vkit.cli.grouped_help import GroupedCommand
from w2vkit.cli.listener import listening
from w2vkit.cli.messages import say
from w2vkit.cli.options import Integer, Number, force_option, format_option, settings
from w2vkit.cli.output import print_rows

if TYPE_CHECKING:
    from w2vkit.evaluation.tuning import Trial, TuningRequest

USUAL_OPTIONS = (
    *("minutes", "rounds", "sets", "save", "force", "algorithm", "workers", "seed"),
    *("segmenter", "words", "output_format"),
)
"""The options that `--help` lists first."""
DEFAULT_MINUTES = 10.0
DIGITS = 6
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
    from w2vkit.evaluation.tuning import Tuning, TuningRequest, tune
    from w2vkit.model.registry import check_free, check_name

    if save is not None:
        check_free(check_name(save), force=force)
    if minutes is None and rounds is None:
        minutes = DEFAULT_MINUTES
    request = TuningRequest(
        corpus,
        segmentation,
        options,
        [read_test_set(one) for one in sets],
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
    found = Tuning(tuple(trials))
    if save is not None and not was_stopped:
        _save(request, found.winner, save, force=force)
    print_trials(found.ranked, request, save, output_format)
    if was_stopped:
        raise click.exceptions.Exit(INTERRUPTED)


def print_trials(
    ranked: Sequence[Trial], request: TuningRequest, save: str | None, output_format: OutputFormat
) -> None:
    """Print the trials, best first, and the command that trains with the best options."""
    sets = [one.name for one in request.test_sets]
    columns = ("share", "epochs", "score", "mrr", "low", "high", *sets, "options")
    name = save or free_name(request)
    commands = [command_line(request, one, name) for one in ranked]
    rows = [*map(_row, ranked)]
    if output_format == "table":
        print_rows(rows[:MAX_ROWS], output_format, columns)
        if len(rows) > MAX_ROWS:
            say(
                msg(
                    "{rows:,} more sets of options; --format tsv shows all.",
                    rows=len(rows) - MAX_ROWS,
                )
            )
        click.echo(f"\n{commands[0]}")
        return
    figures = (
        {**row, "seconds": one.seconds, "command": command}
        for row, one, command in zip(rows, ranked, commands, strict=True)
    )
    print_rows(figures, output_format, (*columns, "seconds", "command"))


def _row(trial: Trial) -> dict[str, Any]:
    halves = trial.pseudo_synonyms
    low, high = (halves.reciprocal_rank_interval if halves else None) or (None, None)
    figures = {
        "score": trial.score,
        "mrr": halves.reciprocal_rank if halves else None,
        "low": low,
        "high": high,
        **trial.sets,
    }
    return {
        "share": trial.share,
        "epochs": trial.epochs,
        **{name: None if x is None else round(x, DIGITS) for name, x in figures.items()},
        "options": " ".join(option_texts(trial.options)),
    }


def option_texts(options: Mapping[str, Any]) -> Iterator[str]:
    """Yield options as on the command line; one with several values is repeated."""
    for name, value in options.items():
        values = value if isinstance(value, (tuple, list)) else (value,)
        yield from (option_text(name, one) for one in values)


def free_name(request: TuningRequest) -> str:
    """Return a name, after that of the text, that no model has."""
    from w2vkit.base.system.paths import models_home
    from w2vkit.training.train import model_name_for

    first = f"{model_name_for(request.paths[0])}-tuned"
    names = (first if number == 1 else f"{first}-{number}" for number in count(1))
    return next(name for name in names if not (models_home() / name).exists())


def command_line(request: TuningRequest, trial: Trial, name: str) -> str:
    """Return the command that trains a model with the options of a trial, and all epochs."""
    from w2vkit.base.system.paths import models_home

    options = {**request.segmentation, **trial.options, "name": name}
    parts = [*map(quoted, request.paths), *option_texts(options)]
    if (models_home() / name).exists():
        parts.append("--force")
    return f"w2vkit train {' '.join(parts)}"


def _save(request: TuningRequest, best: Trial, name: str, *, force: bool) -> None:
    """Train a model with the best options on the text itself."""
    from w2vkit.training.request import TrainRequest
    from w2vkit.training.train import train

    with listening() as listener:
        train(
            TrainRequest(request.paths, name, force, request.segmentation, best.options), listener
        )
