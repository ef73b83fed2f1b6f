"""Ask whether vectors trained to be good when cut short beat vectors reduced by PCA.

    python benchmarks/nested.py CORPUS.txt [EPOCHS]

Trains skip-gram with negative sampling twice on words separated by spaces: once with the usual
loss, once with the sum of the losses of the first 25, 50 and 100 dimensions (Matryoshka
representation learning, Kusupati et al. 2022), everything else equal, in one thread. Prints
Spearman's correlation with WordSim-353 and SimLex-999 for the first d dimensions of the nested
vectors, for d dimensions by PCA of the usual ones, and for the usual ones cut off.
"""

# Compiled functions only know the legacy random numbers.
# ruff: noqa: NPY002

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path
from typing import Any

import numba
import numpy as np
from numpy.typing import NDArray

from w2vkit.config import EvalConfig
from w2vkit.embeddings import Embeddings
from w2vkit.judging.evaluate import evaluate
from w2vkit.judging.judges import known_words
from w2vkit.judging.testsets import read_test_set
from w2vkit.shrink import principal_axes

DIM, WINDOW, NEGATIVE, RATE, SAMPLE, MIN_COUNT = 100, 5, 5, 0.025, 1e-3, 5
DIMS = (25, 50, 100)
Array = NDArray[Any]


@numba.njit(fastmath=True)
def train(
    ids: Array,
    keep: Array,
    table: Array,
    vectors: Array,
    contexts: Array,
    dims: Array,
    epochs: int,
) -> None:
    """Train in place."""
    total = epochs * len(ids)
    gradient = np.zeros(vectors.shape[1], np.float32)
    for epoch in range(epochs):
        for place in range(len(ids)):
            word = ids[place]
            if word < 0 or np.random.random() > keep[word]:
                continue
            rate = max(RATE * (1 - (epoch * len(ids) + place) / total), 1e-4)
            reach = np.random.randint(1, WINDOW + 1)
            for other_place in range(max(0, place - reach), min(len(ids), place + reach + 1)):
                other = ids[other_place]
                if other < 0 or other_place == place or np.random.random() > keep[other]:
                    continue
                gradient[:] = 0
                for sample in range(NEGATIVE + 1):
                    target = word if sample == 0 else table[np.random.randint(len(table))]
                    if sample and target == word:
                        continue
                    step(vectors[other], contexts[target], gradient, dims, rate, sample == 0)
                vectors[other] += gradient


@numba.njit(fastmath=True)
def step(
    vector: Array, context: Array, gradient: Array, dims: Array, rate: float, positive: bool
) -> None:
    """Add up the gradients of the losses of all prefixes."""
    factors = np.zeros(len(dims), np.float32)
    product, start = np.float32(0), 0
    for level in range(len(dims)):
        for d in range(start, dims[level]):
            product += vector[d] * context[d]
        start = dims[level]
        factors[level] = rate * ((1.0 if positive else 0.0) - 1 / (1 + np.exp(-product)))
    for level in range(len(dims) - 2, -1, -1):
        factors[level] += factors[level + 1]
    start = 0
    for level in range(len(dims)):
        for d in range(start, dims[level]):
            gradient[d] += factors[level] * context[d]
            context[d] += factors[level] * vector[d]
        start = dims[level]


@numba.njit
def seed(number: int) -> None:
    """Fix numba's own random numbers."""
    np.random.seed(number)


def main() -> None:
    """Train twice and print a table."""
    tokens = Path(sys.argv[1]).read_text(encoding="utf-8").split()
    epochs = int(sys.argv[2]) if len(sys.argv) > 2 else 5
    counts = [one for one in Counter(tokens).most_common() if one[1] >= MIN_COUNT]
    rows = {word: row for row, (word, _) in enumerate(counts)}
    ids = np.array([rows.get(token, -1) for token in tokens], np.int32)
    share = np.array([count for _, count in counts]) / len(tokens)
    keep = np.minimum(1, np.sqrt(SAMPLE / share) + SAMPLE / share)
    weights = share**0.75
    table = np.random.default_rng(1).choice(len(counts), 10**7, p=weights / weights.sum())
    models = {}
    for name, dims in (("usual", (DIM,)), ("nested", DIMS)):
        seed(1)
        rng = np.random.default_rng(1)
        vectors = (rng.random((len(counts), DIM), np.float32) - np.float32(0.5)) / DIM
        contexts = np.zeros_like(vectors)
        train(ids, keep, table.astype(np.int32), vectors, contexts, np.array(dims), epochs)
        models[name] = vectors
    for dim in DIMS:
        variants = {
            "nested": models["nested"][:, :dim],
            "PCA": models["usual"] @ principal_axes(models["usual"], dim),
            "cut off": models["usual"][:, :dim],
        }
        for name, vectors in variants.items():
            print(dim, name, *scores(counts, np.ascontiguousarray(vectors)))


def scores(counts: list[tuple[str, int]], vectors: Array) -> list[str]:
    """Return the correlations with the two sets."""
    config = EvalConfig()
    known = known_words(Embeddings.from_vectors(counts, vectors), config)
    return [
        f"{name} {evaluate(known, read_test_set(name), config).score:.3f}"
        for name in ("wordsim353", "simlex999")
    ]


if __name__ == "__main__":
    main()
