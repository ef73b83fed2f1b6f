"""Scores of a model with a prior, by the weight of the prior.

`python benchmarks/priors.py MODEL SET...`, for a model trained with `--prior`.
"""

import sys

from quality import scores_of

import w2vkit

WEIGHTS = (0, 0.5, 0.75, 1, 1.5, 2)


def main(name: str, *sets: str) -> None:
    """Print the scores of a model on test sets for each weight."""
    model = w2vkit.open(name)
    for weight in WEIGHTS:
        scores = scores_of(model.weighted(weight).embeddings, [*sets])
        print(f"{weight:4g}", *(f"{score} {number:.3f}" for score, number in scores.items()))


main(*sys.argv[1:])
