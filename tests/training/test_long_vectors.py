"""Long vectors are counted and named, if there are more than usual."""

import numpy as np
import pytest

from w2vkit.base.config import TrainConfig
from w2vkit.model.vocabulary import Vocabulary
from w2vkit.training.long_vectors import long_vectors, unusual_lengths

WORDS = 2_000
SKIPGRAM = TrainConfig(algorithm="skipgram")
VOCABULARY = Vocabulary.from_counts([(f"w{row}", WORDS - row) for row in range(WORDS)])


def vectors(long):
    """Return vectors of length 1, but for `long` of them with lengths 3.1, 3.2 …"""
    made = np.zeros((WORDS, 4), np.float32)
    made[:, 1] = 1
    made[7 : 7 + long, 1] = 3.1 + 0.1 * np.arange(long)
    return made


def test_long_vectors_are_found_the_longest_first():
    assert long_vectors(vectors(3)) == [9, 8, 7]
    assert long_vectors(vectors(0)) == []


@pytest.mark.parametrize("long", [0, 1, 5])
def test_few_long_vectors_are_ordinary(long):
    assert unusual_lengths(vectors(long), VOCABULARY, SKIPGRAM) is None


def test_many_long_vectors_are_said_with_examples():
    said = unusual_lengths(vectors(6), VOCABULARY, SKIPGRAM)
    assert said.startswith("6 words (w12, w11, w10, …) have vectors more than 3 times the median")
    assert "--alpha than 0.025" in said


def test_frequent_words_with_long_vectors_are_ordinary_in_cbow():
    assert unusual_lengths(vectors(200), VOCABULARY, TrainConfig(algorithm="cbow")) is None
