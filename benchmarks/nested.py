"""Compare vectors trained to be truncated (nested) with vectors reduced by PCA.

    python benchmarks/nested.py en_3m.txt.gz --sets google wordsim353 simlex999

Trains skip-gram with negative sampling: with the native engine at each dimension, and once with a
separate kernel that uses the sum of the losses of the first 32, 64 and 128 dimensions (Matryoshka
representation learning, Kusupati et al. 2022), all else equal. Tries several learning rates,
because a sum of three losses takes longer steps than one. Evaluates for each dimension d the first
d of the nested vectors, d by PCA of the usual vectors, the first d of the usual vectors, and
vectors trained with d dimensions. Prints the mean over the seeds, the lowest and the highest score.
"""

# Compiled functions support only the legacy random numbers.
# ruff: noqa: NPY002

from __future__ import annotations

import argparse
import itertools
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import numba
import numpy as np
from numpy.typing import NDArray
from quality import evaluate_sets

from w2vkit import engines
from w2vkit.base.config import SegmentConfig, TrainConfig
from w2vkit.base.progress import SILENT
from w2vkit.corpus.encoded import EncodedCorpus
from w2vkit.corpus.prepare import prepare
from w2vkit.engines.sampling import initial_vectors, keep_probabilities
from w2vkit.model.embeddings import Embeddings
from w2vkit.model.vocabulary import Vocabulary
from w2vkit.query.shrink import principal_axes, projected
from w2vkit.training.kept_vocabulary import kept_vocabulary

DIMS = (32, 64, 128)
TABLE = 1 << 22
Array = NDArray[Any]


@numba.njit(fastmath=True)
def train(
    ids: Array,
    ends: Array,
    keep: Array,
    table: Array,
    vectors: Array,
    contexts: Array,
    dims: Array,
    window: int,
    negative: int,
    alpha: float,
    epochs: int,
    seed: int,
) -> None:
    """Train in place."""
    np.random.seed(seed)
    total = epochs * len(ids)
    gradient = np.zeros(vectors.shape[1], np.float32)
    factors = np.zeros(len(dims), np.float32)
    for epoch in range(epochs):
        for sentence in range(len(ends) - 1):
            rate = np.float32(max(alpha * (1 - (epoch * len(ids) + ends[sentence]) / total), 1e-4))
            kept = subsampled(ids[ends[sentence] : ends[sentence + 1]], keep)
            for place in range(len(kept)):
                reach = np.random.randint(1, window + 1)
                for other in range(max(0, place - reach), min(len(kept), place + reach + 1)):
                    if other == place:
                        continue
                    vector = vectors[kept[other]]
                    gradient[:] = 0
                    step(vector, contexts[kept[place]], gradient, factors, dims, rate, True)
                    for _ in range(negative):
                        target = table[np.random.randint(len(table))]
                        if target != kept[place]:
                            step(vector, contexts[target], gradient, factors, dims, rate, False)
                    vector += gradient


@numba.njit
def subsampled(sentence: Array, keep: Array) -> Array:
    """Return the words of a sentence that subsampling keeps."""
    kept = np.empty(len(sentence), np.int32)
    size = 0
    for word in sentence:
        if np.random.random() < keep[word]:
            kept[size] = word
            size += 1
    return kept[:size]


@numba.njit(fastmath=True)
def step(
    vector: Array,
    context: Array,
    gradient: Array,
    factors: Array,
    dims: Array,
    rate: float,
    positive: bool,
) -> None:
    """Add the gradients of the losses of all prefixes."""
    product, start = np.float32(0), 0
    wanted = np.float32(1.0 if positive else 0.0)
    for level in range(len(dims)):
        # Slices: numba vectorizes loops that count from zero.
        v, c = vector[start : dims[level]], context[start : dims[level]]
        for d in range(len(v)):
            product += v[d] * c[d]
        start = dims[level]
        factors[level] = rate * (wanted - np.float32(1) / (np.float32(1) + np.exp(-product)))
    for level in range(len(dims) - 2, -1, -1):
        factors[level] += factors[level + 1]
    start = 0
    for level in range(len(dims)):
        factor, part = factors[level], slice(start, dims[level])
        v, c, g = vector[part], context[part], gradient[part]
        for d in range(len(v)):
            before = c[d]
            g[d] += factor * before
            c[d] = before + factor * v[d]
        start = dims[level]


