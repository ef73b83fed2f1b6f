from dataclasses import replace

import numpy as np
import pytest

from w2vkit.base.config import ExportConfig
from w2vkit.base.errors import UsageError
from w2vkit.model.embeddings import Embeddings, principal_axes
from w2vkit.model.subwords import Subwords
from w2vkit.query.shrink import overlap, rounded_embeddings, shrunk


@pytest.fixture(scope="module")
def embeddings():
    """Vectors of 20 dimensions, most of whose length lies along 6 of them."""
    rng = np.random.default_rng(1)
    vectors = rng.standard_normal((300, 20)) * np.where(np.arange(20) < 6, 1, 0.05)
    turned = vectors @ np.linalg.qr(rng.standard_normal((20, 20)))[0]
    counts = [(f"w{row}", 300 - row) for row in range(300)]
    return Embeddings.from_vectors(counts, turned.astype(np.float32))


def test_fewer_dimensions_keep_the_neighbors_that_matter(embeddings):
    small = shrunk(embeddings, ExportConfig(dim=6))
    assert small.dim == 6
    assert overlap(embeddings, small) > 0.9
    assert overlap(embeddings, shrunk(embeddings, ExportConfig(dim=2))) < 0.5


def test_fewer_words_are_the_first(embeddings):
    small = shrunk(embeddings, ExportConfig(words=10))
    assert [*small.vocabulary] == [f"w{row}" for row in range(10)]
    assert np.array_equal(small.vectors, embeddings.vectors[:10])
    assert overlap(embeddings, small) == 1
    assert len(shrunk(embeddings, ExportConfig(words=1000))) == 300


def test_unseen_words_stay_where_they_are_among_the_others(embeddings):
    grams = Subwords(1, 1, 20, np.arange(20), np.asarray(embeddings.vectors[:20]))
    small = shrunk(replace(embeddings, subwords=grams), ExportConfig(dim=6, words=100))
    axes = principal_axes(embeddings.vectors[:100], 6)
    assert np.allclose(small.composed("ab"), grams.compose("ab") @ axes, atol=1e-6)


def test_more_dimensions_there_are_not(embeddings):
    with pytest.raises(UsageError, match="have 20 dimensions"):
        shrunk(embeddings, ExportConfig(dim=21))


@pytest.mark.parametrize(
    ("dtype", "least"), [("float32", 1), ("float16", 0.99), ("int8", 0.95), ("pq", 0.2)]
)
def test_what_smaller_numbers_cost(embeddings, dtype, least):
    assert least <= overlap(embeddings, rounded_embeddings(embeddings, dtype)) <= 1


def test_zero_vectors_and_a_single_word_do_not_break_it():
    vectors = np.zeros((3, 4), np.float32)
    vectors[0, 0] = 1
    embeddings = Embeddings.from_vectors([("a", 1), ("b", 1), ("c", 1)], vectors)
    assert 0 <= overlap(embeddings, rounded_embeddings(embeddings, "int8")) <= 1
    single = shrunk(embeddings, ExportConfig(words=1))
    assert overlap(single, single) == 0
