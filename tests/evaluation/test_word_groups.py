from itertools import permutations

import numpy as np
import pytest

from tests.toys import random_embeddings
from w2vkit.evaluation.word_groups import chance_of_reciprocal_rank, score_groups
from w2vkit.model.embeddings import Embeddings


def embeddings(*angles):
    vectors = np.array([(np.cos(a), np.sin(a)) for a in np.radians(angles)], np.float32)
    return Embeddings.from_vectors([(f"w{n}", 1) for n in range(len(angles))], vectors)


def test_ranks_of_the_other_words_of_a_group():
    model = embeddings(0, 1, 5, 90)  # 0 and 2 are second to each other but for 1
    found = score_groups(model, [[0, 2]])
    assert (found.groups, found.nearest, found.reciprocal_rank) == (1, 0.0, 0.5)
    assert found.nearest_chance == pytest.approx(1 / 3)
    found = score_groups(model, [[0, 1], [2, 3]])
    assert found.nearest == 0.75
    assert found.reciprocal_rank == pytest.approx((1 + 1 + 1 / 3 + 1) / 4)
    assert found.nearest_interval is None


def test_any_word_of_a_group_counts():
    assert score_groups(embeddings(0, 1, 5, 90), [[0, 1, 3]]).nearest == pytest.approx(2 / 3)


@pytest.mark.parametrize(("wanted", "words"), [(1, 1), (1, 4), (2, 5), (4, 5)])
def test_chance_is_the_mean_over_all_orders(wanted, words):
    ranks = [
        1 + min(order.index(one) for one in range(wanted)) for order in permutations(range(words))
    ]
    assert chance_of_reciprocal_rank(wanted, words) == pytest.approx(np.mean(1 / np.array(ranks)))


def test_random_vectors_score_like_chance():
    pairs = [[n, n + 1] for n in range(0, 900, 2)]
    found = score_groups(random_embeddings(words=1000, dim=30), pairs)
    low, high = found.reciprocal_rank_interval
    assert low < found.reciprocal_rank_chance < high
    assert found.nearest < 0.01
