"""The options that `tune` tries: values around the defaults of each algorithm."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import fields
from typing import Any

import numpy as np

from w2vkit.base.config import Algorithm, TrainConfig
from w2vkit.training.algorithms import uses_option

ALGORITHMS: Sequence[Algorithm] = ("cbow", "skipgram", "fasttext", "ppmi", "fused")
FACTORS: Mapping[str, Sequence[float]] = {
    "dim": (0.5, 1, 2),
    "window": (0.5, 1, 2),
    "epochs": (0.5, 1, 2),
    "sample": (0.1, 0.3, 1, 3),
    "alpha": (0.5, 1, 2),
    "negative": (0.5, 1, 2),
}
"""What the default is multiplied by."""
VALUES: Mapping[str, Sequence[Any]] = {
    "smoothing": (0.75, 1.0),
    "shift": (1.0, 5.0),
    "exponent": (0.0, 0.5, 1.0),
}
"""Values of options whose default does not depend on the corpus."""
KEPT = 0.5
"""The probability that an option keeps its default."""
MAX_REPEATS = 200
"""After this many candidates in a row that were already tried, the space is exhausted."""
MIN_WHOLE = 2
Options = Mapping[str, Any]
Resolve = Callable[[Options], TrainConfig]


def candidate_options(given: Options, resolve: Resolve, seed: int = 1) -> Iterator[Options]:
    """Yield different options in random order, without end unless all have been tried.

    The first ones are the defaults of each other algorithm.

    Args:
        given: options that are not varied.
        resolve: returns all options of a training, given the explicit ones.
        seed: determines the order.

    """
    numbers = np.random.default_rng(seed)
    usual = resolve(given)
    algorithms = usable_algorithms(given)
    seen = [usual]
    repeats = 0
    drawn = _drawn(given, resolve, algorithms, numbers)
    while repeats < MAX_REPEATS:
        options = next(drawn)
        config = resolve(options)
        repeats = repeats + 1 if config in seen else 0
        if not repeats:
            seen.append(config)
            yield options


def usable_algorithms(given: Options) -> Sequence[Algorithm]:
    """Return the algorithms that use all given options, or only the given algorithm."""
    if "algorithm" in given:
        return [given["algorithm"]]
    return [one for one in ALGORITHMS if all(uses_option(one, name) for name in given)]


def _drawn(
    given: Options,
    resolve: Resolve,
    algorithms: Sequence[Algorithm],
    numbers: np.random.Generator,
) -> Iterator[Options]:
    """Yield the defaults of each algorithm, then options at random, the algorithms in turn."""
    for algorithm in algorithms:
        yield {**given, "algorithm": algorithm}
    while True:
        for algorithm in algorithms:
            yield varied({**given, "algorithm": algorithm}, resolve, numbers)


def varied(given: Options, resolve: Resolve, numbers: np.random.Generator) -> Options:
    """Return the given options and random values of the others that the algorithm uses."""
    usual = resolve(given)
    found = dict(given)
    for option in fields(TrainConfig):
        name = option.name
        if name in given or not uses_option(usual.algorithm, name):
            continue
        default = getattr(usual, name)
        choices = VALUES.get(name) or [_scaled(default, one) for one in FACTORS.get(name, ())]
        if choices and numbers.random() >= KEPT:
            value = choices[int(numbers.integers(len(choices)))]
            limits = option.metadata
            within = (limits["low"] or 0) <= value <= (limits["high"] or value)
            if within and value != default:
                found[name] = value
    return found


def _scaled(default: float, factor: float) -> float:
    """Return a multiple of a default, of the same type and with few digits.

    >>> _scaled(5, 0.5), _scaled(0.025, 2)
    (3, 0.05)
    """
    if isinstance(default, int):
        return max(MIN_WHOLE, int(default * factor + 0.5))
    return float(f"{default * factor:.2g}")
