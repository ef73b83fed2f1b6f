"""The options `--stability` and `--samples`: training on bootstrap samples of the text."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from w2vkit.base.errors import UsageError
from w2vkit.base.messages import msg
from w2vkit.cli.listener import listening
from w2vkit.cli.messages import say
from w2vkit.cli.options import Integer

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


def with_members(model: Model, stability: bool, samples: int | None) -> Model:
    """Return a model, trained on samples of its text if that is requested.

    Raises:
        UsageError: `samples` is given without `stability`.
        W2vError: the text is not available, or the members cannot be written.

    """
    if not stability:
        if samples is not None:
            raise UsageError(msg("--samples requires --stability."), msg("Add --stability."))
        return model
    from w2vkit.query.opening import open_model
    from w2vkit.training.bootstrap import SAMPLES, train_members

    say(COMPARABLE)
    if len(model.members) >= (samples or (2 if model.members else SAMPLES)):
        return model
    with listening() as listener:
        train_members(model.path, samples or SAMPLES, listener)
    return open_model(str(model.path))
