"""Joining views: centered, normalized, weighted, reduced."""

import numpy as np
import pytest

from w2vkit.base.errors import W2vError
from w2vkit.engines.fused.fusion import fuse, fused_subwords, view_of
from w2vkit.model.subwords import Subwords


def random(rows, columns, seed=1):
    return np.random.default_rng(seed).standard_normal((rows, columns)).astype(np.float32) + 0.5


def plain(parts):
    """Join (vectors, weight) pairs in float64."""
    joined = []
    for vectors, weight in parts:
        centered = vectors.astype(np.float64) - vectors.mean(axis=0, dtype=np.float64)
        joined.append(weight * centered / np.linalg.norm(centered, axis=1, keepdims=True))
    return np.hstack(joined)


PARTS = [(random(40, 6), 1.0), (random(40, 6, 2), 0.5), (random(40, 4, 3), 2.0)]


def test_all_columns_keep_every_dot_product():
    whole, wanted = fuse([view_of(*part) for part in PARTS], 16), plain(PARTS)
    assert whole.vectors.dtype == np.float32
    assert np.allclose(whole.vectors @ whole.vectors.T, wanted @ wanted.T, atol=1e-5)
    assert whole.kept == pytest.approx(1, abs=1e-6)


def test_fewer_columns_are_the_best_approximation():
    few, wanted = fuse([view_of(*part) for part in PARTS], 5), plain(PARTS)
    left, values, _ = np.linalg.svd(wanted, full_matrices=False)
    best = (left[:, :5] * values[:5]) @ (left[:, :5] * values[:5]).T
    assert few.vectors.shape == (40, 5)
    assert np.allclose(few.vectors @ few.vectors.T, best, atol=1e-5)
    assert few.kept == pytest.approx((values[:5] ** 2).sum() / (values**2).sum(), abs=1e-5)
    lengths = np.linalg.norm(few.vectors, axis=0)
    assert (np.diff(lengths) < 0).all()
    assert [axes.shape for axes in few.axes] == [(6, 5), (6, 5), (4, 5)]


def test_columns_beyond_the_number_of_words_are_zero():
    few = fuse([view_of(random(3, 8), 1.0), view_of(random(3, 8, 2), 1.0)], 10)
    assert few.vectors.shape == (3, 10)
    assert not few.vectors[:, 3:].any()
    assert not np.vstack(few.axes)[:, 3:].any()
    assert np.isfinite(few.vectors).all()


def test_equal_vectors_become_zero():
    same = fuse([view_of(np.ones((5, 3), np.float32), 1.0)], 2)
    assert not same.vectors.any()
    assert same.kept == 1.0


def test_members_that_disagree_about_the_vocabulary_are_an_error():
    with pytest.raises(ValueError, match="different numbers of words"):
        fuse([view_of(random(5, 3), 1.0), view_of(random(6, 3), 1.0)], 2)


def test_more_columns_than_the_members_have_are_an_error():
    with pytest.raises(ValueError, match="6 columns, fewer than 7"):
        fuse([view_of(random(5, 3), 1.0), view_of(random(5, 3), 1.0)], 7)


def test_a_vector_that_is_not_a_number_is_an_error():
    broken = random(5, 3)
    broken[2, 1] = np.nan
    with pytest.raises(W2vError, match="infinite or not numbers"):
        fuse([view_of(broken, 1.0)], 2)


def test_a_word_composed_of_all_its_ngrams_lies_where_its_view_is():
    """Word i is n-gram i, so that its vector in the view is that of the n-gram."""
    own, other = PARTS[0][0], PARTS[1][0]
    view = view_of(own, 0.5)
    fusion = fuse([view, view_of(other, 1.0)], 12)
    grams = Subwords(1, 1, 40, np.arange(40), own)
    mapped = fused_subwords(grams, view, fusion.axes[0]).vectors
    wanted = view.part() @ fusion.axes[0]
    cosines = (mapped * wanted).sum(axis=1)
    cosines /= np.linalg.norm(mapped, axis=1) * np.linalg.norm(wanted, axis=1)
    assert np.allclose(cosines, 1, atol=1e-5)
    assert np.linalg.norm(mapped, axis=1).mean() == pytest.approx(0.5, abs=1e-4)
