"""Encoded corpora for the engines' tests."""

import numpy as np

from w2vkit.corpus.encoded import chunk_of, open_corpus, write_corpus


def encoded(folder, sentences):
    """Write sentences of words as an encoded corpus and open it."""
    folder.mkdir(parents=True, exist_ok=True)
    write_corpus([chunk_of(sentences)], folder)
    return open_corpus(folder)


def zipf_sentences(sentences=60, words=30, longest=30, seed=0):
    """Return sentences of words drawn by Zipf's law."""
    rng = np.random.default_rng(seed)
    lengths = rng.integers(1, longest, sentences)
    return [[f"w{row:03}" for row in rng.zipf(1.3, size) % words] for size in lengths]


def planted_sentences(sentences=3000, seed=0):
    """Return sentences that are each about one of two things, so that neighbors are known."""
    rng = np.random.default_rng(seed)
    topics = [[f"{letter}{row}" for row in range(10)] for letter in "ab"]
    return [list(rng.choice(topics[number % 2], 8)) for number in range(sentences)]


def distinction(vocabulary, vectors):
    """Return by how much words about one thing are more alike than words about both, 0 to 2."""
    vectors = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    topics = np.array([word[0] for word in vocabulary])
    similar, same = vectors @ vectors.T, topics[:, None] == topics
    return similar[same].mean() - similar[~same].mean()
