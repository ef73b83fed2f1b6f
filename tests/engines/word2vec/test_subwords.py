"""Words composed of subwords: the kernels against the reference, and the bytes of any training."""

import numpy as np
import pytest

from tests.engines.word2vec.test_engine import BURSTS, OneStop
from tests.planted import distinction, encoded, planted_sentences, zipf_sentences
from w2vkit.base.config import TrainConfig
from w2vkit.base.errors import W2vError
from w2vkit.base.progress import SILENT
from w2vkit.engines.ngrams import vocabulary_composition
from w2vkit.engines.word2vec import reference
from w2vkit.engines.word2vec.engine import NativeEngine
from w2vkit.engines.word2vec.plan import make_plan

LOSSES = pytest.mark.parametrize("loss", ["negative", "hierarchical"])
ARCHITECTURES = pytest.mark.parametrize("architecture", ["skipgram", "cbow"])


def options(**more):
    usual = {"algorithm": "fasttext", "dim": 20, "window": 4, "sample": 0.01, "epochs": 2}
    return TrainConfig(**{**usual, "buckets": 200, "workers": 2, **more})


def train(corpus, config, **more):
    return NativeEngine().train(corpus, corpus.vocabulary, config, SILENT, **more)


def matrix_of(composition):
    matrix = np.zeros((len(composition.starts) - 1, composition.size))
    owners = np.repeat(np.arange(len(matrix)), composition.lengths)
    np.add.at(matrix, (owners, composition.rows), 1)
    return matrix


def everything(trained):
    return (
        trained.vectors.tobytes(),
        trained.end.vectors.tobytes(),
        trained.subwords.vectors.tobytes(),
        trained.end.context.tobytes(),
        trained.loss,
    )


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    sentences = zipf_sentences(sentences=1000, words=400)
    return encoded(tmp_path_factory.mktemp("corpus"), sentences)


@LOSSES
@ARCHITECTURES
@pytest.mark.parametrize("alpha", [0.01, 0.3])
@pytest.mark.parametrize(("dim", "negative", "buckets"), [(3, 2, 7), (40, 5, 1000)])
def test_kernels_equal_the_reference(tmp_path, architecture, alpha, dim, negative, buckets, loss):
    corpus = encoded(tmp_path, zipf_sentences())
    epochs = 2 if alpha < 0.1 else 1  # at this rate small differences grow quickly
    config = options(
        architecture=architecture, alpha=alpha, dim=dim, negative=negative, buckets=buckets,
        epochs=epochs, loss=loss,
    )  # fmt: skip
    trained = train(corpus, config)
    composition = vocabulary_composition(corpus.vocabulary, config, SILENT)
    matrix, counts = matrix_of(composition), corpus.vocabulary.counts()
    block = make_plan(config, counts, 1, composition=composition).shape.tokens_per_block
    sentences = [sentence.tolist() for sentence in corpus.sentences()]
    inputs, outputs, mean = reference.train(sentences, counts, config, block, composition=matrix)
    words = len(counts)
    assert np.abs(trained.end.vectors - inputs[:words]).max() < 1e-4
    assert np.abs(trained.subwords.vectors - inputs[words:]).max() < 1e-4
    assert np.abs(trained.vectors - reference.composed(inputs, matrix)).max() < 1e-4
    assert np.abs(trained.end.context - outputs).max() < 1e-4
    assert trained.loss == pytest.approx(mean, rel=1e-5)


def test_steps_of_shared_rows_are_bounded(tmp_path):
    corpus = encoded(tmp_path, [[f"{row}ing" for row in range(10, 40)] * 20])
    config = options(alpha=0.3, sample=0, epochs=1)
    counts = corpus.vocabulary.counts()
    composition = vocabulary_composition(corpus.vocabulary, config, SILENT)
    block = make_plan(config, counts, 1, composition=composition).shape.tokens_per_block
    sentences = [sentence.tolist() for sentence in corpus.sentences()]
    with np.errstate(over="ignore"):
        bounded, free = (
            reference.train(sentences, counts, config, block, longest, matrix_of(composition))[0]
            for longest in (reference.LONGEST_STEP, 1e9)
        )
    assert np.abs(bounded - free).max() > 0.01
    trained = train(corpus, config)
    assert np.abs(trained.end.vectors - bounded[: len(counts)]).max() < 1e-4
    assert np.abs(trained.subwords.vectors - bounded[len(counts) :]).max() < 1e-4


@LOSSES
@ARCHITECTURES
def test_the_number_of_workers_changes_no_bit(corpus, architecture, loss):
    results = [
        train(corpus, options(architecture=architecture, loss=loss, workers=n))
        for n in (1, 2, 3, 8)
    ]
    assert len({everything(one) for one in results}) == 1


@ARCHITECTURES
def test_resuming_from_a_state_gives_the_same_bytes(corpus, architecture):
    config, keeper = options(architecture=architecture), OneStop()
    whole = train(corpus, config, keeper=keeper)
    assert (keeper.state.epoch, keeper.state.position) == (1, 0)
    resumed = train(corpus, config, start=keeper.state)
    assert everything(resumed) == everything(whole)
    assert resumed.curve == whole.curve


def test_training_starts_from_the_ngrams_that_a_state_shares_with_the_words(corpus):
    config = options(alpha=1e-6, min_alpha=0, epochs=1)
    end = train(corpus, config).end
    ids = end.more["ngram_ids"]
    beyond = config.buckets + 7
    more = {
        "ngram_ids": np.array([ids[3], beyond]),
        "ngrams": np.full((2, config.dim), 0.75, np.float32),
    }
    trained = train(corpus, config, start=type(end)(end.vectors, end.context, more=more))
    changed = np.abs(trained.subwords.vectors - end.more["ngrams"]).max(axis=1) > 0.1
    assert np.flatnonzero(changed).tolist() == [3]
    assert trained.subwords.vectors[3] == pytest.approx(0.75, abs=1e-2)


@ARCHITECTURES
def test_planted_neighbours_are_found(tmp_path, architecture):
    corpus = encoded(tmp_path, planted_sentences())
    config = options(
        architecture=architecture, sample=0.1, epochs=5, alpha=0.05, min_ngram=2, max_ngram=3
    )
    assert distinction(corpus.vocabulary, train(corpus, config).vectors) > 0.5


@ARCHITECTURES
@pytest.mark.parametrize("alpha", [0.1, 1])
@pytest.mark.parametrize("text", BURSTS)
def test_no_text_and_no_rate_makes_training_diverge(tmp_path, text, architecture, alpha):
    corpus = encoded(tmp_path, BURSTS[text])
    config = options(architecture=architecture, alpha=alpha, sample=0, epochs=3, min_ngram=1)
    trained = train(corpus, config)
    assert np.isfinite(trained.context).all()
    assert np.linalg.norm(trained.vectors, axis=1).max() < 30


def test_words_of_thousands_of_characters(tmp_path):
    giants = ["x" * 3000, "".join(chr(0x4E00 + row % 5000) for row in range(4000))]
    corpus = encoded(tmp_path, [[*giants, "a", "word"]] * 20)
    config = options(sample=0, buckets=10_000)
    results = [train(corpus, options(sample=0, buckets=10_000, workers=n)) for n in (1, 2)]
    assert np.isfinite(results[0].vectors).all()
    assert everything(results[0]) == everything(results[1])
    assert config.buckets == results[0].subwords.buckets


def test_bounds_that_leave_no_ngram_are_an_error(corpus):
    with pytest.raises(W2vError, match="too short for subwords of 20 characters"):
        train(corpus, options(min_ngram=20, max_ngram=20))
