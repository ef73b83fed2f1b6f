"""The compiled kernels against the reference."""

from typing import Any, NamedTuple

import numpy as np
import pytest

from tests.engines.processors import NARROW, needs_x86, printed
from tests.planted import encoded, zipf_sentences
from w2vkit.base.config import TrainConfig
from w2vkit.base.progress import SILENT
from w2vkit.engines import simd
from w2vkit.engines.sampling import initial_vectors
from w2vkit.engines.state import FROZEN_EPOCHS, State
from w2vkit.engines.word2vec import reference
from w2vkit.engines.word2vec.engine import NativeEngine
from w2vkit.engines.word2vec.kernels import take
from w2vkit.engines.word2vec.plan import NUMBERS_PER_LINE, make_plan

SHAPES = [(1, 1, 1), (3, 2, 2), (7, 4, 3), (8, 5, 5), (102, 7, 5), (16, 13, 2)]
"""Dimension, negative samples, window."""
WORDS = 25


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    return encoded(tmp_path_factory.mktemp("corpus"), zipf_sentences())


@pytest.mark.parametrize("algorithm", ["skipgram", "cbow"])
@pytest.mark.parametrize(("dim", "negative", "window"), SHAPES)
def test_kernels_equal_the_reference(corpus, algorithm, dim, negative, window):
    options = {"dim": dim, "negative": negative, "window": window}
    check_kernels(corpus, WORDS, algorithm=algorithm, **options)


@pytest.mark.parametrize("algorithm", ["skipgram", "cbow"])
@pytest.mark.parametrize("words", [2, 3, 4, 5, 9, 25])
def test_hierarchical_kernels_equal_the_reference(corpus, algorithm, words):
    check_kernels(corpus, words, algorithm=algorithm, dim=words + 3, loss="hierarchical")


@pytest.mark.parametrize("loss", ["negative", "hierarchical"])
@pytest.mark.parametrize("algorithm", ["skipgram", "cbow"])
def test_frozen_rows_keep_their_bytes_in_their_epochs(corpus, algorithm, loss):
    frozen = np.arange(WORDS) % 4  # of 2 epochs: those with 2 and 3 never change
    options = {"algorithm": algorithm, "loss": loss, "dim": 7}
    trained, config = check_kernels(corpus, WORDS, frozen, **options)
    before = initial_vectors(WORDS, 7, config.seed)
    is_kept = (trained.vectors.view(np.uint32) == before.view(np.uint32)).all(axis=1)
    assert is_kept.tolist() == (frozen >= 2).tolist()


def check_kernels(corpus, words, frozen_epochs=None, **options):
    """Check that the engine computes what the reference computes; return its result."""
    config = TrainConfig(**options, epochs=2, sample=0.01, alpha=0.01, workers=2)
    vocabulary = corpus.vocabulary.head(words)
    counts = vocabulary.counts()
    trained = NativeEngine().train(
        corpus, vocabulary, config, SILENT, start=beginning(config, words, frozen_epochs)
    )
    sentences = [sentence.tolist() for sentence in corpus.sentences()]
    block = make_plan(config, counts, 1).shape.tokens_per_block
    inputs, outputs, loss = reference.train(
        sentences, counts, config, block, frozen_epochs=frozen_epochs
    )
    assert np.abs(trained.vectors - inputs).max() < 1e-5
    assert np.abs(trained.end.context - outputs).max() < 1e-5
    assert trained.loss == pytest.approx(loss, rel=1e-6)
    return trained, config


def beginning(config, words, frozen_epochs):
    """Return the state at which training begins, with frozen rows; None without."""
    if frozen_epochs is None:
        return None
    vectors = initial_vectors(words, config.dim, config.seed)
    return State(vectors, np.zeros_like(vectors), more={FROZEN_EPOCHS: frozen_epochs})


@pytest.mark.parametrize("loss", ["negative", "hierarchical"])
@pytest.mark.parametrize("algorithm", ["skipgram", "cbow"])
@pytest.mark.parametrize("dim", [3, 40])
def test_steps_are_bounded_as_in_the_reference(corpus, algorithm, dim, loss):
    config = TrainConfig(
        algorithm=algorithm, dim=dim, window=3, epochs=1, sample=0, alpha=0.4, workers=2, loss=loss
    )
    vocabulary = corpus.vocabulary.head(WORDS)
    counts = vocabulary.counts()
    trained = NativeEngine().train(corpus, vocabulary, config, SILENT)
    sentences = [sentence.tolist() for sentence in corpus.sentences()]
    block = make_plan(config, counts, 1).shape.tokens_per_block
    inputs, outputs, _ = reference.train(sentences, counts, config, block)
    with np.errstate(over="ignore"):
        free, _, _ = reference.train(sentences, counts, config, block, longest_step=1e9)
    assert np.abs(trained.vectors - inputs).max() < 1e-4
    assert np.abs(trained.end.context - outputs).max() < 1e-4
    assert np.abs(inputs - free).max() > 0.01


PROGRAM = """
import hashlib, tempfile
from pathlib import Path
from tests.planted import encoded, zipf_sentences
from w2vkit.base.config import TrainConfig
from w2vkit.engines.word2vec import kernels
from w2vkit.engines.word2vec.engine import NativeEngine
from w2vkit.base.progress import SILENT

with tempfile.TemporaryDirectory() as folder:
    corpus = encoded(Path(folder), zipf_sentences(sentences=150))
    for algorithm in ("skipgram", "cbow", "fasttext"):
        for loss in ("negative", "hierarchical"):
            for alpha in (0.025, 0.4):
                config = TrainConfig(
                    algorithm=algorithm, loss=loss, dim=37, epochs=2, alpha=alpha, workers=2
                )
                trained = NativeEngine().train(corpus, corpus.vocabulary, config, SILENT)
                print(trained.loss, hashlib.sha256(trained.vectors).hexdigest(),
                    hashlib.sha256(trained.end.context).hexdigest())
print(len(kernels.train.signatures))
"""


@needs_x86
def test_another_processor_computes_the_same_bytes(tmp_path):
    here = printed(PROGRAM).splitlines()
    there = printed(PROGRAM, **NARROW, W2VKIT_CACHE=str(tmp_path)).splitlines()
    assert there == here
    assert (len(here), here[-1]) == (13, "1")


class Turns(NamedTuple):
    taken: Any
    order: Any


@simd.entry
def take_all(turns, first, count, preferred, block):
    arrays = simd.pointers(turns)
    for i in range(count):
        simd.put(arrays.order, i, take(arrays.taken, first, count, preferred, block))


@pytest.mark.parametrize(
    ("preferred", "order"), [(0, [0, 1, 2, 3]), (2, [2, 3, 0, 1]), (7, [3, 0, 1, 2])]
)
def test_a_thread_takes_each_task_of_a_pass_once_its_own_first(preferred, order):
    turns = Turns(np.zeros(6 * NUMBERS_PER_LINE, np.int64), np.zeros(4, np.int64))
    for block in range(3):
        take_all(turns, 1, 4, preferred, block)
        assert turns.order.tolist() == order
        assert turns.taken[::NUMBERS_PER_LINE].tolist() == [0, *[block + 1] * 4, 0]
