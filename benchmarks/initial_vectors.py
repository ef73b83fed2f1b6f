"""Compare training from given vectors (`--init`) with these vectors and with training from nothing.

    python benchmarks/initial_vectors.py news.txt --vectors wiki --sets wordsim353 simlex999 men.tsv

Each row is scored on the words of the corpus: with all given vectors, and with those of half of
the words of the sets hidden, as if these words were missing from the given vectors. Pairs with a
missing word count as having cosine 0. The third group of columns has only the pairs with a hidden
word. Each score is the mean of the seeds; a seed also determines which words are hidden.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from quality import CONFIG

from w2vkit import engines
from w2vkit.base.config import SegmentConfig
from w2vkit.base.progress import SILENT
from w2vkit.corpus.encoded import EncodedCorpus
from w2vkit.corpus.prepare import prepare
from w2vkit.evaluation.evaluate import evaluate
from w2vkit.evaluation.scoring import evaluated_words
from w2vkit.evaluation.test_sets import TestSet, read_test_set
from w2vkit.model.embeddings import Embeddings, Matrix, normalized_rows, row_norms
from w2vkit.model.vocabulary import Vocabulary
from w2vkit.training.defaults import resolve
from w2vkit.training.initial_vectors import (
    GivenVectors,
    InitialVectors,
    initial_options,
    initial_state,
    match,
    read_given,
    tuned_options,
)
from w2vkit.training.kept_vocabulary import kept_vocabulary

Row = tuple[str, Matrix]


@dataclass(frozen=True)
class Text:
    """A corpus, and the words that get vectors."""

    corpus: EncodedCorpus
    vocabulary: Vocabulary


def main() -> None:
    """Print the scores of every way to train, one line each."""
    arguments = parse()
    corpus, _ = prepare(arguments.corpus, SegmentConfig(), SILENT)
    config = resolve({}, corpus.tokens)
    text = Text(corpus, kept_vocabulary(corpus, config))
    given = read_given(arguments.vectors, freeze=False, listener=SILENT)
    sets = [read_test_set(name) for name in arguments.sets]
    scores: dict[str, list[list[float]]] = {}
    for seed in range(1, arguments.seeds + 1):
        alone = [*from_nothing(text, seed, arguments.workers)]
        hidden = hidden_words(text, sets, seed)
        for name, values in seed_scores(text, given, hidden, alone, sets, seed):
            scores.setdefault(name, []).append(values)
            print(f"# seed {seed} {name}", *(f"{x:.3f}" for x in values), file=sys.stderr)
    heads = [f"{group} {one.name}" for group in ("all", "missing", "hidden") for one in sets]
    print("\t".join(["", *heads]))
    for name, values in scores.items():
        print("\t".join([name, *(f"{x:.3f}" for x in np.mean(values, axis=0))]))


def parse() -> argparse.Namespace:
    """Parse the command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("corpus", nargs="+", help="files and folders")
    parser.add_argument("--vectors", required=True, help="as for w2vkit train --init")
    parser.add_argument("--sets", nargs="+", required=True, help="pairs with ratings")
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--workers", type=int, default=2)
    return parser.parse_args()


def from_nothing(text: Text, seed: int, workers: int) -> Iterator[Row]:
    """Yield the vectors that the corpus alone gives."""
    for algorithm in ("cbow", "skipgram", "fused"):
        options = {"algorithm": algorithm, "seed": seed, "workers": workers}
        config = resolve(options, text.corpus.tokens)
        trained = engines.engine_for(config).train(text.corpus, text.vocabulary, config, SILENT)
        yield f"from nothing, {algorithm}", trained.vectors


