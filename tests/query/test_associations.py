"""The WEAT, against a worked example and the published formula written out."""

from itertools import combinations

import numpy as np
import pytest

from w2vkit.base.errors import UsageError, W2vError
from w2vkit.model.embeddings import Embeddings
from w2vkit.query.associations import associate, associations, permutation_test
from w2vkit.query.formula import word_formula
from w2vkit.query.opening import open_model

FORMULAS = {name: word_formula(name) for name in "xXyYab"}


def plane():
    """Return words whose cosines with a = (1, 0) and b = (0, 1) are their coordinates."""
    words = {"x": (0.8, 0.6), "X": (1, 0), "y": (0.6, 0.8), "Y": (0, 1), "a": (1, 0), "b": (0, 1)}
    vectors = np.array([*words.values()], np.float32) * 3
    return Embeddings.from_vectors([(word, 1) for word in words], vectors)


def test_a_worked_example():
    """s = 0.2, 1, -0.2, -1: the difference is 1.2, the standard deviation √0.52.

    Of the six divisions, only {0.2, 1} has the difference 1.2, and none a larger one.
    """
    targets = ([FORMULAS["x"], FORMULAS["X"]], [FORMULAS["y"], FORMULAS["Y"]])
    found = associate(plane(), targets, ([FORMULAS["a"]], [FORMULAS["b"]]))
    assert found.effect_size == pytest.approx(1.2 / 0.52**0.5)
    assert (found.p_value, found.divisions, found.exact) == (0.0, 6, True)
    assert [one.word for one in found.words] == ["X", "x", "y", "Y"]
    back = associate(plane(), targets[::-1], ([FORMULAS["a"]], [FORMULAS["b"]]))
    assert back.effect_size == pytest.approx(-1.2 / 0.52**0.5)
    assert back.p_value == pytest.approx(5 / 6)


def published(vectors, x, y, a, b):
    """Return the effect size and the p-value as Caliskan et al. (2017) write them."""

    def cos(v, w):
        return float(
            vectors[v] @ vectors[w] / np.linalg.norm(vectors[v]) / np.linalg.norm(vectors[w])
        )

    def s(w):
        return np.mean([cos(w, one) for one in a]) - np.mean([cos(w, one) for one in b])

    def test(first, second):
        return sum(map(s, first)) - sum(map(s, second))

    every = [*x, *y]
    effect = (np.mean([*map(s, x)]) - np.mean([*map(s, y)])) / np.std([*map(s, every)])
    divisions = [
        (chosen, [w for w in every if w not in chosen]) for chosen in combinations(every, len(x))
    ]
    larger = sum(test(*one) > test(x, y) + 1e-9 for one in divisions)
    return effect, larger / len(divisions)


@pytest.mark.parametrize("seed", range(4))
def test_the_published_formula(seed):
    vectors = np.random.default_rng(seed).normal(size=(14, 8)).astype(np.float32)
    names = "abcdefghijklmn"
    embeddings = Embeddings.from_vectors([(name, 1) for name in names], vectors)
    words = [*map(word_formula, names)]
    found = associate(embeddings, (words[:4], words[4:8]), (words[8:11], words[11:]))
    effect, p_value = published(vectors, [*range(4)], [*range(4, 8)], [8, 9, 10], [11, 12, 13])
    assert found.effect_size == pytest.approx(effect, abs=1e-6)
    assert found.p_value == pytest.approx(p_value)


def test_drawn_divisions_agree_with_all():
    scores = np.random.default_rng(1).normal(size=12) + np.repeat([0.5, 0.0], 6)
    exact, every, _ = permutation_test(scores, 6)
    drawn, count, complete = permutation_test(scores, 6, seed=3, most_exact=900)
    assert (every, count, complete) == (924, 900, False)
    assert drawn == pytest.approx(exact, abs=0.05)
    assert permutation_test(scores, 6, seed=3, most_exact=900)[0] == drawn
    assert permutation_test(np.repeat([1.0, 0.0], 12), 12, most_exact=100)[0] == 1 / 101


def test_equal_associations_have_no_effect():
    twice = ([FORMULAS["x"], FORMULAS["x"]], [FORMULAS["x"], FORMULAS["x"]])
    attributes = ([FORMULAS["a"]], [FORMULAS["b"]])
    assert associations(plane(), twice, attributes) == pytest.approx([0.2] * 4)
    with pytest.raises(W2vError, match="All targets have the same association"):
        associate(plane(), twice, attributes)


def test_sets_are_checked(toy):
    toy = open_model(str(toy))
    with pytest.raises(UsageError, match="A set contains 1 word but needs at least 2"):
        toy.associate("king", "queen,woman", "man", "八戒")
    with pytest.raises(UsageError, match="“man” is in two sets"):
        toy.associate("king,man", "queen,woman", "man", "八戒")
    assert toy.associate("king,man", "queen,woman", "行者", "馒头").interval is None
