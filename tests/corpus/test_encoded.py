"""The corpus as numbers loses no token."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from w2vkit.corpus.encoded import IDS, chunk_of, open_corpus, renumber, write_corpus

SENTENCES = st.lists(st.lists(st.sampled_from("abcdefg天地人"), min_size=1), max_size=30)


def encode(tmp_path, *pieces, **options):
    write_corpus([chunk_of(piece) for piece in pieces], tmp_path, **options)
    return open_corpus(tmp_path)


@given(first=SENTENCES, second=SENTENCES)
def test_decoding_gives_the_sentences_again(tmp_path_factory, first, second):
    corpus = encode(tmp_path_factory.mktemp("corpus"), first, second)
    words = list(corpus.vocabulary)
    decoded = [[words[row] for row in ids] for ids in corpus.sentences()]
    assert decoded == [*first, *second]
    middle = [[words[row] for row in ids] for ids in corpus.sentences(1, len(decoded) - 1)]
    assert middle == decoded[1:-1]
    assert corpus.tokens == sum(map(len, decoded))


def test_the_ids_go_by_count_then_by_code_point(tmp_path):
    corpus = encode(tmp_path, [["b", "a", "c", "c"]])
    assert list(corpus.vocabulary) == ["c", "a", "b"]
    assert corpus.vocabulary.counts().tolist() == [2, 1, 1]
    assert corpus.ids().dtype == np.int32


def test_the_pieces_do_not_change_the_result(tmp_path):
    (tmp_path / "one").mkdir()
    (tmp_path / "two").mkdir()
    sentences = [["天", "地"], ["人"], ["地", "地"]]
    whole = encode(tmp_path / "one", sentences)
    pieces = encode(tmp_path / "two", sentences[:1], sentences[1:])
    assert whole.fingerprint == pieces.fingerprint


def test_damage_is_noticed(tmp_path):
    encode(tmp_path, [["a", "b"]])
    data = bytearray((tmp_path / IDS).read_bytes())
    data[-1] ^= 1
    (tmp_path / IDS).write_bytes(data)
    with pytest.raises(ValueError, match="changed"):
        open_corpus(tmp_path)


@pytest.mark.parametrize("block", [2, 100])
def test_occurrences_are_those_of_the_text_though_counts_were_merged(tmp_path, block):
    for name in ("new", "merged"):
        (tmp_path / name).mkdir()
    new = encode(tmp_path / "new", [["a", "b", "b"], ["b", "c"]])
    assert new.occurrences(2).tolist() == [3, 1]
    order = [("old", 9), ("c", 6), ("b", 3), ("a", 1)]
    renumber([new], order, tmp_path / "merged", block)
    merged = open_corpus(tmp_path / "merged")
    assert merged.vocabulary.counts().tolist() == [9, 6, 3, 1]
    assert merged.occurrences(3, block).tolist() == [0, 1, 3]


@pytest.mark.parametrize("block", [1, 2, 100])
def test_two_texts_become_one(tmp_path, block):
    for name in ("one", "two", "both"):
        (tmp_path / name).mkdir()
    one = encode(tmp_path / "one", [["a", "b"], [], ["b"]])
    two = encode(tmp_path / "two", [["c", "a", "c"]])
    renumber([one, two], [("a", 2), ("b", 2), ("c", 2)], tmp_path / "both", block)
    both = open_corpus(tmp_path / "both")
    found = [[both.vocabulary.word(number) for number in ids] for ids in both.sentences()]
    assert found == [["a", "b"], [], ["b"], ["c", "a", "c"]]


@pytest.mark.parametrize("block", [1, 3, 7])
def test_more_types_and_tokens_than_a_block_holds(tmp_path, block):
    whole, parts = tmp_path / "whole", tmp_path / "parts"
    whole.mkdir()
    parts.mkdir()
    sentences = [[f"w{(7 * row + column) % 23}" for column in range(row % 5)] for row in range(60)]
    wanted = encode(whole, sentences)
    found = encode(parts, sentences[:9], sentences[9:], block_size=block)
    assert found.fingerprint == wanted.fingerprint
