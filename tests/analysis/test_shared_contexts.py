"""Contexts that two words share."""

import numpy as np
import pytest

from tests.planted import encoded, zipf_sentences
from w2vkit.analysis.shared_contexts import MIN_COUNT, MIN_TOGETHER, contexts, shared_contexts

WINDOW = 3


@pytest.fixture
def corpus(tmp_path):
    return encoded(tmp_path / "corpus", zipf_sentences(sentences=400, words=60))


def compared(corpus, first, second):
    return shared_contexts(corpus, *(contexts(corpus, row, WINDOW) for row in (first, second)))


def dense(corpus, word):
    """Return the association of a word with all types, from nested loops."""
    words = [*corpus.vocabulary]
    sentences = [[words[row] for row in ids] for ids in corpus.sentences()]
    counts = dict.fromkeys(words, 0)
    for sentence in sentences:
        for place, one in enumerate(sentence):
            if one == word:
                low = max(0, place - WINDOW)
                for other in sentence[low:place] + sentence[place + 1 : place + WINDOW + 1]:
                    counts[other] += 1
    total = {one: sum(sentence.count(one) for sentence in sentences) for one in words}
    chance = {one: total[one] ** 0.75 if total[one] >= MIN_COUNT else 0.0 for one in words}
    scale, pairs = sum(chance.values()), sum(counts.values())
    return np.array([
        max(0.0, np.log(counts[one] / pairs / (chance[one] / scale)))
        if counts[one] >= MIN_TOGETHER and total[one] >= MIN_COUNT
        else 0.0
        for one in words
    ])  # fmt: skip


def test_associations_are_those_of_the_published_formula(corpus):
    for word in ("w001", "w004"):
        found = contexts(corpus, corpus.vocabulary.find(word), WINDOW)
        assert np.allclose(found.association, dense(corpus, word))
        assert found.association.any()


def test_contributions_add_up_to_the_cosine(corpus):
    first, second = dense(corpus, "w001"), dense(corpus, "w004")
    cosine = first @ second / np.linalg.norm(first) / np.linalg.norm(second)
    rows = [corpus.vocabulary.find(word) for word in ("w001", "w004")]
    score, found = compared(corpus, *rows)
    parts = [one.contribution for one in found]
    assert score == pytest.approx(cosine)
    assert sum(parts) == pytest.approx(score)
    assert parts == sorted(parts, reverse=True)
    assert compared(corpus, rows[0], rows[0])[0] == pytest.approx(1.0)


def test_words_without_a_shared_context_have_no_similarity(tmp_path):
    corpus = encoded(tmp_path / "corpus", [["a", "b"], ["c", "d"]] * 9)
    rows = [corpus.vocabulary.find(word) for word in "ac"]
    assert compared(corpus, *rows) == (0.0, [])
