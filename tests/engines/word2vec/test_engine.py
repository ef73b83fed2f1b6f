"""The native engine: the same bytes for any number of workers, and errors for bad input."""

import numpy as np
import pytest

from tests.planted import distinction, encoded, planted_sentences, zipf_sentences
from w2vkit.base.config import TrainConfig
from w2vkit.base.errors import W2vError
from w2vkit.base.progress import SILENT
from w2vkit.engines.sampling import initial_vectors
from w2vkit.engines.state import FROZEN_EPOCHS, State
from w2vkit.engines.word2vec.engine import NativeEngine
from w2vkit.model.vocabulary import Vocabulary

SMALL = {"dim": 20, "window": 4, "sample": 0.01, "epochs": 2}


class Notes(list):
    def note(self, message):
        self.append(message)

    def progress(self, progress):
        self.last = progress


def train(corpus, listener=SILENT, words=10**9, engine=None, **options):
    config = TrainConfig(**{**SMALL, "workers": 2, **options})
    engine = engine or NativeEngine()
    return engine.train(corpus, corpus.vocabulary.head(words), config, listener)


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    sentences = zipf_sentences(sentences=2000, words=800)
    return encoded(tmp_path_factory.mktemp("corpus"), sentences)


@pytest.mark.parametrize("loss", ["negative", "hierarchical"])
@pytest.mark.parametrize("algorithm", ["skipgram", "cbow"])
def test_the_number_of_workers_changes_no_bit(corpus, algorithm, loss):
    results = [train(corpus, algorithm=algorithm, loss=loss, workers=n) for n in (1, 2, 3, 4, 8)]
    for one in results[1:]:
        assert one.vectors.tobytes() == results[0].vectors.tobytes()
        assert one.end.context.tobytes() == results[0].end.context.tobytes()
        assert one.loss == results[0].loss
        assert one.curve == results[0].curve


