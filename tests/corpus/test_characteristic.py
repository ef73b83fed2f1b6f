"""Characteristic words: names and things of a text rather than its function words."""

import pytest

from w2vkit.corpus.characteristic import characteristic_rows
from w2vkit.model.vocabulary import Vocabulary

CHINESE = {"的": 900, "了": 800, "大怒": 300, "行者": 250, "今天": 200, "紫金冠": 60, "猴王": 20}
ENGLISH = {"the": 900, "of": 800, "king": 90, "and": 80, "Castle": 70, "1999": 60, "x": 50}


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        (CHINESE, ["行者", "紫金冠", "猴王"]),
        (ENGLISH, ["king", "Castle"]),
    ],
)
def test_names_and_things_come_first(counts, expected):
    vocabulary = Vocabulary.from_counts(counts.items())
    rows = characteristic_rows(vocabulary, len(expected))
    assert [vocabulary.word(row) for row in rows] == expected


@pytest.mark.parametrize("counts", [CHINESE, ENGLISH])
def test_other_words_fill_up_by_frequency(counts):
    vocabulary = Vocabulary.from_counts(counts.items())
    rows = characteristic_rows(vocabulary, 50)
    assert sorted(rows) == [*range(len(counts))]
    assert rows[-1] > rows[-2] or rows[-1] == len(counts) - 1


def test_an_empty_vocabulary_has_none():
    assert characteristic_rows(Vocabulary.from_counts([]), 3) == []


def test_stored_words_come_before_all_others():
    plain = Vocabulary.from_counts(ENGLISH.items())
    stored = ["Castle", "absent", "king"]
    vocabulary = Vocabulary(plain.buffer, read_characteristic=lambda: stored)
    words = [vocabulary.word(row) for row in characteristic_rows(vocabulary, 4)]
    assert words[:2] == ["Castle", "king"]
    assert len({*words}) == 4
