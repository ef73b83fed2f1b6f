"""Training with gensim: what it is given, what comes back, and what it cannot do."""

import numpy as np
import pytest

from tests.gensim_marks import NEEDS_GENSIM
from tests.planted import distinction, encoded, planted_sentences
from w2vkit.base.config import TrainConfig
from w2vkit.base.progress import SILENT
from w2vkit.engines.gensim.engine import GensimEngine, shared_options

pytestmark = NEEDS_GENSIM
QUICK = {"dim": 20, "window": 4, "sample": 0.1, "epochs": 5, "alpha": 0.05, "workers": 1}


class Notes(list):
    def note(self, message):
        self.append(message)

    def progress(self, progress):
        self.last = progress


def train(corpus, listener=SILENT, words=10**9, **options):
    config = TrainConfig(**{**QUICK, **options})
    return GensimEngine().train(corpus, corpus.vocabulary.head(words), config, listener)


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    return encoded(tmp_path_factory.mktemp("corpus"), planted_sentences())


@pytest.mark.parametrize("loss", ["negative", "hierarchical"])
@pytest.mark.parametrize("algorithm", ["skipgram", "cbow"])
def test_planted_neighbors_are_found(corpus, algorithm, loss):
    trained = train(corpus, algorithm=algorithm, loss=loss)
    assert trained.vectors.dtype == np.float32
    assert distinction(corpus.vocabulary, trained.vectors) > 0.5
    assert trained.versions.keys() == {"gensim"}
    assert (trained.context is None) == (loss == "hierarchical")


def test_rows_are_in_our_order_where_gensim_has_another(tmp_path):
    # All are equally frequent: we go by code point, gensim by who comes first.
    topics = [[f"{row}{'ab'[row % 2]}" for row in range(first, 10, 2)] for first in (0, 1)]
    rng = np.random.default_rng(2)
    sentences = [rng.permutation(topics[number % 2]).tolist() for number in range(1000)]
    corpus = encoded(tmp_path, sentences)
    trained = train(corpus, algorithm="skipgram", epochs=10)
    assert distinction([word[1] for word in corpus.vocabulary], trained.vectors) > 0.3
    assert distinction([word[1] for word in corpus.vocabulary], trained.context) > 0.3


def test_words_left_out_get_no_row_and_the_seed_changes_all(corpus):
    options = {"words": 12, "epochs": 1}
    trained = train(corpus, **options)
    assert trained.vectors.shape == trained.context.shape == (12, 20)
    assert np.array_equal(trained.vectors, train(corpus, **options).vectors)
    assert not np.array_equal(trained.vectors, train(corpus, **options, seed=2).vectors)


def test_the_listener_hears_of_every_epoch_to_the_end(corpus):
    notes = Notes()
    train(corpus, notes, epochs=2)
    assert notes.last.done == notes.last.total == 2 * corpus.tokens
    assert notes == []


def test_what_gensim_does_otherwise_is_said(corpus):
    notes = Notes()
    train(corpus, notes, epochs=1, workers=2, cbow_gradient="shared", algorithm="cbow")
    assert len(notes) == 2
    assert "whole gradient" in notes[0]
    assert "--workers 1" in notes[1]
    notes = Notes()
    train(corpus, notes, epochs=1, cbow_gradient="shared", algorithm="skipgram")
    assert notes == []


def test_options_are_those_of_gensim():
    config = TrainConfig(dim=7, window=3, negative=9, alpha=0.01, seed=4)
    options = shared_options(config, SILENT)
    assert (options["vector_size"], options["window"], options["seed"]) == (7, 3, 4)
    assert (options["hs"], options["negative"], options["workers"]) == (0, 9, 1)
    softmax = shared_options(TrainConfig(loss="hierarchical", negative=9), SILENT)
    assert (softmax["hs"], softmax["negative"]) == (1, 0)


class Broken:
    """A listener that fails once training is under way."""

    def note(self, message):
        pass

    def progress(self, progress):
        raise KeyboardInterrupt


def test_what_fails_in_gensims_thread_ends_the_training(corpus):
    with pytest.raises(KeyboardInterrupt):
        train(corpus, Broken())
