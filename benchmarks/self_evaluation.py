"""Pseudo-synonym scores of models that are known to be better or worse.

    python benchmarks/self_evaluation.py novel.txt --epochs 1 5 20 40

Scores models of a text after each number of epochs, and one of the same tokens in random order, in
which no word has typical contexts: its score should be that of chance.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np

import w2vkit
from w2vkit.evaluation.self_evaluation import SelfEvaluation


def main() -> None:
    """Print a line for each model."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus")
    parser.add_argument("--epochs", type=int, nargs="+", default=[1, 5, 20, 40])
    parser.add_argument("--algorithm")
    given = parser.parse_args()
    for epochs in given.epochs:
        score(f"{epochs} epochs", given.corpus, epochs=epochs, algorithm=given.algorithm)
    with TemporaryDirectory() as folder:
        shuffled = Path(folder, "shuffled.txt")
        write_shuffled(given.corpus, shuffled)
        score("shuffled", str(shuffled), algorithm=given.algorithm, segmenter="whitespace")


def score(name: str, corpus: str, **options: Any) -> None:
    """Train a model and print the score of its pseudo-synonyms."""
    model = w2vkit.train(corpus, **options)
    print(name, line(w2vkit.evaluate_self(model)), flush=True)


def line(found: SelfEvaluation) -> str:
    """Return the figures of an evaluation."""
    one = found.pseudo_synonyms
    return (
        f"{one.groups} words, nearest {one.nearest:.3f} {tuple(one.nearest_interval or ())} "
        f"(chance {one.nearest_chance:.4f}), mean reciprocal rank {one.reciprocal_rank:.3f} "
        f"{tuple(one.reciprocal_rank_interval or ())} (chance {one.reciprocal_rank_chance:.4f})"
    )


def write_shuffled(corpus: str, target: Path) -> None:
    """Write the tokens of a corpus in random order, in sentences of the same lengths."""
    sentences = [*w2vkit.segment(corpus)]
    tokens = np.array([token for sentence in sentences for token in sentence], object)
    np.random.default_rng(1).shuffle(tokens)
    ends = np.cumsum([len(sentence) for sentence in sentences])[:-1]
    lines = (" ".join(part) for part in np.split(tokens, ends))
    target.write_text("\n".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
