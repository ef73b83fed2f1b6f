import numpy as np
import pytest

from tests.toys import toy_embeddings
from w2vkit.model import embeddings
from w2vkit.model.embeddings import (
    Embeddings,
    normalized_rows,
    principal_axes,
    projected,
    row_norms,
    unit_vector,
)


@pytest.mark.parametrize("block", [1, 7, 1000])
def test_norms_do_not_depend_on_the_block(block):
    vectors = np.random.default_rng(1).normal(size=(50, 6)).astype(np.float32)
    assert row_norms(vectors, block) == pytest.approx(np.linalg.norm(vectors, axis=1), rel=1e-6)


def test_look_up():
    toy = toy_embeddings()
    assert len(toy) == 12
    assert toy.dim == 4
    assert toy.vector("八戒") == pytest.approx([0.9, 0.3, 0.0, 0.1])
    assert toy.vector("唐僧") is None


def test_the_head_shares_the_vectors():
    toy = toy_embeddings()
    head = toy.head(3)
    assert [*head.vocabulary] == ["行者", "八戒", "孙悟空"]
    assert np.shares_memory(head.vectors, toy.vectors)
    assert toy.head(99) is toy


def test_words_and_vectors_must_be_as_many():
    with pytest.raises(ValueError, match="2 words but 3 vectors"):
        Embeddings.from_vectors([("a", 1), ("b", 1)], np.zeros((3, 2), np.float32))
    assert embeddings.Matrix is not None


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_rows_are_normalized_in_their_type_and_zero_rows_stay(dtype):
    vectors = np.array([[3, 4], [0, 0], [0, 2]], dtype)
    rows = normalized_rows(vectors)
    assert rows.dtype == dtype
    assert rows.tolist() == [[dtype(3) / dtype(5), dtype(4) / dtype(5)], [0, 0], [0, 1]]
    assert np.array_equal(normalized_rows(vectors, row_norms(vectors)), rows)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_a_vector_is_normalized_in_its_type_and_zero_stays(dtype):
    for vector, unit in [([3, 4], [dtype(3) / dtype(5), dtype(4) / dtype(5)]), ([0, 0], [0, 0])]:
        found = unit_vector(np.array(vector, dtype))
        assert found.dtype == dtype
        assert found.tolist() == unit


def test_axes_are_those_of_the_singular_value_decomposition():
    rng = np.random.default_rng(1)
    vectors = (rng.standard_normal((300, 20)) * np.linspace(3, 0.1, 20)).astype(np.float32)
    axes = principal_axes(vectors, 6)
    _, _, right = np.linalg.svd(np.asarray(vectors, np.float64), full_matrices=False)
    assert np.allclose(np.abs(axes.T @ right[:6].T), np.eye(6), atol=1e-4)
    assert (axes[np.abs(axes).argmax(axis=0), np.arange(6)] > 0).all()
    assert np.allclose(projected(vectors, axes), vectors @ axes, atol=1e-4)
