from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from w2vkit.corpus import halving
from w2vkit.corpus.encoded import chunk_of, open_corpus, write_corpus
from w2vkit.corpus.halving import halve_words

SENTENCES = [["a", "b", "a"], ["c"], [], ["a", "a", "b", "d"], ["a"]] * 3


def encoded(sentences, folder):
    folder.mkdir()
    write_corpus([chunk_of(sentences)], folder)
    return open_corpus(folder)


def words_of(corpus):
    return [[corpus.vocabulary.word(row) for row in ids] for ids in corpus.sentences()]


def halved(sentences, words, tmp_path, seed=1):
    corpus = encoded(sentences, tmp_path / "whole")
    (tmp_path / f"half{seed}").mkdir()
    rows = [corpus.vocabulary.find(word) for word in words]
    return halve_words(corpus, rows, tmp_path / f"half{seed}", seed)


@pytest.mark.parametrize("per_block", [1, 2, 1_000])
def test_half_of_the_occurrences_get_another_name(tmp_path, per_block):
    corpus = encoded(SENTENCES, tmp_path / "whole")
    (tmp_path / "half").mkdir()
    found = halve_words(corpus, [0, 3], tmp_path / "half", per_block=per_block)
    names = {other: word for word, other in found.pairs}
    assert [*names.values()] == ["a", "d"]
    sentences = words_of(found.corpus)
    assert [[names.get(word, word) for word in one] for one in sentences] == SENTENCES
    counts = Counter(word for one in sentences for word in one)
    assert [counts[word] - counts[other] for word, other in found.pairs] == [1, 1]
    assert found.renamed == 7 + 1
    assert [*found.corpus.vocabulary.counts()] == sorted(counts.values(), reverse=True)


@given(st.lists(st.lists(st.sampled_from("abcde"), max_size=6), min_size=1, max_size=12), st.data())
def test_nothing_else_changes(tmp_path_factory, sentences, data):
    words = sorted({word for one in sentences for word in one})
    chosen = data.draw(st.lists(st.sampled_from(words), unique=True)) if words else []
    found = halved(sentences, chosen, tmp_path_factory.mktemp("corpus"))
    names = {other: word for word, other in found.pairs}
    assert [[names.get(w, w) for w in one] for one in words_of(found.corpus)] == sentences


def test_the_seed_determines_which_occurrences_are_renamed(tmp_path):
    def renamed(seed):
        corpus = encoded([["a"] * 200], tmp_path / f"{seed}-{len([*tmp_path.iterdir()])}")
        return halving.renamed_places(corpus, [0], seed % 10).tolist()

    assert renamed(1) == renamed(11)
    assert renamed(1) != renamed(2)
    assert len(renamed(3)) == 100
    assert np.ptp(renamed(4)) > 100  # all over the text


def test_names_that_occur_in_the_text_are_not_used(tmp_path):
    taken = chr(halving.FIRST_NAME)
    found = halved([["a", "a", taken]], ["a"], tmp_path)
    assert found.pairs == (("a", chr(halving.FIRST_NAME + 1)),)
