"""What stands beside a word, and the class that it tells of."""

import numpy as np
import pytest

from w2vkit.base.config import SegmentConfig
from w2vkit.languages.chinese.lattice import build_lattice
from w2vkit.languages.chinese.word_contexts import (
    CLASSES,
    NOUN,
    OTHER,
    PERSON,
    PLACE,
    PRONOUN,
    VERB,
    class_of,
    class_probabilities,
    neighbors,
    vectors,
)
from w2vkit.languages.terms.discovery import dictionary_of


@pytest.mark.parametrize(
    ("tag", "kind"),
    [("nr", PERSON), ("ns", PLACE), ("nz", NOUN), ("v", VERB), ("r", PRONOUN), ("d", OTHER)],
)
def test_classes_of_parts_of_speech(tag, kind):
    assert class_of(tag) == kind


@pytest.fixture(scope="module")
def cut_text():
    """Return a lattice and its segmentation into single characters but for one word."""
    lattice = build_lattice("见甲乙笑，见甲乙笑。丙甲乙走", dictionary_of(SegmentConfig()), 2)
    lengths = np.ones(len(lattice.text), np.int32)
    lengths[[2, 7, 12]] = 0
    lengths[[1, 6, 11]] = 2
    lengths[~lattice.is_han] = 0
    return lattice, lengths


def test_neighbors_are_counted_at_edges_of_words(cut_text):
    lattice, lengths = cut_text
    wanted = np.array([[*lattice.words].index(word) for word in ("甲乙", "乙笑")])
    found = neighbors(lattice, lengths, wanted)
    assert found.rows.tolist() == [wanted[0]]  # 乙笑 begins inside of a word
    assert found.places.tolist() == [3]
    assert sorted(found.contexts.data.tolist()) == [1, 1, 2, 2]


def test_vectors_have_length_one_at_most_and_probabilities_add_up_to_one(cut_text):
    lattice, lengths = cut_text
    found = neighbors(lattice, lengths, np.arange(len(lattice.words)))
    assert np.linalg.norm(vectors(found), axis=1).max() <= 1 + 1e-9
    chances = class_probabilities(lattice, found, np.ones(len(lattice.words)))
    assert chances.shape == (len(lattice.words), len(CLASSES))
    assert chances.sum(axis=1) == pytest.approx(np.ones(len(lattice.words)))
