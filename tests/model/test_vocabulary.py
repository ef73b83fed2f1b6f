import mmap

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from w2vkit.base.errors import W2vError
from w2vkit.model.hash_index import hash_index, word_hash
from w2vkit.model.vocabulary import Vocabulary, lines_of

WORDS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\t\n\r"), min_size=1)
COUNTED = st.lists(st.tuples(WORDS, st.integers(0, 10**12)), unique_by=lambda pair: pair[0])


@settings(max_examples=100, deadline=None)
@given(COUNTED, WORDS)
def test_every_word_is_found_and_no_other(pairs, other):
    words = Vocabulary.from_counts(pairs)
    assert len(words) == len(pairs)
    assert [*words] == [word for word, _ in pairs]
    for row, (word, count) in enumerate(pairs):
        assert (words.find(word), words.word(row), words.count(row)) == (row, word, count)
    assert (other in words) == (other in dict(pairs))
    assert words.counts().tolist() == [count for _, count in pairs]


@settings(max_examples=50, deadline=None)
@given(COUNTED, st.integers(0, 20))
def test_the_head_is_a_vocabulary_of_its_own(pairs, size):
    head = Vocabulary.from_counts(pairs).head(size)
    assert [*head] == [word for word, _ in pairs[:size]]
    assert all(head.find(word) == row for row, (word, _) in enumerate(pairs[:size]))
    assert all(word not in head for word, _ in pairs[size:])
    assert bytes(head.buffer) == Vocabulary.from_counts(pairs[:size]).buffer


@settings(max_examples=50, deadline=None)
@given(COUNTED, st.text(max_size=2))
def test_words_that_begin_so(pairs, prefix):
    found = [*Vocabulary.from_counts(pairs).starting_with(prefix)]
    assert found == [word for word, _ in pairs if word.startswith(prefix)]


def test_words_with_equal_hashes_are_told_apart():
    buffer = b"ab\t3\ncd\t2\nef\t1\na\t1\n"
    words = Vocabulary(buffer, hash_index(buffer, len), len)
    assert [words.find(word) for word in ("ab", "cd", "ef", "a", "gh", "b")] == [
        *(0, 1, 2, 3, None, None)
    ]


def test_the_hash_never_changes():
    assert word_hash("孙悟空".encode()) == 11_337_878_565_356_777_288


@pytest.mark.parametrize("word", ["", "a\tb", "a\nb", "a\rb"])
def test_words_that_would_break_the_file_are_refused(word):
    with pytest.raises(W2vError, match="cannot be stored"):
        Vocabulary.from_counts([("fine", 1), (word, 1)])


@pytest.mark.parametrize("row", [-1, 2])
def test_a_row_outside_is_an_error(row):
    with pytest.raises(IndexError):
        Vocabulary.from_counts([("a", 2), ("b", 1)]).word(row)


def test_how_many_words_are_frequent_enough():
    words = Vocabulary.from_counts([("a", 9), ("b", 5), ("c", 5), ("d", 1)])
    assert [words.kept(count) for count in (0, 1, 2, 5, 6, 9, 10)] == [4, 4, 3, 3, 1, 1, 0]


def test_surrogates_are_no_words_but_no_error_either():
    assert Vocabulary.from_counts([("a", 1)]).find("\udcff") is None


def test_the_bytes_may_be_mapped(tmp_path):
    words = Vocabulary.from_counts([("孙悟空", 2), ("八戒", 1)])
    path = tmp_path / "vocab.tsv"
    path.write_bytes(words.buffer)
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as mapped:
        again = Vocabulary(mapped, hash_index(mapped))
        assert [*again] == ["孙悟空", "八戒"]
        assert [*again.head(1)] == ["孙悟空"]
        assert [*again.starting_with("八")] == ["八戒"]


def test_nothing_makes_an_empty_vocabulary():
    empty = Vocabulary.from_counts([])
    assert (len(empty), [*empty], empty.find("a"), empty.kept(1)) == (0, [], None, 0)
    assert empty.index.dtype == np.uint64


@pytest.mark.parametrize(
    "count", [b"-1", b"9223372036854775808", b"1_0", b" 7", b"1.5", b"9" * 5000]
)
def test_a_count_that_is_no_64_bit_number_is_damage(count):
    buffer = b"a\t" + count + b"\n"
    damaged = Vocabulary(buffer, hash_index(buffer))
    for read in (damaged.counts, lambda: damaged.count(0)):
        with pytest.raises(W2vError, match="damaged"):
            read()


def test_lines_without_tabs_take_no_more_than_their_own_length():
    buffer = b"x" * 99 + b"\n"
    damaged = Vocabulary(buffer * 20_000, hash_index(buffer * 20_000))
    assert damaged.word(19_999) == "x" * 99
    assert [*damaged.starting_with("y")] == []


@pytest.mark.parametrize("change", [(2, 1, 5), (2, 1, 0), (2, 2, 2**62), (1, 0, 2**62)])
def test_an_index_that_points_elsewhere_is_damage(change):
    buffer = lines_of([b"one", b"two", b"three"], [3, 2, 1])
    index = hash_index(buffer)
    row, place, value = change
    index[row, place] = value
    damaged = Vocabulary(buffer, index)
    with pytest.raises(W2vError, match="damaged"):
        [damaged.find(word) for word in ("one", "two", "three")]


def test_an_index_of_equal_hashes_is_not_searched_to_its_end():
    words = [b"w%d" % number for number in range(1000)]
    index = hash_index(lines_of(words))
    index[0] = word_hash(b"missing")
    assert Vocabulary(lines_of(words), index).find("missing") is None


def test_the_head_of_a_damaged_index_is_refused():
    buffer = lines_of([b"one", b"two"])
    index = hash_index(buffer)
    index[1] = 0
    with pytest.raises(W2vError, match="damaged"):
        Vocabulary(buffer, index).head(1)


def test_all_words_at_once():
    vocabulary = Vocabulary.from_counts([("孙悟空", 3), ("a b", 2), ("x\u2028y", 1)])
    assert vocabulary.words() == [*vocabulary]
    assert Vocabulary.from_counts([]).words() == []
    for damaged in (b"\xff\t1\n", b"a\t1\nb"):
        with pytest.raises(W2vError, match="damaged"):
            Vocabulary(damaged).words()
