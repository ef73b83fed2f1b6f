"""What the commands on words and formulas share: options, intervals, questions from stdin."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import TYPE_CHECKING, Any

import click

from w2vkit.base.config import OutputFormat, QueryConfig
from w2vkit.base.errors import UsageError
from w2vkit.base.messages import msg
from w2vkit.cli.listener import listening
from w2vkit.cli.messages import say
from w2vkit.cli.options import Integer, batches_or_stdin, settings
from w2vkit.cli.output import JSON
from w2vkit.cli.query_runner import QueryRunner, open_shown, questions

if TYPE_CHECKING:
    from w2vkit.query.model import Model

stability_option = click.option(
    "--stability",
    is_flag=True,
    help="Add 95% intervals from models trained on samples of the text; trained once and kept.",
)
WITHOUT_INTERVALS = msg("--stability adds 95% intervals: it trains on samples of the text, once.")
COMPARABLE = msg(
    "mean, low and high are for a model of another text of the same kind and length; "
    "scores of this text alone are often higher."
)
samples_option = click.option(
    "--samples", type=Integer(2, 1000), help="Number of samples for --stability.  [default: 10]"
)


OPERATORS = {"+", "-", "−", "*", "~", ":", "::", "＋", "－", "＊", "～"}
"""If one of these is among the words, they are one formula."""

USUAL_OPTIONS = (
    *("model", "output_format", "topn", "kind", "min_count", "match", "restrict", "threshold"),
    *("fuzzy", "compose", "prior", "stability"),
)
"""The options of a search that `--help` lists first."""

lenience_options = settings(QueryConfig, "options", only=("fuzzy", "compose", "prior"))


def question_runner(
    model: str | None,
    options: dict[str, Any],
    output_format: OutputFormat,
    stability: bool = False,
    samples: int | None = None,
) -> QueryRunner:
    """Open the model; formulas are echoed unless the rows contain them."""
    prior = options.get("prior")
    is_json = output_format in JSON
    echo = (lambda _: None) if is_json else say
    return QueryRunner(
        with_members(open_shown(model, prior=prior, alone=stability), stability, samples),
        QueryConfig(**options),
        echo=echo,
        records=is_json,
        forgiving=options.get("fuzzy", True),
        stability=stability,
    )


def joined(words: Sequence[str]) -> Sequence[str]:
    """Join the words to one formula if there is a sign among them: 国王 - 男人 + 女人."""
    return [" ".join(words)] if len(words) > 1 and OPERATORS & {*words} else words


def question_sets(words: Sequence[str], path: str | None = None) -> Iterator[Sequence[str]]:
    """Yield the words as one set, or a set for each line of the file or of stdin."""
    return chain.from_iterable(batches_of_sets(words, path))


def batches_of_sets(
    words: Sequence[str], path: str | None = None
) -> Iterator[Sequence[Sequence[str]]]:
    """Yield the sets of `question_sets` in batches: the lines that arrive together on stdin."""
    if words and tuple(words) != ("-",):
        yield [words]
        return
    for lines in batches_or_stdin((), path):
        yield [questions(line) for line in lines]


def with_members(model: Model, stability: bool, samples: int | None) -> Model:
    """Return a model, trained on samples of its text if that is requested.

    Raises:
        UsageError: `samples` is given without `stability`, or `stability` with a weight of the
            prior.
        W2vError: the text is not available, or the members cannot be written.

    """
    if not stability:
        if samples is not None:
            raise UsageError(msg("--samples requires --stability."), msg("Add --stability."))
        return model
    from w2vkit.query.opening import open_model
    from w2vkit.training.bootstrap import SAMPLES, train_members

    model.check_alone()
    say(COMPARABLE)
    if len(model.members) >= (samples or (2 if model.members else SAMPLES)):
        return model
    with listening() as listener:
        train_members(model.path, samples or SAMPLES, listener)
    return open_model(str(model.path), weight=0.0)
