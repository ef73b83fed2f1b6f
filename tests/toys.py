"""Small models whose answers are known by construction."""

import os
import signal
from dataclasses import replace

import numpy as np
import pytest

from w2vkit.base.errors import W2vError
from w2vkit.model import manifest, store, writer
from w2vkit.model.embeddings import Embeddings
from w2vkit.model.subwords import Subwords, ngram_hashes

BUCKETS = 100_000

WORDS = {
    "行者": ([1.0, 0.1, 0.0, 0.0], 90),
    "八戒": ([0.9, 0.3, 0.0, 0.1], 80),
    "孙悟空": ([2.0, 0.0, 0.2, 0.0], 70),
    "沙僧": ([0.8, 0.5, 0.0, 0.0], 60),
    "馒头": ([0.0, 0.0, 0.3, 1.0], 50),
    "king": ([0.0, 1.0, 1.0, 0.0], 40),
    "queen": ([0.0, 1.0, -1.0, 0.1], 30),
    "man": ([0.0, 0.2, 1.0, 0.2], 20),
    "woman": ([0.0, 0.2, -1.0, 0.2], 10),
    "New York": ([0.3, 0.3, 0.3, 0.3], 9),
    "well-known": ([0.1, 0.2, 0.3, 0.4], 8),
    "大圣爷": ([0.5, 0.0, 0.0, 0.5], 7),
}
RARE = (("呆子", 2), ("钉钯", 1))
STORED = {
    "toy.bin": "word2vec-bin",
    "toy.bin.xz": "word2vec-bin",
    "toy.bin.zst": "word2vec-bin",
    "toy.csv": "csv",
    "toy.fasttext.bin": "fasttext",
    "toy.glove": "glove",
    "toy.kv": "gensim",
    "toy.npy": "npy",
    "toy.npz": "npz",
    "toy.parquet": "parquet",
    "toy.safetensors": "safetensors",
    "toy.tsv": "projector",
    "toy.txt": "word2vec",
    "toy.txt.gz": "word2vec",
    "toy.vec.zip": "word2vec",
    "toy-folder": "sentence-transformers",
}
"""Files of the toy model in `tests/data/toy`, and the formats they are in."""


class StopsAfter:
    """A listener that sends Ctrl-C when the training has come so far."""

    def __init__(self, share):
        self.share = share

    def note(self, message):
        pass

    def progress(self, progress):
        if progress.stage == "Training" and progress.done >= self.share * progress.total:
            self.share = 2.0
            os.kill(os.getpid(), signal.SIGINT)


class Notes:
    """A listener that keeps what was said."""

    def __init__(self):
        self.said = []
        self.progressed = []

    def note(self, message):
        self.said.append(message)

    def progress(self, progress):
        self.progressed.append(progress)


KINGDOM = [
    ["the", "king", "rules", "the", "land"],
    ["the", "queen", "rules", "the", "land"],
    ["the", "baker", "bakes", "the", "bread"],
] * 20
"""Sentences to train on."""
QUICK = {"dim": 8, "epochs": 2, "min_count": 1, "workers": 1}
"""Options with which training takes no time."""


def toy_embeddings(words=WORDS):
    """Return embeddings of four dimensions."""
    vectors = np.array([vector for vector, _ in words.values()], np.float32)
    return Embeddings.from_vectors([(word, count) for word, (_, count) in words.items()], vectors)


def with_subwords(embeddings):
    """Return embeddings whose words of single characters are made of the words' vectors."""
    words = [*embeddings.vocabulary]
    hashes, sizes = ngram_hashes([word.encode() for word in words], 1, 1, BUCKETS)
    owners = np.repeat(np.arange(len(words)), sizes)
    ids, first = np.unique(hashes, return_index=True)
    vectors = np.asarray(embeddings.vectors[owners[first]])
    return replace(embeddings, subwords=Subwords(1, 1, BUCKETS, ids, vectors))


def random_embeddings(words=1000, dim=20, seed=1):
    """Return embeddings drawn from a normal distribution: `w0`, `w1` …"""
    vectors = np.random.default_rng(seed).normal(size=(words, dim)).astype(np.float32)
    return Embeddings.from_vectors([(f"w{row}", words - row) for row in range(words)], vectors)


def save_model(name, embeddings=None, rare=RARE):
    """Save a model of that name where models land."""
    embeddings = embeddings or toy_embeddings()
    options = {"training": {"min_count": 3}}
    with writer.new_model(name) as folder:
        writer.write_embeddings(folder, embeddings)
        if embeddings.subwords is not None:
            options["subwords"] = writer.write_subwords(folder, embeddings.subwords)
        if rare is not None:
            text = "".join(f"{word}\t{count}\n" for word, count in rare)
            (folder / store.RARE).write_text(text, encoding="utf-8")
        writer.seal(
            folder,
            manifest.ModelInfo(
                name=name,
                words=len(embeddings),
                dim=embeddings.dim,
                engine="toy",
                options=options,
            ),
        )


def refused(path, part):
    """Check that a model is refused with a sentence and a hint."""
    with pytest.raises(W2vError) as caught:
        store.load(path)
    assert part in caught.value.message
    assert caught.value.hint
    assert caught.value.exit_code == 1
