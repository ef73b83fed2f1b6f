"""The quality of an index, on indexes that find only a part."""

import numpy as np
import pytest

from tests.toys import random_embeddings
from w2vkit.model.embeddings import Embeddings
from w2vkit.query.index_quality import (
    MIN_RECALL,
    least_effort,
    measure,
    recall,
    sample_queries,
)


class Partial:
    """Proposes the nearest words among the first `share` of all, by Euclidean distance."""

    def __init__(self, embeddings, share=1.0):
        self.vectors, self.share = embeddings.vectors, share
        self.efforts = []

    def rows(self, target, size):
        known = self.vectors[: int(len(self.vectors) * self.share)]
        return np.sort(np.argsort(((known - target) ** 2).sum(axis=1))[:size])

    def set_effort(self, effort):
        self.efforts.append(effort)
        self.share = effort / 1000


@pytest.fixture(scope="module")
def embeddings():
    return random_embeddings(1000, 8)


def test_recall_is_the_share_that_is_found(embeddings):
    asked = sample_queries(embeddings, "euclidean")
    assert recall(Partial(embeddings), asked) == 1
    assert recall(Partial(embeddings, 0.5), asked) == pytest.approx(0.5, abs=0.03)
    assert recall(Partial(embeddings, 0), asked) == 0


@pytest.mark.parametrize("metric", ["cosine", "dot", "euclidean"])
def test_a_word_is_no_neighbor_of_its_own(embeddings, metric):
    asked = sample_queries(embeddings, metric)
    assert all(len(nearest) == 10 for nearest in asked.nearest)
    assert not any(row in nearest for row, nearest in zip(asked.rows, asked.nearest, strict=True))


def test_no_more_effort_is_made_than_it_takes(embeddings):
    asked, index = sample_queries(embeddings, "euclidean"), Partial(embeddings)
    least = least_effort(index, asked, index.set_effort, 1000)
    assert index.efforts == [8, 12, 16, 24, 32, 48, 64, 96, 128, 192, 256, 384, 512, 768, 1000]
    assert least == 1000
    assert recall(index, asked) >= MIN_RECALL
    index = Partial(embeddings)
    assert least_effort(index, asked, index.set_effort, 20) == 20
    assert index.efforts == [8, 12, 16, 20]


def test_a_verdict_holds_recall_and_times(embeddings):
    asked = sample_queries(embeddings, "euclidean")
    measured = measure(embeddings, Partial(embeddings, 0.5), "euclidean", asked)
    assert measured.recall == recall(Partial(embeddings, 0.5), asked)
    assert measured.ms > 0
    assert measured.exact_ms > 0


def test_one_word_has_no_neighbors_to_be_missed():
    single = Embeddings.from_vectors([("a", 1)], np.ones((1, 3), np.float32))
    assert recall(Partial(single), sample_queries(single, "cosine")) == 1