def hidden_words(text: Text, sets: Sequence[TestSet], seed: int) -> set[str]:
    """Return half of the words of the corpus that occur in the sets, chosen at random."""
    asked = {word for one in sets for question in one.questions for word in question.words}
    words = sorted(word for word in asked if text.vocabulary.find(word) is not None)
    return {*np.random.default_rng(seed).permutation(words)[: len(words) // 2]}


def seed_scores(
    text: Text,
    given: GivenVectors,
    hidden: set[str],
    alone: Sequence[Row],
    sets: Sequence[TestSet],
    seed: int,
) -> Iterator[tuple[str, list[float]]]:
    """Yield each way to train with its scores in all three groups of columns."""
    affected = [with_words(one, hidden) for one in sets]
    whole = {**dict(alone), **dict(ways(text, given, alone, seed))}
    partial = {**dict(alone), **dict(ways(text, without(given, hidden), alone, seed))}
    for name, vectors in whole.items():
        yield (
            name,
            [
                *set_scores(text, vectors, sets),
                *set_scores(text, partial[name], sets),
                *set_scores(text, partial[name], affected),
            ],
        )


def ways(text: Text, given: GivenVectors, alone: Sequence[Row], seed: int) -> Iterator[Row]:
    """Yield the given vectors and every way to combine them with the corpus."""
    tokens, options = text.corpus.tokens, initial_options(given, {})
    config = resolve(
        {**options, **tuned_options(options["algorithm"], tokens), "seed": seed}, tokens
    )
    initial = match(given, text.vocabulary, config.dim)
    yield "given vectors", with_unknown(initial, len(text.vocabulary))
    start = initial_state(initial, text.corpus, text.vocabulary, config, SILENT)
    yield "given, others induced (no training)", start.vectors
    for name, vectors in alone:
        for weight in (0.25, 1.0):
            yield f"given + {weight:g} {name}, mapped, mean", joined(initial, vectors, weight)
    for freeze in (False, True):
        one = replace(initial, given=replace(given, freeze=freeze))
        start = initial_state(one, text.corpus, text.vocabulary, config, SILENT)
        trained = engines.engine_for(config).train(
            text.corpus, text.vocabulary, config, SILENT, start=start
        )
        yield "--init --freeze" if freeze else "--init", trained.vectors


def with_unknown(initial: InitialVectors, words: int) -> Matrix:
    """Return the given vectors of all words; others are orthogonal to each other and to these."""
    unknown = np.setdiff1d(np.arange(words), initial.rows)
    dim = initial.vectors.shape[1]
    vectors = np.zeros((words, dim + len(unknown)), np.float32)
    vectors[initial.rows, :dim] = initial.vectors
    vectors[unknown, dim + np.arange(len(unknown))] = 1
    return vectors


def joined(initial: InitialVectors, vectors: Matrix, weight: float) -> Matrix:
    """Return the sums of given vectors and others, mapped by orthogonal Procrustes, times a weight.

    All have length 1; words without a given vector have the mapped one. The other vectors have at
    most as many dimensions as the given ones.
    """
    rows, target = initial.rows, normalized_rows(initial.vectors.astype(np.float64))
    centred = normalized_rows(vectors - vectors.mean(axis=0, dtype=np.float64))
    left, _, right = np.linalg.svd(centred[rows].T @ target, full_matrices=False)
    result = weight * centred @ (left @ right)
    result[rows] += target
    return np.asarray(result, np.float32)


def without(given: GivenVectors, hidden: set[str]) -> GivenVectors:
    """Return the given vectors of all words but some."""
    known = given.embeddings
    rows = np.array([row for row, word in enumerate(known.vocabulary) if word not in hidden])
    left = Embeddings(known.vocabulary.select(rows), known.vectors[rows], known.norms[rows])
    return replace(given, embeddings=left)


def with_words(test_set: TestSet, words: set[str]) -> TestSet:
    """Return the questions that have one of the words."""
    questions = (one for one in test_set.questions if words & {*one.words})
    return replace(test_set, questions=tuple(questions))


def set_scores(text: Text, vectors: Matrix, sets: Sequence[TestSet]) -> list[float]:
    """Return the scores of vectors for the words of the corpus."""
    embeddings = Embeddings(text.vocabulary, vectors, row_norms(vectors))
    known = evaluated_words(embeddings, CONFIG)
    return [evaluate(known, one, CONFIG).score or 0.0 for one in sets]


if __name__ == "__main__":
    main()
