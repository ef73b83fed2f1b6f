"""How many of the ten nearest words are rare, and what leaving out rare words changes.

    python benchmarks/rare_neighbors.py MODEL --sets benchmarks/categories/sanguo.tsv

For a hundred frequent words of a model: the share of rare words that is left out if only so many of
the most frequent words are always offered, the shares of the ten words then shown that occur fewer
than 10 and 20 times, the mean score of the tenth, and the mates of `quality.py`.
"""

from __future__ import annotations

import argparse

import numpy as np
from quality import mates

import w2vkit
from w2vkit.base.config import EvalConfig
from w2vkit.evaluation.scoring import evaluated_words
from w2vkit.evaluation.test_sets import read_test_set
from w2vkit.model.embeddings import Embeddings
from w2vkit.query.neighbors import common_count
from w2vkit.query.shrink import neighbors

ASKED = 100
FIRST, LAST = 100, 3_000
"""The words asked for are among these ranks."""


def main() -> None:
    """Print a line for each rule."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("model")
    parser.add_argument("--offered", type=int, nargs="+", default=[20_000, 15_000, 10_000])
    parser.add_argument("--sets", nargs="+", default=[], help="lists of categories")
    given = parser.parse_args()
    embeddings = w2vkit.open(given.model).embeddings
    print("offered", "least", "left out", "<10", "<20", "tenth", *given.sets, sep="\t")
    for offered in (len(embeddings), *given.offered):
        least = common_count(embeddings.vocabulary, offered)
        print(offered, least, *figures(embeddings, least, given.sets), sep="\t", flush=True)


def figures(embeddings: Embeddings, least: int, sets: list[str]) -> list[str]:
    """Return the figures of a rule, formatted."""
    ranks = np.arange(FIRST, min(LAST, len(embeddings)))
    asked = np.sort(np.random.default_rng(1).choice(ranks, ASKED, replace=False))
    kept = embeddings.vocabulary.kept(least)
    counts = embeddings.vocabulary.counts()
    before = counts[np.array(neighbors(embeddings, asked, len(embeddings)))]
    shown = np.array(neighbors(embeddings, asked, kept))
    unit = embeddings.vectors / embeddings.norms[:, np.newaxis]
    tenth = np.einsum("ij,ij->i", unit[asked], unit[shown[:, -1]])
    shares = ((before < least), (counts[shown] < 10), (counts[shown] < 20))
    vocabulary = embeddings.vocabulary.head(kept)
    offered = Embeddings(vocabulary, embeddings.vectors[:kept], embeddings.norms[:kept])
    known = evaluated_words(offered, EvalConfig())
    found = [f"{mates(known, read_test_set(name)):.2f}" for name in sets]
    return [*(f"{share.mean():.3f}" for share in shares), f"{tenth.mean():.3f}", *found]


if __name__ == "__main__":
    main()
