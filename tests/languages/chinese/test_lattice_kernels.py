"""Sums over all segmentations, and the cheapest one, against all of them one by one."""

from itertools import pairwise, product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from w2vkit.base.progress import SILENT
from w2vkit.languages.chinese.lattice_kernels import cut, expect, load_lattice_kernels

WORDS = ("甲", "乙", "甲乙", "乙甲", "甲乙甲")


@pytest.fixture(scope="module", autouse=True)
def _kernels():
    load_lattice_kernels(SILENT)


def number_at(text, place, size):
    word = text[place : place + size]
    return WORDS.index(word) if len(word) == size and word in WORDS else -1


def numbers_of(text):
    rows = [[number_at(text, place, size) for size in (1, 2, 3)] for place in range(len(text))]
    return np.array(rows, np.int32)


def segmentations(text):
    for cuts in product((False, True), repeat=len(text) - 1):
        places = [0, *(at for at, is_cut in enumerate(cuts, 1) if is_cut), len(text)]
        words = [text[start:end] for start, end in pairwise(places)]
        if all(word in WORDS for word in words):
            yield words


def chance(words, shares):
    return np.prod([shares[WORDS.index(word)] for word in words])


TEXTS = st.text(st.sampled_from("甲乙"), min_size=1, max_size=8)
SHARES = st.lists(st.floats(0.01, 1), min_size=len(WORDS), max_size=len(WORDS))


@given(TEXTS, SHARES)
def test_expected_uses(text, shares):
    found = [(words, chance(words, shares)) for words in segmentations(text)]
    total = sum(weight for _, weight in found)
    uses = np.zeros(len(WORDS))
    expect(numbers_of(text), np.array([[0, len(text)]]), np.array(shares), uses)
    for number, word in enumerate(WORDS):
        expected = sum(words.count(word) * weight for words, weight in found) / total
        assert uses[number] == pytest.approx(expected)


@given(TEXTS, SHARES)
def test_the_cheapest_segmentation(text, shares):
    lengths = np.zeros((1, len(text)), np.int32)
    cut(numbers_of(text), np.array([[0, len(text)]]), -np.log(shares), lengths)
    starts = np.flatnonzero(lengths[0])
    words = [text[start : start + lengths[0, start]] for start in starts]
    assert "".join(words) == text
    best = max(chance(found, shares) for found in segmentations(text))
    assert chance(words, shares) == pytest.approx(best)


def test_what_has_no_segmentation_is_left_out():
    uses = np.zeros(len(WORDS))
    expect(numbers_of("甲丙"), np.array([[0, 2]]), np.ones(len(WORDS)), uses)
    assert not uses.any()
