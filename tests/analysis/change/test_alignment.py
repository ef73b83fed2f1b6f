"""Models of parts, aligned: what changes is apart, and chance is not."""

from dataclasses import replace

import numpy as np
import pytest

from tests.analysis.change.planted import planted_text
from w2vkit.analysis.change.alignment import (
    AlignedWords,
    Pairs,
    _excess,
    aligned_words,
    part_vectors,
)
from w2vkit.analysis.change.blocks import blocks_of
from w2vkit.analysis.change.comparison import changes
from w2vkit.base.config import ChangeConfig
from w2vkit.base.errors import W2vError

ALIGNED = {"method": "alignment", "permutations": 500, "min_count": 20}


@pytest.fixture(scope="module")
def planted(tmp_path_factory):
    return planted_text(tmp_path_factory.mktemp("planted"))


def test_the_word_that_changes_is_first_without_an_interval(planted):
    found = changes(*planted, (), ChangeConfig(**ALIGNED))
    first, *others = found.words
    assert found.method == "alignment"
    assert first.word == "moved"
    assert first.difference.change > 0.3
    assert first.difference.low is first.difference.detectable is None
    assert first.difference.permutations == 20
    assert first.difference.p_value < 0.02
    before, after = (part.neighbors[0][0] for part in first.parts)
    assert (before in "as", after) == (True, "b")  # `stays` is about a, too
    assert max(word.difference.change for word in others) < first.difference.change / 2
    assert np.mean([word.difference.p_value for word in others]) > 0.2


def test_results_do_not_depend_on_workers(planted):
    one = changes(*planted, ("moved", "stays"), ChangeConfig(**ALIGNED, workers=1))
    three = changes(*planted, ("moved", "stays"), ChangeConfig(**ALIGNED, workers=3))
    assert [*one.rows()] == [*three.rows()]


def test_vectors_of_a_part_are_those_of_its_pairs_alone():
    """Words that have the same context words in a part are alike there, and only there."""
    first = np.array([0, 1, 2, 3, 0, 1], np.int32)
    second = np.array([4, 4, 5, 5, 4, 5], np.int32)
    blocks = np.array([0, 0, 0, 0, 1, 1], np.int32)
    pairs = Pairs(first, second, np.ones(6, np.float32), blocks, 6)
    vectors = part_vectors(pairs, blocks == 0)
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(np.ones(6))
    assert vectors[0] @ vectors[1] == pytest.approx(1)
    assert vectors[0] @ vectors[2] == pytest.approx(0, abs=1e-6)
    other = part_vectors(pairs, blocks == 1)
    assert other[0] @ other[1] == pytest.approx(0, abs=1e-6)
    assert not other[2].any()


def words(observed, shuffled):
    """Return words of like frequency with distances in one pair of parts."""
    number = len(observed)
    return AlignedWords(
        np.zeros((2, number, 3), np.float32),
        np.array(observed, float)[:, np.newaxis],
        np.array(shuffled, float)[..., np.newaxis],
        np.arange(1, number + 1),
    )


def test_chance_is_subtracted_and_p_values_of_chance_are_uniform():
    from scipy.stats import kstest

    rng = np.random.default_rng(0)
    usual = rng.uniform(0.2, 0.6, 300)
    found = words(rng.normal(usual, 0.05), rng.normal(usual, 0.05, (30, 300)))
    differences = [found.difference(place, (0, 1)) for place in range(300)]
    assert kstest([one.p_value for one in differences], "uniform").pvalue > 0.01
    assert np.mean([one.change for one in differences]) == pytest.approx(0, abs=0.02)


def test_the_excess_of_a_shuffling_is_over_the_others():
    values = np.array([[0.1, np.nan], [0.4, 0.2], [0.4, 0.6]])
    assert _excess(values)[:, 0] == pytest.approx([-0.3, 0.15, 0.15])
    assert _excess(values)[1:, 1] == pytest.approx([-0.4, 0.4])


def test_words_without_vectors_have_no_change():
    found = words([np.nan, 0.4], [[0.3, 0.3], [0.2, 0.4]])
    assert found.difference(0, (0, 1)).change is None
    assert found.difference(1, (0, 1)).change == pytest.approx(0.05 / 0.65)


def test_many_parts_are_refused(planted):
    text, parts = planted
    blocks = blocks_of(parts, np.asarray(text.corpus.starts))
    many = replace(blocks, parts=np.arange(len(blocks)))
    with pytest.raises(W2vError, match="but there are 24 parts"):
        aligned_words(text.corpus, many, np.arange(3), 5, 500, 1, 1)
