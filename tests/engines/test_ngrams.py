"""The n-grams of a vocabulary, and the rows that compose its words."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from w2vkit.base.config import TrainConfig
from w2vkit.base.errors import W2vError
from w2vkit.base.progress import SILENT
from w2vkit.engines.ngrams import (
    WORDS_PER_BATCH,
    all_hashes,
    check_memory,
    known_ngrams,
    ngram_lengths,
    vocabulary_composition,
)
from w2vkit.model.subwords import ngram_hashes
from w2vkit.model.vocabulary import Vocabulary


def test_too_little_memory_is_an_error_before_training():
    check_memory(600, 400, 100, None)
    check_memory(600, 400, 100, 2 * 1000 * 100 * 4)
    with pytest.raises(W2vError) as caught:
        check_memory(6 * 10**8, 4 * 10**8, 100, 10**9)
    wanted = "Training with subwords needs 800.0 GB of memory, but only 1.0 GB are free."
    assert caught.value.message == wanted


def vocabulary_of(words):
    return Vocabulary.from_counts((word, 1) for word in words)


@given(
    st.lists(st.text("abc孙悟空", min_size=1, max_size=8), min_size=1, max_size=8, unique=True),
    st.integers(1, 3),
    st.integers(0, 3),
    st.sampled_from([3, 50, 10**6]),
)
def test_a_word_consists_of_its_own_row_and_those_of_its_ngrams(words, shortest, more, buckets):
    config = TrainConfig(min_ngram=shortest, max_ngram=shortest + more, buckets=buckets)
    try:
        found = vocabulary_composition(vocabulary_of(words), config, SILENT)
    except W2vError:
        encoded = [word.encode() for word in words]
        assert not len(ngram_hashes(encoded, shortest, shortest + more, buckets)[0])
        return
    assert found.size == len(words) + len(found.ids)
    for row, word in enumerate(words):
        own, *ngrams = found.rows[found.starts[row] : found.starts[row + 1]].tolist()
        hashes, _ = ngram_hashes([word.encode()], shortest, shortest + more, buckets)
        assert own == row
        assert found.ids[np.array(ngrams, int) - len(words)].tolist() == hashes.tolist()


def test_weights_of_rows_and_of_words():
    config = TrainConfig(min_ngram=1, max_ngram=1)
    found = vocabulary_composition(vocabulary_of(["a", "ab", "aa"]), config, SILENT)
    weights = np.array([1.0, 2.0, 4.0])
    a, b = 1 + 2 + 2 * 4, 2
    rows = found.row_weights(weights)
    assert rows[:3].tolist() == [1, 2, 4]
    assert sorted(rows[3:].tolist()) == [b, a]
    wanted = [(1 + a) / 2, (2 + a + b) / 3, (4 + a + a) / 3]
    assert found.mean_weights(weights).tolist() == wanted


def test_large_vocabularies_are_hashed_in_parts():
    words = [f"w{row}".encode() for row in range(2 * WORDS_PER_BATCH + 1)]
    for found, wanted in zip(
        all_hashes(words, 3, 4, 999), ngram_hashes(words, 3, 4, 999), strict=True
    ):
        assert np.array_equal(found, wanted)


def test_a_very_long_word_has_all_its_ngrams():
    config = TrainConfig(min_ngram=3, max_ngram=6)
    found = vocabulary_composition(vocabulary_of(["x" * 5000, "word"]), config, SILENT)
    assert found.lengths[0] == 1 + sum(5002 - size + 1 for size in (3, 4, 5, 6))


@pytest.mark.parametrize(
    ("words", "options", "wanted"),
    [
        (["孙悟空", "大"], {}, (1, 2)),
        (["king", "queen", "王"], {}, (3, 6)),
        (["king"], {"max_ngram": 2}, (2, 2)),
        (["king"], {"min_ngram": 8}, (8, 8)),
        (["大"], {"min_ngram": 2, "max_ngram": 4}, (2, 4)),
    ],
)
def test_ngrams_suit_the_script(words, options, wanted):
    vocabulary = Vocabulary.from_counts((word, 1) for word in words)
    assert ngram_lengths(TrainConfig(**options), vocabulary) == wanted


class Heard:
    def __init__(self):
        self.notes = []

    def note(self, message):
        self.notes.append(message)


@pytest.mark.parametrize(
    ("shortest", "longest", "buckets", "said"),
    [
        (1, 2, 1000, ["Subwords have 1 to 2 characters: 6 in all."]),
        (1, 1, 1000, ["Subwords have 1 character: 2 in all."]),
        (1, 2, 5, ["Subwords have 1 to 2 characters: ", "They share 5 buckets"]),
    ],
)
def test_how_many_subwords_there_are_is_said(shortest, longest, buckets, said):
    heard = Heard()
    words = ["孙悟".encode(), "悟".encode()]
    ngrams = known_ngrams(words, shortest, longest, buckets, heard)
    assert (np.diff(ngrams) > 0).all()
    assert len(heard.notes) == len(said)
    for note, part in zip(heard.notes, said, strict=True):
        assert part in note


def test_words_that_are_too_short_for_subwords_are_said():
    with pytest.raises(W2vError, match="subwords of 20 characters"):
        known_ngrams([b"king"], 20, 20, 1000, Heard())
