"""Models that differ by noise, and a test set of their words."""

import numpy as np

from tests.toys import random_embeddings
from w2vkit.evaluation.test_sets import Question, TestSet
from w2vkit.model.embeddings import Embeddings

NUMBERS = np.random.default_rng(2)
BASE = random_embeddings(words=200, dim=10)
PAIRS = TestSet(
    "pairs.tsv",
    "pairs",
    tuple(
        Question((f"w{n}", f"w{n + 1}"), value=float(NUMBERS.random())) for n in range(0, 100, 2)
    ),
    (4,),
)


def disturbed(embeddings, noise, words=None):
    vectors = embeddings.vectors + noise * NUMBERS.normal(size=embeddings.vectors.shape)
    counts = [(word, 1) for word in embeddings.vocabulary]
    return Embeddings.from_vectors(counts, vectors.astype(np.float32)).head(words or 10**9)
