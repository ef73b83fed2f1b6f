"""PPMI-SVD from a corpus to vectors, against a few lines of NumPy."""

import numpy as np
import pytest

from tests.engines.ppmi.test_association import plain_counts, plain_ppmi, text
from w2vkit.base.config import TrainConfig
from w2vkit.base.errors import W2vError
from w2vkit.base.progress import SILENT
from w2vkit.corpus.encoded import chunk_of, open_corpus, write_corpus
from w2vkit.engines import engine_for
from w2vkit.engines.state import NO_CHECKPOINT, StoppedError
from w2vkit.training.checkpoint import Checkpoint
from w2vkit.training.defaults import resolve


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    folder = tmp_path_factory.mktemp("corpus")
    write_corpus([chunk_of(text(1))], folder)
    return open_corpus(folder)


def trained(corpus, words=50, keeper=NO_CHECKPOINT, start=None, **options):
    config = resolve({"algorithm": "ppmi", "min_count": 1, "dim": 6, **options}, corpus.tokens)
    vocabulary = corpus.vocabulary.head(words)
    return engine_for(config).train(corpus, vocabulary, config, SILENT, keeper, start)


def test_the_vectors_are_those_of_the_definition(corpus):
    words = [corpus.vocabulary.word(row) for row in range(50)]
    left, values, _ = np.linalg.svd(plain_ppmi(plain_counts(text(1), words, 3), 0.75, 1.0))
    wanted = left[:, :6] * values[:6] ** 0.5
    found = trained(corpus).vectors
    assert np.allclose(found @ found.T, wanted @ wanted.T, atol=1e-4)


def test_neither_workers_nor_seed_change_a_byte(corpus):
    one = trained(corpus, workers=1).vectors
    assert trained(corpus, workers=3).vectors.tobytes() == one.tobytes()
    assert trained(corpus, seed=7).vectors.tobytes() == one.tobytes()


@pytest.mark.parametrize(
    "options", [{"decay": 2.0}, {"smoothing": 1.0}, {"shift": 2.0}, {"exponent": 0.0}]
)
def test_every_option_has_an_effect(corpus, options):
    assert not np.allclose(trained(corpus, **options).vectors, trained(corpus).vectors)


def test_more_columns_than_words_are_filled_with_zeros(corpus):
    vectors = trained(corpus, words=4, dim=10).vectors
    assert vectors.shape == (4, 10)
    assert np.isfinite(vectors).all()
    assert not vectors[:, 4:].any()


def test_stopped_and_resumed_gives_the_same_bytes(corpus, tmp_path):
    checkpoint = Checkpoint(tmp_path, "tale")
    checkpoint.stop.set()
    with pytest.raises(StoppedError, match="after 0 epochs"):
        trained(corpus, keeper=checkpoint)
    resumed = trained(corpus, start=checkpoint.state())
    assert resumed.vectors.tobytes() == trained(corpus).vectors.tobytes()


def test_resuming_from_the_end_gives_the_end(corpus):
    whole = trained(corpus)
    assert trained(corpus, start=whole.end).vectors.tobytes() == whole.vectors.tobytes()
    with pytest.raises(W2vError, match="does not fit"):
        trained(corpus, start=whole.end, dim=7)


@pytest.mark.parametrize(
    ("sentences", "options", "message"),
    [
        ([["a"], ["b"], ["a"]], {}, "No words co-occur"),
        ([["a", "b"]] * 4, {"shift": 1000.0}, "No pair of words co-occurs more often"),
    ],
)
def test_text_without_associations_is_refused(tmp_path, sentences, options, message):
    write_corpus([chunk_of(sentences)], tmp_path)
    with pytest.raises(W2vError, match=message):
        trained(open_corpus(tmp_path), words=2, **options)


def test_a_model_has_no_output_weights(corpus):
    assert trained(corpus).context is None


def test_ppmi_has_defaults_of_its_own():
    config = resolve({"algorithm": "ppmi"}, 3_000_000)
    assert (config.window, config.epochs, config.dim) == (3, 1, 100)
    assert TrainConfig().smoothing == 0.75
