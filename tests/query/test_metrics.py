"""The table of metrics: complete, and consistent with the options and with faiss."""

from typing import get_args

import faiss
import numpy as np
import pytest

from w2vkit.base.config import MetricName
from w2vkit.query.metrics import METRICS, Metric, dot


def test_the_option_offers_the_metrics_of_the_table():
    assert get_args(MetricName) == (*METRICS,), (
        "MetricName in w2vkit/base/config/choices.py lists the names"
    )
    assert all(name == metric.name for name, metric in METRICS.items())


@pytest.mark.parametrize("metric", METRICS.values(), ids=[*METRICS])
def test_faiss_knows_the_metric_and_puts_the_same_vector_first(metric):
    index = faiss.IndexFlat(2, getattr(faiss, metric.faiss_metric))
    vectors = np.array([[0.6, 0.8], [1, 0], [0, 1]], np.float32)
    index.add(vectors)
    target = np.array([[0.0, 1.0]], np.float32)
    scores = metric.score(target, vectors, np.ones(3, np.float32))[0]
    assert index.search(target, 3)[1][0].tolist() == np.argsort(-scores).tolist()


def test_distances_are_displayed_positive_and_pass_below_the_threshold():
    distance, similarity = Metric("d", dot, lower_is_better=True), Metric("s", dot)
    assert (distance.displayed(-2.0), similarity.displayed(-2.0)) == (2.0, -2.0)
    assert distance.passes(2.0, 2.5)
    assert not distance.passes(2.0, 1.5)
    assert similarity.passes(2.0, 1.5)
    assert not similarity.passes(2.0, 2.5)
    assert distance.passes(2.0, None)
    assert similarity.passes(2.0, None)
