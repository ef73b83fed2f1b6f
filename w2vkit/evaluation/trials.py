"""Trials of options: what `tune` is asked, what each scored, how to train with the best.

The options that are tried are values around the defaults of each algorithm.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from itertools import count
from typing import Any

import numpy as np

from w2vkit.base.config import Algorithm, TrainConfig
from w2vkit.base.messages import option_texts, quoted
from w2vkit.base.shown_tables import ShownTable, Tabular, first_rows
from w2vkit.base.system.paths import models_home
from w2vkit.evaluation.test_sets import TestSet
from w2vkit.evaluation.word_groups import SAMPLED_WORDS, GroupScore
from w2vkit.training.algorithms import uses_option
from w2vkit.training.train import model_name_for

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


DIGITS = 6


@dataclass(frozen=True, slots=True)
class Trial:
    """The result of training with some options.

    Attributes:
        options: the explicit options; the others have their defaults.
        share: the share of the epochs that were trained.
        epochs: the number of epochs that were trained.
        score: the mean of the mean reciprocal rank of the halves and of the scores of the test
            sets; None if the training failed, for instance because it diverged.
        pseudo_synonyms: the score of the halves, or None.
        sets: the score of each test set.
        seconds: how long the training took.

    """

    options: Options
    share: float
    epochs: int
    score: float | None
    pseudo_synonyms: GroupScore | None = None
    sets: Mapping[str, float | None] = field(default_factory=dict)
    seconds: float = 0.0

    @property
    def row(self) -> dict[str, Any]:
        """The values of `TuningRequest.columns` and the seconds, the scores rounded."""
        halves = self.pseudo_synonyms
        low, high = (halves.reciprocal_rank_interval if halves else None) or (None, None)
        figures = {
            "score": self.score,
            "mrr": halves.reciprocal_rank if halves else None,
            "low": low,
            "high": high,
            **self.sets,
        }
        return {
            "share": self.share,
            "epochs": self.epochs,
            **{name: None if x is None else round(x, DIGITS) for name, x in figures.items()},
            "options": " ".join(option_texts(self.options)),
            "seconds": self.seconds,
        }


@dataclass(frozen=True, slots=True)
class TuningRequest:
    """The task of tuning.

    Attributes:
        paths: files and directories with text.
        segmentation: the explicit options of `SegmentConfig`.
        options: options of `TrainConfig` that are not varied.
        test_sets: sets by which models are judged, too.
        minutes: the time budget, or None for none.
        rounds: the number of rounds of successive halving; as many as fit if None.
        words: the number of words to rename.
        seed: determines the options, the words and the occurrences.

    """

    paths: Sequence[str]
    segmentation: Options = field(default_factory=dict)
    options: Options = field(default_factory=dict)
    test_sets: Sequence[TestSet] = ()
    minutes: float | None = 10.0
    rounds: int | None = None
    words: int = SAMPLED_WORDS
    seed: int = 1

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns of a table of trials; `Trial.row` also has the seconds."""
        return trial_columns(test_set.name for test_set in self.test_sets)


def rank(trial: Trial) -> tuple[float, float]:
    """Return the key by which trials are sorted: those with all their epochs first."""
    return trial.share, -np.inf if trial.score is None else trial.score


@dataclass(frozen=True, slots=True)
class Tuning(Tabular):
    """The results of tuning.

    Attributes:
        trials: all results, in order; the first has the default options.

    """

    trials: tuple[Trial, ...]

    @property
    def ranked(self) -> list[Trial]:
        """The best result of each set of options, best first; those with all epochs first."""
        best: dict[tuple[tuple[str, object], ...], Trial] = {}
        for trial in sorted(self.trials, key=rank, reverse=True):
            best.setdefault(tuple(trial.options.items()), trial)
        return [*best.values()]

    @property
    def winner(self) -> Trial:
        """The best result with all epochs; the first one of a tie."""
        return self.ranked[0]

    def tables(self) -> list[ShownTable]:
        """Return the table of the trials, best first."""
        sets = dict.fromkeys(name for trial in self.trials for name in trial.sets)
        rows = first_rows(trial.row for trial in self.ranked)
        return [ShownTable(trial_columns(sets), rows, total=len(self.ranked))]


def trial_columns(sets: Iterable[str]) -> tuple[str, ...]:
    """Return the columns of a table of trials, with the scores of test sets."""
    return ("share", "epochs", "score", "mrr", "low", "high", *sets, "options")


def free_name(request: TuningRequest) -> str:
    """Return a name, after that of the text, that no model has."""
    first = f"{model_name_for(request.paths[0])}-tuned"
    names = (first if number == 1 else f"{first}-{number}" for number in count(1))
    return next(name for name in names if not (models_home() / name).exists())


def command_line(request: TuningRequest, trial: Trial, name: str) -> str:
    """Return the command that trains a model with the options of a trial, and all epochs."""
    options = {**request.segmentation, **trial.options, "name": name}
    parts = [*map(quoted, request.paths), *option_texts(options)]
    if (models_home() / name).exists():
        parts.append("--force")
    return f"w2vkit train {' '.join(parts)}"


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
    return [
        algorithm for algorithm in ALGORITHMS if all(uses_option(algorithm, name) for name in given)
    ]


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
    options = dict(given)
    for option in fields(TrainConfig):
        name = option.name
        if name in given or not uses_option(usual.algorithm, name):
            continue
        default = getattr(usual, name)
        choices = VALUES.get(name) or [_scaled(default, factor) for factor in FACTORS.get(name, ())]
        if choices and numbers.random() >= KEPT:
            value = choices[int(numbers.integers(len(choices)))]
            limits = option.metadata
            within = (limits["low"] or 0) <= value <= (limits["high"] or value)
            if within and value != default:
                options[name] = value
    return options


def _scaled(default: float, factor: float) -> float:
    """Return a multiple of a default, of the same type and with few digits.

    >>> _scaled(5, 0.5), _scaled(0.025, 2)
    (3, 0.05)
    """
    if isinstance(default, int):
        return max(MIN_WHOLE, int(default * factor + 0.5))
    return float(f"{default * factor:.2g}")