def main() -> None:
    """Train, evaluate and print a table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("corpus")
    parser.add_argument("--sets", nargs="+", required=True, help="test sets, as for w2vkit eval")
    parser.add_argument("--epochs", type=int, default=10)
    parser.add_argument("--window", type=int, default=5)
    parser.add_argument("--sample", type=float, default=1e-4)
    parser.add_argument("--alphas", type=float, nargs="+", default=[0.025, 0.05, 0.1])
    parser.add_argument("--seeds", type=int, nargs="+", default=[1, 2])
    given = parser.parse_args()
    corpus, _ = prepare([given.corpus], SegmentConfig(), SILENT)
    vocabulary = kept_vocabulary(corpus, TrainConfig())
    rows: dict[tuple[int, str, float], list[dict[str, float]]] = {}
    for alpha, seed in itertools.product(given.alphas, given.seeds):
        config = TrainConfig(
            "skipgram",
            dim=DIMS[-1],
            workers=1,
            epochs=given.epochs,
            window=given.window,
            sample=given.sample,
            alpha=alpha,
            seed=seed,
        )
        for dim, name, vectors in variants(corpus, vocabulary, config):
            found = scores(vocabulary, vectors, given.sets)
            rows.setdefault((dim, name, alpha), []).append(found)
            print("#", dim, name, alpha, seed, found, flush=True)
    for (dim, name, alpha), several in sorted(rows.items()):
        cells = ([one[score] for one in several] for score in several[0])
        shown = (f"{np.mean(c):.3f} ({min(c):.3f} – {max(c):.3f})" for c in cells)
        print(dim, name, alpha, *shown, sep="\t")


def variants(
    corpus: EncodedCorpus, vocabulary: Vocabulary, config: TrainConfig
) -> Iterator[tuple[int, str, Array]]:
    """Yield the dimension, name and vectors of each variant."""
    nested = trained_nested(corpus, vocabulary, config)
    usual = trained(corpus, vocabulary, config)
    for dim in DIMS:
        yield dim, "nested", np.ascontiguousarray(nested[:, :dim])
        if dim == DIMS[-1]:
            yield dim, "usual", usual
            return
        yield dim, "PCA", projected(usual, principal_axes(usual, dim))
        yield dim, "cut off", np.ascontiguousarray(usual[:, :dim])
        yield dim, "trained so", trained(corpus, vocabulary, replace(config, dim=dim))


def trained(corpus: EncodedCorpus, vocabulary: Vocabulary, config: TrainConfig) -> Array:
    """Return vectors trained by the native engine with the usual loss."""
    return engines.engine_for(config).train(corpus, vocabulary, config, SILENT).vectors


def trained_nested(corpus: EncodedCorpus, vocabulary: Vocabulary, config: TrainConfig) -> Array:
    """Return vectors whose leading dimensions are also trained alone."""
    size = len(vocabulary)
    sentences = [one[one < size] for one in corpus.sentences()]
    ends = np.cumsum([0, *map(len, sentences)])
    keep = keep_probabilities(vocabulary.counts(), config.sample)
    weights = vocabulary.counts() ** 0.75
    rng = np.random.default_rng(config.seed)
    table = rng.choice(size, TABLE, p=weights / weights.sum()).astype(np.int32)
    vectors = initial_vectors(size, config.dim, config.seed)
    train(
        np.concatenate(sentences), ends, keep, table, vectors, np.zeros_like(vectors),
        np.array(DIMS), config.window, config.negative, config.alpha, config.epochs, config.seed,
    )  # fmt: skip
    return vectors


def scores(vocabulary: Vocabulary, vectors: Array, sets: list[str]) -> dict[str, float]:
    """Return the score on each test set; for categories, the accuracy of the nearest words."""
    counts = zip(vocabulary, vocabulary.counts().tolist(), strict=True)
    found = evaluate_sets(Embeddings.from_vectors(counts, vectors), sets)
    return {one.set: one.details.get("nearest", one.score or 0.0) for one in found}


if __name__ == "__main__":
    main()
