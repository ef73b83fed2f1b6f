"""Frequencies and keyness of words."""

from w2vkit.analysis.frequencies import Frequency, compared, frequencies
from w2vkit.model.vocabulary import Vocabulary

WEST = Vocabulary.from_counts([("悟空", 60), ("来", 30), ("山", 10)])
SOUTH = Vocabulary.from_counts([("曹操", 120), ("来", 60), ("山", 20)])


def test_frequencies_are_counted_per_ten_thousand():
    assert next(iter(frequencies(WEST))) == Frequency("悟空", 60, 6000.0)


def test_keyness_has_a_direction_and_an_order():
    found = {one.word: one for one in compared(WEST, SOUTH)}
    assert [*found][:2] == ["悟空", "曹操"]
    assert {word: one.direction for word, one in found.items()} == {
        "悟空": "+", "曹操": "-", "来": "=", "山": "=",
    }  # fmt: skip
    assert found["来"].keyness == 0
    assert (found["曹操"].count, found["曹操"].other_per_10000) == (0, 6000.0)
    assert [one.word for one in compared(WEST, SOUTH, 100)] == ["悟空", "曹操"][1:]


def test_an_empty_corpus_has_no_frequencies():
    assert [*frequencies(Vocabulary.from_counts([]))] == []
