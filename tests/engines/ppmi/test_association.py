"""PPMI against its definition, computed with dense arrays."""

import numpy as np
import pytest

from w2vkit.base.progress import SILENT
from w2vkit.corpus.encoded import chunk_of, open_corpus, write_corpus
from w2vkit.engines.glove.cooccurrence import count_cooccurrences
from w2vkit.engines.ppmi.association import positive_associations


def plain_counts(sentences, words, window):
    """Count pairs at distance k as 1/k, in both orders."""
    row = {word: at for at, word in enumerate(words)}
    counts = np.zeros((len(words), len(words)))
    for sentence in sentences:
        ids = [row[word] for word in sentence if word in row]
        for at, word in enumerate(ids):
            for distance in range(1, min(window, len(ids) - at - 1) + 1):
                counts[word, ids[at + distance]] += 1 / distance
                counts[ids[at + distance], word] += 1 / distance
    return counts


def plain_ppmi(counts, smoothing, shift):
    """Return max(0, log(P(w, c) / (P(w) P(c))) - log shift), with smoothed P(c)."""
    contexts = counts.sum(axis=0) ** smoothing
    expected = counts.sum(axis=1)[:, None] * contexts / contexts.sum()
    with np.errstate(divide="ignore"):
        return np.maximum(np.log(counts / expected / shift), 0)


def text(seed, types=60):
    rng = np.random.default_rng(seed)
    words = [f"w{row}" for row in range(types)]
    return [[words[int(types * x**2)] for x in rng.random(rng.integers(1, 30))] for _ in range(150)]


def associations(sentences, folder, size=50, window=3, smoothing=0.75, shift=1.0, table=1 << 23):
    (folder / "corpus").mkdir()
    (folder / "pairs").mkdir()
    write_corpus([chunk_of(sentences)], folder / "corpus")
    corpus = open_corpus(folder / "corpus")
    pairs = count_cooccurrences(corpus, size, window, folder / "pairs", SILENT, table)
    words = [corpus.vocabulary.word(row) for row in range(size)]
    return words, positive_associations(pairs, size, smoothing, shift, folder / "pairs")


def dense(matrix):
    size = len(matrix.words)
    result = np.zeros((size, size))
    for row, word in enumerate(matrix.words):
        part = slice(matrix.starts[row], matrix.starts[row + 1])
        assert (np.diff(matrix.columns[part]) > 0).all()
        result[word, matrix.columns[part]] = matrix.values[part]
    return result


@pytest.mark.parametrize(
    ("window", "smoothing", "shift"), [(3, 0.75, 1.0), (1, 1.0, 1.0), (5, 0.75, 2.0), (2, 0.0, 1.0)]
)
def test_the_matrix_is_that_of_the_definition(tmp_path, window, smoothing, shift):
    sentences = text(1)
    words, matrix = associations(
        sentences, tmp_path, window=window, smoothing=smoothing, shift=shift
    )
    wanted = plain_ppmi(plain_counts(sentences, words, window), smoothing, shift)
    assert np.allclose(dense(matrix), wanted, atol=1e-5)
    assert (matrix.values > 0).all()
    assert 0 < len(matrix.values) < 50 * 50


def test_counts_that_do_not_fit_into_memory_at_once_give_the_same_matrix(tmp_path):
    for name in ("large", "small"):
        (tmp_path / name).mkdir()
    _, one = associations(text(2), tmp_path / "large")
    _, other = associations(text(2), tmp_path / "small", table=1 << 8)
    assert np.array_equal(one.columns, other.columns)
    assert np.allclose(one.values, other.values, rtol=1e-6)


def test_fewer_words_than_stripes(tmp_path):
    sentences = [["a", "b"], ["a", "c"], ["b", "b"]] * 3
    words, matrix = associations(sentences, tmp_path, size=3)
    assert sorted(matrix.words) == [0, 1, 2]
    wanted = plain_ppmi(plain_counts(sentences, words, 3), 0.75, 1.0)
    assert np.allclose(dense(matrix), wanted, atol=1e-5)


def test_a_pair_no_more_frequent_than_by_chance_is_omitted(tmp_path):
    _, matrix = associations([["a", "b"]] * 4, tmp_path, size=2, shift=1000.0)
    assert len(matrix.values) == 0
    assert matrix.starts.tolist() == [0, 0, 0]
