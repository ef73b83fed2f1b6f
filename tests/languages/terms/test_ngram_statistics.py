"""n-grams counted, against counting in the plainest way."""

import math
from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from w2vkit.languages.terms.ngram_statistics import (
    character_ids,
    cohesion,
    count_ngrams,
    counts_by_place,
    freedom,
    number_tokens,
)

TEXT = "甲乙丙。甲乙丁，甲乙。乙甲乙丙"


def counted(text, least=1, longest=3):
    separators = np.array([sign in "。， " for sign in text], np.bool_)
    signs = character_ids(text, separators)
    return signs, [*count_ngrams(signs, longest, least)]


def as_dict(text, grams):
    first = grams.first_places()
    return {
        text[p : p + grams.length]: n for p, n in zip(first, grams.counts.tolist(), strict=True)
    }


@given(st.text("甲乙丙。 ", min_size=1, max_size=60), st.integers(1, 3))
def test_all_frequent_ones_are_counted(text, least):
    _, levels = counted(text, least)
    for grams in levels[1:]:
        n = grams.length
        spans = (text[start : start + n] for start in range(len(text) - n + 1))
        plain = Counter(span for span in spans if not set(span) & set("。 "))
        assert as_dict(text, grams) == {w: c for w, c in plain.items() if c >= least}


def row_of(text, grams, word):
    return [*as_dict(text, grams)].index(word)


def test_cohesion_is_that_of_the_weakest_joint():
    signs, levels = counted(TEXT)
    places = [counts_by_place(grams, len(TEXT)) for grams in levels]
    value = cohesion(levels[2], places, signs.total)[row_of(TEXT, levels[2], "甲乙丙")]
    # 12 characters; 甲乙丙 twice, 甲 4, 乙丙 2, 甲乙 4, 丙 2
    assert value == pytest.approx(min(math.log(2 * 12 / (4 * 2)), math.log(2 * 12 / (4 * 2))))


def test_freedom_counts_every_separator_as_another_neighbor():
    signs, levels = counted(TEXT)
    pairs = levels[1]
    right = freedom(pairs, signs.ids[pairs.places + 2], signs.size)
    # 甲乙 is followed by 丙, 丁, a sign, 丙
    expected = (math.log(2) * 0.5 + 0.5 * math.log(4)) / math.log(4)
    assert right[row_of(TEXT, pairs, "甲乙")] == pytest.approx(expected)


def test_shares():
    _, levels = counted(TEXT)
    pairs = levels[1]
    at_start = pairs.places == 0
    assert pairs.share(at_start)[row_of(TEXT, pairs, "甲乙")] == pytest.approx(1 / 4)


def test_tokens_get_numbers_in_order_of_first_use():
    tokens = number_tokens([["b", "a"], [], ["b"]])
    assert tokens.types == ["b", "a"]
    assert tokens.ids.tolist() == [0, 1, 0]
    assert number_tokens([]).ids.tolist() == []


@pytest.mark.parametrize("text", ["", "。", "甲", "a\ud800b"])
def test_little_text(text):
    signs = character_ids(text)
    assert signs.total == len(text)
    assert [grams.length for grams in count_ngrams(signs, 4, 2)] == [1, 2, 3, 4]
