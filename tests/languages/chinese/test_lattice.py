"""The candidate words of a text, and where they stand."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from w2vkit.base.config import SegmentConfig
from w2vkit.languages.chinese.lattice import (
    LONGEST,
    LONGEST_PIECE,
    build_lattice,
    pieces,
)
from w2vkit.languages.terms.discovery import dictionary_of

DICTIONARY = dictionary_of(SegmentConfig())


@given(st.text(st.sampled_from("甲乙丙王母娘娘，\n a·"), max_size=60))
def test_each_candidate_stands_where_the_lattice_says(text):
    lattice = build_lattice(text, DICTIONARY, 2)
    for place, row in enumerate(lattice.numbers):
        for more, number in enumerate(row.tolist()):
            if number >= 0:
                assert lattice.words[number] == text[place : place + more + 1]
    placed = lattice.numbers[lattice.numbers >= 0]
    assert np.bincount(placed, minlength=len(lattice.words)).tolist() == lattice.counts.tolist()
    for word, first in zip(lattice.words, lattice.first.tolist(), strict=True):
        assert text[first : first + len(word)] == word


def test_candidates_are_frequent_strings_and_words_of_the_dictionary():
    lattice = build_lattice("多九公道：“见王母娘娘。”多九公笑", DICTIONARY, 2)
    words = {*lattice.words}
    assert {"多九公", "王母娘娘", "娘娘", "道"} <= words
    assert not {"九公道", "公笑"} & words
    assert max(map(len, words)) <= LONGEST


@pytest.mark.parametrize(
    ("word", "is_known", "is_doubtful"),
    [
        ("娘娘", True, False),
        ("贾政道", False, True),
        ("林黛玉", False, True),
        ("多九公", False, False),
    ],
)
def test_long_names_of_persons_in_the_dictionary_are_doubtful(word, is_known, is_doubtful):
    lattice = build_lattice(f"{word}，{word}", DICTIONARY, 2)
    number = [*lattice.words].index(word)
    assert lattice.is_known[number] == is_known
    assert lattice.is_doubtful[number] == is_doubtful


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(1, 200)), max_size=9))
def test_pieces_cover_the_runs(gaps):
    runs, end = [], 0
    for gap, size in gaps:
        runs.append((end + gap, end + gap + size))
        end += gap + size
    parts = pieces(np.array(runs, np.int64).reshape(-1, 2)).tolist()
    assert all(0 < stop - start <= LONGEST_PIECE for start, stop in parts)
    covered = [place for start, stop in parts for place in range(start, stop)]
    assert covered == [place for start, stop in runs for place in range(start, stop)]
