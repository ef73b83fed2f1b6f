"""How far training moves the weights: the learning-rate schedule, and the longest step of a row.

Another schedule is another body of `learning_rate`: the native engine, gensim's and the reference
ask it for every rate that they use or report. GloVe has a constant rate, which AdaGrad divides.
"""

from __future__ import annotations

from typing import Any, TypeVar

from numpy.typing import NDArray

from w2vkit.base.config import TrainConfig

Tokens = TypeVar("Tokens", float, NDArray[Any])

LONGEST_STEP = 0.5
"""The longest step of a row in a block; trained rows have lengths between 1 and 10."""


def learning_rate(config: TrainConfig, total: int, done: int, ahead: Tokens) -> Tokens:
    """Return the learning rate at a token: it falls linearly from `alpha` to `min_alpha`.

    Args:
        config: the options; a `min_alpha` above `alpha` counts as `alpha`.
        total: the number of tokens in all epochs.
        done: the tokens that were trained before the current chunk.
        ahead: how many tokens of the chunk come before this one; also several numbers at once,
            for which there are as many rates, float64.

    """
    slope = (min(config.min_alpha, config.alpha) - config.alpha) / total
    # The two parts are rounded one after the other; added first, they would give other bytes.
    return config.alpha + slope * done + slope * ahead
