"""Coverage of the intervals of `compare`: models that differ only in their seed.

    python benchmarks/comparison.py CORPUS --test google --trials 40 --epochs 5

Trains two models for each trial and compares them. The models of a trial are equally good on
average, so the 95% interval of their difference should contain 0 in about 95% of the trials.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from typing import Any

import numpy as np

import w2vkit
from w2vkit.evaluation.compared_sets import ModelScore

TRAIN_OPTIONS = {"algorithm": str, "dim": int, "epochs": int, "window": int}


def main() -> None:
    """Run the trials and print a line for each test set."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus")
    parser.add_argument("--test", nargs="+", default=["google", "wordsim353", "simlex999"])
    parser.add_argument("--trials", type=int, default=40)
    for name, kind in TRAIN_OPTIONS.items():
        parser.add_argument(f"--{name}", type=kind)
    given = parser.parse_args()
    options = {name: value for name in TRAIN_OPTIONS if (value := getattr(given, name)) is not None}
    found: dict[str, list[ModelScore]] = defaultdict(list)
    for trial in range(given.trials):
        for name, score, common in compared(given.corpus, trial, given.test, options):
            found[f"{name} ({common} questions)"].append(score)
    for name, scores in found.items():
        print(line(name, scores))


def compared(
    corpus: str, trial: int, sets: list[str], options: dict[str, Any]
) -> list[tuple[str, ModelScore, int]]:
    """Return the difference between the two models of a trial on each set."""
    seeds = 2 * trial + 1, 2 * trial + 2
    models = [w2vkit.train(corpus, seed=seed, **options) for seed in seeds]
    result = w2vkit.compare(*models, sets=sets, top=2)
    return [(one.set, one.scores[1], one.common) for one in result.sets]


def line(name: str, scores: list[ModelScore]) -> str:
    """Return in how many trials the interval contains 0, and the standard deviations."""
    usable = [one for one in scores if one.interval is not None and one.difference is not None]
    inside = sum(one.interval[0] <= 0 <= one.interval[1] for one in usable if one.interval)
    spread = np.std([one.difference for one in usable if one.difference is not None])
    width = np.mean([one.interval[1] - one.interval[0] for one in usable if one.interval])
    return (
        f"{name}: the interval contains 0 in {inside} of {len(usable)} trials; standard deviation "
        f"of the difference {spread:.4f}, of the resamples {width / 3.92:.4f}"
    )


if __name__ == "__main__":
    main()
