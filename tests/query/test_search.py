"""The one pass over the matrix finds what sorting everything finds, whatever blocks and ties."""

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.toys import random_embeddings
from w2vkit.model.embeddings import Embeddings
from w2vkit.query import search
from w2vkit.query.metrics import METRICS, cosine, cosmul, dot, euclidean

COSMUL = (1.0, -0.5, 2.0)


def embeddings_of(vectors):
    """Return embeddings with these vectors: `w0`, `w1` …"""
    counts = [(f"w{row}", 1) for row in range(len(vectors))]
    with np.errstate(invalid="ignore", over="ignore"):
        return Embeddings.from_vectors(counts, np.asarray(vectors, np.float32))


def plain_scores(metric, vectors, target):
    """Return the scores by the definition, in float64; NaN where there is none."""
    vectors, lengths = vectors.astype(float), np.linalg.norm(vectors.astype(float), axis=1)
    if metric == "dot":
        return vectors @ target
    if metric == "euclidean":
        return -np.linalg.norm(vectors - target, axis=1)
    with np.errstate(invalid="ignore", divide="ignore"):
        if metric == "cosine":
            return vectors @ target / lengths
        above, below = np.ones(len(vectors)), np.full(len(vectors), 1e-6)
        for part, weight in zip(target, COSMUL, strict=True):
            shifted = np.maximum((1 + vectors @ part / lengths) / 2, 0)
            if weight > 0:
                above *= shifted**weight
            else:
                below = shifted ** abs(weight) + 1e-6
        return above / below


def plain_best(scores, size, rows):
    """Return the best of `rows`; of equals, the lower row first."""
    usable = [row for row in rows if np.isfinite(scores[row])]
    return sorted(usable, key=lambda row: (-round(scores[row], 9), row))[:size]


def unit(vectors):
    return vectors / np.linalg.norm(vectors, axis=-1, keepdims=True)


@example(  # a word opposite to a target
    shape=(36, 3), queries=4, size=1, metric="cosmul", block=1, ties=0, part=None, seed=213
)
@settings(max_examples=100, deadline=None)
@given(
    shape=st.tuples(st.integers(1, 60), st.integers(1, 5)),
    queries=st.integers(1, 4),
    size=st.integers(1, 70),
    metric=st.sampled_from([*METRICS, "cosmul"]),
    block=st.integers(1, 40),
    ties=st.integers(0, 70),
    part=st.none() | st.sets(st.integers(0, 59)),
    seed=st.integers(0, 2**32 - 1),
)
def test_the_pass_finds_what_sorting_everything_finds(
    shape, queries, size, metric, block, ties, part, seed
):
    rng = np.random.default_rng(seed)
    vectors = rng.integers(-2, 3, size=shape).astype(np.float32)  # so that many are equal
    targets = rng.integers(1, 4, size=(queries, shape[1])).astype(float)
    score = cosmul(COSMUL) if metric == "cosmul" else METRICS[metric].score
    if metric == "cosmul":
        targets = rng.integers(1, 4, size=(queries, len(COSMUL), shape[1])).astype(float)
    if metric in ("cosine", "cosmul"):
        targets = unit(targets)
    rows = None if part is None else np.array(sorted(r for r in part if r < shape[0]), np.int64)
    found = search.best(embeddings_of(vectors), score, targets, size, rows, block=block, spare=ties)
    assert len(found) == queries
    for one, target in zip(found, targets, strict=True):
        scores = plain_scores(metric, vectors, target)
        wanted = plain_best(scores, size, range(shape[0]) if rows is None else rows.tolist())
        assert one.scores == pytest.approx(scores[wanted], abs=1e-9, rel=1e-9)
        # Of cosines that differ only in the last bit, no more than `spare` are kept in order.
        if ties > shape[0] or metric in ("dot", "euclidean"):
            assert one.rows.tolist() == wanted


def test_a_batch_over_many_blocks_answers_like_one_by_one():
    some = random_embeddings()
    targets = unit(some.vectors[:300].astype(float))
    single = [search.best(some, cosine, target[None], 7)[0] for target in targets]
    batch = search.best(some, cosine, targets, 7, block=64, spare=5)
    for many, one in zip(batch, single, strict=True):
        assert many.rows.tolist() == one.rows.tolist()
        assert many.scores == pytest.approx(one.scores, abs=1e-12)


@pytest.mark.parametrize("ties", [10, 1000])
def test_more_equal_vectors_than_are_kept_still_answer_in_order(ties):
    equal = embeddings_of(np.ones((400, 3)))
    (found,) = search.best(equal, dot, np.ones((1, 3)), 20, block=50, spare=ties)
    assert found.rows.tolist() == [*range(20)]


def test_what_float32_puts_in_a_wrong_order_float64_puts_right():
    rng = np.random.default_rng(3)
    vectors = (rng.normal(size=40) + rng.normal(0, 1e-7, (900, 40))).astype(np.float32)
    target = unit(rng.normal(size=(1, 40)))
    scores = plain_scores("cosine", vectors, target[0])
    (found,) = search.best(embeddings_of(vectors), cosine, target, 3)
    assert found.rows.tolist() == sorted(range(900), key=lambda row: -scores[row])[:3]


def test_near_vectors_keep_their_distances():
    rng = np.random.default_rng(4)
    vectors = (rng.normal(1000, 1, 8) + rng.normal(0, 0.01, (900, 8))).astype(np.float32)
    target = vectors[:1] + np.float32(0.01)
    scores = plain_scores("euclidean", vectors, target[0].astype(float))
    (found,) = search.best(embeddings_of(vectors), euclidean, target.astype(float), 3)
    assert found.rows.tolist() == sorted(range(900), key=lambda row: -scores[row])[:3]
    assert found.scores == pytest.approx(scores[found.rows], rel=1e-9)


@pytest.mark.parametrize("metric", METRICS.values(), ids=[*METRICS])
def test_scores_that_are_no_numbers_are_left_out(metric):
    broken = embeddings_of([[np.nan, 1], [np.inf, 0], [1, 1], [3e38, 3e38]])
    for block in (1, 10):
        (found,) = search.best(broken, metric.score, np.array([[0.6, 0.8]]), 4, block=block)
        assert {2} <= {*found.rows.tolist()} <= {2, 3}
        assert np.isfinite(found.scores).all()