@pytest.mark.parametrize("algorithm", ["skipgram", "cbow"])
def test_chunks_that_are_read_one_by_one_see_the_words_around_them(corpus, algorithm):
    whole = train(corpus, algorithm=algorithm, epochs=1, workers=1)
    small = NativeEngine(longest_chunk=1 << 9)
    parts = train(corpus, engine=small, algorithm=algorithm, epochs=1, workers=1)
    assert np.abs(parts.vectors - whole.vectors).max() < 1e-6
    assert parts.loss == pytest.approx(whole.loss, rel=1e-6)
    assert len(parts.curve) == -(-corpus.tokens // 512)  # a point of the curve for each


def test_the_seed_changes_all(corpus):
    assert not np.array_equal(train(corpus, seed=1).vectors, train(corpus, seed=2).vectors)


@pytest.mark.parametrize("loss", ["negative", "hierarchical"])
@pytest.mark.parametrize("algorithm", ["skipgram", "cbow"])
def test_planted_neighbors_are_found(tmp_path, algorithm, loss):
    corpus = encoded(tmp_path, planted_sentences())
    options = {"sample": 0.1, "epochs": 5, "alpha": 0.05, "workers": 1}
    trained = train(corpus, algorithm=algorithm, loss=loss, **options)
    assert distinction(corpus.vocabulary, trained.vectors) > 0.5


class OneStop:
    """Keeps the first state and continues."""

    state = None

    def due(self):
        return self.state is None

    def keep(self, state):
        self.state = state


@pytest.mark.parametrize("loss", ["negative", "hierarchical"])
@pytest.mark.parametrize("algorithm", ["skipgram", "cbow"])
def test_resuming_from_a_state_gives_the_same_bytes(corpus, algorithm, loss):
    config = TrainConfig(**SMALL, algorithm=algorithm, loss=loss, workers=2)
    keeper = OneStop()
    whole = NativeEngine().train(corpus, corpus.vocabulary, config, SILENT, keeper)
    assert (keeper.state.epoch, keeper.state.position) == (1, 0)
    resumed = NativeEngine().train(corpus, corpus.vocabulary, config, SILENT, start=keeper.state)
    assert resumed.vectors.tobytes() == whole.vectors.tobytes()
    assert resumed.end.context.tobytes() == whole.end.context.tobytes()
    assert (resumed.loss, resumed.curve) == (whole.loss, whole.curve)


def test_resuming_with_frozen_rows_gives_the_same_bytes_for_any_number_of_workers(corpus):
    words = len(corpus.vocabulary)
    vectors = initial_vectors(words, SMALL["dim"], seed=5)
    start = State(vectors, vectors, more={FROZEN_EPOCHS: np.arange(words) % 4})
    keeper = OneStop()
    trained = [
        NativeEngine().train(
            corpus, corpus.vocabulary, TrainConfig(**SMALL, workers=workers), SILENT, keeper, start
        )
        for workers in (1, 2)
    ]
    config = TrainConfig(**SMALL, workers=3)
    trained.append(
        NativeEngine().train(corpus, corpus.vocabulary, config, SILENT, start=keeper.state)
    )
    assert len({(one.vectors.tobytes(), one.end.context.tobytes()) for one in trained}) == 1
    kept = np.arange(words) % 4 >= SMALL["epochs"]
    assert kept.any()
    assert trained[0].vectors[kept].tobytes() == vectors[kept].tobytes()


def test_frozen_epochs_of_other_words_are_refused(corpus):
    vectors = initial_vectors(len(corpus.vocabulary), SMALL["dim"], seed=5)
    start = State(vectors, vectors, more={FROZEN_EPOCHS: np.arange(3)})
    with pytest.raises(W2vError, match="its frozen epochs are int64"):
        NativeEngine().train(corpus, corpus.vocabulary, TrainConfig(**SMALL), SILENT, start=start)


def test_given_weights_are_where_training_starts(corpus):
    config = TrainConfig(**{**SMALL, "epochs": 1, "alpha": 1e-6, "min_alpha": 0})
    words = len(corpus.vocabulary)
    start = State(np.full((words, 20), 0.5, np.float32), np.full((words, 20), 0.25, np.float32))
    trained = NativeEngine().train(corpus, corpus.vocabulary, config, SILENT, start=start)
    assert trained.vectors == pytest.approx(0.5, abs=1e-2)
    assert trained.context == pytest.approx(0.25, abs=1e-2)


def test_a_sentence_of_a_million_tokens(tmp_path):
    words = [f"w{row}" for row in np.random.default_rng(1).integers(0, 500, 1_000_000)]
    listener = Notes()
    one = train(encoded(tmp_path, [words]), listener=listener, epochs=1, dim=8, window=2)
    assert listener.last.done == listener.last.total == 1_000_000
    # Every token is a centre; only the first and the last have fewer neighbors.
    assert 0 < one.loss < 6 * np.log(2)


def test_the_smallest_corpora(tmp_path):
    one = train(encoded(tmp_path / "a", [["x", "y"]]), sample=0)
    assert one.vectors.shape == (2, 20)
    assert np.isfinite(one.vectors).all()
    alone = train(encoded(tmp_path / "b", [["x", "x", "x"]]), sample=0)
    assert alone.vectors.shape == (1, 20)


def test_output_weights_of_a_tree_belong_to_no_words(corpus):
    trained = train(corpus, loss="hierarchical", epochs=1)
    assert trained.context is None
    assert trained.end.context[:-1].any(axis=1).all()
    assert not trained.end.context[-1].any()  # a tree of V words has V - 1 nodes


def test_a_tree_of_two_words(tmp_path):
    one = train(encoded(tmp_path, [["x", "y"]]), sample=0, loss="hierarchical")
    assert one.loss < np.log(2)


@pytest.mark.parametrize("algorithm", ["skipgram", "cbow"])
def test_one_word_has_no_tree(tmp_path, algorithm):
    with pytest.raises(W2vError, match="1 word; hierarchical softmax needs at least 2"):
        train(encoded(tmp_path, [["x", "x", "x"]]), algorithm=algorithm, loss="hierarchical")


def test_a_very_deep_tree(tmp_path):
    """Counts that double give paths as long as the vocabulary, twice as long as a vector."""
    rng = np.random.default_rng(1)
    words = [f"w{depth}" for depth in range(36)]
    sentences = [[*rng.choice(words, 20)] for _ in range(50)]
    corpus = encoded(tmp_path, sentences)
    counts = [(word, 2 ** (60 - row)) for row, word in enumerate(corpus.vocabulary)]
    config = TrainConfig(**SMALL, loss="hierarchical", workers=2)
    vocabulary = Vocabulary.from_counts(counts)
    trained = NativeEngine().train(corpus, vocabulary, config, SILENT)
    assert np.isfinite(trained.vectors).all()
    assert trained.loss < 0.5 * 36 * np.log(2)


def test_words_without_neighbors_are_an_error(tmp_path):
    with pytest.raises(W2vError, match="nothing can be learned"):
        train(encoded(tmp_path, [["x"], ["y"], ["x"]]))


NUMBERS = [f"n{row}" for row in range(1, 100)]
ORDINARY = zipf_sentences(sentences=60, words=100)
BURSTS = {
    "one word repeated": [["w"] * 2_000 + ["x", "y"]],
    "two words repeated": [["w", "x"] * 1_000],
    "lists": [sentence for text in ORDINARY[:20] for sentence in (text, NUMBERS)],
    "refrains": ORDINARY + [["o", "la", "la"] * 300] * 2 + ORDINARY,
    "bursts of words": [[*text, *[f"b{row % 7}"] * 200] for row, text in enumerate(ORDINARY[:20])],
}


@pytest.mark.parametrize("alpha", [0.025, 0.1, 1, 10])
@pytest.mark.parametrize("loss", ["negative", "hierarchical"])
@pytest.mark.parametrize("algorithm", ["skipgram", "cbow"])
@pytest.mark.parametrize("text", BURSTS)
def test_no_text_and_no_rate_makes_training_diverge(tmp_path, text, algorithm, loss, alpha):
    corpus = encoded(tmp_path, BURSTS[text])
    options = {"alpha": alpha, "sample": 0, "epochs": 3, "workers": 1}
    trained = train(corpus, algorithm=algorithm, loss=loss, **options)
    lengths = np.linalg.norm(trained.vectors, axis=1)
    assert np.isfinite(trained.end.context).all()
    assert lengths.max() < 30


@pytest.mark.parametrize("loss", ["negative", "hierarchical"])
@pytest.mark.parametrize("algorithm", ["skipgram", "cbow"])
def test_bursts_give_the_same_bytes_for_any_number_of_workers(tmp_path, algorithm, loss):
    corpus = encoded(tmp_path, BURSTS["refrains"])
    options = {"algorithm": algorithm, "loss": loss, "alpha": 0.5}
    results = [train(corpus, **options, workers=n) for n in (1, 2, 3)]
    assert len({one.vectors.tobytes() for one in results}) == 1
    assert len({one.end.context.tobytes() for one in results}) == 1


def test_weights_that_are_no_numbers_are_an_error(corpus):
    weights = np.full((len(corpus.vocabulary), 20), np.nan, np.float32)
    config = TrainConfig(**SMALL)
    with pytest.raises(W2vError, match="diverged"):
        NativeEngine().train(
            corpus, corpus.vocabulary, config, SILENT, start=State(weights, weights)
        )


def test_more_workers_than_cores_is_said(corpus):
    notes = Notes()
    train(corpus, listener=notes, epochs=1, workers=64)
    assert "64 workers" in notes[-1]


def test_unusual_sizes_stay_in_bounded_memory(corpus):
    trained = train(corpus, epochs=1, dim=600, window=500, negative=200, words=50)
    assert np.isfinite(trained.vectors).all()


def test_the_curve_follows_the_loss(corpus):
    curve = train(corpus, epochs=5).curve
    assert [point.epoch for point in curve] == [1, 2, 3, 4, 5]
    assert curve[0].alpha > curve[-1].alpha
    assert curve[0].loss > curve[-1].loss
